"""Ask one question over the window; the safe answer has the focus and is also Esc."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.look.theme import theme
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.floating import SHADOW
from ui.widgets.layout.overlay import Overlay
from ui.widgets.words.labels import make_label


class QuestionSheet(Overlay):
    """Title, explanation, the answer that keeps everything, and the answer that goes on."""

    width_px = 520

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._go: Callable[[], object] = lambda: None
        self.title = make_label("", "title", wraps=True)
        self.hint = make_label("", "muted", wraps=True)
        self.stay = KeyCapButton("", key="Esc", rank="primary")
        self.leave = KeyCapButton("")
        self.stay.clicked.connect(self.close_over)
        self.leave.clicked.connect(self._on_go)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.stay, self.leave):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.setContentsMargins(SHADOW + 24, SHADOW + 20, SHADOW + 24, SHADOW + 20)
        self.column.setSpacing(12)
        self.column.addWidget(self.title)
        self.column.addWidget(self.hint)
        self.column.addStretch(1)
        self.column.addLayout(buttons)

    def ask(self, title: str, hint: str, *, stay: str, leave: str, go: Callable[[], object]) -> None:
        """Show the question; ``go`` is called only if the person chooses ``leave``."""
        self._go = go
        for widget, words in ((self.title, title), (self.hint, hint), (self.stay, stay), (self.leave, leave)):
            widget.setText(words)
            widget.setAccessibleName(words)
            widget.ensurePolished()
        self.setAccessibleName(title)
        self.column.invalidate()
        width = min(theme.px(self.width_px), self._host.width() - 32) + 2 * SHADOW
        self.open_over(self.column.heightForWidth(width) - 2 * SHADOW)
        self.stay.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_go(self) -> None:
        self.close_over()
        self._go()
