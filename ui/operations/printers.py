"""Lists the printers of this PC."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Desktop


def list_printers(
    page: Page, on_done: Callable[[tuple[str, ...]], None], on_error: Callable[[Exception], None]
) -> None:
    """Ask the system for its printers, beside the database lane: some take seconds to answer."""
    page.context.tasks.run_slow(page, _list_printers, on_done, on_error)


def _list_printers(_desktop: Desktop) -> tuple[str, ...]:
    from ui.printing import printers

    return printers.list_printers()
