"""What stands beside a preview: the paper's title, number and the facts to compare with the person's wish."""

from dataclasses import dataclass

from dealer_app.domain.calendar.jalali import format_jalali, format_jalali_long
from dealer_app.domain.codes.bill_ids import group_id
from dealer_app.domain.ids import BillId, CustomerId, InvitationId, OrderId, PaymentId, Rial
from dealer_app.domain.money import format_rial
from dealer_app.domain.papers.papers import (
    BillDetails,
    InvitationDetails,
    PaperKind,
    PaperRef,
    ReceiptDetails,
    RegistrationDetails,
)
from dealer_app.domain.persian import ascii_digits, isolate, persian_digits
from ui.lanes.tasks import Unit
from ui.texts import papers as texts

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PaperSummary:
    """Title, number and (label, words) lines; ``default_paper`` is the size the paper is set in."""

    title: str
    number: str
    lines: Lines
    is_sample: bool
    default_paper: str
    order_id: OrderId | None = None
    warning: str = ""


def summary_of(unit: Unit, ref: PaperRef) -> PaperSummary:
    """Read the facts of a paper; an unknown one is refused by its service."""
    from dealer_app.services.bills import bills
    from dealer_app.services.invitations import invitations
    from dealer_app.services.payments import payments
    from dealer_app.services.registrations import registrations

    if ref.kind is PaperKind.INVITATION:
        return invitation_summary(invitations.get_invitation(unit, InvitationId(ref.id)))
    if ref.kind is PaperKind.RECEIPT:
        return receipt_summary(payments.get_receipt(unit, PaymentId(ref.id)))
    if ref.kind is PaperKind.REGISTRATION:
        return registration_summary(registrations.get_registration(unit, CustomerId(ref.id)))
    return slip_summary(ref.kind, bills.get_bill_series(unit, BillId(ref.id)))


def invitation_summary(letter: InvitationDetails) -> PaperSummary:
    """Return the facts of an invitation letter."""
    lines: list[tuple[str, str]] = [(texts.NUMBER, isolate(letter.number)), (texts.AMOUNT_DUE, _balance(letter.amount))]
    if letter.pay_by_on:
        lines.append((texts.PAY_BY, format_jalali_long(letter.pay_by_on)))
    warning = texts.PAY_BY_PASSED if letter.is_expired else ""
    title = texts.TITLES[f"invitation-{letter.kind}"]
    return PaperSummary(title, letter.number, tuple(lines), letter.is_sample, "A4", letter.order_id, warning)


def slip_summary(kind: PaperKind, series: tuple[BillDetails, ...]) -> PaperSummary:
    """Return the facts of a series of slips."""
    first = series[0]
    lines: list[tuple[str, str]] = [(texts.NUMBER, isolate(first.number)), (texts.AMOUNT, _rial(first.total))]
    if first.parts > 1:
        lines.append((texts.PARTS, texts.PARTS_WORDS.format(parts=persian_digits(str(first.parts)))))
    if first.remainder:
        lines.append((texts.REMAINDER, _rial(first.remainder)))
    lines.append((texts.BILL_ID, isolate(ascii_digits(group_id(first.bill_id)))))
    lines.append((texts.PAYMENT_ID, isolate(ascii_digits(group_id(first.payment_id)))))
    if first.due_on:
        lines.append((texts.PAY_BY, format_jalali_long(first.due_on)))
    return PaperSummary(texts.TITLES[kind], first.number, tuple(lines), first.is_sample, "A5", first.order_id)


def receipt_summary(receipt: ReceiptDetails) -> PaperSummary:
    """Return the facts of a receipt, or of the receipt of a reversal."""
    lines: list[tuple[str, str]] = [
        (texts.NUMBER, isolate(receipt.number)),
        (texts.AMOUNT, _rial(receipt.amount)),
        (texts.ACCOUNT, texts.ACCOUNTS[receipt.account]),
    ]
    if receipt.bank_reference:
        lines.append((texts.REFERENCE, isolate(persian_digits(receipt.bank_reference))))
    if receipt.paid_on:
        lines.append((texts.PAID_ON, format_jalali(receipt.paid_on)))
    lines.append((texts.PRINCIPAL_REMAINING, _balance(receipt.principal_remaining)))
    lines.append((texts.PENALTY_REMAINING, _balance(receipt.penalty_remaining)))
    title = texts.TITLES["reversal" if receipt.is_reversal else "receipt"]
    return PaperSummary(title, receipt.number, tuple(lines), receipt.is_sample, "A5", receipt.order_id)


def registration_summary(registration: RegistrationDetails) -> PaperSummary:
    """Return the facts of a registration's confirmation."""
    number = persian_digits(registration.number)
    lines = ((texts.NUMBER, isolate(number)), (texts.CUSTOMER, registration.customer_name))
    return PaperSummary(texts.TITLES["registration"], registration.number, lines, registration.is_sample, "A4")


def _rial(amount: Rial) -> str:
    return texts.RIAL.format(amount=format_rial(amount))


def _balance(remaining: Rial) -> str:
    """Return what remains; below zero it is what the customer is owed, never a negative amount."""
    return _rial(remaining) if remaining >= 0 else texts.CREDIT.format(amount=_rial(Rial(-remaining)))
