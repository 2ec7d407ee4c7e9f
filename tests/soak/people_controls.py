"""Negative controls of visits, calls, orders from plans and plans: one promise broken on purpose in each."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from sqlalchemy import select

from dealer_app.hub.commands import edits, papers, requests
from dealer_app.hub.commands.working_set import WorkingSet
from dealer_app.services.deadlines import orders
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.plans.plans import PlanRecord
from dealer_app.store.tables.visits.visits import VisitRecord
from dealer_app.sync.apply import calls, plans
from dealer_app.sync.apply.rows import insert_many
from tests.soak.world import World

Control = Callable[[World], AbstractContextManager[None]]


@contextmanager
def visit_keeps_its_number(_world: World) -> Iterator[None]:
    """Let head office keep the printed number of every visit, also if another visit has it."""
    right = papers.settle_number

    def printed(working: WorkingSet, kind: str, number: str, row_id: str, **rest: str) -> tuple[str, bool]:
        return (number, False) if kind == "visit" else right(working, kind, number, row_id, **rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(papers, "settle_number", printed)
        yield


@contextmanager
def call_back_keeps_its_state(_world: World) -> Iterator[None]:
    """Let a counter take only new call-backs from head office, not what became of those that it knows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calls, "execute_many", lambda *_rest: None)
        yield


@contextmanager
def places_not_counted(_world: World) -> Iterator[None]:
    """Let head office accept orders from a plan without counting its places."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests, "_take_place", lambda _working, _request: None)
        yield


@contextmanager
def late_plan_refuses(_world: World) -> Iterator[None]:
    """Let head office refuse an order from a plan that it does not have yet."""
    right = requests._awaited

    def of_file(working: WorkingSet, owner: str, plan_id: str) -> str:
        code = right(working, owner, plan_id)
        return "" if code == "plan_unknown" else code

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests, "_awaited", of_file)
        yield


@contextmanager
def refused_order_keeps_its_charge(_world: World) -> Iterator[None]:
    """Let head office refuse an order but leave it as it was made, with its slip."""
    right = requests._put_order

    def as_made(working: WorkingSet, request: Any, number: str, _code: str, at: str) -> None:
        right(working, request, number, "", at)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests, "_put_order", as_made)
        yield


@contextmanager
def plan_stays_as_it_came(_world: World) -> Iterator[None]:
    """Let a counter take only new plans from head office, not what changed in those that it knows."""
    right = insert_many

    def only_new(unit: Unit, insert: Any, values: Sequence[tuple[Any, ...]]) -> None:
        known = {row_id.bytes for row_id in unit.session.scalars(select(PlanRecord.id))}
        right(unit, insert, [each for each in values if each[0] not in known])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plans, "insert_many", only_new)
        yield


@contextmanager
def newest_by_row(_world: World) -> Iterator[None]:
    """Let a counter take the power of attorney that came to it last for the newest."""

    class ByRow:
        """Stands for the visits; the class itself must stay, because setting a column changes its mapping for good."""

        def __getattr__(self, name: str) -> Any:
            return getattr(VisitRecord, "row" if name == "issued_at" else name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(orders, "VisitRecord", ByRow())
        yield


@contextmanager
def edit_that_came_last(_world: World) -> Iterator[None]:
    """Let head office keep the edit that came to it last, also if another one is newer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edits, "is_newer", lambda _one, _other: True)
        yield


PEOPLE_CONTROLS: dict[str, Control] = {
    "a visit keeps its printed number": visit_keeps_its_number,
    "a known call-back keeps its state": call_back_keeps_its_state,
    "places of a plan not counted": places_not_counted,
    "a refused order keeps its charge": refused_order_keeps_its_charge,
    "a plan that comes late": late_plan_refuses,
    "a known plan stays as it came": plan_stays_as_it_came,
    "the newest deed by its row": newest_by_row,
    "the edit that came last": edit_that_came_last,
}
"""The names of docs/protocol.md, section 14, below the table."""
