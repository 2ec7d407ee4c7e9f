"""One call: the gate, the status to read aloud, notes and the promised call-back; each call is a tab of its own."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID
from weakref import WeakSet

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.calendar.moments import moment_words
from dealer_app.domain.calls.calls import CallBackOwner, Caller, GateView, NewCallBack, RecordCall
from dealer_app.domain.calls.gate import Gate, GateState
from dealer_app.domain.changes import Changes
from dealer_app.domain.drafts import Draft
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.ids import CallId
from dealer_app.domain.rights import Right
from ui.clock import local_now, local_today
from ui.commands.command import Command
from ui.drafts.banner import DraftBanner
from ui.drafts.keeper import DraftKeeper
from ui.look.theme import theme
from ui.operations import calls as operations
from ui.operations.calls import CallStart
from ui.page_kit.context import Context
from ui.page_kit.guard import Guard
from ui.page_kit.page import Page
from ui.page_kit.page_clock import PageClock
from ui.pages.calls.coming import ComingCard
from ui.pages.calls.gate import OTHER_KEY, GateCard
from ui.pages.calls.notes import PROMISE, RECORD_KEY, NotesCard
from ui.pages.calls.status import FILE_KEY, StatusSide
from ui.texts import calls as words
from ui.widgets.layout.page_room import room_of

LEAST_WIDTH = 900
"""Below this width of the page (pixels at 100 %) the status stands under the gate."""


class CallPage(Page):
    """A call; nothing of a file is shown before the gate is open."""

    needed_right = Right.CALL
    rail_key = "calls"
    _all: ClassVar[WeakSet["CallPage"]] = WeakSet()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._today, self._started_at = local_today(), local_now()
        self._call_id: CallId | None = None
        self._owners: tuple[CallBackOwner, ...] = ()
        self._view = GateView(Gate())
        self._is_ended = self._is_recorded = False
        self.gate, self.status = GateCard(self._today), StatusSide()
        self.notes, self.coming = NotesCard(lambda: self._today), ComingCard()
        self.drafts = DraftKeeper(self, operations.CALL_DRAFT, self._raws)
        self.draft_banner = DraftBanner()
        self.guard = Guard(self)
        self._lay_out()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._on_second)
        self._timer.start()
        self._on_second()
        PageClock(self, context.on_duty, context.tasks).minute.connect(self.refresh)
        self.set_title(words.TITLE)
        self._all.add(self)
        self._begin_call()
        self.refresh()

    # -- calls of the shell

    def is_dirty(self) -> bool:
        return self.drafts.is_dirty

    def keep_draft(self) -> None:
        self.drafts.save_now()

    def refresh(self) -> None:
        if self.guard.may_try(Right.READ_CALLS):
            operations.read_coming(self, self.coming.show_rows)
        else:
            self.coming.clear()

    def _begin_call(self) -> None:
        """Ask for what a call begins with, once somebody is on duty who may take calls."""
        if self._call_id is None and self.guard.may_try(Right.CALL):
            operations.start_call(self, self._on_started)

    def on_changes(self, changes: Changes) -> None:
        if changes.has("call_backs"):
            self.refresh()

    def begin(self) -> None:
        """Return to the field that was left, at first to that of the gate."""
        last: QWidget | None = self.focusWidget()
        if last is not None and last.isEnabled() and last.isVisibleTo(self):
            last.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._view.gate.state is GateState.CLOSED:
            self.gate.begin()
        else:
            self.notes.chain.focus_first()

    def on_bug(self) -> None:
        self._set_busy(is_busy=False)

    def commands(self) -> tuple[Command, ...]:
        record = Command(words.RECORD, self.record, RECORD_KEY, "save", is_enabled=not self._is_ended)
        other = Command(words.OTHER_QUESTION, self.gate.ask_other, OTHER_KEY, "repeat")
        is_open = self._view.customer_id is not None
        return (record, other, Command(words.OPEN_FILE, self._open_file, FILE_KEY, "folder-open", is_enabled=is_open))

    # -- the gate

    def _ask(self) -> None:
        caller = self._caller()
        if caller is not None:
            self._set_busy(is_busy=True)
            operations.ask(self, caller).on_done(self._on_gate).on_error(self._on_gate_error).run()

    def _judge(self, answer: str) -> None:
        caller = self._caller()
        if caller is not None:
            self._set_busy(is_busy=True)
            operations.judge(self, caller, answer).on_done(self._on_judged).on_error(self._on_gate_error).run()

    def _caller(self) -> Caller | None:
        if self._call_id is None:
            return None
        return Caller(self._call_id, self.gate.number.raw(), self.gate.code.raw())

    def _on_judged(self, view: GateView) -> None:
        """After a wrong answer ask another question; after the third record the call."""
        if view.gate.state is GateState.CLOSED:
            self._ask()
            return
        self._on_gate(view)
        if view.gate.state is GateState.SHUT:
            self.record()
        else:
            self.notes.chain.focus_first()

    def _on_gate(self, view: GateView) -> None:
        self._set_busy(is_busy=False)
        self._view = view
        self.gate.show_gate(view)
        self.status.show_gate(view)
        self.notes.show_stranger(is_stranger=view.order_id is None)
        if view.is_recorded:
            self._leave_call_back()
        self.commands_changed.emit()
        if view.customer_name:
            self.set_title(words.TITLE_OF.format(name=view.customer_name))

    def _on_gate_error(self, error: Exception) -> None:
        self._set_busy(is_busy=False)
        if isinstance(error, FieldErrors):
            self.gate.show_errors(error.errors)
        else:
            self.context.notes.show_error(error)

    def _open_file(self) -> None:
        if self._view.customer_id is not None:
            self.context.navigate.open_customer(self._view.customer_id, self._view.order_id)

    # -- recording

    def record(self) -> None:
        """Check what can be checked here, then record the call with its call-back.

        A refused call is recorded at once: a call-back that is not complete waits for the rest.
        """
        if self._is_ended or self._call_id is None or not self.notes.record.isEnabled():
            return
        problems = self.notes.problems()
        if self._is_recorded:
            self._record_left(problems)
        elif not problems:
            self._record(self.notes.call_back())
        elif self._view.gate.state is GateState.SHUT:
            self._record_without(problems)
        else:
            self.notes.show_errors(problems)

    def _record(self, call_back: NewCallBack | None) -> None:
        self._set_busy(is_busy=True)
        self.drafts.stop()  # nothing saves a draft after the record has dropped it
        done = operations.record_call(self, self._command(call_back)).on_done(lambda _id: self._on_recorded(call_back))
        done.on_error(self._on_record_error).run()

    def _record_without(self, errors: tuple[FieldError, ...]) -> None:
        """Record the call; what is typed for its call-back stays here and in the draft."""
        self._set_busy(is_busy=True)
        self.drafts.note_edit()
        self.drafts.save_now()

        def on_done(_id: CallId) -> None:
            self._leave_call_back()
            self.notes.show_errors(errors)

        operations.record_without(self, self._command(None)).on_done(on_done).on_error(self._on_record_error).run()

    def _record_left(self, problems: tuple[FieldError, ...]) -> None:
        """Save the call-back of the recorded call, or leave it if none is wanted any more."""
        call_back = self.notes.call_back() if not problems else None
        if problems:
            self.notes.show_errors(problems)
        elif call_back is None:
            self.drafts.drop()
            self.context.navigate.close_page(self)
        else:
            self._set_busy(is_busy=True)
            self.drafts.stop()
            assert self._call_id is not None
            saved = operations.add_call_back(self, self._call_id, call_back)
            saved.on_done(lambda _nothing: self._close(call_back)).on_error(self._on_record_error).run()

    def _command(self, call_back: NewCallBack | None) -> RecordCall:
        assert self._call_id is not None
        asked, answer = self.notes.asked.raw(), self.notes.answer.raw()
        spoken = self._view.card.spoken if self._view.card is not None else ""
        return RecordCall(self._call_id, self._started_at, asked, answer, call_back, spoken)

    def _leave_call_back(self) -> None:
        """Go on with a call that is recorded, but not its call-back."""
        self._is_recorded = True
        self._timer.stop()
        self._set_busy(is_busy=False)
        self.notes.leave_call_back()

    def _on_recorded(self, call_back: NewCallBack | None) -> None:
        self._is_ended = True
        self._timer.stop()
        self._set_busy(is_busy=False)
        self.notes.end()
        self.commands_changed.emit()
        if self._view.gate.state is not GateState.SHUT:
            self._close(call_back)
            return
        self.notes.close_button.setFocus()  # the clerk still reads the sentence to the caller
        if call_back is not None:
            self.context.notes.show(self._recorded_words(call_back), "green")

    def _close(self, call_back: NewCallBack | None) -> None:
        self.context.navigate.close_page(self)
        self.context.notes.show(self._recorded_words(call_back), "green")

    def _recorded_words(self, call_back: NewCallBack | None) -> str:
        if call_back is None or call_back.due_at is None:
            return words.RECORDED
        owner = next((one.name for one in self._owners if one.id == call_back.owner_id), "")
        return words.RECORDED_WITH.format(moment=moment_words(call_back.due_at), owner=owner)

    def _on_record_error(self, error: Exception) -> None:
        self._set_busy(is_busy=False)
        self.drafts.note_edit()
        if not isinstance(error, FieldErrors | FieldError):
            self.context.notes.show_error(error)
            return
        errors = error.errors if isinstance(error, FieldErrors) else (error,)
        is_of_call_back = all(one.field.startswith(PROMISE) for one in errors)
        if self._view.gate.state is GateState.SHUT and not self._is_recorded and is_of_call_back:
            self._record_without(errors)
        else:
            self.notes.show_errors(errors)

    def _set_busy(self, *, is_busy: bool) -> None:
        self.gate.set_busy(is_busy=is_busy)
        self.notes.set_recording(is_recording=is_busy)
        if self._is_ended:
            self.notes.end()

    # -- beginning and drafts

    def _on_started(self, start: CallStart) -> None:
        desk = start.desk
        self._today, self._owners = desk.today, desk.owners
        actor = self.context.on_duty.actor
        self.notes.use_owners(desk.owners, actor.staff_id if actor is not None else None)
        self.gate.show_line(desk.line)
        if self._call_id is None:
            self._call_id, self.drafts.key = desk.call_id, str(desk.call_id)
        others = {page.drafts.key for page in self._all if page is not self and page.is_alive()}
        left = next((draft for draft in start.drafts if draft.key not in others), None)
        if left is not None and left.key != self.drafts.key:
            asked = str(left.body.get("asked", ""))
            self.draft_banner.offer(left, words.DRAFT.format(asked=asked) if asked else words.DRAFT_EMPTY)

    def _raws(self) -> dict[str, str]:
        """Return the input for the draft; a call without any word has none."""
        if not self.gate.has_text() and not self.notes.has_text():
            return {}
        return {**self.gate.raws(), **self.notes.raws(), "started_at": self._started_at.isoformat()}

    def _resume(self, draft: Draft) -> None:
        """Go on with a call that was not finished; what its gate knows comes from the database."""
        raws = {name: str(text) for name, text in draft.body.items()}
        self.drafts.take_up(draft)
        self._call_id = CallId(UUID(draft.key))
        self._started_at = datetime.fromisoformat(raws.get("started_at", "")) if raws.get("started_at") else local_now()
        self.gate.fill(raws)
        self.notes.fill(raws)
        operations.look_again(self, self._call_id, self._on_gate)

    def _on_second(self) -> None:
        self.gate.show_elapsed(int((local_now() - self._started_at).total_seconds()))

    # -- building

    def _connect(self) -> None:
        self.guard.watch(Right.CALL, self.gate.go, self.gate.other, self.notes.record)
        self.guard.watch(Right.FIND, self.status.file)
        self.guard.changed.connect(self._begin_call)
        self.guard.changed.connect(self.refresh)
        self.gate.ask_wanted.connect(self._ask)
        self.gate.answered.connect(self._judge)
        self.gate.edited.connect(self.drafts.note_edit)
        self.status.file_wanted.connect(self._open_file)
        self.notes.edited.connect(self.drafts.note_edit)
        self.notes.record_wanted.connect(self.record)
        self.notes.close_wanted.connect(lambda: self.context.navigate.close_page(self))
        self.coming.all_wanted.connect(self.context.navigate.open_call_backs)
        self.draft_banner.taken.connect(self._resume)
        self.draft_banner.dropped.connect(lambda draft: self.drafts.drop(draft.key))

    def _lay_out(self) -> None:
        right, left = QVBoxLayout(), QVBoxLayout()
        for column, widgets in ((right, (self.gate, self.notes)), (left, (self.status, self.coming))):
            column.setSpacing(10)
            for widget in widgets:
                column.addWidget(widget, 1 if widget in (self.notes, self.status) else 0)
        self._sides = QBoxLayout(QBoxLayout.Direction.RightToLeft)
        self._sides.setSpacing(14)
        self._sides.addLayout(right, 1)
        self._sides.addLayout(left, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.guard.note_of(Right.CALL))
        column.addWidget(self.draft_banner)
        column.addLayout(self._sides, 1)
        self.fit()
        theme.changed.connect(self.fit)
        theme.changed.connect(self.refresh)

    def fit(self) -> None:
        """Place the status under the gate in a narrow window or at large type."""
        is_narrow = room_of(self).width() < theme.px(LEAST_WIDTH)
        across = QBoxLayout.Direction.LeftToRight  # from the right, because the window is right to left
        self.notes.fit(is_narrow=is_narrow)
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else across)
