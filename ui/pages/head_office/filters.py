"""Show the filters of the page: one chip for each answer, one for decisions, and the search field."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from dealer_app.domain.head_office import AnswerState, LineState
from ui.line.head_office import DECISIONS
from ui.look.theme import theme
from ui.texts import head_office as words
from ui.widgets.controls.filter_chip import FilterChip
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.words.plain import set_tip

PAUSE_MS = 120
CHIPS = (
    ("", words.ALL, "", "neutral"),
    ("waiting", words.STATES["waiting"], "clock", "accent"),
    ("accepted", words.STATES["accepted"], "circle-check", "green"),
    ("changed", words.STATES["changed"], "file-pen-line", "accent"),
    ("refused", words.STATES["refused"], "circle-x", "red"),
    ("in_review", words.STATES["in_review"], "eye", "amber"),
    (DECISIONS, words.DECISIONS, "user-round", "amber"),
)


class Filters(QWidget):
    """Filter row; ``chosen`` carries the key of a chip ("" for all), ``typed`` fires shortly after the last letter."""

    chosen = Signal(str)
    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(words.FILTERS)
        self.chips = {key: FilterChip(key, name, icon, tone) for key, name, icon, tone in CHIPS}
        self.key = ""
        self._is_short = False
        self.search = QLineEdit()
        self.search.setPlaceholderText(words.FILTER_HINT)
        self.search.setAccessibleName(words.FILTER)
        self.search.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        set_tip(self.search, words.FILTER_HINT)
        theme.changed.connect(self._resize)
        self._resize()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.typed)
        self.search.textEdited.connect(lambda _text: self._pause.start())
        chips = QWidget()
        flow = FlowLayout(chips)
        for key, chip in self.chips.items():
            flow.addWidget(chip)
            chip.clicked.connect(lambda _on=False, key=key: self._on_chip(key))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(chips, 1)
        row.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        self._light()

    def _resize(self) -> None:
        self.search.setFixedWidth(theme.px(200))

    @property
    def text(self) -> str:
        """Return the search text."""
        return self.search.text().strip()

    def set_short(self, is_short: bool) -> None:
        """Show only the lit chip, whose click goes on to the next, if the page has little height."""
        self._is_short = is_short
        self._show_chips()

    def _show_chips(self) -> None:
        for key, chip in self.chips.items():
            is_known = key != DECISIONS or bool(chip.count) or key == self.key
            chip.setVisible(is_known and (key == self.key or not self._is_short))

    def _on_chip(self, key: str) -> None:
        if self._is_short:
            self.step(1)
        else:
            self.choose(key)

    def choose(self, key: str) -> None:
        """Select the chip ``key``."""
        self.key = key
        self.search.setVisible(key != DECISIONS)
        self._show_chips()
        self._light()
        self.chosen.emit(key)

    def step(self, by: int) -> None:
        """Select the next or the previous visible chip, wrapping around."""
        keys = [key for key, chip in self.chips.items() if key != DECISIONS or chip.count or key == self.key]
        self.choose(keys[(keys.index(self.key) + by) % len(keys)])

    def type(self, text: str) -> None:
        """Append letters that were typed elsewhere on the page."""
        self.search.setFocus()
        self.search.insert(text)
        self._pause.start()

    def show_counts(self, counts: Mapping[AnswerState, int], state: LineState) -> None:
        """Show the number of rows of each chip; the chip for decisions only if there are any."""
        self.chips[""].show_count(sum(counts.values()))
        for said, count in counts.items():
            self.chips[str(said)].show_count(count)
        waiting = state.conflicts + state.unmatched
        self.chips[DECISIONS].show_count(waiting)
        self._show_chips()

    def _light(self) -> None:
        for key, chip in self.chips.items():
            chip.setChecked(key == self.key)
