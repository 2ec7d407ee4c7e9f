"""Make and write receipts: facts frozen at the payment, with the remaining principal and penalty separately."""

from collections.abc import Sequence

from uuid_utils.compat import uuid7

from dealer_app.domain.bills import RecordPayment
from dealer_app.domain.ids import BillId, PaymentId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.papers.papers import PaperKind, ReceiptDetails
from dealer_app.services.freezing import freeze
from dealer_app.services.papers.issuing import order_words, take_paper_number
from dealer_app.services.papers.seals import seal_paper
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.outbox import enqueue
from dealer_app.store.tables.payments import PaymentRecord

AUDITED = {"recorded": "payment_recorded", "reversal": "payment_reversed", "imported": "receipt_issued"}
COMMANDS = {"recorded": "payment.record", "reversal": "payment.reverse", "imported": "receipt.issue"}


def remaining_of(order: OrderDetails, account: Account) -> Rial:
    """Return the remaining amount of an account in Rial; it is below zero if too much was paid."""
    balance = order.ledger.principal if account is Account.PRINCIPAL else order.ledger.penalty
    return balance.remaining


def draw_receipt(unit: Unit, order: OrderDetails, payment: RecordPayment, *, paid: Rial) -> ReceiptDetails:
    """Return a numbered, sealed receipt; ``paid`` in Rial is subtracted from the account (below zero: a reversal)."""
    settings = get_settings(unit)
    number, facts = take_paper_number(unit, "receipt", settings), order_words(order)
    now = {account: remaining_of(order, account) for account in Account}
    left = {**now, payment.account: Rial(now[payment.account] - paid)}
    sealed = seal_paper(
        unit,
        PaperKind.RECEIPT,
        number,
        facts["request_number"],
        facts["national_code"],
        payment.amount,
        None,
        settings.dealership.code,
    )
    return ReceiptDetails(
        id=PaymentId(uuid7()),
        order_id=order.id,
        number=number,
        issued_on=unit.today,
        account=payment.account,
        amount=payment.amount,
        method=payment.method,
        bank_reference=payment.bank_reference,
        paid_on=payment.paid_on,
        **facts,
        principal_remaining=left[Account.PRINCIPAL],
        penalty_remaining=left[Account.PENALTY],
        dealership=settings.dealership,
        authenticity=sealed,
        is_sample=settings.dealership.is_sample,
    )


def write_receipt(
    unit: Unit,
    order: OrderDetails,
    receipt: ReceiptDetails,
    *,
    state: str,
    settled: Sequence[BillId] = (),
    reversal_of: PaymentId | None = None,
    reason: str = "",
    confirmed: Sequence[str] = (),
) -> None:
    """Write the payment's row with its audit row and its command; ``confirmed``: doubts that the clerk confirmed."""
    facts = {**freeze(receipt), "settled_bills": [str(bill_id) for bill_id in settled]}
    unit.session.add(
        PaymentRecord(
            id=receipt.id,
            order_id=receipt.order_id,
            settled_bill_id=settled[0] if settled else None,
            account=receipt.account.value,
            amount=receipt.amount,
            method=receipt.method,
            bank_reference=receipt.bank_reference or receipt.request_number,
            paid_on=receipt.paid_on,
            number=receipt.number,
            state=state,
            reversal_of=reversal_of,
            reason=reason,
            received_before=order.fields.received if state == "recorded" else None,
            recorded_at=unit.now,
            recorded_by=unit.actor.name,
            facts=facts,
        )
    )
    unit.session.flush()
    detail: dict[str, object] = {"number": receipt.number, "order_id": str(order.id), "account": receipt.account.value}
    if confirmed:
        detail["confirmed"] = list(confirmed)
    write_audit(unit, AUDITED[state], "payments", receipt.id, detail)
    body = {**facts, "reversal_of": str(reversal_of or ""), "reason": reason}
    enqueue(unit, COMMANDS[state], body, subject_id=receipt.id)
    for kind, touched in (("payments", receipt.id), ("orders", order.id), ("customers", order.customer_id)):
        unit.touch(kind, touched)
