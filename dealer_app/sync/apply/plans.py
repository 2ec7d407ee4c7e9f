"""Apply sale plans of head office; a row of an older head office has only the fields that were published then."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from dealer_app.domain.calendar.tehran import start_of
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import Rial
from dealer_app.domain.money import parse_rial
from dealer_app.domain.plans.checks import list_errors
from dealer_app.domain.plans.plans import PlanFields, PlanStage, StageEvent
from dealer_app.services.freezing import thaw
from dealer_app.services.plans.records import COLUMNS, values_of
from dealer_app.store.core.permits import permitted
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.plans.plans import PlanRecord
from dealer_app.sync.apply.broken import BrokenRowError
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.rows import FeedRow, execute_many, insert_many
from dealer_app.sync.apply.statements import upsert_of

_PLAN = upsert_of(PlanRecord, ("id", *COLUMNS, "origin", "received_at"))
_ONE_DAY = timedelta(days=1)


def apply_plans(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write plans as head office has them; raises BrokenRowError for a plan that the domain refuses."""
    docs, moment = kind.read(rows), instant_text(unit.now)
    plans = {row.id: _fields_of(docs[row.id]) for row in rows}
    _replace_others(unit, kind, plans)
    insert_many(unit, _PLAN, [(row_id.bytes, *values_of(fields), "hub", moment) for row_id, fields in plans.items()])
    for row_id in plans:
        kind.touch(unit, row_id)


def _replace_others(unit: Unit, kind: Kind, plans: Mapping[UUID, PlanFields]) -> None:
    """Drop rows of the same code and version with another id: an older program gave a sheet's plans its own ids.

    Orders and brochures of such a row are of head office's plan from now on.
    """
    wanted = {(fields.code, fields.version): row_id for row_id, fields in plans.items() if fields.code}
    same = select(PlanRecord.id, PlanRecord.code, PlanRecord.version)
    found = unit.session.execute(same.where(PlanRecord.code.in_({code for code, _ in wanted}))).all()
    pairs = [(wanted[row.code, row.version], row.id) for row in found if (row.code, row.version) in wanted]
    others = [(target.bytes, old.bytes) for target, old in pairs if target != old]
    if not others:
        return
    with permitted(unit, "match"):
        for statement in kind.moves:
            execute_many(unit, statement, others)
    execute_many(unit, "DELETE FROM plans WHERE id = ?", [(old,) for _, old in others])
    unit.session.expire_all()


def _fields_of(doc: dict[str, Any]) -> PlanFields:
    if not doc.get("plan"):
        return _older(doc)
    try:
        fields = thaw(PlanFields, doc["plan"])
    except (KeyError, TypeError, ValueError, ArithmeticError):
        raise BrokenRowError("fields:plan") from None
    for error in list_errors(fields):
        raise BrokenRowError(f"fields:plan.{error.field}")
    return fields


def _older(doc: dict[str, Any]) -> PlanFields:
    """Return the plan of a head office that published a code, a price and two days; a missing price stays unknown."""
    price, prepayment = _rial(doc.get("price")), _rial(doc.get("prepayment"))
    first = (PlanStage(StageEvent.REQUEST, amount=prepayment), PlanStage(StageEvent.INVITATION))
    starts_on, ends_on = doc.get("starts_on"), doc.get("ends_on")
    return PlanFields(
        code=doc.get("code") or "",
        version=1,
        name=doc.get("name") or doc.get("code") or "",
        car=doc.get("car") or "",
        price=price,
        stages=first if 0 < prepayment < price else (),
        opens_at=start_of(date.fromisoformat(starts_on)) if starts_on else None,
        closes_at=start_of(date.fromisoformat(ends_on) + _ONE_DAY) if ends_on else None,
        source=doc.get("source") or "",
    )


def _rial(text: str | None) -> Rial:
    try:
        return parse_rial(text or "0")
    except FieldError:
        return Rial(0)
