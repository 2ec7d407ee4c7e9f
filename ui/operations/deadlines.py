"""Reads the list of deadlines page by page, and its counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from dealer_app.domain.deadlines.lists import (
    DeadlineCounts,
    DeadlineKey,
    DeadlinePage,
    DeadlineRow,
    DeadlineWish,
)
from dealer_app.domain.deadlines.rules import ClockRule, SaveRule
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from dealer_app.desktop import Desktop, Unit
    from ui.lanes.tasks import Tasks

_OF_ORDERS = ("customers", "orders", "invitations", "payments", "requests")
KINDS = (*_OF_ORDERS, "deadline_rules", "holidays", "call_backs", "visits")
"""Kinds of rows whose change can start, end or move a clock."""
LIST_TITLE = "deadlines"
"""The name of the list in a printer's queue."""
Board = tuple[DeadlinePage, DeadlineCounts]


def open_board(page: Page, wish: DeadlineWish, on_done: Callable[[Board], None]) -> None:
    """Read the first page of the list and its counts."""
    read(page, on_done, _open_board, wish)


def list_more(page: Page, wish: DeadlineWish, after: DeadlineKey, on_done: Callable[[DeadlinePage], None]) -> None:
    """Read the page of the list after a key."""
    read(page, on_done, _list_more, wish, after)


def get_rows(page: Page, keys: Sequence[DeadlineKey], on_done: Callable[[tuple[DeadlineRow, ...]], None]) -> None:
    """Read rows of the list again."""
    read(page, on_done, _get_rows, keys)


def print_list(page: Page, wish: DeadlineWish) -> Operation[bytes]:
    """Record that a part of the list is printed, and return its PDF."""
    return write(page, _print_list, wish)


def send_list(
    page: Page, pdf: bytes, on_done: Callable[[tuple[str, int]], None], on_error: Callable[[Exception], None]
) -> None:
    """Hand the list to the default printer of this PC; the answer is its name and the number of pages."""
    page.context.tasks.run_slow(page, partial(_send_list, pdf=pdf), on_done, on_error)


def enter_holidays(page: Page) -> Operation[None]:
    """Enter the computed holidays of a year that nobody has entered yet."""
    return write(page, _enter_holidays)


def list_rules(page: Page, on_done: Callable[[tuple[ClockRule, ...]], None]) -> None:
    """Read the dated rules of all kinds."""
    read(page, on_done, _list_rules)


def save_rule(page: Page, command: SaveRule) -> Operation[tuple[ClockRule, ...]]:
    """Write a dated rule and return all rules."""
    return write(page, _save_rule, command)


def count(owner: QObject, tasks: Tasks, on_done: Callable[[DeadlineCounts], None]) -> None:
    """Read the counts for the rail's badge."""
    tasks.run_read(owner, _count, on_done)


def _open_board(unit: Unit, wish: DeadlineWish) -> Board:
    from dealer_app.services.deadlines import lists

    board = lists.open_board(unit, wish)
    return board.page, board.counts


def _list_more(unit: Unit, wish: DeadlineWish, after: DeadlineKey) -> DeadlinePage:
    from dealer_app.services.deadlines import lists

    return lists.list_deadlines(unit, wish, after)


def _get_rows(unit: Unit, keys: Sequence[DeadlineKey]) -> tuple[DeadlineRow, ...]:
    from dealer_app.services.deadlines import lists

    return lists.get_rows(unit, keys)


def _print_list(unit: Unit, wish: DeadlineWish) -> bytes:
    from dealer_app.documents.printing import print_deadlines

    return print_deadlines(unit, wish)


def _send_list(_desktop: Desktop, pdf: bytes) -> tuple[str, int]:
    from ui.printing import printers
    from ui.printing.pdf_pages import count_pages

    printer = next(iter(printers.list_printers()), "")
    printers.print_pdf(pdf, printer, "A4", LIST_TITLE)
    return printer, count_pages(pdf)


def _enter_holidays(unit: Unit) -> None:
    from dealer_app.services.deadlines import calendar

    calendar.seed_years(unit)


def _list_rules(unit: Unit) -> tuple[ClockRule, ...]:
    from dealer_app.services.deadlines import rules

    return rules.list_rules(unit)


def _save_rule(unit: Unit, command: SaveRule) -> tuple[ClockRule, ...]:
    from dealer_app.services.deadlines import rules

    return rules.save_rule(unit, command)


def _count(unit: Unit) -> DeadlineCounts:
    from dealer_app.services.deadlines import lists

    return lists.count_deadlines(unit)
