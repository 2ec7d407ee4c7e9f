"""Show a banner inside a page: one sentence in a tone, with an icon and optional buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.look.icons import pixmap
from ui.look.palettes import TONES
from ui.look.theme import theme
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.columns import ColumnLayout
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.painted.card import Card
from ui.widgets.words.directed import from_right
from ui.widgets.words.labels import make_label, make_mark
from ui.widgets.words.plain import say_plain


class Banner(Card):
    """Icon, sentence (``strong`` part in bold), buttons at the left; ``tone``: neutral, accent, amber, red, green."""

    def __init__(self, tone: str = "neutral", icon_name: str = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._icon_name = tone, icon_name
        self._mark = make_mark()
        self.words = make_label("", wraps=True)
        self.text = ""
        self._row = self.row(margin=0, gap=10)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._content = QWidget()
        self._columns = ColumnLayout(self._content, most=3, least=110, gap=10, line_gap=6, counts=(3,))
        self._columns.add(self.words, 3)
        self._actions: FlowLayout | None = None
        self._row.addWidget(self._content, 1)
        theme.changed.connect(self._draw)
        self._draw()

    def say(self, text: str, *, strong: str = "", tone: str = "", icon_name: str = "") -> None:
        """Show another sentence, tone or icon; "" keeps tone and icon."""
        self.text = text
        say_plain(self.words, from_right(text), strong=strong)
        self.words.setAccessibleName(text)
        self.setAccessibleName(text)
        self._tone, self._icon_name = tone or self._tone, icon_name or self._icon_name
        self._draw()

    def add_action(self, words: str, *, icon_name: str = "", key: str = "") -> KeyCapButton:
        """Add a button beside the sentence, in a narrow place below it, and return it."""
        button = KeyCapButton(words, icon_name=icon_name, key=key)
        if self._actions is None:
            actions = QWidget()
            self._actions = FlowLayout(actions)
            self._columns.set_span(self.words, 2)
            self._columns.add(actions)
        self._actions.addWidget(button)
        return button

    def _draw(self) -> None:
        ink, ground = TONES[self._tone]
        self.set_ground(ground, "")
        self._mark.setPixmap(pixmap(self._icon_name, ink, 18))
