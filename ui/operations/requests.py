"""Reads a plan to be ordered, finds the customer, and orders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from dealer_app.domain.ids import BillId, CustomerId, PlanId
from dealer_app.domain.plans.plans import PlanDetails, PlanState, state_of
from dealer_app.domain.plans.requests import MakeRequest, RequestDetails
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit

REQUEST_DRAFT = "request"


@dataclass(frozen=True, slots=True)
class RequestStart:
    """The content of the form: the plan as it is now, its newest version if the wanted one is no longer open.

    ``is_awaited``: head office does not know the plan yet.
    """

    plan: PlanDetails
    today: date
    now: datetime
    is_awaited: bool = False


@dataclass(frozen=True, slots=True)
class MadeRequest:
    """An order that was made, and the first bill of its slip."""

    request: RequestDetails
    bill_id: BillId


def start_request(page: Page, plan_id: PlanId, on_done: Callable[[RequestStart], None]) -> None:
    """Read the plan to be ordered."""
    read(page, on_done, _start_request, plan_id)


def find_customer(page: Page, code: str, on_done: Callable[[tuple[CustomerId, str] | None], None]) -> None:
    """Find the customer with this code: id and name, None if nobody has it."""
    read(page, on_done, _find_customer, code)


def make_request(page: Page, command: MakeRequest, draft_key: str) -> Operation[MadeRequest]:
    """Order, issue the slip and drop the draft, in one transaction; a slip that cannot be drawn refuses the order."""
    return write(page, _make_request, command, draft_key)


def _start_request(unit: Unit, plan_id: PlanId) -> RequestStart:
    from dealer_app.services.plans import plans

    plan = plans.get_plan(unit, plan_id)
    newest = plans.get_plan(unit, plans.find_newest_plan(unit, plan.fields.code))
    is_replaced = not _is_open(plan, unit.now) and _is_open(newest, unit.now)
    shown = newest if is_replaced else plan
    return RequestStart(shown, unit.today, unit.now, plans.is_awaited(unit, shown))


def _is_open(plan: PlanDetails, now: datetime) -> bool:
    return state_of(plan.fields, now, plan.ordered) is PlanState.OPEN


def _find_customer(unit: Unit, code: str) -> tuple[CustomerId, str] | None:
    from dealer_app.services.customers import customers

    customer_id = customers.find_customer_by_code(unit, code)
    return None if customer_id is None else (customer_id, customers.get_customer(unit, customer_id).name)


def _make_request(unit: Unit, command: MakeRequest, draft_key: str) -> MadeRequest:
    from dealer_app.documents.printing import preview_paper
    from dealer_app.domain.papers.papers import PaperKind, PaperRef
    from dealer_app.services import drafts
    from dealer_app.services.plans import requests

    request, slip = requests.make_request(unit, command)
    preview_paper(unit, PaperRef(PaperKind.PRINCIPAL_SLIP, slip[0].id))
    drafts.drop_draft(unit, REQUEST_DRAFT, draft_key)
    return MadeRequest(request, slip[0].id)
