"""Starts and records visits, moves the waiting list, reads and saves the check-lists of papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import WeakSet

from dealer_app.domain.changes import Written
from dealer_app.domain.errors import CodedError
from dealer_app.domain.ids import CustomerId, OrderId, TicketId
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.visits import CheckList, RecordVisit, SaveCheckList, VisitStart
from dealer_app.domain.waiting import VISIT_DRAFT, TakeTicket, Ticket, WaitingList
from ui.lanes.change_bus import ChangeBus
from ui.operations.base import Operation, read, write
from ui.page_kit.context import Context
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit

_CALLING: WeakSet[ChangeBus] = WeakSet()
"""The counters (by their change bus) whose call of the next ticket waits for its answer."""


def start_visit(
    page: Page, customer_id: CustomerId | None, order_id: OrderId | None, on_done: Callable[[VisitStart], None]
) -> None:
    """Read what the visit of a customer, or of an unknown person, begins with."""
    read(page, on_done, _start_visit, customer_id, order_id)


def record_visit(page: Page, command: RecordVisit, draft_key: str) -> Operation[PaperRef]:
    """Record a visit and drop its draft, in one transaction; the answer is the slip to show.

    A visit whose slip cannot be drawn is not recorded.
    """
    return write(page, _record_visit, command, draft_key)


def read_waiting(page: Page, on_done: Callable[[WaitingList], None]) -> None:
    """Read today's waiting list."""
    read(page, on_done, _list_waiting)


def take_ticket(page: Page, command: TakeTicket, draft_key: str) -> Operation[Ticket]:
    """Put a person on the waiting list; what was typed about the visit goes from the draft to the ticket."""
    return write(page, _take_ticket, command, draft_key)


def call_next(context: Context, on_called: Callable[[Ticket], None]) -> None:
    """Call the next ticket; every page may ask for it. While one call waits for its answer, another does nothing."""
    if context.change_bus in _CALLING:
        return
    _CALLING.add(context.change_bus)

    def done(written: Written[Ticket]) -> None:
        _CALLING.discard(context.change_bus)
        context.change_bus.publish(written.changes)
        on_called(written.value)

    def failed(error: Exception) -> None:
        _CALLING.discard(context.change_bus)
        if isinstance(error, CodedError):
            context.notes.show_error(error)
        else:
            context.tasks.failed.emit(error)

    context.tasks.run_write(context.change_bus, _call_next, done, failed)


def skip_ticket(page: Page, ticket_id: TicketId) -> Operation[Ticket]:
    """Set aside a person who does not answer the call."""
    return write(page, _skip_ticket, ticket_id)


def take_back_ticket(page: Page, ticket_id: TicketId) -> Operation[Ticket]:
    """Put a called or skipped person back on the list."""
    return write(page, _take_back_ticket, ticket_id)


def undo_ticket(page: Page) -> Operation[Ticket]:
    """Undo the last change of today's list."""
    return write(page, _undo_ticket)


def read_check_lists(page: Page, on_done: Callable[[tuple[CheckList, ...]], None]) -> None:
    """Read the check-list of every purpose."""
    read(page, on_done, _get_check_lists)


def save_check_list(page: Page, command: SaveCheckList) -> Operation[CheckList]:
    """Confirm or change the papers of a purpose."""
    return write(page, _save_check_list, command)


def _start_visit(unit: Unit, customer_id: CustomerId | None, order_id: OrderId | None) -> VisitStart:
    from dealer_app.services.visits import starting

    return starting.start_visit(unit, customer_id, order_id)


def _record_visit(unit: Unit, command: RecordVisit, draft_key: str) -> PaperRef:
    from dealer_app.documents.printing import preview_paper
    from dealer_app.services import drafts
    from dealer_app.services.visits import visits

    ref = PaperRef(PaperKind.VISIT, visits.record_visit(unit, command).id)
    preview_paper(unit, ref)
    drafts.drop_draft(unit, VISIT_DRAFT, draft_key)
    return ref


def _list_waiting(unit: Unit) -> WaitingList:
    from dealer_app.services.visits import waiting

    return waiting.list_waiting(unit)


def _take_ticket(unit: Unit, command: TakeTicket, draft_key: str) -> Ticket:
    from dealer_app.services import drafts
    from dealer_app.services.visits import waiting

    drafts.drop_draft(unit, VISIT_DRAFT, draft_key)
    return waiting.take_ticket(unit, command)


def _call_next(unit: Unit) -> Ticket:
    from dealer_app.services.visits import waiting

    return waiting.call_next(unit)


def _skip_ticket(unit: Unit, ticket_id: TicketId) -> Ticket:
    from dealer_app.services.visits import waiting

    return waiting.skip_ticket(unit, ticket_id)


def _take_back_ticket(unit: Unit, ticket_id: TicketId) -> Ticket:
    from dealer_app.services.visits import waiting

    return waiting.take_back_ticket(unit, ticket_id)


def _undo_ticket(unit: Unit) -> Ticket:
    from dealer_app.services.visits import waiting

    return waiting.undo_ticket(unit)


def _get_check_lists(unit: Unit) -> tuple[CheckList, ...]:
    from dealer_app.services.visits import check_lists

    return check_lists.get_check_lists(unit)


def _save_check_list(unit: Unit, command: SaveCheckList) -> CheckList:
    from dealer_app.services.visits import check_lists

    return check_lists.save_check_list(unit, command)
