"""List the papers of a timeline: letters, slips, payments and prints, each with the kind and id to reprint it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.customers import TimelineEntry
from dealer_app.domain.help import HelpTopic
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.money import format_rial
from dealer_app.domain.papers.papers import PaperKind
from dealer_app.domain.persian import document_number, persian_digits
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.help.records import HelpRecord
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.plans.requests import RequestRecord
from dealer_app.store.tables.prints import PrintRecord
from dealer_app.store.tables.registrations import RegistrationRecord
from dealer_app.store.tables.visits.visits import VisitRecord
from resources.texts import timeline as words

SEPARATOR = " \u00b7 "


def paper_entries(unit: Unit, customer_id: CustomerId, order_ids: Sequence[UUID]) -> tuple[TimelineEntry, ...]:
    """Return the entries of all papers of a customer, unsorted."""
    letters = unit.session.scalars(select(InvitationRecord).where(InvitationRecord.order_id.in_(order_ids))).all()
    bills = unit.session.scalars(select(BillRecord).where(BillRecord.order_id.in_(order_ids))).all()
    requests = unit.session.scalars(select(RequestRecord).where(RequestRecord.order_id.in_(order_ids))).all()
    payments = unit.session.scalars(select(PaymentRecord).where(PaymentRecord.order_id.in_(order_ids))).all()
    signed = unit.session.scalars(select(RegistrationRecord.id).where(RegistrationRecord.customer_id == customer_id))
    visits = unit.session.scalars(select(VisitRecord).where(VisitRecord.customer_id == customer_id)).all()
    helps = unit.session.scalars(select(HelpRecord).where(HelpRecord.customer_id == customer_id)).all()
    own = (
        customer_id,
        *(row.id for row in visits),
        *signed,
        *(row.id for row in helps),
        *(row.id for row in letters),
        *(row.id for row in bills),
        *(row.id for row in payments),
    )
    prints = unit.session.scalars(select(PrintRecord).where(PrintRecord.paper_id.in_(own)))
    return (
        *map(_request, requests),
        *map(_letter, letters),
        *map(_visit, visits),
        *(_bill(bill) for bill in bills if bill.part == 1),
        *(_payment(payment) for payment in payments if payment.state != "imported"),
        *map(_help, helps),
        *map(_print, prints),
    )


def _request(request: RequestRecord) -> TimelineEntry:
    """Return the entry for an order from a plan, with the plan and its version as they were ordered."""
    plan = request.facts["plan"]
    title = words.TITLES["ordered"].format(plan=plan["name"])
    version = words.PLAN_VERSION.format(
        code=document_number(plan["code"]), version=persian_digits(str(plan["version"]))
    )
    subtitle = joined(version, document_number(request.number), request.issued_by)
    return TimelineEntry(
        request.issued_at, "ordered", title, subtitle, words.REFUSED if request.state == "refused" else ""
    )


def _letter(letter: InvitationRecord) -> TimelineEntry:
    """Return the entry for the issue of a letter."""
    title = words.TITLES[f"invitation_{letter.kind}"]
    subtitle = joined(letter.number, letter.issued_by)
    return TimelineEntry(
        letter.issued_at, "invitation", title, subtitle, paper_kind="invitation", paper_id=str(letter.id)
    )


def _visit(visit: VisitRecord) -> TimelineEntry:
    """Return the entry for a visit, with its purpose and who received the person."""
    title = words.TITLES["visit"].format(purpose=visit.facts["purpose_name"])
    subtitle = joined(visit.number, visit.issued_by)
    return TimelineEntry(visit.issued_at, "visit", title, subtitle, paper_kind="visit", paper_id=str(visit.id))


def _bill(bill: BillRecord) -> TimelineEntry:
    """Return the entry for the issue of a series of bills."""
    title = words.TITLES[f"bill_{bill.account}"]
    subtitle = joined(words.AMOUNT.format(amount=format_rial(bill.total)), bill.issued_by)
    mark = words.VOID if bill.state == "void" else ""
    kind = f"{bill.account}-slip"
    return TimelineEntry(bill.issued_at, "bill", title, subtitle, mark, paper_kind=kind, paper_id=str(bill.series_id))


def _payment(payment: PaymentRecord) -> TimelineEntry:
    """Return the entry for a payment or a reversal."""
    is_reversal = payment.state == "reversal"
    name = "reversal" if is_reversal else "payment_penalty" if payment.account == "penalty" else "payment"
    subtitle = joined(words.REFERENCE.format(reference=document_number(payment.bank_reference)), payment.recorded_by)
    return TimelineEntry(
        payment.recorded_at,
        "reversal" if is_reversal else "payment",
        words.TITLES[name].format(amount=format_rial(payment.amount)),
        subtitle,
        words.REVERSED if payment.state == "reversed" else "",
        paper_kind="receipt",
        paper_id=str(payment.id),
    )


def _help(row: HelpRecord) -> TimelineEntry:
    """Return the entry for an answer that was read aloud, a result that was shown, or a help slip."""
    seen_on = row.facts.get("seen_on")
    day = words.SEEN_ON.format(day=format_jalali(date.fromisoformat(seen_on))) if seen_on else ""
    subtitle = joined(str(row.facts.get("request_number") or ""), day, row.recorded_by)
    is_slip = row.topic == HelpTopic.SLIP
    return TimelineEntry(
        row.recorded_at,
        "help",
        words.TITLES[f"help_{row.topic}"].format(title=row.facts["title"]),
        subtitle,
        paper_kind=PaperKind.HELP_SLIP.value if is_slip else "",
        paper_id=str(row.id) if is_slip else "",
    )


def _print(row: PrintRecord) -> TimelineEntry:
    """Return the entry for a print; from the second print on it has the mark of its copy."""
    name = {"failed": "print_failed", "prepared": "print_recorded"}.get(row.state, "printed")
    title = words.TITLES[name].format(paper=words.PAPERS[row.paper_kind])
    mark = words.COPY_MARK.format(n=persian_digits(str(row.copy_number - 1))) if row.copy_number > 1 else ""
    return TimelineEntry(
        row.printed_at, "printed", title, row.printed_by, mark, paper_kind=row.paper_kind, paper_id=str(row.paper_id)
    )


def joined(*parts: str) -> str:
    """Return the non-empty parts, joined by SEPARATOR."""
    return SEPARATOR.join(part for part in parts if part)
