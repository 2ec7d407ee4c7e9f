"""Summarises a paper beside its preview, so that the clerk can compare it with the customer's request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dealer_app.domain.calendar.jalali import format_jalali, format_jalali_long
from dealer_app.domain.calendar.moments import moment_words
from dealer_app.domain.codes.bill_ids import group_id
from dealer_app.domain.directory.addresses import AddressDetails
from dealer_app.domain.help import HelpDetails
from dealer_app.domain.ids import OrderId, Rial
from dealer_app.domain.money import format_balance, format_rial
from dealer_app.domain.papers.papers import (
    BillDetails,
    BrochureDetails,
    InvitationDetails,
    PaperKind,
    PaperRef,
    ReceiptDetails,
    RegistrationDetails,
    VisitDetails,
)
from dealer_app.domain.persian import ascii_digits, document_number, isolate, persian_digits
from dealer_app.domain.visits import Mark
from resources.texts.money import RIAL
from resources.texts.papers import NOT_GIVEN
from ui.texts import papers as texts

if TYPE_CHECKING:
    from dealer_app.desktop import Unit

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PaperSummary:
    """Title, number and (label, words) pairs; ``default_paper`` is the size that the paper is laid out for."""

    title: str
    number: str
    lines: Lines
    is_sample: bool
    default_paper: str
    order_id: OrderId | None = None
    warning: str = ""


def summary_of(unit: Unit, ref: PaperRef) -> PaperSummary:
    """Read and summarise the facts of a paper; its service refuses an unknown one."""
    from dealer_app.documents.papers import PAPERS

    return SUMMARIES[ref.kind](PAPERS[ref.kind].read(unit, ref.id))


def letter_summary(letter: InvitationDetails) -> PaperSummary:
    """Return the facts of an invitation letter."""
    lines: list[tuple[str, str]] = [
        (texts.NUMBER, document_number(letter.number)),
        (texts.AMOUNT_DUE, _balance(letter.amount)),
    ]
    if letter.pay_by_on:
        lines.append((texts.PAY_BY, format_jalali_long(letter.pay_by_on)))
    warning = texts.PAY_BY_PASSED if letter.is_expired else ""
    title = texts.TITLES[f"invitation-{letter.kind}"]
    return PaperSummary(title, letter.number, tuple(lines), letter.is_sample, "A4", letter.order_id, warning)


def slip_summary(series: tuple[BillDetails, ...]) -> PaperSummary:
    """Return the facts of a series of slips."""
    first = series[0]
    title = texts.TITLES[f"{first.account}-slip"]
    lines: list[tuple[str, str]] = [(texts.NUMBER, document_number(first.number)), (texts.AMOUNT, _rial(first.total))]
    if first.parts > 1:
        lines.append((texts.PARTS, texts.PARTS_WORDS.format(parts=persian_digits(str(first.parts)))))
    if first.remainder:
        lines.append((texts.REMAINDER, _rial(first.remainder)))
    lines.append((texts.BILL_ID, isolate(ascii_digits(group_id(first.bill_id)))))
    lines.append((texts.PAYMENT_ID, isolate(ascii_digits(group_id(first.payment_id)))))
    if first.due_on:
        lines.append((texts.PAY_BY, format_jalali_long(first.due_on)))
    return PaperSummary(title, first.number, tuple(lines), first.is_sample, "A5", first.order_id)


def receipt_summary(receipt: ReceiptDetails) -> PaperSummary:
    """Return the facts of a receipt, or of the receipt of a reversal."""
    lines: list[tuple[str, str]] = [
        (texts.NUMBER, document_number(receipt.number)),
        (texts.AMOUNT, _rial(receipt.amount)),
        (texts.ACCOUNT, texts.ACCOUNTS[receipt.account]),
    ]
    if receipt.bank_reference:
        lines.append((texts.REFERENCE, document_number(receipt.bank_reference)))
    if receipt.paid_on:
        lines.append((texts.PAID_ON, format_jalali(receipt.paid_on)))
    lines.append((texts.PRINCIPAL_REMAINING, _balance(receipt.principal_remaining)))
    lines.append((texts.PENALTY_REMAINING, _balance(receipt.penalty_remaining)))
    title = texts.TITLES["reversal" if receipt.is_reversal else "receipt"]
    return PaperSummary(title, receipt.number, tuple(lines), receipt.is_sample, "A5", receipt.order_id)


def confirmation_summary(confirmation: RegistrationDetails) -> PaperSummary:
    """Return the facts of a registration confirmation."""
    number = document_number(confirmation.number)
    lines = ((texts.NUMBER, number), (texts.CUSTOMER, confirmation.customer_name))
    return PaperSummary(texts.TITLES["registration"], confirmation.number, lines, confirmation.is_sample, "A4")


def visit_summary(visit: VisitDetails) -> PaperSummary:
    """Return the facts of a visit."""
    missing = sum(paper.mark is Mark.MISSING for paper in visit.papers)
    lines = (
        (texts.NUMBER, document_number(visit.number)),
        (texts.VISITOR, visit.visitor_name or NOT_GIVEN),
        (texts.PURPOSE, visit.purpose_name),
        (texts.MISSING, persian_digits(str(missing)) if missing else texts.NOTHING_MISSING),
    )
    return PaperSummary(texts.TITLES["visit"], visit.number, lines, visit.is_sample, "A5", visit.order_id)


def address_summary(address: AddressDetails) -> PaperSummary:
    """Return the facts of an address slip."""
    facts, number = address.facts, document_number(address.number)
    lines = [(texts.NUMBER, number), (texts.DEALERSHIP, facts.name), (texts.ADDRESS, facts.address)]
    if facts.place:
        lines.append((texts.PLACE, isolate(f"{facts.latitude}, {facts.longitude}")))
    return PaperSummary(texts.TITLES["address-slip"], address.number, tuple(lines), address.is_sample, "A5")


def brochure_summary(brochure: BrochureDetails) -> PaperSummary:
    """Return the facts of a plan's brochure."""
    lines = (
        (texts.PLAN, brochure.plan.name),
        (texts.NUMBER, document_number(brochure.number)),
        (texts.DATA_AT, moment_words(brochure.data_at)),
    )
    return PaperSummary(texts.TITLES["brochure"], brochure.number, lines, brochure.is_sample, "A4")


