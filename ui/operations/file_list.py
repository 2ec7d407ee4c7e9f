"""Reads the list of files: all ids in an order, then the rows of a block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dealer_app.domain.customers import CustomerRow
from dealer_app.domain.ids import CustomerId
from ui.operations.base import read
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit

Ids = tuple[CustomerId, ...]


def list_ids(page: Page, sort: str, filter_text: str, on_done: Callable[[Ids], None], *, descending: bool) -> None:
    """Read the ids of all files that match, in the given order."""
    read(page, on_done, _list_ids, sort, filter_text, descending)


def get_rows(page: Page, ids: Sequence[CustomerId], on_done: Callable[[tuple[CustomerRow, ...]], None]) -> None:
    """Read the rows of a block."""
    read(page, on_done, _get_rows, ids)


def _list_ids(unit: Unit, sort: str, filter_text: str, descending: bool) -> Ids:
    from dealer_app.services.customers import lists as customer_lists

    return customer_lists.list_customer_ids(unit, sort, descending=descending, filter_text=filter_text)


def _get_rows(unit: Unit, ids: Sequence[CustomerId]) -> tuple[CustomerRow, ...]:
    from dealer_app.services.customers import lists as customer_lists

    return customer_lists.get_customer_rows(unit, ids)
