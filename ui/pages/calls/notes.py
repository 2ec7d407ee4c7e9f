"""What was asked and answered in a call, and the call-back that was promised in it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.calls.calls import CallBackOwner, NewCallBack, moment_of, parse_phone
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import StaffId
from ui.forms.choice_field import CheckField, ChoiceField
from ui.forms.clock_field import ClockField
from ui.forms.code_field import CodeField
from ui.forms.enter_chain import EnterChain
from ui.forms.field import Field
from ui.forms.field_grid import FieldGrid
from ui.forms.jalali_field import JalaliField
from ui.forms.text_field import NoteField, TextField
from ui.look.theme import theme
from ui.texts import calls as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.notes.banner import Banner
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label

RECORD_KEY = "Ctrl+S"
PROMISE = "call_back"
LEAST_HEIGHT, NO_LIMIT = 170, 16_777_215
"""Least height of the form, in pixels at 100 %; what does not fit scrolls, and the button stays in sight."""
STRANGER = ("call_back_name", "call_back_phone")


class NotesCard(Card):
    """The form of a call; ``record_wanted`` fires on its button, ``edited`` after every input."""

    record_wanted = Signal()
    close_wanted = Signal()
    edited = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today, self._record_words = today, words.RECORD
        self.asked, self.answer = NoteField("asked", words.ASKED), NoteField("answer", words.ANSWERED)
        self.left = Banner("amber", "circle-alert")
        self.promise = CheckField(PROMISE, words.CALL_BACK)
        self.day = JalaliField("call_back_day", words.DAY, today)
        self.time = ClockField("call_back_time", words.TIME)
        self.owner = ChoiceField("call_back_owner", words.OWNER, ())
        self.subject = TextField("call_back_subject", words.SUBJECT)
        self.name = TextField("call_back_name", words.CALLER_NAME)
        self.phone = CodeField("call_back_phone", words.PHONE, parse_phone)
        self.left.say(words.LEFT)
        self.left.hide()
        self.notes, self.promised = FieldGrid(2), FieldGrid(3)
        self.notes.add(self.asked, self.answer, (self.promise, 2))
        self.promised.add(self.day, self.time, self.owner, (self.subject, 3), self.name, (self.phone, 2))
        self._lay_out()
        self.chain = EnterChain(self, self.fields(), self.record_wanted.emit)
        for grid in (self.notes, self.promised):
            grid.edited.connect(lambda _name: self.edited.emit())
        self.promise.edited.connect(self._on_promise)
        self.show_stranger(is_stranger=True)
        self._on_promise()

    def fields(self) -> tuple[Field, ...]:
        """Return all fields in order."""
        return (*self.notes.fields(), *self.promised.fields())

    def use_owners(self, owners: tuple[CallBackOwner, ...], mine: StaffId | None) -> None:
        """Offer the staff who may own a call-back; the person on duty is chosen if they are one of them."""
        self.owner.set_choices([(str(one.id), one.name) for one in owners])
        if self.owner.has(str(mine)):
            self.owner.set_raw(str(mine))

    def show_stranger(self, *, is_stranger: bool) -> None:
        """Ask for name and telephone only if the caller's file is not known."""
        self.name.want(is_stranger)
        self.phone.want(is_stranger)

    def raws(self) -> dict[str, str]:
        """Return the input by field name."""
        return {**self.notes.raws(), **self.promised.raws()}

    def fill(self, raws: Mapping[str, str]) -> None:
        """Fill the fields from a draft; a call-back of somebody who may own none any more stays with who is chosen."""
        self.notes.fill(raws)
        owner = raws.get(self.owner.name, "")
        self.promised.fill({**raws, self.owner.name: owner if self.owner.has(owner) else self.owner.raw()})
        self.promised.setVisible(bool(self.promise.raw()))

    def has_text(self) -> bool:
        """Return whether something was typed."""
        typed = (self.asked, self.answer, self.promise, self.subject, self.name, self.phone)
        return any(not field.is_empty() for field in typed)

    def call_back(self) -> NewCallBack | None:
        """Return the promised call-back; None if none is wanted."""
        if not self.promise.raw():
            return None
        owner = StaffId(UUID(self.owner.raw())) if self.owner.raw() else None
        is_stranger = self.name.is_wanted
        name, phone = (self.name.raw(), self.phone.raw()) if is_stranger else ("", "")
        return NewCallBack(self._moment(), owner, self.subject.raw(), name, phone)

    def problems(self) -> tuple[FieldError, ...]:
        """Return the fields whose input cannot be read; what is missing the service says."""
        shown = self.promised.shown() if self.promise.raw() else ()
        found = (field.problem() for field in shown)
        return tuple(error for error in found if error is not None and not error.is_warning)

    def show_errors(self, errors: tuple[FieldError, ...]) -> None:
        """Show each error beside its field and focus the first."""
        self.notes.show_errors(errors)
        self.promised.show_errors(errors)
        self.chain.focus_first_wrong([error.field for error in errors])

    def set_recording(self, *, is_recording: bool) -> None:
        """Wait for the database: nothing is recorded twice."""
        self.record.setEnabled(not is_recording)
        self._name_record(words.RECORDING if is_recording else self._record_words)

    def leave_call_back(self) -> None:
        """Take only the call-back, because the call is recorded without it."""
        for field in (self.asked, self.answer):
            field.setEnabled(False)
        self.left.show()
        self._record_words = words.RECORD_LEFT
        self._name_record(words.RECORD_LEFT)

    def end(self) -> None:
        """Take no more input, because the call is recorded."""
        for widget in (self.notes, self.promised, self.record):
            widget.setEnabled(False)

    def _name_record(self, text: str) -> None:
        self.record.setText(text)
        self.record.setAccessibleName(text)
        self.record.updateGeometry()

    def _moment(self) -> datetime | None:
        return moment_of(self.day.day(), self.time.clock())

    def _on_promise(self) -> None:
        is_promised = bool(self.promise.raw())
        self.promised.setVisible(is_promised)
        if is_promised:
            if self.day.is_empty():
                self.day.set_day(self._today())
            if self.subject.is_empty():
                self.subject.set_raw(" ".join(self.asked.raw().split()))

    def fit(self, *, is_narrow: bool) -> None:
        """Give the form all the height there is; under other cards, in a narrow place, a fixed one."""
        self._sheet.setMinimumHeight(theme.px(LEAST_HEIGHT))
        self._sheet.setMaximumHeight(theme.px(LEAST_HEIGHT) if is_narrow else NO_LIMIT)

    def _lay_out(self) -> None:
        self.record = KeyCapButton(words.RECORD, icon_name="save", key=RECORD_KEY, rank="primary")
        self.record.clicked.connect(self.record_wanted)
        self.close_button = KeyCapButton(words.CLOSE)
        self.close_button.clicked.connect(self.close_wanted)
        column = self.column(margin=16, gap=8)
        column.addWidget(make_label(words.NOTES, "section"))
        column.addWidget(self.left)
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(2, 2, 2, 2)
        inner.setSpacing(8)
        inner.addWidget(self.notes)
        inner.addWidget(self.promised)
        inner.addStretch(1)
        self._sheet = make_scrolled(sheet)
        column.addWidget(self._sheet, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.record)
        row.addWidget(self.close_button)
        row.addStretch(1)
        column.addLayout(row)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
