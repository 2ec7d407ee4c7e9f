"""Open the catalogue of plans and read it."""

from tests.ui.clerk import Clerk
from ui.pages.plans.page import PlansPage


def open_plans(clerk: Clerk) -> PlansPage:
    """Open the catalogue and wait until it is read."""
    clerk.counter.navigate.open_plans()
    page = clerk.page
    assert isinstance(page, PlansPage)
    clerk.until(lambda: page.catalogue is not None)
    return page


def codes(page: PlansPage) -> list[str]:
    """Return the codes of the plans that are shown."""
    return [entry.plan.fields.code for entry in page.model.entries]
