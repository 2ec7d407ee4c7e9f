"""Issue the brochure of a plan: its facts and the moment of its data, frozen, so that a reprint shows the same."""

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import BrochureId, PlanId
from dealer_app.domain.papers.papers import BrochureDetails
from dealer_app.domain.rights import Right
from dealer_app.services.days.days import require_day
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.plans.plans import get_plan
from dealer_app.services.rights import require
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.plans.plans import BrochureRecord


def issue_brochure(unit: Unit, plan_id: PlanId) -> BrochureDetails:
    """Return today's brochure of a plan; the same facts on the same day give the existing one (a reprint).

    Raises Refusal ``plan_not_found``.
    """
    require(unit, Right.ISSUE)
    require_day(unit)
    plan, dealership = get_plan(unit, plan_id), get_settings(unit).dealership
    made = BrochureDetails(
        id=BrochureId(uuid7()),
        number=plan.fields.number,
        issued_on=unit.today,
        plan=plan.fields,
        data_at=plan.received_at,
        dealership=dealership,
        is_sample=dealership.is_sample,
    )
    today = BrochureRecord.plan_id == plan_id, BrochureRecord.issued_on == unit.today
    for facts in unit.session.scalars(select(BrochureRecord.facts).where(*today).order_by(BrochureRecord.row)):
        if {**facts, "id": ""} == {**freeze(made), "id": ""}:
            return thaw(BrochureDetails, facts)
    unit.session.add(
        BrochureRecord(
            id=made.id,
            plan_id=plan_id,
            number=made.number,
            issued_on=made.issued_on,
            issued_at=unit.now,
            issued_by=unit.actor.name,
            facts=freeze(made),
        )
    )
    unit.session.flush()
    write_audit(unit, "brochure_issued", "brochures", made.id, {"number": made.number, "plan_id": str(plan_id)})
    return made


def get_brochure(unit: Unit, brochure_id: BrochureId) -> BrochureDetails:
    """Return a brochure as issued; raises Refusal ``brochure_not_found``."""
    facts = unit.session.scalar(select(BrochureRecord.facts).where(BrochureRecord.id == brochure_id))
    if facts is None:
        raise Refusal("brochure_not_found")
    return thaw(BrochureDetails, facts)
