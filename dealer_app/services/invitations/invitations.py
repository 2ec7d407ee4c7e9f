"""Issue invitation letters, only after head office's own invitation; the amount is exactly that of the ledger."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.bills import IssueBill, IssueInvitation
from dealer_app.domain.codes.bill_ids import UNIT_RIAL
from dealer_app.domain.customers import CustomerFields, CustomerKind
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import InvitationId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.papers.papers import BillDetails, InvitationDetails, PaperKind
from dealer_app.domain.rights import Right
from dealer_app.domain.settings import Settings
from dealer_app.services.bills.bills import issue_bills, list_open_bills
from dealer_app.services.customers.customers import get_customer
from dealer_app.services.days.days import require_day
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.invitations.calculation import make_items
from dealer_app.services.orders.orders import get_order
from dealer_app.services.papers.issuing import order_words, pay_by_day, refuse_ended, take_paper_number
from dealer_app.services.papers.seals import seal_paper
from dealer_app.services.rights import require, require_to_read
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.outbox import enqueue
from resources.texts.issuing import COMPANY_WORD, DOCUMENTS_TO_BRING, HONORIFICS
from resources.texts.settings_names import ACCOUNTS

KINDS = ("payment", "delivery")
_IN_ORDER = InvitationRecord.issued_at, InvitationRecord.id
OWN_MARKS = ("id", "number", "authenticity")
"""Fields that differ between two letters of the same facts."""


def issue_invitation(unit: Unit, command: IssueInvitation) -> InvitationDetails:
    """Issue the letter of an order; the same facts on the same day give the existing letter (a reprint).

    A letter that asks for money includes its bills (see ``issue_bills`` for their FieldErrors). Raises Refusal
    ``invitation_not_issued`` while head office has given no invitation, ``order_is_aside``, ``nothing_remains``,
    ``invitation_too_early``, ``invitation_kind_unknown``.
    """
    require(unit, Right.ISSUE)
    require_day(unit)
    order = get_order(unit, command.order_id)
    _refuse_ended(order)
    kind = _kind(order, command.kind)
    settings = get_settings(unit)
    pay_by_on = _pay_by(unit, order, command, settings) if kind == "payment" else None
    bills = _bills(unit, order, pay_by_on, command.accepted_warnings) if kind == "payment" else ()
    letter = _letter(unit, order, kind, pay_by_on, bills, settings)
    known = _find_same(unit, letter)
    if known is not None:
        return known
    numbered = _numbered(unit, letter, settings)
    _write(unit, order, numbered)
    return numbered


def get_invitation(unit: Unit, invitation_id: InvitationId) -> InvitationDetails:
    """Return a letter as issued; raises Refusal ``invitation_not_found``."""
    require_to_read(unit, Right.FIND)
    facts = unit.session.scalar(select(InvitationRecord.facts).where(InvitationRecord.id == invitation_id))
    if facts is None:
        raise Refusal("invitation_not_found")
    return thaw(InvitationDetails, facts)


def _refuse_ended(order: OrderDetails) -> None:
    """Raise Refusal for an order without head office's invitation, or one that has ended."""
    if not order.fields.invitation_number:
        raise Refusal("invitation_not_issued", number=order.fields.request_number)
    refuse_ended(order, "invitation")


def _kind(order: OrderDetails, asked: str) -> str:
    """Return the letter's kind: ``asked``, else payment while an amount remains, else delivery at that stage."""
    remaining = order.ledger.principal.remaining
    if asked and asked not in KINDS:
        raise Refusal("invitation_kind_unknown", kind=asked)
    if asked == "payment" and remaining <= 0:
        raise Refusal("nothing_remains", account=ACCOUNTS["principal"])
    if asked:
        return asked
    if remaining > 0:
        return "payment"
    if order.card.stage != "delivery":
        raise Refusal("invitation_too_early", status=order.card.name)
    return "delivery"


def _pay_by(unit: Unit, order: OrderDetails, command: IssueInvitation, settings: Settings) -> date:
    """Return the last day to pay: as given, else that of the first letter for this invitation, else the rule's.

    Printing a letter again must not change the day that the customer was given.
    """
    if command.pay_by_on is not None:
        return command.pay_by_on
    letters = select(InvitationRecord.facts).where(
        InvitationRecord.order_id == order.id, InvitationRecord.kind == "payment", InvitationRecord.state == "issued"
    )
    earlier = (thaw(InvitationDetails, facts) for facts in unit.session.scalars(letters.order_by(*_IN_ORDER)))
    days = (one.pay_by_on for one in earlier if one.invitation_number == order.fields.invitation_number)
    return next((day for day in days if day is not None), None) or pay_by_day(unit, settings)


