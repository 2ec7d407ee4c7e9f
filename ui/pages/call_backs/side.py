"""The chosen call-back: its telephone, how it ended, and another moment or owner."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.calls.calls import (
    CallBackOwner,
    CallBackRow,
    CallBackState,
    MoveCallBack,
    moment_of,
)
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import StaffId
from dealer_app.domain.persian import ascii_digits, document_number
from ui.clock import local_now
from ui.forms.choice_field import ChoiceField
from ui.forms.clock_field import ClockField
from ui.forms.enter_chain import EnterChain
from ui.forms.field_grid import FieldGrid
from ui.forms.jalali_field import JalaliField
from ui.forms.text_field import TextField
from ui.tables.call_backs import clock_of, moment_words_of, urgency_mark, urgency_words
from ui.texts import calls as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.card import Card
from ui.widgets.painted.rule import Rule
from ui.widgets.words.labels import make_label

OWNER = "call_back_owner"


class CallBackSide(Card):
    """``phone_wanted`` fires without, ``closed`` with the state and the words, ``moved`` with the command."""

    phone_wanted = Signal()
    file_wanted = Signal()
    closed = Signal(object)
    moved = Signal()
    edited = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.shown: CallBackRow | None = None
        self._owners: tuple[CallBackOwner, ...] = ()
        self._placed: dict[str, str] = {}
        self.result = TextField("result", words.RESULT)
        self.day, self.time = JalaliField("call_back_day", words.DAY, today), ClockField("call_back_time", words.TIME)
        self.owner = ChoiceField(OWNER, words.OWNER, ())
        self.place = FieldGrid(2)
        self.place.add(self.day, self.time, (self.owner, 2))
        self.title, self.subject = make_label("", "title", wraps=True), make_label("", "body", wraps=True)
        self.moment, self.number = make_label("", "small", wraps=True), make_label("", "figure")
        self.badge = Badge()
        self.none = make_label(words.NOTHING_CHOSEN, "muted", wraps=True)
        self._lay_out()
        self.result.edited.connect(self.edited)
        self.place.edited.connect(lambda _name: self.edited.emit())
        EnterChain(self, (self.result,), lambda: self._close(CallBackState.DONE))
        EnterChain(self, self.place.fields(), self.moved.emit)
        self.show_row(None, local_now(), timedelta(0))

    def use_owners(self, owners: tuple[CallBackOwner, ...]) -> None:
        """Offer the staff who may own a call-back."""
        self._owners = owners
        self._offer()

    def show_row(self, row: CallBackRow | None, now: datetime, grace: timedelta) -> None:
        """Show another call-back; what was typed for the one before is gone from the screen."""
        is_other = row is None or self.shown is None or row.id != self.shown.id
        self.shown = row
        self.none.setVisible(row is None)
        self._content.setVisible(row is not None)
        if row is None:
            return
        self.title.setText(row.name)
        self.subject.setText(row.subject if not row.result else f"{row.subject}\n{row.result}")
        self.moment.setText(f"{moment_words_of(row.due_at, now)} · {row.owner_name}")
        self.badge.show_words(urgency_words(row, now, grace), *urgency_mark(row, now, grace))
        self._open.setVisible(row.state is CallBackState.OPEN)
        self.file.setVisible(row.customer_id is not None)
        if is_other:
            self.show_number("")
            self.result.set_raw("")
            for field in (self.result, *self.place.fields()):
                field.forget_told()
        kept = {} if is_other else self._moved()
        self._offer()
        self._placed = {**_place_of(row), OWNER: self._offered(str(row.owner_id))}
        self.place.fill({**self._placed, **kept})

    def raws(self) -> dict[str, str]:
        """Return what is typed and not saved, by field name."""
        return {"result": self.result.raw(), **self._moved()}

    def fill(self, raws: Mapping[str, str]) -> None:
        """Show again what ``raws`` returned."""
        self.result.set_raw(raws.get("result", ""))
        typed = {name: raws[name] for name in self._placed if name in raws}
        self.place.fill({**self._placed, **typed, OWNER: self._offered(typed.get(OWNER, self._placed.get(OWNER, "")))})

    def is_typed(self) -> bool:
        """Return whether anything is typed that is not saved."""
        return any(self.raws().values())

    def _moved(self) -> dict[str, str]:
        """Return the input of another moment or owner, as far as it differs from what is stored."""
        return {name: text for name, text in self.place.raws().items() if text != self._placed.get(name, text)}

    def show_number(self, number: str) -> None:
        """Show the telephone number to dial; "" hides it."""
        self.number.setText(document_number(number))
        self.number.setVisible(bool(number))
        self.phone.setVisible(not number)

    def show_errors(self, errors: tuple[FieldError, ...]) -> None:
        """Show each error beside its field."""
        self.place.show_errors(errors)
        mine = next((error for error in errors if error.field == "result"), None)
        if mine is not None:
            self.result.tell(mine)
            self.result.line.setFocus()

    def buttons(self) -> tuple[KeyCapButton, ...]:
        """Return the buttons whose verbs need the right to call."""
        return (self.phone, self.done, self.dropped, self.move_button)

    def moving(self) -> MoveCallBack | None:
        """Return the wanted moment and owner; None if the hour cannot be read, which is shown."""
        if self.shown is None or not self.time.check():
            return None
        owner = StaffId(UUID(self.owner.raw())) if self.owner.raw() else None
        return MoveCallBack(self.shown.id, moment_of(self.day.day(), self.time.clock()), owner)

    def _offer(self) -> None:
        """Offer the owners; nobody is chosen for a call-back of somebody who may own none any more."""
        choices = [(str(one.id), one.name) for one in self._owners]
        if self.shown is not None and all(one.id != self.shown.owner_id for one in self._owners):
            choices.insert(0, ("", ""))
        self.owner.set_choices(choices)

    def _offered(self, owner: str) -> str:
        """Return an owner who is offered, "" for anybody else."""
        return owner if self.owner.has(owner) else ""

    def _close(self, state: CallBackState) -> None:
        self.closed.emit(state)

    def _lay_out(self) -> None:
        self.phone = KeyCapButton(words.SHOW_PHONE, icon_name="phone")
        self.file = KeyCapButton(words.OPEN_FILE, icon_name="folder-open")
        self.done = KeyCapButton(words.MARK_DONE, icon_name="check", key="Enter", rank="primary")
        self.dropped = KeyCapButton(words.MARK_DROPPED, icon_name="x")
        self.move_button = KeyCapButton(words.MOVE, icon_name="calendar-days")
        self.phone.clicked.connect(self.phone_wanted)
        self.file.clicked.connect(self.file_wanted)
        self.done.clicked.connect(lambda: self._close(CallBackState.DONE))
        self.dropped.clicked.connect(lambda: self._close(CallBackState.DROPPED))
        self.move_button.clicked.connect(self.moved)
        column = self.column(margin=16, gap=8)
        column.addWidget(make_label(words.CHOSEN, "section"))
        column.addWidget(self.none)
        self._content = QWidget()
        inner = QVBoxLayout(self._content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.badge)
        inner.addLayout(head)
        for widget in (self.subject, self.moment, self.number, _flow(self.phone, self.file)):
            inner.addWidget(widget)
        self._open = QWidget()
        work = QVBoxLayout(self._open)
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(8)
        for widget in (Rule(), self.result, _flow(self.done, self.dropped), Rule(), self.place, self.move_button):
            work.addWidget(widget)
        inner.addWidget(self._open)
        column.addWidget(self._content)
        column.addStretch(1)


def _place_of(row: CallBackRow) -> dict[str, str]:
    """Return the moment as the fields show it."""
    day = format_jalali(local_day(row.due_at))
    return {"call_back_day": ascii_digits(day), "call_back_time": ascii_digits(clock_of(row.due_at))}


def _flow(*buttons: QWidget) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row)
    for button in buttons:
        flow.addWidget(button)
    return row
