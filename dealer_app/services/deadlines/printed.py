"""Read a part of the list of deadlines for paper, and record that it was printed."""

from uuid import UUID

from dealer_app.domain.deadlines.lists import DeadlineSheet, DeadlineWish
from dealer_app.domain.rights import Right
from dealer_app.services.deadlines.lists import list_deadlines
from dealer_app.services.rights import require
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit

MOST_PRINTED = 200
"""Rows of one printed list: what a counter works through in some days; the paper says that the list goes on."""
_NOBODY = UUID(int=0)


def read_sheet(unit: Unit, wish: DeadlineWish) -> DeadlineSheet:
    """Return the first MOST_PRINTED clocks of a part of the list, as the page shows them; raises Refusal."""
    require(unit, Right.PRINT)
    page, settings = list_deadlines(unit, wish, limit=MOST_PRINTED), get_settings(unit)
    return DeadlineSheet(
        wish, page.rows, page.next_key is not None, page.today, page.soon_days, settings.dealership, settings.is_demo
    )


def note_print(unit: Unit, sheet: DeadlineSheet, sha256: str) -> None:
    """Record who printed how much of the list; ``sha256`` is the hash of the paper's bytes. No name is recorded."""
    require(unit, Right.PRINT)
    wish = sheet.wish
    part = {"group": str(wish.group or ""), "kind": str(wish.kind or "")}
    write_audit(unit, "deadlines_printed", "deadlines", _NOBODY, {**part, "rows": len(sheet.rows), "sha256": sha256})
