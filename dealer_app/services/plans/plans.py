"""Store the plans of a sheet and list the plans of the catalogue.

A version of a plan never changes, except when it opens, closes or is full; anything else is a new version. Head office
owns the plans that it published: a sheet cannot change them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from dealer_app.domain.errors import FieldError, FieldErrors, Refusal, sentence
from dealer_app.domain.ids import PlanId
from dealer_app.domain.persian import ascii_digits, clean_name, persian_digits
from dealer_app.domain.plans.checks import list_errors
from dealer_app.domain.plans.plans import PlanDetails, PlanFields, overlap, plan_id_of
from dealer_app.domain.plans.requests import is_same_version
from dealer_app.domain.rights import Right
from dealer_app.services.days.days import require_day
from dealer_app.services.freezing import freeze
from dealer_app.services.plans.doubts import judge_sheet
from dealer_app.services.plans.records import car_key, details_of, record_of
from dealer_app.services.plans.sheet import SheetPlan, two_open
from dealer_app.services.rights import require
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.store.tables.plans.plans import PlanRecord
from dealer_app.store.tables.plans.requests import RequestRecord


@dataclass(frozen=True, slots=True)
class StorePlans:
    """Request to store the plans of a sheet; ``is_confirmed``: the manager has read the doubts about them."""

    plans: tuple[SheetPlan, ...]
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class StoredPlans:
    """How many plans of a sheet were new, changed or known already."""

    new: int
    changed: int
    same: int


def store_plans(unit: Unit, command: StorePlans) -> StoredPlans:
    """Store the plans of a sheet, all or none.

    Raises FieldErrors ``plan_of_hub``, ``plan_version_changed``, ``plan_two_open``, ``sheet_cell`` with the row of
    each, and the warnings ``plan_doubt`` unless they are confirmed.
    """
    require(unit, Right.PLANS)
    require_day(unit)
    known = _known(unit, {plan.fields.code for plan in command.plans})
    errors = [error for plan in command.plans for error in _errors_of(plan, known)]
    if not errors:
        errors = _clashes_with(command.plans, known)
    doubts = () if errors or command.is_confirmed else judge_plans(unit, command.plans)
    if errors or doubts:
        raise FieldErrors((*errors, *doubts))
    counted = {"new": 0, "changed": 0, "same": 0}
    for plan in command.plans:
        counted[_store(unit, plan.fields, known.get((plan.fields.code, plan.fields.version)))] += 1
    write_audit(unit, "plans_stored", "plans", None, {**counted, "is_confirmed": command.is_confirmed})
    return StoredPlans(**counted)


def judge_plans(unit: Unit, plans: Sequence[SheetPlan]) -> tuple[FieldError, ...]:
    """Return the doubts about the plans of a sheet (``judge_sheet``), beside the plans that this counter knows."""
    keys = {car_key(plan.fields) for plan in plans} - {""}
    rows = unit.session.execute(
        select(PlanRecord.car_key, PlanRecord.code, PlanRecord.price).where(PlanRecord.car_key.in_(keys))
    )
    return judge_sheet(plans, ((row.car_key, row.code, row.price) for row in rows))


def list_plans(unit: Unit) -> tuple[PlanDetails, ...]:
    """Return the newest version of each plan code and every other version, ordered by name, code and version."""
    records = unit.session.scalars(select(PlanRecord).order_by(PlanRecord.name, PlanRecord.code, PlanRecord.version))
    ordered = count_ordered(unit)
    return tuple(details_of(record, ordered.get(PlanId(record.id), 0)) for record in records)


def get_plan(unit: Unit, plan_id: PlanId) -> PlanDetails:
    """Return a version of a plan; raises Refusal ``plan_not_found``."""
    record = unit.session.scalars(select(PlanRecord).where(PlanRecord.id == plan_id)).one_or_none()
    if record is None:
        raise Refusal("plan_not_found")
    return details_of(record, count_ordered(unit, (plan_id,)).get(plan_id, 0))


def is_awaited(unit: Unit, plan: PlanDetails) -> bool:
    """Return whether head office does not know a plan yet: one of a sheet, at a counter that is enrolled."""
    return plan.origin == "sheet" and current_enrolment(unit.session) is not None


def count_ordered(unit: Unit, plan_ids: Iterable[UUID] | None = None) -> dict[PlanId, int]:
    """Return how many orders this counter knows from each plan, without the refused ones."""
    mine = select(RequestRecord.plan_id, func.count().label("ordered")).where(RequestRecord.state != "refused")
    if plan_ids is not None:
        mine = mine.where(RequestRecord.plan_id.in_(tuple(plan_ids)))
    return {PlanId(row.plan_id): row.ordered for row in unit.session.execute(mine.group_by(RequestRecord.plan_id))}


def find_newest_plan(unit: Unit, code: str) -> PlanId:
    """Return the newest version of a plan by its code, in any digits; raises Refusal ``plan_not_found``."""
    mine = select(PlanRecord.id).where(PlanRecord.code == ascii_digits(clean_name(code)))
    found = unit.session.scalars(mine.order_by(PlanRecord.version.desc()).limit(1)).first()
    if found is None:
        raise Refusal("plan_not_found")
    return PlanId(found)


def _known(unit: Unit, codes: set[str]) -> dict[tuple[str, int], PlanDetails]:
    records = unit.session.scalars(select(PlanRecord).where(PlanRecord.code.in_(codes)))
    return {(record.code, record.version): details_of(record) for record in records}


def _errors_of(plan: SheetPlan, known: dict[tuple[str, int], PlanDetails]) -> list[FieldError]:
    fields, row = plan.fields, persian_digits(str(plan.row))
    wrong = [
        FieldError("sheet_cell", one.field, row=row, heading=fields.name, reason=sentence(one))
        for one in list_errors(fields)
    ]
    before = known.get((fields.code, fields.version))
    if wrong or before is None or before.fields == fields:
        return wrong
    if before.origin == "hub":
        return [FieldError("plan_of_hub", "code", row=row, code=fields.code)]
    if not is_same_version(before.fields, fields):
        return [FieldError("plan_version_changed", "version", row=row, version=persian_digits(str(fields.version)))]
    return []


def _clashes_with(plans: Sequence[SheetPlan], known: dict[tuple[str, int], PlanDetails]) -> list[FieldError]:
    """Return the versions that would be open beside a stored version of their code that the sheet does not have."""
    given = {(plan.fields.code, plan.fields.version) for plan in plans}
    others: dict[str, list[PlanFields]] = {}
    for key, plan in known.items():
        if key not in given:
            others.setdefault(plan.fields.code, []).append(plan.fields)
    return [
        two_open(plan, other)
        for plan in plans
        for other in others.get(plan.fields.code, ())
        if overlap(other, plan.fields)
    ]


def _store(unit: Unit, fields: PlanFields, before: PlanDetails | None) -> str:
    """Write one version and return what happened to it."""
    if before is not None and before.fields == fields:
        return "same"
    plan_id = plan_id_of(fields.code, fields.version) if before is None else before.id
    if before is None:
        unit.session.add(record_of(plan_id, fields, "sheet", unit.now))
    else:
        record = unit.session.scalars(select(PlanRecord).where(PlanRecord.id == plan_id)).one()
        record.opens_at, record.closes_at = fields.opens_at, fields.closes_at
        record.received_at, record.fields = unit.now, freeze(fields)
    unit.session.flush()
    unit.touch("plans", plan_id)
    return "new" if before is None else "changed"