def _bills(
    unit: Unit, order: OrderDetails, pay_by_on: date | None, accepted: frozenset[str]
) -> tuple[BillDetails, ...]:
    """Return the open bills for the principal; issue them if none fit. There are none below 1,000 Rial."""
    if order.ledger.principal.remaining < UNIT_RIAL:
        return ()
    due_on = pay_by_on if pay_by_on and pay_by_on >= unit.today else None
    wish = IssueBill(order.id, Account.PRINCIPAL, accepted_warnings=accepted)
    fitting = issue_bills(unit, wish)
    if due_on is not None and any(bill.due_on != due_on for bill in fitting):
        issue_bills(unit, replace(wish, due_on=due_on))
    return list_open_bills(unit, order.id, Account.PRINCIPAL)


def _letter(
    unit: Unit,
    order: OrderDetails,
    kind: str,
    pay_by_on: date | None,
    bills: tuple[BillDetails, ...],
    settings: Settings,
) -> InvitationDetails:
    """Return the facts of the letter, without its own number and seal."""
    customer = get_customer(unit, order.customer_id).fields
    return InvitationDetails(
        id=InvitationId(uuid7()),
        order_id=order.id,
        kind=kind,
        number="",
        issued_on=unit.today,
        invitation_number=order.fields.invitation_number,
        **order_words(order),
        honorific=_honorific(customer),
        sale_type=order.fields.sale_type,
        sale_permit=order.fields.sale_permit,
        delivery_due_on=order.fields.delivery_due_on,
        lines=make_items(order.ledger),
        amount=order.ledger.principal.remaining,
        pay_by_on=pay_by_on,
        is_expired=pay_by_on is not None and pay_by_on < unit.today,
        bills=bills,
        documents_to_bring=DOCUMENTS_TO_BRING[kind],
        dealership=settings.dealership,
        authenticity="",
        is_sample=settings.dealership.is_sample or any(bill.is_sample for bill in bills),
    )


def _honorific(customer: CustomerFields) -> str:
    """Return the honorific before the name; a company name that begins with the word for company needs none."""
    if customer.kind is CustomerKind.LEGAL:
        return "" if customer.family_name.startswith(COMPANY_WORD) else HONORIFICS["legal"]
    return HONORIFICS.get(customer.gender, "")


def _find_same(unit: Unit, letter: InvitationDetails) -> InvitationDetails | None:
    """Return today's letter with the same facts, None if there is none."""
    today = select(InvitationRecord.facts).where(
        InvitationRecord.order_id == letter.order_id,
        InvitationRecord.issued_on == unit.today,
        InvitationRecord.state == "issued",
    )
    wanted = _plain(freeze(letter))
    same = (facts for facts in unit.session.scalars(today.order_by(*_IN_ORDER)) if _plain(facts) == wanted)
    facts = next(same, None)
    return None if facts is None else thaw(InvitationDetails, facts)


def _plain(facts: dict[str, object]) -> dict[str, object]:
    """Return the facts without OWN_MARKS."""
    return {name: value for name, value in facts.items() if name not in OWN_MARKS}


def _numbered(unit: Unit, letter: InvitationDetails, settings: Settings) -> InvitationDetails:
    """Return the letter with a leased number and its seal."""
    number = take_paper_number(unit, "invitation", settings)
    sealed = seal_paper(
        unit,
        PaperKind.INVITATION,
        number,
        letter.request_number,
        letter.national_code,
        letter.amount,
        letter.pay_by_on,
        settings.dealership.code,
    )
    return replace(letter, number=number, authenticity=sealed)


def _write(unit: Unit, order: OrderDetails, letter: InvitationDetails) -> None:
    """Write the letter with its audit row and its command."""
    unit.session.add(
        InvitationRecord(
            id=letter.id,
            order_id=letter.order_id,
            kind=letter.kind,
            number=letter.number,
            amount=max(letter.amount, Rial(0)),
            issued_on=letter.issued_on,
            issued_at=unit.now,
            issued_by=unit.actor.name,
            pay_by_on=letter.pay_by_on,
            facts=freeze(letter),
        )
    )
    unit.session.flush()
    detail = {"number": letter.number, "order_id": str(order.id), "kind": letter.kind}
    write_audit(unit, "invitation_issued", "invitations", letter.id, detail)
    enqueue(unit, "invitation.issue", freeze(letter), subject_id=letter.id)
    unit.touch("invitations", letter.id)
    unit.touch("orders", order.id)
    unit.touch("customers", order.customer_id)
