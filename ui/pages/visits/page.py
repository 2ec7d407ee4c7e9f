"""Receive a visitor: purpose, order, papers, representative; the end of the visit prints its slip."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.attachments import AttachmentKind, AttachmentPlace, Subject
from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.changes import Changes
from dealer_app.domain.drafts import Draft
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.papers.papers import PaperRef
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right, refusal_of
from dealer_app.domain.visits import RecordVisit, RightDealership, VisitStart, check_visit, may_hand_over
from dealer_app.domain.waiting import VISIT_DRAFT, TakeTicket, Ticket, WaitingList, ticket_draft_key
from resources.texts.visits import PURPOSES
from ui.clock import local_today
from ui.commands.command import Command
from ui.drafts.banner import DraftBanner
from ui.drafts.keeper import DraftKeeper
from ui.forms.enter_chain import EnterChain
from ui.look.theme import CONTROL_HEIGHT, theme
from ui.operations import visits as operations
from ui.page_kit.attaching import Attaching
from ui.page_kit.context import Context
from ui.page_kit.guard import Guard
from ui.page_kit.page import Page
from ui.page_kit.page_clock import PageClock
from ui.pages.visits.elsewhere import show_elsewhere
from ui.pages.visits.form import VisitForm
from ui.pages.visits.side import VisitSide
from ui.texts import attachments as attachment_texts
from ui.texts import drafts as draft_texts
from ui.texts import visits as texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.layout.page_room import room_of
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.notes.banner import Banner
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label

LEAST_WIDTH, SIDE = 1000, 330
"""Below this width of the page (pixels at 100 %) the side stands under the form."""
QWIDGETSIZE_MAX = (1 << 24) - 1


class VisitPage(Page):
    """The visit of a customer, of a called ticket, or of a person without a file."""

    needed_right = Right.VISIT
    rail_key = "visit"

    def __init__(
        self,
        context: Context,
        customer_id: CustomerId | None = None,
        order_id: OrderId | None = None,
        ticket: Ticket | None = None,
    ) -> None:
        super().__init__(context)
        self._customer_id, self._order_id, self._ticket = customer_id, order_id, ticket
        self._start: VisitStart | None = None
        self._today, self._began_at = local_today(), ""
        self._is_saving = False
        self.chain: EnterChain | None = None
        self.form = VisitForm(lambda: self._today)
        self.side = VisitSide()
        key = ticket_draft_key(customer_id, ticket.id if ticket is not None else None)
        self.drafts = DraftKeeper(self, VISIT_DRAFT, self._raws, key=key)
        self.draft_banner = DraftBanner()
        self.guard = Guard(self)
        self.attaching = Attaching(self, self.guard, self.place, attachment_texts.ATTACH_PAPER)
        self._lay_out()
        self._connect()
        self.set_title(texts.LOADING)
        operations.start_visit(self, customer_id, order_id, self._on_started)
        self._read_waiting()

    # -- calls of the shell

    def is_dirty(self) -> bool:
        return self.drafts.is_dirty

    def keep_draft(self) -> None:
        self.drafts.save_now()

    def begin(self) -> None:
        self.form.purpose.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def subject(self) -> tuple[CustomerId | None, OrderId | None]:
        return self._customer_id, self._order_id

    def refresh(self) -> None:
        operations.start_visit(self, self._customer_id, self._order_id, self._on_started_again)
        self._read_waiting()

    def on_changes(self, changes: Changes) -> None:
        if changes.has("tickets"):
            self._read_waiting()
        if self._start is not None and any(touched in self._subjects() for _, touched in changes.touched):
            operations.start_visit(self, self._customer_id, self._order_id, self._on_started_again)

    def on_bug(self) -> None:
        self._set_saving(False)

    def commands(self) -> tuple[Command, ...]:
        return self.attaching.commands()

    def place(self) -> AttachmentPlace | None:
        """Return where the visitor's paper is attached before the visit ends: to the order, else to the file."""
        if self._customer_id is None:
            return None
        kind = AttachmentKind.DEED if self.form.has_proxy.raw() else AttachmentKind.IDENTITY
        if (order := self._order()) is None:
            return AttachmentPlace(self._customer_id, kind)
        return AttachmentPlace(self._customer_id, kind, Subject.ORDER, order.id)

    # -- the end of the visit

    def save(self) -> None:
        """Check every field by the domain's own rules, then record the visit."""
        if self._is_saving or self._start is None:
            return
        if not self.guard.may_try(Right.VISIT):
            self.context.notes.show_error(refusal_of(Right.VISIT))
            return
        command = self._command()
        wrong = self._wrong(command)
        self.form.show_errors(wrong)
        if wrong:
            self._focus_wrong(wrong)
            return
        self._set_saving(True)
        recording = operations.record_visit(self, command, self.drafts.key)
        recording.on_done(self._on_recorded).on_error(self._on_error).run()

    def _wrong(self, command: RecordVisit) -> tuple[FieldError, ...]:
        """Return the errors of the domain, and of a day that cannot be read."""
        found = list(check_visit(command, self._today))
        unread = self.form.deed_until.problem()
        if command.representative is not None and unread is not None:
            found = [error for error in found if error.field not in {"deed_until", "handed_over"}]
            found.append(unread)
        if self._elsewhere() is not None and not command.other_reason:
            found.append(FieldError("reason_empty", "other_reason"))
        return tuple(found)

    def _command(self) -> RecordVisit:
        order = self._order()
        return RecordVisit(
            purpose=self.form.purpose.raw(),
            started_at=datetime.fromisoformat(self._began_at),
            customer_id=self._customer_id,
            order_id=None if order is None else order.id,
            visitor_name=self.form.visitor.raw(),
            asked=self.form.asked.raw(),
            spoken=self.side.aloud.spoken,
            papers=self.form.checked(),
            handed_over=self.form.handed_over(),
            representative=self.form.representative(),
            other_reason=self.form.reason.raw(),
            ticket_id=None if self._ticket is None else self._ticket.id,
        )

    def _on_recorded(self, ref: PaperRef) -> None:
        self.drafts.stop()
        self.context.navigate.close_page(self)
        self.context.navigate.open_paper(ref)
        self.context.notes.show(texts.SAVED, "green")

    def _on_error(self, error: Exception) -> None:
        self._set_saving(False)
        if isinstance(error, FieldError | FieldErrors):
            errors = error.errors if isinstance(error, FieldErrors) else (error,)
            self.form.show_errors(errors)
            self._focus_wrong(errors)
            return
        self.context.notes.show_error(error)
        if isinstance(error, Refusal) and error.code == "visit_status_changed":
            self.refresh()

    def _focus_wrong(self, errors: tuple[FieldError, ...]) -> None:
        if self.chain is not None:
            self.chain.focus_first_wrong([error.field for error in errors])

    def _set_saving(self, is_saving: bool) -> None:
        self._is_saving = is_saving
        for button in (self._end, self._in_line):
            button.setEnabled(not is_saving)
        self._end.setText(texts.SAVING if is_saving else texts.END)
        self._end.updateGeometry()

    # -- the waiting list

    def use_ticket(self, ticket: Ticket) -> None:
        """Serve a ticket that was called while the visit of the same person was open."""
        self._ticket = ticket
        self._in_line.hide()

    def _take_ticket(self) -> None:
        order = self._order()
        command = TakeTicket(
            self.form.purpose.raw(),
            self._customer_id,
            None if order is None else order.id,
            self.form.visitor.raw(),
            self.form.raws() if self.form.has_more_than_a_name() else {},  # the visit itself begins with the call
        )
        self._set_saving(True)
        taking = operations.take_ticket(self, command, self.drafts.key)
        taking.on_done(self._on_ticket).on_error(self._on_error).run()

    def _on_ticket(self, ticket: Ticket) -> None:
        self.drafts.stop()
        ahead, number = max(self._waiting_count, 0), persian_digits(str(ticket.turn))
        words = texts.TOOK if ahead else texts.TOOK_FIRST
        self.context.navigate.close_page(self)
        self.context.notes.show(words.format(number=number, ahead=persian_digits(str(ahead))), "green")

    def _on_minute(self) -> None:
        """Count again how long people wait; on another day the deed may have ended and the list is empty."""
        self._read_waiting()
        if self._start is not None and local_today() != self._today:
            operations.start_visit(self, self._customer_id, self._order_id, self._on_started_again)

    def _read_waiting(self) -> None:
        operations.read_waiting(self, self._show_waiting)

    def _show_waiting(self, waiting: WaitingList) -> None:
        self._waiting_count = len(waiting.waiting)
        self.side.waiting.show_list(waiting)

    def _on_started(self, start: VisitStart) -> None:
        self._began_at = start.now.isoformat()
        self._show_start(start)
        self.form.begin(start, self._order_id)
        if self._ticket is not None:
            self.form.purpose.set_raw(self._ticket.purpose)
            self.form.visitor.set_raw(self._ticket.name if self._customer_id is None else "")
        self.chain = EnterChain(self, self.form.fields(), self.save, self._cancel)
        self._show_order()
        if self.isVisible():
            self.begin()
        self.drafts.find(self._offer)

    def _on_started_again(self, start: VisitStart) -> None:
        """Show the present sentence and dealership; what is typed stays."""
        self._show_start(start)
        self._show_order()

    def _show_start(self, start: VisitStart) -> None:
        self._start, self._today = start, start.today
        self._customer_id = start.customer_id
        self.attaching.show()
        name = start.customer_name
        if not name and self._ticket is not None:
            name = self._ticket.name or texts.TITLE_TICKET.format(number=persian_digits(str(self._ticket.turn)))
        self.set_title(texts.TITLE.format(name=name) if name else texts.TITLE_UNKNOWN)

    def _subjects(self) -> set[object]:
        orders = self._start.orders if self._start is not None else ()
        return {self._customer_id, *(order.id for order in orders)}

    def _order(self) -> OrderDetails | None:
        orders = self._start.orders if self._start is not None else ()
        return next((order for order in orders if str(order.id) == self.form.order_id()), None)

    def _elsewhere(self) -> RightDealership | None:
        order = self._order()
        return self._start.elsewhere.get(order.id) if self._start is not None and order is not None else None

    def _show_order(self) -> None:
        """Show what depends on order, purpose and representative: sentence, banners, missing papers."""
        self.side.aloud.show_order(self._order())
        place = self._elsewhere()
        self.form.reason.want(is_wanted=place is not None)
        show_elsewhere(self.elsewhere, place, may_go_on=self.context.on_duty.may(Right.OTHER_DEALERSHIP))
        self._show_counts()

    def _show_counts(self) -> None:
        one = self.form.representative()
        is_over = one is not None and one.valid_until is not None and not may_hand_over(one, self._today)
        self.deed_banner.setVisible(is_over)
        if is_over and one is not None and one.valid_until is not None:
            self.deed_banner.say(texts.DEED_ENDED.format(day=format_jalali(one.valid_until)))
        missing, has_papers = self.form.count_missing(), bool(self.form.checked())
        some = texts.MISSING_SOME.format(count=persian_digits(str(missing)))
        self._missing.setText((some if missing else texts.MISSING_NONE) if has_papers else "")

    # -- drafts

    def _raws(self) -> dict[str, str]:
        """Return the input for the draft; a form in which nothing was typed or marked has none."""
        return {**self.form.raws(), "began_at": self._began_at} if self.form.has_text() else {}

    def _offer(self, draft: Draft) -> None:
        purpose = PURPOSES.get(str(draft.body.get("purpose", "")), "")
        self.draft_banner.offer(draft, draft_texts.VISIT.format(purpose=purpose))

    def _resume(self, draft: Draft) -> None:
        raws = {name: str(text) for name, text in draft.body.items()}
        self._began_at = raws.get("began_at") or self._began_at
        self.form.fill(raws)
        self.drafts.take_up(draft)
        self._show_order()
        self.begin()

    def _on_edited(self) -> None:
        self.drafts.note_edit()
        self._show_counts()

    def _cancel(self) -> None:
        self.context.navigate.close_page(self)

    # -- building

    def _connect(self) -> None:
        self._waiting_count = 0
        self.guard.watch(Right.VISIT, self._end, self._in_line, self.side.waiting)
        self.guard.changed.connect(self._show_order)
        PageClock(self, self.context.on_duty, self.context.tasks).minute.connect(self._on_minute)
        self.draft_banner.taken.connect(self._resume)
        self.draft_banner.dropped.connect(lambda _draft: self.drafts.drop())
        self.form.edited.connect(self._on_edited)
        self.form.chosen.connect(self._show_order)
        waiting = self.side.waiting
        waiting.call_asked.connect(self.context.navigate.call_next)
        waiting.skip_asked.connect(lambda ticket_id: operations.skip_ticket(self, ticket_id).run())
        waiting.take_back_asked.connect(lambda ticket_id: operations.take_back_ticket(self, ticket_id).run())
        waiting.undo_asked.connect(lambda: operations.undo_ticket(self).run())

    def _lay_out(self) -> None:
        self._fitted: tuple[bool, int] | None = None
        self.elsewhere = Banner("amber", "map-pin")
        self.deed_banner = Banner("red", "triangle-alert")
        for banner in (self.elsewhere, self.deed_banner):
            banner.hide()
        card = Card()
        column = card.column(margin=18, gap=10)
        column.addWidget(self.draft_banner)
        self._body = QWidget()
        self._body_column = QVBoxLayout(self._body)
        self._body_column.setContentsMargins(0, 0, 0, 0)
        self._body_column.addWidget(self.form)
        column.addWidget(make_scrolled(self._body), 1)
        column.addWidget(self.deed_banner)
        column.addWidget(self.guard.note_of(Right.VISIT))
        column.addWidget(self._buttons())
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.elsewhere)
        left.addWidget(card, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addLayout(left, 1)
        self.fit()
        theme.changed.connect(self.fit)

    def _buttons(self) -> QWidget:
        self._end = _button(texts.END, "check", self.save, key="Enter", rank="primary")
        self._in_line = _button(texts.IN_LINE, "users", self._take_ticket)
        self._missing = make_label("", "small")
        self._missing.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        row = QWidget()
        flow = FlowLayout(row)
        cancel = _button(texts.CANCEL, "", self._cancel)
        for widget in (self._end, self._in_line, self.attaching.button, cancel, self._missing):
            flow.addWidget(widget)
        self._in_line.setVisible(self._ticket is None)  # not before it has a parent: it would be a window
        return row

    def fit(self) -> None:
        """Place the side at the left; in a narrow window or at large type below the form, which needs the room."""
        is_wide = room_of(self).width() >= theme.px(LEAST_WIDTH)
        self._missing.setMinimumHeight(theme.px(CONTROL_HEIGHT))
        if self._fitted == (is_wide, theme.scale_percent):
            return
        self._fitted = (is_wide, theme.scale_percent)
        if is_wide:
            self._row.addWidget(self.side)
        else:
            self._body_column.addWidget(self.side)
        self.side.setMinimumSize(theme.px(SIDE) if is_wide else 0, 0 if is_wide else theme.px(360))
        self.side.setMaximumWidth(theme.px(SIDE) if is_wide else QWIDGETSIZE_MAX)
        self.side.show()  # Qt hides a child that gets a new parent


def _button(
    words: str, icon_name: str, do: Callable[[], object], *, key: str = "", rank: str = "normal"
) -> KeyCapButton:
    button = KeyCapButton(words, icon_name=icon_name, key=key, rank=rank)
    button.clicked.connect(do)
    return button