def help_slip_summary(slip: HelpDetails) -> PaperSummary:
    """Return the facts of a help slip: for whom it is, and the addresses on it."""
    lines = [(texts.CUSTOMER, slip.customer_name)] if slip.customer_name else []
    sites = ((texts.OFFICIAL_SITE, slip.company.site), (texts.PAYMENT_SITE, slip.company.payment_site))
    lines += [(label, isolate(site)) for label, site in sites if site]
    return PaperSummary(slip.title, "", tuple(lines), slip.is_sample, "A5")


def _rial(amount: Rial) -> str:
    return texts.RIAL.format(amount=format_rial(amount))


def _balance(remaining: Rial) -> str:
    return format_balance(remaining, RIAL)


WITH_SLIP = frozenset({PaperKind.INVITATION})
"""Papers whose preview offers the principal slip of the same order."""
# Any: each kind has facts of another type; the counter's registry reads what the summary of the same kind takes.
SUMMARIES: Mapping[PaperKind, Callable[[Any], PaperSummary]] = {
    PaperKind.INVITATION: letter_summary,
    PaperKind.PRINCIPAL_SLIP: slip_summary,
    PaperKind.PENALTY_SLIP: slip_summary,
    PaperKind.RECEIPT: receipt_summary,
    PaperKind.REGISTRATION: confirmation_summary,
    PaperKind.VISIT: visit_summary,
    PaperKind.BROCHURE: brochure_summary,
    PaperKind.HELP_SLIP: help_slip_summary,
    PaperKind.ADDRESS: address_summary,
}
