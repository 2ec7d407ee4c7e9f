"""The list of files as the screen asks for it: ids in an order, then rows of a block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dealer_app.domain.customers import CustomerRow
from dealer_app.domain.ids import CustomerId
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit

Ids = tuple[CustomerId, ...]


def list_ids(page: Page, sort: str, filter_text: str, on_done: Callable[[Ids], None], *, descending: bool) -> None:
    """Read the ids of all files that fit, in the wished order."""

    def work(unit: Unit) -> Ids:
        from dealer_app.services.customers import lists as customer_lists

        return customer_lists.list_customer_ids(unit, sort, descending=descending, filter_text=filter_text)

    page.context.tasks.run_read(page, work, on_done)


def get_rows(page: Page, ids: Sequence[CustomerId], on_done: Callable[[tuple[CustomerRow, ...]], None]) -> None:
    """Read the rows of a block."""

    def work(unit: Unit) -> tuple[CustomerRow, ...]:
        from dealer_app.services.customers import lists as customer_lists

        return customer_lists.get_customer_rows(unit, ids)

    page.context.tasks.run_read(page, work, on_done)
