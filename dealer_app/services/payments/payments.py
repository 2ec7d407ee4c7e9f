"""Record payments once, with the bank's reference, and undo them by a reversing entry, never by deletion."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from dealer_app.domain.bills import RecordPayment, ReversePayment, payment_doubt
from dealer_app.domain.codes.digit_fields import compact
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.ids import BillId, OrderId, PaymentId, Rial
from dealer_app.domain.money import MAX_RIAL
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import ReceiptDetails
from dealer_app.domain.persian import clean_text
from dealer_app.domain.rights import Right
from dealer_app.services.bills.bills import reopen_bills, settle_bills
from dealer_app.services.days.days import require_day
from dealer_app.services.freezing import thaw
from dealer_app.services.orders.orders import get_order
from dealer_app.services.payments.receipts import draw_receipt, remaining_of, write_receipt
from dealer_app.services.rights import require, require_to_read
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.payments import PaymentRecord

__all__ = [
    "get_receipt",
    "latest_payment_id",
    "receipt_of_imported",
    "receipt_to_show",
    "record_payment",
    "reverse_payment",
]

METHODS = ("bill", "deposit", "card", "cheque")
IMPORTED = "imported"


def record_payment(unit: Unit, command: RecordPayment) -> ReceiptDetails:
    """Record a payment and return its receipt; mark the open bills that it settles as paid.

    Raises FieldErrors for amount, method, reference (``bank_reference_used`` names the earlier receipt), a day in the
    future, and a doubt about the amount (``payment_doubt``) that is not confirmed. A confirmed doubt is in the audit.
    """
    require(unit, Right.RECORD_PAYMENT)
    require_day(unit)
    order = get_order(unit, command.order_id)
    command = replace(command, bank_reference=compact(command.bank_reference).upper())
    before = remaining_of(order, command.account)
    doubt = payment_doubt(command.amount, before, command.account)
    errors = list(_errors(unit, command))
    if doubt is not None and not command.confirms(doubt):
        errors.append(doubt)
    if errors:
        raise FieldErrors(errors)
    remaining = Rial(before - command.amount)
    settled = settle_bills(unit, order.id, command.account, command.amount, remaining)
    receipt = draw_receipt(unit, order, command, paid=command.amount)
    confirmed = () if doubt is None else (doubt.code,)
    write_receipt(unit, order, receipt, state="recorded", settled=settled, confirmed=confirmed)
    _enter(unit, receipt, "payment", Rial(-command.amount))
    return receipt


def reverse_payment(unit: Unit, command: ReversePayment) -> ReceiptDetails:
    """Undo a payment once, with a reason, by a reversing entry; reopen the bills that it had settled.

    Raises FieldError ``reason_empty``; Refusal ``payment_not_found``, ``payment_already_reversed`` (number),
    ``payment_is_reversal``, ``payment_not_here``.
    """
    require(unit, Right.REVERSE_PAYMENT)
    require_day(unit)
    reason = clean_text(command.reason)
    if not reason:
        raise FieldError("reason_empty", "reason")
    record = _reversible(unit, command.payment_id)
    order = get_order(unit, OrderId(record.order_id))
    first = thaw(ReceiptDetails, record.facts)
    payment = RecordPayment(
        order.id, first.account, first.amount, first.method, first.bank_reference, first.paid_on or unit.today
    )
    record.state = "reversed"
    unit.session.flush()
    reopen_bills(unit, [BillId(UUID(bill_id)) for bill_id in record.facts.get("settled_bills", [])])
    receipt = replace(draw_receipt(unit, order, payment, paid=Rial(-first.amount)), is_reversal=True)
    write_receipt(unit, order, receipt, state="reversal", reversal_of=command.payment_id, reason=reason)
    _enter(unit, receipt, "reversal", first.amount)
    unit.touch("payments", command.payment_id)
    return receipt


def get_receipt(unit: Unit, payment_id: PaymentId) -> ReceiptDetails:
    """Return a receipt as issued; raises Refusal ``payment_not_found``."""
    require_to_read(unit, Right.FIND)
    return thaw(ReceiptDetails, _get_record(unit, payment_id).facts)


def latest_payment_id(unit: Unit, order_id: OrderId) -> PaymentId | None:
    """Return the newest payment of an order that was recorded here and not reversed, or None."""
    mine = PaymentRecord.order_id == order_id, PaymentRecord.state == "recorded"
    newest = select(PaymentRecord.id).where(*mine).order_by(PaymentRecord.recorded_at.desc(), PaymentRecord.id.desc())
    found = unit.session.scalars(newest.limit(1)).first()
    return None if found is None else PaymentId(found)


def receipt_to_show(unit: Unit, order_id: OrderId) -> PaymentId:
    """Return the id of the newest payment's receipt, else that of the receipt for the imported sum.

    Raises Refusal ``nothing_received``.
    """
    return latest_payment_id(unit, order_id) or receipt_of_imported(unit, order_id).id


def receipt_of_imported(unit: Unit, order_id: OrderId) -> ReceiptDetails:
    """Return the receipt for the received sum in head office's export; the same sum gives the same receipt.

    It writes no ledger entry, because the ledger has the sum as ``received``. Raises Refusal ``nothing_received``.
    """
    require(unit, Right.ISSUE)
    order = get_order(unit, order_id)
    stated = (entry.amount for entry in order.ledger.entries if entry.kind in {"received", "included"})
    received = Rial(-sum(stated))  # without payments made here, which have their own receipts
    if received <= 0:
        raise Refusal("nothing_received", number=order.fields.request_number)
    known = _find_imported(unit, order_id, received)
    if known is not None:
        return known
    require_day(unit)
    days = [entry.on for entry in order.ledger.entries if entry.kind == "received" and entry.on]
    paid_on = order.fields.paid_on or max(days, default=unit.today)
    payment = RecordPayment(order_id, Account.PRINCIPAL, received, IMPORTED, order.fields.request_number, paid_on)
    receipt = replace(draw_receipt(unit, order, payment, paid=Rial(0)), bank_reference="")
    write_receipt(unit, order, receipt, state=IMPORTED)
    return receipt


def _errors(unit: Unit, command: RecordPayment) -> Iterator[FieldError]:
    """Yield the errors that forbid the payment."""
    if command.amount <= 0:
        yield FieldError("amount_not_positive", "amount")
    if command.amount > MAX_RIAL:
        yield FieldError("amount_too_large", "amount")
    if command.method not in METHODS:
        yield FieldError("method_unknown", "method", method=command.method)
    if command.paid_on > unit.today:
        yield FieldError("paid_on_in_future", "paid_on")
    if not command.bank_reference:
        yield FieldError("bank_reference_empty", "bank_reference")
        return
    same = PaymentRecord.bank_reference == command.bank_reference, PaymentRecord.state == "recorded"
    used = unit.session.scalars(select(PaymentRecord.number).where(*same)).first()
    if used is not None:
        yield FieldError("bank_reference_used", "bank_reference", number=used)


def _enter(unit: Unit, receipt: ReceiptDetails, kind: str, amount: Rial) -> None:
    """Write the ledger entry of a receipt; ``amount`` is signed."""
    unit.session.add(
        LedgerEntryRecord(
            order_id=receipt.order_id,
            account=receipt.account.value,
            kind=kind,
            amount=amount,
            on=unit.today if kind == "reversal" else receipt.paid_on,
            reference=receipt.bank_reference,
            payment_id=receipt.id,
            entered_at=unit.now,
        )
    )
    unit.session.flush()


def _reversible(unit: Unit, payment_id: PaymentId) -> PaymentRecord:
    """Return a payment that can be undone; raises Refusal if it cannot."""
    record = _get_record(unit, payment_id)
    number = unit.session.scalar(select(PaymentRecord.number).where(PaymentRecord.reversal_of == payment_id))
    if record.state == "reversed" or number is not None:  # another counter's reversal may arrive before the new state
        raise Refusal("payment_already_reversed", number=number or "")
    if record.state != "recorded":
        raise Refusal("payment_not_here" if record.state == IMPORTED else "payment_is_reversal")
    return record


def _find_imported(unit: Unit, order_id: OrderId, received: Rial) -> ReceiptDetails | None:
    """Return the receipt for this imported sum, None if none was issued."""
    same = PaymentRecord.order_id == order_id, PaymentRecord.state == IMPORTED, PaymentRecord.amount == received
    facts = unit.session.scalars(select(PaymentRecord.facts).where(*same)).first()
    return None if facts is None else thaw(ReceiptDetails, facts)


def _get_record(unit: Unit, payment_id: PaymentId) -> PaymentRecord:
    """Return the record of a payment; raises Refusal ``payment_not_found``."""
    record = unit.session.scalar(select(PaymentRecord).where(PaymentRecord.id == payment_id))
    if record is None:
        raise Refusal("payment_not_found")
    return record
