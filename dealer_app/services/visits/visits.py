"""Record a visit when it ends: what was asked, read aloud, seen and handed over, with the number of its slip."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.customers import CustomerDetails
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.ids import CustomerId, Rial, VisitId
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.papers.papers import PaperKind, VisitDetails
from dealer_app.domain.persian import ascii_digits
from dealer_app.domain.rights import Right
from dealer_app.domain.search.search import SlipHit
from dealer_app.domain.settings import Settings
from dealer_app.domain.visits import CheckedPaper, CheckList, Mark, RecordVisit, check_visit, normalise_visit
from dealer_app.services.customers.customers import get_customer
from dealer_app.services.days.days import require_day
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.orders.orders import get_order
from dealer_app.services.papers.issuing import take_paper_number
from dealer_app.services.papers.seals import seal_paper
from dealer_app.services.rights import require, require_to_read
from dealer_app.services.settings import get_settings
from dealer_app.services.visits.check_lists import get_check_list
from dealer_app.services.visits.waiting import end_ticket
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.outbox import enqueue
from dealer_app.store.tables.visits.visits import VisitRecord
from resources.texts.search import WHY
from resources.texts.visits import PURPOSES


def record_visit(unit: Unit, command: RecordVisit) -> VisitDetails:
    """Record a visit that ends now and return the facts of its slip.

    Raises FieldErrors of ``check_visit`` (``deed_expired``: nothing is handed over after a deed's last day), FieldError
    ``reason_empty`` at ``other_reason``, Refusal ``purpose_unknown``, ``order_not_found``, ``customer_not_found``,
    ``visit_status_changed`` if the sentence that was read aloud is no longer the order's. Another dealership's order
    needs ``Right.OTHER_DEALERSHIP`` and a reason.
    """
    require(unit, Right.VISIT)
    require_day(unit)
    command = normalise_visit(command)
    check_list = get_check_list(unit, command.purpose)
    order = None if command.order_id is None else get_order(unit, command.order_id)
    wrong = check_visit(command, unit.today)
    if order is not None:
        wrong = (*wrong, *_wrong_order(unit, command, order))
    if wrong:
        raise FieldErrors(wrong)
    owner = order.customer_id if order is not None else command.customer_id
    customer = None if owner is None else get_customer(unit, owner)
    settings = get_settings(unit)
    visit = _numbered(unit, _draw(unit, command, check_list, order, customer, settings), settings)
    _write(unit, visit)
    if command.ticket_id is not None:
        end_ticket(unit, command.ticket_id)
    return visit


def get_visit(unit: Unit, visit_id: VisitId) -> VisitDetails:
    """Return a visit as recorded; raises Refusal ``visit_not_found``."""
    require_to_read(unit, Right.FIND)
    facts = unit.session.scalar(select(VisitRecord.facts).where(VisitRecord.id == visit_id))
    if facts is None:
        raise Refusal("visit_not_found")
    return thaw(VisitDetails, facts)


def find_visit_id(unit: Unit, number: str) -> VisitId | None:
    """Return the visit whose slip has this number, None if it is not in this database."""
    require_to_read(unit, Right.FIND)
    found = unit.session.scalar(select(VisitRecord.id).where(VisitRecord.number == number))
    return None if found is None else VisitId(found)


def find_hits(unit: Unit, text: str) -> tuple[SlipHit, ...]:
    """Return the visit whose slip has the number that was typed in the search box (any digits, any spaces), or ()."""
    require_to_read(unit, Right.FIND)
    typed = (sign for sign in ascii_digits(text) if sign.isprintable() and not sign.isspace())  # no marks of direction
    visit_id = find_visit_id(unit, "".join(typed))
    if visit_id is None:
        return ()
    visit = get_visit(unit, visit_id)
    name = visit.visitor_name or visit.customer_name
    return (SlipHit(visit_id, name, visit.purpose_name, WHY["visit"]),)


def newest_visit_id(unit: Unit, customer_id: CustomerId) -> VisitId:
    """Return a customer's last visit; raises Refusal ``visit_not_found``."""
    require_to_read(unit, Right.FIND)
    mine = select(VisitRecord.id).where(VisitRecord.customer_id == customer_id)
    found = unit.session.scalar(mine.order_by(VisitRecord.issued_at.desc(), VisitRecord.id.desc()).limit(1))
    if found is None:
        raise Refusal("visit_not_found")
    return VisitId(found)


def _wrong_order(unit: Unit, command: RecordVisit, order: OrderDetails) -> tuple[FieldError, ...]:
    """Return the error of another dealership's order without a reason; raise Refusal if it may not be served here."""
    if command.spoken and command.spoken != order.card.spoken:
        raise Refusal("visit_status_changed")
    if not order.is_other_dealership:
        return ()
    require(unit, Right.OTHER_DEALERSHIP)
    return () if command.other_reason else (FieldError("reason_empty", "other_reason"),)


def _draw(
    unit: Unit,
    command: RecordVisit,
    check_list: CheckList,
    order: OrderDetails | None,
    customer: CustomerDetails | None,
    settings: Settings,
) -> VisitDetails:
    """Return the facts of a visit, without its number and seal."""
    name = customer.name if customer is not None else ""
    proxy = command.representative
    is_other = order is not None and order.is_other_dealership
    fields = None if order is None else order.fields
    return VisitDetails(
        id=VisitId(uuid7()),
        customer_id=None if customer is None else customer.id,
        order_id=None if order is None else order.id,
        number="",
        issued_on=unit.today,
        purpose=command.purpose,
        purpose_name=PURPOSES[command.purpose],
        visitor_name=proxy.name if proxy is not None else name or command.visitor_name,
        customer_name=name,
        national_code=customer.fields.national_code if customer is not None else "",
        request_number=fields.request_number if fields is not None else "",
        contract_number=fields.contract_number if fields is not None else "",
        car=fields.car if fields is not None else "",
        color=fields.color if fields is not None else "",
        model_year=fields.model_year if fields is not None else "",
        asked=command.asked,
        status=order.card.name if order is not None else "",
        spoken=order.card.spoken if order is not None else "",
        next_step=order.card.next_step if order is not None else "",
        papers=_checked(command, check_list),
        is_list_sample=check_list.is_sample and bool(check_list.papers),
        handed_over=command.handed_over,
        representative=proxy,
        other_dealership=_place(order) if order is not None and is_other else "",
        other_reason=command.other_reason if is_other else "",
        started_at=min(command.started_at, unit.now),
        ended_at=unit.now,
        dealership=settings.dealership,
        authenticity="",
        is_sample=settings.dealership.is_sample,
    )


def _place(order: OrderDetails) -> str:
    return f"{order.fields.dealership_name} {order.fields.dealership_code}".strip()


def _checked(command: RecordVisit, check_list: CheckList) -> tuple[CheckedPaper, ...]:
    """Return every paper of the list with its mark; one that was not marked is missing."""
    marks = {paper.name: paper.mark for paper in command.papers}
    wanted = check_list.for_visitor(has_proxy=command.representative is not None)
    return tuple(CheckedPaper(paper.name, marks.get(paper.name, Mark.MISSING)) for paper in wanted)


def _numbered(unit: Unit, visit: VisitDetails, settings: Settings) -> VisitDetails:
    """Return the visit with a leased number and its seal."""
    number = take_paper_number(unit, "visit", settings)
    sealed = seal_paper(
        unit,
        PaperKind.VISIT,
        number,
        visit.request_number,
        visit.national_code,
        Rial(0),
        None,
        settings.dealership.code,
    )
    return replace(visit, number=number, authenticity=sealed)


def _write(unit: Unit, visit: VisitDetails) -> None:
    """Write the visit with its audit row and its command."""
    facts = _facts(visit)
    unit.session.add(
        VisitRecord(
            id=visit.id,
            customer_id=visit.customer_id,
            order_id=visit.order_id,
            purpose=visit.purpose,
            number=visit.number,
            issued_on=visit.issued_on,
            issued_at=unit.now,
            issued_by=unit.actor.name,
            facts=facts,
        )
    )
    unit.session.flush()
    detail = {"number": visit.number, "purpose": visit.purpose}
    if visit.customer_id is not None:
        detail["customer_id"] = str(visit.customer_id)
    if visit.other_reason:
        detail["other_dealership"] = "yes"
    write_audit(unit, "visit_recorded", "visits", visit.id, detail)
    enqueue(unit, "visit.record", facts, subject_id=visit.id)
    unit.touch("visits", visit.id)
    if visit.customer_id is not None:
        unit.touch("customers", visit.customer_id)


def _facts(visit: VisitDetails) -> dict[str, Any]:
    """Return the visit as JSON data, its moments in the one form that is stored and sent."""
    moments = {name: instant_text(getattr(visit, name)) for name in ("started_at", "ended_at")}
    return {**freeze(visit), **moments}
