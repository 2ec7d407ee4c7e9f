"""What head office publishes to every dealership: sale plans and the directory."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from dealer_app.hub.office.directory_docs import dealership_doc
from dealer_app.hub.office.plans import plan_doc, plan_row_id
from dealer_app.hub.office.publishing import Published
from tests.plan_samples import a_plan, a_staged_plan

DEALERSHIPS = ("1212", "2606", "2711")
PLANS = (
    a_plan(code="P1", opens_at=None, capacity=None),
    a_staged_plan(code="P2", opens_at=None, closes_at=None, capacity=3),
)
"""The second plan is full after three orders of all dealerships: head office refuses the others."""
LATE = a_plan(code="P3", opens_at=None, capacity=None)
"""A counter has it from a sheet before head office publishes it."""
HOLIDAYS = date(2027, 2, 22), date(2027, 2, 23), date(2027, 2, 24)
"""Days that are edited; head office publishes only the first two."""
_DAY = date(2026, 11, 1)


def plan_rows(at: int = 0) -> Iterator[Published]:
    """Yield the plans; ``at`` changes what may change in a version that is known."""
    for plan in PLANS:
        told = replace(plan, source=f"فهرست {at}")
        yield Published("plan", plan_row_id(plan), plan_doc(told))


def late_plan_row() -> Published:
    """Return the plan that head office publishes after orders from it."""
    return Published("plan", plan_row_id(LATE), plan_doc(LATE))


def holiday_row(at: int) -> Published:
    """Return a holiday; ``at`` chooses which, and changes its name."""
    day = HOLIDAYS[at % 2]
    doc = {
        "day": day.isoformat(),
        "name": f"روز {at % 50}",
        "is_holiday": at % 4 < 2,
        "is_estimated": False,
        "source": "",
    }
    return Published("holiday", str(UUID(int=day.toordinal())), doc)


def directory_row(at: int) -> Published:
    """Return a dealership of the directory; ``at`` chooses which, and changes its telephone and hours."""
    code = DEALERSHIPS[at % len(DEALERSHIPS)]
    cells = {
        "code": code,
        "name": f"خودرو {code}",
        "province": "کرمان",
        "city": "کرمان",
        "phones": f"034-3211{at % 10_000:04}",
        "hours": f"شنبه تا چهارشنبه {at % 4 + 7} تا ۱۶",
    }
    return Published("dealership", str(UUID(int=int(code))), dealership_doc(cells, _DAY))
