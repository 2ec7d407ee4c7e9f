"""Convert a plan into the columns of its table and back."""

from datetime import datetime
from typing import Any

from dealer_app.domain.ids import PlanId
from dealer_app.domain.persian import normalise
from dealer_app.domain.plans.plans import PlanDetails, PlanFields
from dealer_app.protocol.canonical_json import canonical_json
from dealer_app.services.freezing import freeze, thaw
from dealer_app.store.core.types import instant_text
from dealer_app.store.tables.plans.plans import PlanRecord

COLUMNS = ("code", "version", "number", "name", "car_key", "price", "opens_at", "closes_at", "fields")
"""The columns that come from the plan itself, in the order of ``values_of``."""


def values_of(fields: PlanFields) -> tuple[Any, ...]:
    """Return the values of COLUMNS as SQLite stores them."""
    moments = (None if at is None else instant_text(at) for at in (fields.opens_at, fields.closes_at))
    head = (fields.code, fields.version, fields.number, fields.name, car_key(fields), fields.price)
    return (*head, *moments, canonical_json(freeze(fields)))


def record_of(plan_id: PlanId, fields: PlanFields, origin: str, now: datetime) -> PlanRecord:
    """Return the record of a new version."""
    return PlanRecord(
        id=plan_id,
        code=fields.code,
        version=fields.version,
        number=fields.number,
        name=fields.name,
        car_key=car_key(fields),
        price=fields.price,
        opens_at=fields.opens_at,
        closes_at=fields.closes_at,
        origin=origin,
        received_at=now,
        fields=freeze(fields),
    )


def details_of(record: PlanRecord, ordered: int = 0) -> PlanDetails:
    """Return the frozen value of a record."""
    return PlanDetails(PlanId(record.id), thaw(PlanFields, record.fields), record.origin, record.received_at, ordered)


def car_key(fields: PlanFields) -> str:
    """Return the key by which prices of one car are compared: car, trim and model year."""
    return normalise(" ".join(filter(None, (fields.car, fields.trim, fields.model_year))))
