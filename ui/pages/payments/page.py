"""Record a payment: account, amount (Rial), method, bank reference and day."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.attachments import AttachmentKind, AttachmentPlace, Subject
from dealer_app.domain.bills import RecordPayment, payment_doubt
from dealer_app.domain.drafts import Draft
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.ids import CustomerId, OrderId, Rial
from dealer_app.domain.money import format_balance, format_rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.papers.papers import PaperKind, PaperRef, ReceiptDetails
from dealer_app.domain.rights import Right
from resources.texts.money import RIAL
from ui.clock import local_today
from ui.commands.command import Command
from ui.drafts.banner import DraftBanner
from ui.drafts.keeper import DraftKeeper
from ui.forms.choice_field import ChoiceField
from ui.forms.code_field import CodeField
from ui.forms.enter_chain import EnterChain
from ui.forms.field_grid import FieldGrid
from ui.forms.jalali_field import JalaliField
from ui.forms.rial_field import RialField
from ui.look.theme import theme
from ui.operations import payments as operations
from ui.operations.payments import PaymentStart
from ui.page_kit.attaching import Attaching
from ui.page_kit.context import Context
from ui.page_kit.guard import Guard
from ui.page_kit.page import Page
from ui.texts import attachments as attachment_texts
from ui.texts import drafts as draft_texts
from ui.texts import payments as texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.painted.card import Card
from ui.widgets.words.directed import directed
from ui.widgets.words.labels import make_label


class PaymentPage(Page):
    """Payment for one order; saving opens the receipt."""

    needed_right = Right.RECORD_PAYMENT
    rail_key = "files"

    def __init__(self, context: Context, order_id: OrderId, account: Account = Account.PRINCIPAL) -> None:
        super().__init__(context)
        self._order_id = order_id
        self._order: OrderDetails | None = None
        self._today = local_today()
        self._is_saving = False
        self.account = ChoiceField("account", texts.ACCOUNT, texts.ACCOUNTS)
        self.amount = RialField("amount", texts.AMOUNT)
        self.amount.warn = self._doubt
        self.method = ChoiceField("method", texts.METHOD, texts.METHODS)
        self.reference = CodeField("bank_reference", texts.REFERENCE, lambda text: text, has_letters=True)
        self.paid_on = JalaliField("paid_on", texts.PAID_ON, lambda: self._today, says_day=True)
        self.grid = FieldGrid(2)
        self.grid.add(self.account, self.method, (self.amount, 2), self.reference, self.paid_on)
        self.chain = EnterChain(self, self.grid.fields(), self.save, self._cancel)
        self.side = _OrderSide()
        self.drafts = DraftKeeper(self, operations.PAYMENT_DRAFT, self._raws, key=f"{order_id}/{account}")
        self.draft_banner = DraftBanner()
        self.draft_banner.taken.connect(self._resume)
        self.draft_banner.dropped.connect(lambda _draft: self.drafts.drop())
        self.attaching = Attaching(self, Guard(self), self.place, attachment_texts.ATTACH_SLIP)
        self._lay_out()
        self.account.set_raw(account)
        self.account.edited.connect(self._on_account)
        self.grid.edited.connect(lambda _name: self.drafts.note_edit())
        self.set_title(texts.LOADING)
        operations.start_payment(self, order_id, self._on_started)
        self.drafts.find(self._offer)

    # -- calls of the shell

    def is_dirty(self) -> bool:
        return self.drafts.is_dirty

    def keep_draft(self) -> None:
        self.drafts.save_now()

    def subject(self) -> tuple[CustomerId | None, OrderId | None]:
        return (None if self._order is None else self._order.customer_id), self._order_id

    def begin(self) -> None:
        self.amount.line.setFocus(Qt.FocusReason.TabFocusReason)

    def on_bug(self) -> None:
        self._set_saving(False)

    def commands(self) -> tuple[Command, ...]:
        return self.attaching.commands()

    def place(self) -> AttachmentPlace | None:
        """Return where a bank slip is attached before the payment is recorded: to the order; None while it loads."""
        if self._order is None:
            return None
        return AttachmentPlace(self._order.customer_id, AttachmentKind.BANK_SLIP, Subject.ORDER, self._order_id)

    # -- saving

    def save(self) -> None:
        """Check every field, then record; a doubt stops until the clerk confirms it beside its field."""
        if self._is_saving or self._order is None:
            return
        wrong, doubts = self._wrong(), self.grid.open_doubts()
        self.grid.show_errors((*wrong, *doubts))
        if wrong or doubts:
            self.chain.focus_first_wrong([error.field for error in wrong or doubts])
            return
        self._set_saving(True)
        recording = operations.record_payment(self, self._command(self._order.id), self.drafts.key)
        recording.on_done(self._on_recorded).on_error(self._on_error).run()

    def _wrong(self) -> tuple[FieldError, ...]:
        found = [error for field in self.grid.fields() if (error := field.problem()) is not None]
        if self.amount.is_empty():
            found.append(FieldError("amount_empty", "amount"))
        if self.reference.is_empty():
            found.append(FieldError("bank_reference_empty", "bank_reference"))
        if self.paid_on.is_empty():
            found.append(FieldError("date_empty", "paid_on"))
        return tuple(error for error in found if not error.is_warning)

    def _doubt(self, _text: str) -> FieldError | None:
        """Return the doubt about the typed amount, by the balance of the chosen account."""
        if self._order is None or not self.amount.amount():
            return None
        return payment_doubt(self.amount.amount(), self._remaining(), Account(self.account.raw()))

    def _command(self, order_id: OrderId) -> RecordPayment:
        return RecordPayment(
            order_id=order_id,
            account=Account(self.account.raw()),
            amount=self.amount.amount(),
            method=self.method.raw(),
            bank_reference=self.reference.raw(),
            paid_on=self.paid_on.day() or self._today,
            accepted_warnings=self.grid.confirmed(),
            amount_again=self.amount.amount_again(),
        )

    def _on_recorded(self, receipt: ReceiptDetails) -> None:
        self.drafts.stop()
        navigate = self.context.navigate
        navigate.close_page(self)
        navigate.open_paper(PaperRef(PaperKind.RECEIPT, receipt.id))
        self.context.notes.show(texts.SAVED.format(amount=format_rial(receipt.amount)), "green")

    def _on_error(self, error: Exception) -> None:
        self._set_saving(False)
        if not isinstance(error, FieldError | FieldErrors):
            self.context.notes.show_error(error)
            return
        errors = error.errors if isinstance(error, FieldErrors) else (error,)
        self.grid.show_errors(errors)
        self.chain.focus_first_wrong([each.field for each in errors])

    def _set_saving(self, is_saving: bool) -> None:
        self._is_saving = is_saving
        self._save.setEnabled(not is_saving)
        self._name(texts.SAVING if is_saving else texts.SAVE)
        if not is_saving:
            self._save.setFocus()

    def _name(self, words: str) -> None:
        self._save.setText(words)
        self._save.setAccessibleName(words)
        self._save.updateGeometry()

    # -- showing

    def _on_started(self, start: PaymentStart) -> None:
        self._today, self._order = start.today, start.order
        self.set_title(texts.TITLE.format(name=start.order.customer_name))
        self.side.show_order(start.order)
        self.attaching.show()
        if self.paid_on.is_empty():
            self.paid_on.set_day(start.today)
        self._on_account()

    def _on_account(self) -> None:
        remaining = self._remaining()
        self.amount.doubt_anew()
        self._fill.setVisible(remaining > 0)
        self._fill.setText(texts.FILL.format(amount=format_rial(remaining)))
        self._fill.setAccessibleName(self._fill.text())
        self._fill.updateGeometry()
        self._nothing_due.setVisible(self._order is not None and remaining <= 0)

    def _remaining(self) -> Rial:
        if self._order is None:
            return Rial(0)
        ledger = self._order.ledger
        return (ledger.penalty if self.account.raw() == Account.PENALTY else ledger.principal).remaining

    def _on_fill(self) -> None:
        self.amount.set_raw(str(self._remaining()))
        self.amount.check()
        self.drafts.note_edit()
        self.reference.line.setFocus(Qt.FocusReason.TabFocusReason)

    def _raws(self) -> dict[str, str]:
        """Return the input for the draft; a form without amount and reference has none."""
        return {} if self.amount.is_empty() and self.reference.is_empty() else self.grid.kept_raws()

    def _offer(self, draft: Draft) -> None:
        digits = str(draft.body.get("amount", ""))
        named = draft_texts.PAYMENT.format(amount=format_rial(int(digits))) if digits.isdecimal() else ""
        self.draft_banner.offer(draft, named or draft_texts.PAYMENT_WITHOUT_AMOUNT)

    def _resume(self, draft: Draft) -> None:
        self.grid.fill({name: str(text) for name, text in draft.body.items()})
        self.drafts.take_up(draft)
        self._on_account()
        self.begin()

    def _cancel(self) -> None:
        self.context.navigate.close_page(self)

    # -- building

    def _lay_out(self) -> None:
        card = Card()
        column = card.column(margin=20, gap=14)
        column.addWidget(self.draft_banner)
        column.addWidget(make_label(texts.HEADING, "title"))
        column.addWidget(make_scrolled(self._sheet()), 1)
        column.addLayout(self._buttons())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(card, 1)
        row.addWidget(self.side)
        self._fit()
        theme.changed.connect(self._fit)

    def _sheet(self) -> QWidget:
        self._fill = KeyCapButton("", icon_name="banknote")
        self._fill.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._fill.clicked.connect(self._on_fill)
        self._fill.hide()
        self._nothing_due = make_label(texts.NOTHING_DUE, "warning", wraps=True)
        self._nothing_due.hide()
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(12)
        column.addWidget(self.grid)
        column.addWidget(self._nothing_due)
        column.addWidget(self._fill, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        return sheet

    def _buttons(self) -> FlowLayout:
        self._save = KeyCapButton(texts.SAVE, icon_name="receipt", key="Enter", rank="primary")
        cancel = KeyCapButton(texts.CANCEL)
        self._save.setAutoDefault(True)
        self._save.clicked.connect(self.save)
        cancel.clicked.connect(self._cancel)
        flow = FlowLayout()
        for button in (self._save, self.attaching.button, cancel):
            flow.addWidget(button)
        return flow

    def _fit(self) -> None:
        self.side.setFixedWidth(theme.px(286))
        self.side.setVisible(theme.scale_percent < 200)


class _OrderSide(Card):
    """The order that the payment is for, and its remaining amount."""

    def __init__(self) -> None:
        super().__init__()
        column = self.column(margin=16, gap=10)
        self._title = make_label(texts.ORDER, "section", wraps=True)
        column.addWidget(self._title)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(8)
        column.addLayout(self._grid)
        column.addStretch(1)
        column.addWidget(make_label(texts.NOTE, "small", wraps=True))

    def show_order(self, order: OrderDetails) -> None:
        """Show the order once; another order gets a new page."""
        self._title.setText(f"{order.fields.car} · {order.customer_name}")
        lines = (
            (texts.REQUEST, directed(order.fields.request_number)),
            (texts.PRINCIPAL_REMAINING, format_balance(order.ledger.principal.remaining, RIAL)),
            (texts.PENALTY_REMAINING, format_balance(order.ledger.penalty.remaining, RIAL)),
        )
        for row, (label, words) in enumerate(lines):
            self._grid.addWidget(make_label(label, "small"), 2 * row, 0)
            self._grid.addWidget(make_label(words, "strong", wraps=True), 2 * row + 1, 0)
