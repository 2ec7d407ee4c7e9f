"""The list of call-backs: what is late stands first; Enter goes to what came of the chosen one."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout

from dealer_app.domain.calls.calls import CallBackRow, CallBackState, CloseCallBack
from dealer_app.domain.changes import Changes
from dealer_app.domain.drafts import Draft
from dealer_app.domain.errors import FieldError, FieldErrors, sentence
from dealer_app.domain.ids import CallBackId, StaffId
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right
from ui.clock import local_now, local_today
from ui.commands.command import Command
from ui.drafts.keeper import DraftKeeper
from ui.forms.choice_field import ChoiceField
from ui.look.theme import theme
from ui.operations import calls as operations
from ui.operations.base import Operation
from ui.operations.calls import CallBackList
from ui.page_kit.answers import while_same
from ui.page_kit.context import Context
from ui.page_kit.guard import Guard
from ui.page_kit.page import Page
from ui.page_kit.page_clock import PageClock
from ui.pages.call_backs.side import CallBackSide
from ui.tables.call_backs import moment_words_of, urgency_mark, urgency_words
from ui.tables.ids_model import Column, IdsModel
from ui.tables.ids_table import IdsTable
from ui.tables.kept_choice import kept_place
from ui.texts import calls as words
from ui.texts import forms as form_words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.page_room import room_of
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.notes.empty_state import EmptyState
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label

CALL_BACK_DRAFT = "call_back"
LEAST_WIDTH, SIDE_WIDTH = 860, 366


class CallBacksPage(Page):
    """Table of call-backs, and beside it the chosen one."""

    needed_right = Right.CALL
    rail_key = "calls"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._now, self._grace = local_now(), timedelta(0)
        self._rows: dict[UUID, CallBackRow] = {}
        self._asked = 0
        self._wanted: CallBackId | None = None
        self.count = make_label("", "muted", wraps=True)
        self.state = ChoiceField("shown", words.SHOWN, (("", words.SHOW_OPEN), ("closed", words.SHOW_CLOSED)))
        self.owner = ChoiceField("owner", words.OWNER_FILTER, (("", words.OWNERS_ALL),))
        self.new = KeyCapButton(words.NEW_CALL, icon_name="phone", key="Ctrl+T", rank="primary")
        self.model = IdsModel(self._columns())
        self.table = IdsTable(self.model, words.TABLE)
        self.empty = EmptyState("phone")
        self.empty.say(words.EMPTY, words.EMPTY_HINT)
        self.side = CallBackSide(local_today)
        self.drafts = DraftKeeper(self, CALL_BACK_DRAFT, self.side.raws)
        self.guard = Guard(self)
        self._saving: set[UUID] = set()
        self._reader: StaffId | None = None
        self._lay_out()
        self._connect()
        self.set_title(words.LIST_TITLE)
        self.refresh()

    # -- calls of the shell

    def begin(self) -> None:
        self.table.setFocus()

    def choose(self, chosen: CallBackId) -> None:
        """Choose an open call-back, whoever owns it, as soon as the list has it."""
        self._wanted = chosen
        if chosen in self._rows and not self.state.raw():
            self._choose_wanted()
        else:
            self.state.set_raw("")
            self.owner.set_raw("")
            self.refresh()

    def is_dirty(self) -> bool:
        return self.drafts.is_dirty

    def keep_draft(self) -> None:
        self.drafts.save_now()

    def on_bug(self) -> None:
        self._saving.clear()

    def refresh(self) -> None:
        if not self.guard.may_try(Right.READ_CALLS):
            self._show_nothing()
            return
        self._asked += 1
        asked = self._asked
        owner_id = StaffId(UUID(self.owner.raw())) if self.owner.raw() else None
        is_closed = bool(self.state.raw())
        operations.list_call_backs(self, lambda found: self._show(asked, found), owner_id=owner_id, is_closed=is_closed)

    def on_changes(self, changes: Changes) -> None:
        if changes.has("call_backs"):
            self.refresh()

    def commands(self) -> tuple[Command, ...]:
        is_open = self.side.shown is not None and self.side.shown.state is CallBackState.OPEN
        return (
            Command(words.MARK_DONE, lambda: self._close(CallBackState.DONE), "", "check", is_enabled=is_open),
            Command(words.MARK_DROPPED, lambda: self._close(CallBackState.DROPPED), "", "x", is_enabled=is_open),
            Command(words.SHOW_PHONE, self._show_phone, "", "phone", is_enabled=self.side.shown is not None),
        )

    # -- the list

    def _show(self, asked: int, found: CallBackList) -> None:
        if asked != self._asked:
            return
        self._now, self._grace = found.now, found.grace
        chosen, before = self._shown_id(), self.table.currentIndex().row()
        self._rows = {row.id: row for row in found.rows}
        ids = tuple(self._rows)
        self.model.forget(ids)
        self.model.show_ids(ids)
        self.model.take_rows(found.rows)
        self.count.setText(_count_words(found))
        self._stack.setCurrentWidget(self.table if ids else self.empty)
        self.owner.set_choices([("", words.OWNERS_ALL), *((str(one.id), one.name) for one in found.owners)])
        self.side.use_owners(found.owners)
        place = kept_place(ids, chosen, before)
        if ids:
            self.table.setCurrentIndex(self.model.index(place, 0))
        self._on_row(place)
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        """Select the call-back that another page asked for; one that is closed meanwhile is not in the list."""
        if self._wanted in self._rows:
            self.table.setCurrentIndex(self.model.index(self.model.ids.index(self._wanted), 0))
            self.table.setFocus()
        self._wanted = None

    def _on_row(self, place: int) -> None:
        row = self._rows.get(self.model.ids[place]) if 0 <= place < len(self.model.ids) else None
        before = self.side.shown
        if before is not None and (row is None or row.id != before.id):
            self.drafts.save_now()
            self.drafts.stop()
        self.side.show_row(row, self._now, self._grace)
        self.commands_changed.emit()
        if row is not None and (before is None or row.id != before.id):
            self.drafts.key = str(row.id)
            self.drafts.find(self._resume)

    def _go_to_result(self, _place: int) -> None:
        self.side.result.line.setFocus()

    def _show_nothing(self) -> None:
        """Show no call-back, because the person on duty may not see any."""
        self._asked += 1
        self._rows = {}
        self.model.forget(self.model.ids)
        self.model.show_ids(())
        self.count.setText("")
        self._stack.setCurrentWidget(self.empty)
        self._on_row(-1)

    # -- what is done with one

    def _shown_id(self) -> UUID | None:
        return self.side.shown.id if self.side.shown is not None else None

    def _close(self, state: CallBackState) -> None:
        row = self.side.shown
        if row is None or row.state is not CallBackState.OPEN:
            return
        closing = operations.close_call_back(self, CloseCallBack(row.id, state, self.side.result.raw()))
        self._save(row, closing, words.CLOSED)

    def _move(self) -> None:
        row, command = self.side.shown, self.side.moving()
        if row is not None and command is not None:
            self._save(row, operations.move_call_back(self, command), words.MOVED)

    def _save(self, row: CallBackRow, operation: Operation[None], said: str) -> None:
        """Run a write about one call-back, not twice at a time; what is typed for another stays."""
        if row.id in self._saving:
            return
        self._saving.add(row.id)
        operation.on_done(lambda _: self._on_saved(row, said)).on_error(partial(self._on_error, row)).run()

    def _on_saved(self, row: CallBackRow, said: str) -> None:
        self._saving.discard(row.id)
        if self.drafts.key == str(row.id):
            self.drafts.drop()
        else:
            self.drafts.drop(str(row.id))
        if self._shown_id() == row.id:
            self.side.fill({})
            self.table.setFocus()
        self.context.notes.show(said, "green")

    def _show_phone(self) -> None:
        if self.side.shown is not None:
            showing = operations.show_phone(self, self.side.shown.id)
            showing.on_done(while_same(self._shown_id, self.side.show_number)).run()

    def _open_file(self) -> None:
        row = self.side.shown
        if row is not None and row.customer_id is not None:
            self.context.navigate.open_customer(row.customer_id, row.order_id)

    def _on_error(self, row: CallBackRow, error: Exception) -> None:
        self._saving.discard(row.id)
        if not isinstance(error, FieldErrors | FieldError):
            self.context.notes.show_error(error)
            return
        errors = error.errors if isinstance(error, FieldErrors) else (error,)
        if self._shown_id() == row.id:
            self.side.show_errors(errors)
        else:
            said = words.NOT_SAVED_FOR.format(name=row.name, why=" ".join(map(sentence, errors)))
            self.context.notes.show(said, "amber")

    def _resume(self, draft: Draft) -> None:
        """Show again what was typed for this call-back and not saved."""
        if draft.key == str(self._shown_id()) and not self.side.is_typed():
            self.side.fill({name: str(text) for name, text in draft.body.items()})
            self.drafts.take_up(draft)

    def _on_duty(self) -> None:
        """Hide the number from the next person; show the list only to those who may see it."""
        actor = self.context.on_duty.actor
        reader = actor.staff_id if actor is not None and not self.context.on_duty.is_locked else None
        if reader != self._reader:
            self._reader = reader
            self.side.show_number("")
            if reader is not None:
                self.refresh()

    # -- building

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(
                words.COLUMN_STATE,
                15,
                lambda row: urgency_words(row, self._now, self._grace),
                kind="badge",
                mark=lambda row: urgency_mark(row, self._now, self._grace),
            ),
            Column(words.COLUMN_NAME, 20, lambda row: row.name, kind="strong"),
            Column(words.COLUMN_SUBJECT, 27, lambda row: " ".join(row.subject.split())),
            Column(words.COLUMN_WHEN, 16, lambda row: moment_words_of(row.due_at, self._now), kind="code"),
            Column(words.COLUMN_OWNER, 15, lambda row: row.owner_name, kind="muted"),
            Column(words.COLUMN_PHONE, 14, lambda row: row.masked_phone, kind="code", is_spare=True),
        )

    def _connect(self) -> None:
        self.new.clicked.connect(self.context.navigate.open_call)
        self.state.edited.connect(self.refresh)
        self.owner.edited.connect(self.refresh)
        self.table.opens, self.table.more = words.RESULT, self.commands
        self.table.row_copied.connect(lambda: self.context.notes.show(form_words.COPIED))
        self.table.row_opened.connect(self._go_to_result)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._on_row(now.row()))
        self.side.edited.connect(self.drafts.note_edit)
        self.side.closed.connect(self._close)
        self.side.moved.connect(self._move)
        self.side.phone_wanted.connect(self._show_phone)
        self.side.file_wanted.connect(self._open_file)
        self._clock = PageClock(self, self.context.on_duty, self.context.tasks)
        self._clock.minute.connect(self.refresh)  # the colours of the list count minutes
        self.guard.watch(Right.CALL, *self.side.buttons(), self.new)
        self.guard.watch(Right.FIND, self.side.file)
        self.guard.changed.connect(self._on_duty)
        self._on_duty()
        theme.changed.connect(self.fit)

    def _lay_out(self) -> None:
        head = Card()
        line = head.row(margin=12, gap=12)
        line.addWidget(self.state, 1)
        line.addWidget(self.owner, 1)
        line.addWidget(self.count, 2)
        line.addWidget(self.new)
        body = Card()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(1, 6, 1, 6)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        inner.addWidget(self._stack)
        self._beside = make_scrolled(self.side)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(14)
        self._sides.addWidget(body, 1)
        self._sides.addWidget(self._beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.guard.note_of(Right.READ_CALLS))
        column.addWidget(self.guard.note_of(Right.CALL))
        column.addWidget(head)
        column.addLayout(self._sides, 1)
        self.fit()

    def fit(self) -> None:
        """Place the chosen call-back under the table in a narrow window or at large type."""
        is_narrow = room_of(self).width() < theme.px(LEAST_WIDTH)
        across = QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else across)
        self._beside.setFixedWidth(theme.px(SIDE_WIDTH)) if not is_narrow else self._beside.setMinimumWidth(0)
        self._beside.setMaximumWidth(16_777_215 if is_narrow else theme.px(SIDE_WIDTH))
        self._beside.setMinimumHeight(theme.px(330) if is_narrow else 0)
        self._stack.setMinimumHeight(theme.px(220))


def _count_words(found: CallBackList) -> str:
    """Return how many call-backs there are, and whether the list shows only the first of them."""
    counts = {"open": found.open_count, "pressing": found.pressing, "shown": len(found.rows)}
    text = f"{words.LIST_COUNT}\n{words.LIST_CUT}" if found.is_cut else words.LIST_COUNT
    return text.format(**{name: persian_digits(str(n)) for name, n in counts.items()})
