"""The gate of a call: number, national code and one fact, asked one after the other in one field."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.calls.calls import GateView
from dealer_app.domain.calls.facts import parse_answer, parse_caller_code, parse_caller_number
from dealer_app.domain.calls.gate import Fact, Gate, GateState
from dealer_app.domain.calls.line_hours import LineState
from dealer_app.domain.codes.masking import mask_national_code
from dealer_app.domain.directory.hours import clock_text
from dealer_app.domain.directory.opening import OpenState
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import document_number, persian_digits
from ui.forms.code_field import CodeField
from ui.forms.enter_chain import EnterChain
from ui.forms.field import FieldState, Sentence
from ui.forms.text_field import LineField, TextField
from ui.texts import calls as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.card import Card
from ui.widgets.painted.rule import Rule
from ui.widgets.painted.step_mark import StepRow
from ui.widgets.words.labels import make_label
from ui.widgets.words.plain import set_tip

OTHER_KEY = "Ctrl+B"
NUMBER, CODE, ANSWER = range(3)
LINE_MARKS = {
    OpenState.OPEN: ("green", "phone"),
    OpenState.CLOSED: ("neutral", "clock"),
    OpenState.UNKNOWN: ("amber", "circle-question-mark"),
}


class GateCard(Card):
    """The three steps.

    ``ask_wanted`` fires when number and code are there, or another question is wanted; ``answered`` carries an answer.
    """

    ask_wanted = Signal()
    answered = Signal(str)
    edited = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today, self._step, self._gate = today, NUMBER, Gate()
        self.number = CodeField("number", words.NUMBER, parse_caller_number, has_letters=True, hint=words.HINT_NUMBER)
        self.code = CodeField("national_code", words.CODE, parse_caller_code, hint=words.HINT_CODE)
        self.answer = TextField("fact", words.ANSWER, hint=words.HINT_ANSWER, parser=self._parse)
        self.fields: tuple[LineField, ...] = (self.number, self.code, self.answer)
        self.elapsed = Badge("", "neutral", "clock")
        self.line = Badge("", "neutral", "clock", self)
        self.line.hide()  # until it is known
        self.rows = (StepRow(1, words.NUMBER), StepRow(2, words.CODE), StepRow(3, words.WAITS))
        self.told = Sentence()
        self.go = KeyCapButton(words.NEXT, key="Enter", rank="primary")
        self.other = KeyCapButton(words.OTHER_QUESTION, key=OTHER_KEY, rank="quiet")
        self._lay_out()
        self._connect()
        self._draw()

    # -- what the page calls

    def begin(self) -> None:
        """Focus the field of the present step."""
        if self._entry.isVisibleTo(self):
            self._front().line.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def asked(self) -> Fact | None:
        """Return the fact that waits for an answer."""
        return self._gate.asked

    def has_text(self) -> bool:
        """Return whether something was typed."""
        return not (self.number.is_empty() and self.code.is_empty())

    def raws(self) -> dict[str, str]:
        """Return number and code for the draft; an answer is never kept."""
        return {field.name: field.raw() for field in (self.number, self.code)}

    def fill(self, raws: dict[str, str]) -> None:
        """Fill number and code from a draft."""
        for field in (self.number, self.code):
            field.set_raw(raws.get(field.name, ""))
        self._draw()

    def show_line(self, line: LineState) -> None:
        """Show whether the company's line is open, and where its hours come from."""
        shapes = {OpenState.OPEN: words.LINE_OPEN, OpenState.CLOSED: words.LINE_CLOSED}
        shape = shapes.get(line.state, words.LINE_UNKNOWN)
        said = shape.format(number=persian_digits(line.short_number), closes=clock_text(line.closes))
        said = words.LINE_SAMPLE.format(words=said) if line.is_sample else said
        self.line.show_words(said, *LINE_MARKS[line.state])
        self.line.show()
        source = words.LINE_SOURCE.format(sentence=line.sentence, source=line.source)
        set_tip(self.line, source)
        self.line.setAccessibleDescription(source)

    def show_elapsed(self, seconds: int) -> None:
        """Show how long the call lasts."""
        clock = persian_digits(f"{seconds // 60:02}:{seconds % 60:02}")
        self.elapsed.show_words(clock, "neutral", "clock")
        self.elapsed.setAccessibleName(f"{words.ELAPSED} {clock}")

    def show_gate(self, view: GateView) -> None:
        """Show the state that the database knows: a question, the count of wrong answers, open or shut."""
        self._gate = view.gate
        self.answer.set_raw("")
        if view.gate.state is GateState.CLOSED:
            is_back = view.gate.asked is None and view.gate.last is None
            self._step = CODE if is_back else ANSWER
        self._draw()
        self.begin()

    def show_errors(self, errors: tuple[FieldError, ...]) -> None:
        """Show each error beside its field, at the first step that has one."""
        named = {error.field: error for error in errors}
        for step, field in enumerate(self.fields):
            if field.name in named:
                self._step = step
                self._draw()
                field.tell(named[field.name])
                self.begin()
                return

    def set_busy(self, *, is_busy: bool) -> None:
        """Wait for the database: nothing can be sent twice."""
        self.go.setEnabled(not is_busy)
        self.other.setEnabled(not is_busy)

    def ask_other(self) -> None:
        """Want another question, if one is on the table."""
        if self.other.isVisibleTo(self) and self.other.isEnabled():
            self.ask_wanted.emit()

    # -- steps

    def go_on(self) -> None:
        """Check the present field; go to the next step, ask, or judge."""
        field = self._front()
        if not self.go.isEnabled() or not self._is_good(field):
            return
        if self._step == NUMBER:
            self._step = CODE
            self._draw()
            self.begin()
        elif self._step == CODE:
            self.ask_wanted.emit()
        else:
            self.answered.emit(self.answer.raw())

    def go_back(self) -> None:
        """Go back to the code or to the number, which may have been misheard."""
        if self._step > NUMBER:
            self._step -= 1
            self._draw()
            self.begin()

    def _is_good(self, field: LineField) -> bool:
        try:
            field.parse(field.raw())
        except FieldError as error:
            field.tell(error.at(field.name))
            return False
        return True

    def _parse(self, text: str) -> object:
        return parse_answer(self._gate.asked or Fact.CAR, text, self._today)

    def _front(self) -> LineField:
        return self.fields[self._step]

    # -- drawing

    def _draw(self) -> None:
        state, asked = self._gate.state, self._gate.asked
        is_closed = state is GateState.CLOSED
        marks = ["done" if step < self._step or not is_closed else "now" for step in range(3)]
        marks = [mark if step <= self._step else "later" for step, mark in enumerate(marks)]
        number, code = document_number(self.number.raw()), mask_national_code(self.code.raw())
        names = words.NUMBER_SHORT, words.CODE
        for row, mark, name, value in zip(self.rows, marks, names, (number, code), strict=False):
            is_said = mark == "done"
            row.say(mark, name=name if is_said else "", value=value if is_said else "", after=words.SAID * is_said)
        self.rows[2].say("wrong" if state is GateState.SHUT else marks[2], name=self._question(asked))
        is_stuck = is_closed and self._step == ANSWER and asked is None
        self._entry.setVisible(is_closed and not is_stuck)
        for step, field in enumerate(self.fields):
            field.want(step == self._step)
        self.answer.hint = "" if self._gate.wrong else words.HINT_ANSWER
        self.answer.check_while_typing()
        self.other.setVisible(self._gate.may_ask and self._step == ANSWER and asked is not None)
        self._name_go(words.JUDGE if self._step == ANSWER else words.NEXT)
        self._tell(is_stuck=is_stuck)

    def _question(self, asked: Fact | None) -> str:
        if self._gate.state is GateState.OPEN and self._gate.last is not None:
            return words.PASSED_BY.format(fact=words.FACT_NAMES[self._gate.last])
        if self._gate.state is GateState.SHUT:
            return words.SHUT
        return words.ASK.format(question=words.FACTS[asked]) if asked and self._step == ANSWER else words.WAITS

    def _tell(self, *, is_stuck: bool) -> None:
        if self._gate.state is GateState.SHUT:
            self.told.say(FieldState.ERROR, words.SHUT_READ)
        elif is_stuck:
            self.told.say(FieldState.WARNING, words.NO_QUESTION)
        elif self._gate.state is GateState.CLOSED:
            self.told.say(FieldState.WARNING, words.WRONG.get(self._gate.wrong, ""))
        else:
            self.told.say(FieldState.NEUTRAL, "")

    def _name_go(self, text: str) -> None:
        self.go.setText(text)
        self.go.setAccessibleName(text)
        self.go.updateGeometry()

    # -- building

    def _connect(self) -> None:
        self.chain = EnterChain(self, self.fields, self.go_on, self.go_back)
        self.go.clicked.connect(self.go_on)
        self.other.clicked.connect(self.ask_other)
        for field in (self.number, self.code):
            field.edited.connect(self.edited)

    def _lay_out(self) -> None:
        column = self.column(margin=16, gap=2)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(make_label(words.HEADING, "title"))
        head.addWidget(self.elapsed)
        head.addStretch(1)
        head.addWidget(self.line)
        column.addLayout(head)
        column.addWidget(make_label(words.GATE, "section"))
        for row in self.rows:
            column.addWidget(row)
            column.addWidget(Rule())
        self.rows[2].room.addWidget(self.other)
        column.addSpacing(6)
        column.addWidget(self.told)
        column.addWidget(self._make_entry())

    def _make_entry(self) -> QWidget:
        self._entry = QWidget()
        row = QHBoxLayout(self._entry)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for field in self.fields:
            field.label.hide()
            row.addWidget(field, 1)
        side = QVBoxLayout()
        side.addWidget(self.go)
        side.addStretch(1)
        row.addLayout(side)
        return self._entry
