"""Show the customer's file: person, orders, notices, money, papers and events."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dealer_app.domain.attachments import AttachmentPlace
from dealer_app.domain.changes import Changes
from dealer_app.domain.customers import CustomerDetails
from dealer_app.domain.drafts import Draft
from dealer_app.domain.errors import CodedError, FieldError, FieldErrors, sentence
from dealer_app.domain.ids import AttachmentId, CustomerId, OrderId, PaymentId
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.rights import Right
from ui.commands.command import Command
from ui.drafts.keeper import DraftKeeper
from ui.look.theme import theme
from ui.operations import customers as customer_operations
from ui.operations import files as operations
from ui.operations.base import Operation
from ui.operations.files import CustomerFile
from ui.page_kit.context import Context
from ui.page_kit.page import Page
from ui.pages.customer_file.events import CustomerEvents, newest_paper
from ui.pages.customer_file.header import CustomerHeader
from ui.pages.customer_file.order import OrderCard
from ui.texts import customer_file as texts
from ui.widgets.layout.page_room import room_of
from ui.widgets.layout.scrolled import has_keyboard, make_scrolled
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label

FILE_DRAFT = "customer_file"
LEAST_WIDTH = 1060
"""Below this width of the page (pixels at 100 %) the timeline stands under the orders."""
QWIDGETSIZE_MAX = (1 << 24) - 1


class CustomerFilePage(Page):
    """File of one customer; ``order_id`` is the order that is opened first."""

    needed_right = Right.FIND
    rail_key = "files"

    def __init__(self, context: Context, customer_id: CustomerId, order_id: OrderId | None = None) -> None:
        super().__init__(context)
        self._asked_id = self.customer_id = customer_id  # they differ while the file is shown in another one
        self.file: CustomerFile | None = None
        self.cards: list[OrderCard] = []
        self._open_id = order_id
        self._is_busy = False
        self.header = CustomerHeader()
        self.events = CustomerEvents()
        self.drafts = DraftKeeper(self, FILE_DRAFT, self._raws, key=str(customer_id))
        self._lay_out()
        self._connect()
        self.set_title(texts.LOADING)
        self.refresh()
        self.drafts.find(self._resume)

    # -- calls of the shell

    def is_dirty(self) -> bool:
        return self.drafts.is_dirty

    def keep_draft(self) -> None:
        self.drafts.save_now()

    def put_away(self) -> None:
        super().put_away()
        self.header.hide_codes()

    def refresh(self) -> None:
        operations.open_file(self, self._asked_id, self._show)

    def on_changes(self, changes: Changes) -> None:
        mine = {self.customer_id, self._asked_id, *(card.order.id for card in self.cards)}
        if self.file is not None and self.file.join is not None:
            mine.add(self.file.join.customer_id)
        if any(touched_id in mine for _, touched_id in changes.touched):
            self.refresh()

    def begin(self) -> None:
        card = self.open_card()
        if card is not None:
            card.first_verb.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.header.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def subject(self) -> tuple[CustomerId | None, OrderId | None]:
        card = self.open_card()
        return self.customer_id, card.order.id if card is not None else None

    def on_bug(self) -> None:
        self._is_busy = False

    def commands(self) -> tuple[Command, ...]:
        verbs = (
            Command(texts.EDIT, self._edit, "Shift+F2", "pencil"),
            Command(texts.CHANGE_NUMBER, self._change_number, "Ctrl+N", "id-card"),
            Command(texts.JOIN, self._show_join, "Ctrl+J", "users"),
            Command(texts.ACTIVATION, self._activate, "Ctrl+M", "badge-check"),
            Command(texts.CONFIRMATION, self._show_confirmation, "", "file-check"),
            Command(texts.ATTACHMENTS, self._show_attachments, "Ctrl+Shift+O", "file-up"),
            Command(texts.REPRINT_LAST, self.reprint, "Ctrl+Shift+P", "printer"),
        )
        if self.open_card() is None:
            return verbs
        return (
            Command(texts.PRINCIPAL_SLIP, lambda: self.do("principal"), "F7", "receipt-text"),
            Command(texts.PENALTY_SLIP, lambda: self.do("penalty"), "Shift+F7", "triangle-alert"),
            Command(texts.LETTER, lambda: self.do("letter"), "F8", "mail-open"),
            Command(texts.RECORD_PAYMENT, lambda: self.do("payment"), "Ctrl+F7", "banknote"),
            Command(texts.RECEIPT, lambda: self.do("receipt"), "Ctrl+F8", "receipt"),
            Command(texts.LEDGER, lambda: self.do("ledger"), "Shift+F8", "list-filter"),
            *self._plan_commands(),
            Command(texts.NEXT_ORDER, self.open_next, "F6", "car"),
            *verbs,
        )

    def _plan_commands(self) -> tuple[Command, ...]:
        card = self.open_card()
        if card is None or card.request is None:
            return ()
        return (Command(texts.PLAN, lambda: self.do("plan"), "Shift+F6", "tags"),)

    # -- orders and their commands

    def open_card(self) -> OrderCard | None:
        """Return the open order; None if the file has none."""
        return next((card for card in self.cards if card.is_open), None)

    def show_order(self, order_id: OrderId) -> None:
        """Open one order and close the others."""
        self._open_id = order_id
        for card in self.cards:
            if card.order.id == order_id:
                card.open()
                QTimer.singleShot(0, card, lambda card=card: self._area.ensureWidgetVisible(card))
            else:
                card.shut()
        self.commands_changed.emit()

    def open_next(self) -> None:
        """Open the order after the open one, wrapping around."""
        card = self.open_card()
        if card is not None:
            following = self.cards[(self.cards.index(card) + 1) % len(self.cards)]
            self.show_order(following.order.id)
            self.begin()

    def do(self, verb: str, accepted: frozenset[str] = frozenset()) -> None:
        """Run a command on the open order: principal, penalty, letter, payment, receipt, ledger or plan.

        ``accepted`` holds the codes of the doubts about it that the clerk confirmed.
        """
        card = self.open_card()
        if card is None or self._is_busy:
            return
        order_id = card.order.id
        if verb == "ledger":
            card.toggle_ledger()
        elif verb == "plan":
            card.toggle_plan()
        elif verb == "payment":
            self.context.navigate.open_payment(order_id, _account_of(card))
        elif verb == "receipt":
            self._issue(operations.show_receipt(self, order_id), card, verb)
        elif verb == "letter":
            self._issue(operations.issue_letter(self, order_id, accepted), card, verb)
        else:
            self._issue(operations.issue_slip(self, order_id, Account(verb), accepted), card, verb)

    def _issue(self, operation: Operation[PaperRef], card: OrderCard, verb: str) -> None:
        self._is_busy = True
        card.say_refusal("")
        operation.on_done(self._on_issued).on_error(lambda error: self._on_refused(error, verb)).run()

    def _on_issued(self, ref: PaperRef) -> None:
        self._is_busy = False
        self.context.navigate.open_paper(ref)

    def _on_refused(self, error: Exception, verb: str) -> None:
        self._is_busy = False
        card = self.open_card()
        if card is not None and isinstance(error, CodedError):
            card.say_refusal(sentence(error))
        elif card is not None and isinstance(error, FieldErrors) and all(each.is_warning for each in error.errors):
            doubts = frozenset(each.code for each in error.errors)
            card.ask("\n".join(map(sentence, error.errors)), lambda: self.do(verb, doubts))
        else:
            self.context.notes.show_error(error)

    def reprint(self) -> None:
        """Print the file's last paper again, as it was issued."""
        ref = newest_paper(self.file.timeline) if self.file is not None else None
        if ref is None:
            self.context.notes.show(texts.REPRINT_NONE, "amber")
        else:
            self.context.navigate.open_paper(ref, prints=True)

    # -- the person

    def _edit(self) -> None:
        self.context.navigate.open_registration(customer_id=self.customer_id)

    def _change_number(self) -> None:
        self.context.navigate.open_contact(self.customer_id)

    def _show_join(self) -> None:
        self.context.navigate.open_join(self.customer_id)

    def _activate(self) -> None:
        self.context.navigate.open_activation(self.customer_id)

    def _show_confirmation(self) -> None:
        self.context.navigate.open_paper(PaperRef(PaperKind.REGISTRATION, self.customer_id))

    def _show_attachments(self, chosen: AttachmentId | None = None) -> None:
        self.context.navigate.open_attachments(AttachmentPlace(self.customer_id), chosen=chosen)

    def _raws(self) -> dict[str, str]:
        """Return the reasons that are typed, for the draft."""
        return {**self.header.unsaved(), **self.events.unsaved()}

    def _resume(self, draft: Draft) -> None:
        """Show the reasons that were typed before, so that nothing has to be typed twice."""
        raws = {name: str(text) for name, text in draft.body.items()}
        self.header.resume(raws)
        self.events.resume(raws)
        self.drafts.take_up(draft)

    def _reveal(self, reason: str) -> None:
        operation = customer_operations.reveal(self, self.customer_id, reason)
        operation.on_done(self._on_revealed).on_error(self._on_reveal_refused).run()

    def _on_revealed(self, customer: CustomerDetails) -> None:
        self.header.show_revealed(customer)
        self.drafts.drop()

    def _on_reveal_refused(self, error: Exception) -> None:
        if isinstance(error, FieldError):
            self.header.show_reason_error(error)
        else:
            self.context.notes.show_error(error)

    def _reverse(self, payment_id: PaymentId, reason: str) -> None:
        operation = operations.reverse_payment(self, payment_id, reason)
        operation.on_done(self._on_reversed).on_error(self._on_reversal_refused).run()

    def _on_reversed(self, ref: PaperRef) -> None:
        self.events.end_reversal()
        self.drafts.drop()
        show = (texts.RECEIPT, lambda: self.context.navigate.open_paper(ref))
        self.context.notes.show(texts.REVERSED, "green", show)

    def _on_reversal_refused(self, error: Exception) -> None:
        if isinstance(error, FieldError):
            self.events.show_reason_error(error)
        else:
            self.context.notes.show_error(error)

    # -- showing

    def _show(self, file: CustomerFile) -> None:
        self.file, self.customer_id = file, file.customer.id
        is_mine = self.isVisible() and has_keyboard(self) and not self._is_typing()
        self.set_title(file.customer.name)
        self.header.show_customer(file.customer, file.code, file.join)
        self.events.show_entries(file.timeline, file.today)
        self._show_orders(file)
        if is_mine:  # a change from elsewhere takes the keyboard from no search box and no sheet
            self.begin()

    def _is_typing(self) -> bool:
        """Return whether the keyboard is in one of the reasons; a change from elsewhere must not move it."""
        return self.header.reason.line.hasFocus() or self.events.reason.line.hasFocus()

    def _show_orders(self, file: CustomerFile) -> None:
        for card in self.cards:
            self._orders.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [self._card(index, file) for index in range(len(file.orders))]
        self._empty.setVisible(not self.cards)
        known = [card.order.id for card in self.cards]
        if known:
            self.show_order(self._open_id if self._open_id in known else known[0])
        self.commands_changed.emit()

    def _card(self, index: int, file: CustomerFile) -> OrderCard:
        order = file.orders[index]
        card = OrderCard(order, file.clocks.get(order.id, ()), file.requests.get(order.id))
        card.opened.connect(self.show_order)
        card.verb_asked.connect(self.do)
        self._orders.insertWidget(index, card)
        return card

    def _connect(self) -> None:
        self.header.edit_asked.connect(self._edit)
        self.header.activation_asked.connect(self._activate)
        self.header.attachments_asked.connect(self._show_attachments)
        self.header.reveal_asked.connect(self._reveal)
        self.events.paper_asked.connect(self.context.navigate.open_paper)
        self.events.reversal_asked.connect(self._reverse)
        self.events.attachment_asked.connect(self._show_attachments)
        for reason in (self.header.reason, self.events.reason):
            reason.edited.connect(self.drafts.note_edit)

    def _lay_out(self) -> None:
        self._fitted: tuple[bool, int] | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(self._middle(), 1)
        self.fit()
        theme.changed.connect(self.fit)

    def _middle(self) -> QScrollArea:
        content = QWidget()
        column = self._column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.header)
        self._orders = QVBoxLayout()
        self._orders.setSpacing(12)
        column.addLayout(self._orders)
        self._empty = _empty_card()
        self._empty.hide()
        column.addWidget(self._empty)
        column.addStretch(1)
        self._area = make_scrolled(content)
        return self._area

    def fit(self) -> None:
        """Place the timeline at the left; in a narrow window or at large type below the orders, which need the room."""
        is_wide = room_of(self).width() >= theme.px(LEAST_WIDTH)
        if self._fitted == (is_wide, theme.scale_percent):
            return
        self._fitted = (is_wide, theme.scale_percent)
        if is_wide:
            self._row.addWidget(self.events)
            self.events.setMinimumSize(theme.px(316), 0)
            self.events.setMaximumWidth(theme.px(316))
        else:
            self._column.insertWidget(self._column.count() - 1, self.events)
            self.events.setMinimumSize(0, theme.px(360))
            self.events.setMaximumWidth(QWIDGETSIZE_MAX)
        self.events.show()  # Qt hides a child that gets a new parent


def _account_of(card: OrderCard) -> Account:
    """Return the account that is most likely to be paid: the principal while any of it remains."""
    ledger = card.order.ledger
    return Account.PENALTY if ledger.principal.remaining <= 0 < ledger.penalty.remaining else Account.PRINCIPAL


def _empty_card() -> Card:
    card = Card()
    column = card.column(margin=24, gap=6)
    column.addWidget(make_label(texts.NO_ORDERS, "section"))
    column.addWidget(make_label(texts.NO_ORDERS_HINT, "muted", wraps=True))
    return card
