"""Record who was told what, the result that a visitor showed, and help slips; each is frozen as it was given."""

from datetime import date
from typing import TypedDict
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.errors import FieldError, Refusal
from dealer_app.domain.help import (
    HelpDetails,
    HelpTopic,
    RecordResult,
    SlipTopic,
    Visitor,
    fill_places,
    filled,
    find_result,
)
from dealer_app.domain.ids import HelpId
from dealer_app.domain.rights import Right
from dealer_app.services.customers.customers import get_customer
from dealer_app.services.days.days import require_day
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.help.questions import get_question
from dealer_app.services.orders.orders import get_order
from dealer_app.services.rights import require, require_to_read
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.help.records import HelpRecord
from dealer_app.store.tables.outbox import enqueue
from resources.texts.help import SLIP_SOURCE, SLIP_TITLES, STEPS


class _Given(TypedDict):
    """What differs between the topics."""

    topic: HelpTopic
    code: str
    title: str
    text: str
    source: str
    is_sample: bool


def record_answer(unit: Unit, visitor: Visitor, code: str) -> HelpDetails:
    """Record that the answer to question ``code`` was read aloud to ``visitor``, in the words of today.

    Raises FieldError ``question_unknown``, Refusal ``customer_not_found``, ``order_not_found``.
    """
    require(unit, Right.HELP)
    require_day(unit)
    said = filled(get_question(unit, code), get_settings(unit).company)
    given = _Given(
        topic=HelpTopic.ANSWER,
        code=said.code,
        title=said.question,
        text=said.answer,
        source=said.source,
        is_sample=said.is_sample,
    )
    return _write(unit, visitor, given)


def record_result(unit: Unit, command: RecordResult) -> HelpDetails:
    """Record the result of the unified system that a customer showed; who saw it is the person on duty.

    Raises FieldError ``result_unknown``, ``seen_on_in_future``; Refusal ``help_without_file``.
    """
    require(unit, Right.HELP)
    require_day(unit)
    result = find_result(command.code)
    if command.seen_on > unit.today:
        raise FieldError("seen_on_in_future", "seen_on")
    if command.visitor.customer_id is None:
        raise Refusal("help_without_file")
    given = _Given(
        topic=HelpTopic.LOTTERY,
        code=result.code,
        title=result.name,
        text="",
        source=result.source,
        is_sample=result.is_sample,
    )
    return _write(unit, command.visitor, given, seen_on=command.seen_on)


def issue_slip(unit: Unit, visitor: Visitor, topic: SlipTopic) -> HelpDetails:
    """Issue a help slip with the steps and the company's addresses of today; a reprint keeps them."""
    require(unit, Right.HELP)
    require_day(unit)
    company = get_settings(unit).company
    given = _Given(
        topic=HelpTopic.SLIP,
        code=topic.value,
        title=SLIP_TITLES[topic.value],
        text="\n".join(fill_places(step, company) for step in STEPS[topic.value]),
        source=SLIP_SOURCE,
        is_sample=company.is_sample,
    )
    return _write(unit, visitor, given)


def get_help(unit: Unit, help_id: UUID) -> HelpDetails:
    """Return one act of help as it was recorded; raises Refusal ``help_not_found``."""
    require_to_read(unit, Right.FIND)
    facts = unit.session.scalar(select(HelpRecord.facts).where(HelpRecord.id == help_id))
    if facts is None:
        raise Refusal("help_not_found")
    return thaw(HelpDetails, facts)


def _write(unit: Unit, visitor: Visitor, given: _Given, *, seen_on: date | None = None) -> HelpDetails:
    """Write the row with its audit row and its command."""
    details = _details(unit, visitor, given, seen_on)
    unit.session.add(
        HelpRecord(
            id=details.id,
            topic=details.topic.value,
            customer_id=details.customer_id,
            code=details.code,
            recorded_on=details.recorded_on,
            recorded_at=unit.now,
            recorded_by=unit.actor.name,
            facts=freeze(details),
        )
    )
    unit.session.flush()
    owner = {} if details.customer_id is None else {"customer_id": str(details.customer_id)}
    detail = {"topic": details.topic.value, "code": details.code, **owner}
    write_audit(unit, "help_recorded", "help_records", details.id, detail)
    enqueue(unit, "help.record", freeze(details), subject_id=details.id)
    unit.touch("helps", details.id)
    if details.customer_id is not None:
        unit.touch("customers", details.customer_id)
    return details


def _details(unit: Unit, visitor: Visitor, given: _Given, seen_on: date | None) -> HelpDetails:
    """Return the facts, with those of the customer and of the order as they are today."""
    settings = get_settings(unit)
    order = None if visitor.order_id is None else get_order(unit, visitor.order_id)
    customer_id = visitor.customer_id if order is None else order.customer_id
    name = "" if customer_id is None else get_customer(unit, customer_id).name
    return HelpDetails(
        id=HelpId(uuid7()),
        customer_id=customer_id,
        recorded_on=unit.today,
        **given,
        seen_on=seen_on,
        customer_name=name,
        request_number=order.fields.request_number if order else "",
        contract_number=order.fields.contract_number if order else "",
        car=order.fields.car if order else "",
        color=order.fields.color if order else "",
        model_year=order.fields.model_year if order else "",
        company=settings.company,
        dealership=settings.dealership,
    )
