"""Change a plan of the demo while the counter is running."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.changes import Written
from dealer_app.domain.ids import PlanId
from dealer_app.services.freezing import freeze
from dealer_app.services.plans.plans import find_newest_plan
from dealer_app.services.plans.records import details_of, record_of
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.plans.plans import PlanRecord
from tests.ui.clerk import Clerk


def change_plan(clerk: Clerk, **changes: Any) -> None:
    """Change the plan KM-27 as head office would, while pages are open."""

    def work(unit: Unit) -> None:
        plan_id = find_newest_plan(unit, "KM-27")
        record = unit.session.scalars(select(PlanRecord).where(PlanRecord.id == plan_id)).one()
        fields = replace(details_of(record).fields, **changes)
        if fields.version == record.version:
            record.price, record.closes_at, record.fields = fields.price, fields.closes_at, freeze(fields)
        else:
            record.closes_at = unit.now
            record.fields = freeze(replace(details_of(record).fields, closes_at=unit.now))
            unit.session.add(record_of(PlanId(uuid7()), fields, "hub", unit.now))
        unit.session.flush()
        unit.touch("plans", plan_id)

    done: list[Written[None]] = []
    clerk.counter.tasks.run_write(clerk.counter, work, done.append)
    clerk.until(lambda: bool(done))
    clerk.counter.change_bus.publish(done[0].changes)
    clerk.settle()
