"""Reads head office's answers and the decisions that wait, resolves conflicts, enrols this counter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dealer_app.domain.head_office import (
    AnswerRow,
    AnswerState,
    FieldConflict,
    LineState,
    ResolveConflict,
    UnmatchedOrder,
)
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit


@dataclass(frozen=True, slots=True)
class AnswerQuery:
    """Filter and order of the list; ``kinds`` are those whose Persian name contains the text."""

    state: AnswerState | None = None
    text: str = ""
    sort: str = "n"
    is_descending: bool = True
    kinds: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class WaitingDecisions:
    """Conflicts and orders that wait for a decision."""

    conflicts: tuple[FieldConflict, ...]
    orders: tuple[UnmatchedOrder, ...]


def list_answer_ids(page: Page, query: AnswerQuery, on_done: Callable[[tuple[int, ...]], None]) -> None:
    """Read the numbers of all commands that match."""
    read(page, on_done, _list_answer_ids, query)


def get_answer_rows(page: Page, ids: Sequence[int], on_done: Callable[[tuple[AnswerRow, ...]], None]) -> None:
    """Read the rows of a block."""
    read(page, on_done, _get_answer_rows, ids)


def list_waiting(page: Page, on_done: Callable[[WaitingDecisions], None]) -> None:
    """Read what waits for a decision."""
    read(page, on_done, _list_waiting)


def resolve_conflict(page: Page, command: ResolveConflict) -> Operation[None]:
    """Keep one value of a field: here at once, at head office by its command."""
    return write(page, _resolve_conflict, command)


def enrol(
    page: Page, hub_url: str, code: str, on_done: Callable[[LineState], None], on_error: Callable[[Exception], None]
) -> None:
    """Enrol this counter by a one-time code, on the network lane."""
    head_office = page.context.line.head_office
    page.context.tasks.run_network(page, lambda desktop: head_office.enrol(desktop, hub_url, code), on_done, on_error)


def change_address(
    page: Page, hub_url: str, on_done: Callable[[LineState], None], on_error: Callable[[Exception], None]
) -> None:
    """Change the address of the same head office, on the network lane."""
    head_office = page.context.line.head_office
    page.context.tasks.run_network(
        page, lambda desktop: head_office.change_address(desktop, hub_url), on_done, on_error
    )


def _list_answer_ids(unit: Unit, query: AnswerQuery) -> tuple[int, ...]:
    from dealer_app.services.head_office import answers as head_office_lists

    return head_office_lists.list_answer_ids(
        unit, query.state, query.text, query.sort, descending=query.is_descending, kinds=query.kinds
    )


def _get_answer_rows(unit: Unit, ids: Sequence[int]) -> tuple[AnswerRow, ...]:
    from dealer_app.services.head_office import answers as head_office_lists

    return head_office_lists.get_answer_rows(unit, ids)


def _list_waiting(unit: Unit) -> WaitingDecisions:
    from dealer_app.services.head_office import conflicts as decisions

    return WaitingDecisions(decisions.list_conflicts(unit), decisions.list_unmatched(unit))


def _resolve_conflict(unit: Unit, command: ResolveConflict) -> None:
    from dealer_app.services.head_office import conflicts as head_office_decisions

    head_office_decisions.resolve_conflict(unit, command)
