"""Show the state of the line: one sentence, dealership and address, waiting documents, and one button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from dealer_app.domain.head_office import LineState
from dealer_app.domain.money import format_rial
from dealer_app.domain.persian import persian_digits
from ui.line.line import Line
from ui.line.words import STOPPED, Heading, heading, moment, number
from ui.look.icons import pixmap
from ui.look.palettes import TONES
from ui.look.theme import theme
from ui.texts import head_office as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout, refill
from ui.widgets.painted.card import Card
from ui.widgets.words.directed import directed
from ui.widgets.words.fact import Fact
from ui.widgets.words.labels import make_label, make_mark

SIGN, KEY = 22, "Shift+F5"


class LineCard(Card):
    """State of the line; its button emits ``talk_requested``, ``stop_requested`` or ``bundles_requested``."""

    talk_requested = Signal()
    bundles_requested = Signal()
    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heading = Heading("", "neutral", "clock")
        self._mark = make_mark()
        self.title = make_label("", "title", wraps=True)
        self.hint = make_label("", "muted", wraps=True)
        self.button = KeyCapButton(words.TALK_NOW, icon_name="refresh-cw", key=KEY, rank="primary")
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self._on_button)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.left = make_label("", "small")
        self._facts = FlowLayout(gap=28, line_gap=6)
        self._is_talking = self._is_by_stick = self._is_short = False
        self._lay_out()
        theme.changed.connect(self._draw)

    def _lay_out(self) -> None:
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(self.title)
        text.addWidget(self.hint)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(text, 1)
        top.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self._progress = QWidget()
        running = QHBoxLayout(self._progress)
        running.setContentsMargins(0, 0, 0, 0)
        running.setSpacing(12)
        running.addWidget(self.bar, 1)
        running.addWidget(self.left)
        self._fact_row = QWidget()
        self._fact_row.setLayout(self._facts)
        column = self.column(margin=16, gap=10)
        column.addLayout(top)
        column.addWidget(self._progress)
        column.addWidget(self._fact_row)

    def set_short(self, is_short: bool) -> None:
        """Leave out the facts and the hint if the page has little height."""
        self._is_short = is_short
        self._fact_row.setVisible(not is_short)
        self.hint.setVisible(not is_short and bool(self.hint.text()))

    def show_line(self, line: Line) -> None:
        """Show the current state of the line."""
        state = line.view.state
        self._is_talking, self._is_by_stick = line.is_talking, state.is_by_stick
        self._heading = heading(state, is_talking=line.is_talking, is_stopping=line.is_stopping)
        self.title.setText(self._heading.text)
        hint = self._heading.hint or (words.KEPT_RAW.format(count=number(state.kept_raw)) if state.kept_raw else "")
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint) and not self._is_short)
        self._show_button(line)
        self._show_progress(line)
        refill(self._facts, _facts(state))
        self._draw()

    def _show_button(self, line: Line) -> None:
        name, icon_name = (words.STOP_TALK, "circle-stop") if self._is_talking else (words.TALK_NOW, "refresh-cw")
        if self._is_by_stick:
            name, icon_name = words.GO_BUNDLES, "hard-drive"
        self.button.icon_name, self.button.rank = icon_name, "normal" if self._is_talking else "primary"
        self.button.key = "" if self._is_talking or self._is_by_stick else KEY
        self.button.setText(name)
        self.button.setAccessibleName(name)
        self.button.setVisible(line.view.state.is_enrolled and line.view.state.enrolment != "revoked")
        self.button.setEnabled(not line.is_stopping)
        self.button.updateGeometry()

    def _show_progress(self, line: Line) -> None:
        waiting, total = line.view.state.waiting, line.waited_at_start
        self._progress.setVisible(self._is_talking)
        self.bar.setRange(0, total)  # range 0 to 0: total unknown, Qt paints an indeterminate bar
        self.bar.setValue(max(total - waiting, 0))
        self.bar.setAccessibleName(self._heading.text)
        self.left.setText(words.TALK_LEFT.format(count=number(waiting)) if waiting else "")

    def _on_button(self) -> None:
        if self._is_by_stick:
            self.bundles_requested.emit()
        else:
            (self.stop_requested if self._is_talking else self.talk_requested).emit()

    def _draw(self) -> None:
        self._mark.setPixmap(pixmap(self._heading.icon, TONES[self._heading.tone][0], SIGN))
        is_loud = self._heading.tone == "amber"
        self.set_ground("amber_soft" if is_loud else "card", "amber" if is_loud else "line")


def _facts(state: LineState) -> list[QWidget]:
    """Return the known facts of the line as widgets."""
    money = words.NO_PAYMENT
    if state.waiting_payments:
        amount = format_rial(state.waiting_amount)
        money = words.PAYMENTS_AND_SUM.format(count=number(state.waiting_payments), amount=amount)
    facts: list[QWidget] = [
        Fact(words.HEARD, moment(state.last_heard_at) or words.NEVER_HEARD),
        Fact(words.WAITING, directed(number(state.waiting)), is_code=False),
        Fact(words.PAYMENTS, money, is_code=False),
    ]
    if state.is_enrolled and state.enrolment not in STOPPED - {"forked"}:
        facts.append(Fact(words.DEALERSHIP, persian_digits(state.dealership)))
        facts.append(Fact(words.ADDRESS, state.hub_url or words.BY_STICK, is_code=bool(state.hub_url)))
    return facts
