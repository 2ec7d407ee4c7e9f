"""Defer papers and money that were made on a day that cannot be: a person looks at them, and nothing is lost.

A counter asks a manager before it works on a doubtful day; a counter of an older version does not, and a manager may
be wrong. Head office believes its own clock: a moment more than ``AHEAD`` after it, or before the program existed,
cannot be. Old days are no reason: a counter may come back after months without a line.
"""

from datetime import date, datetime, timedelta
from typing import Any

from dealer_app.domain.calendar.tehran import start_of
from dealer_app.domain.days import FIRST_MOMENT
from dealer_app.hub.commands.row_kinds import BEARERS
from dealer_app.hub.commands.rulings import Ruling
from dealer_app.hub.commands.working_set import WorkingSet
from dealer_app.protocol.wire import OutboxCommand

IMPOSSIBLE = "date_impossible"
AHEAD = timedelta(days=1)
DATED = frozenset(BEARERS.values()) | {"print"}
"""Kinds of rows that are papers, or records of them; a customer's file has no day of its own."""
_DAYS = "issued_on", "paid_on"
_TAKEN = frozenset({"applied", "applied_with_change"})


def is_impossible(command: OutboxCommand, body: dict[str, Any], now: datetime) -> bool:
    """Return whether a command was made, issued or paid at a moment that cannot be; unreadable days are not judged."""
    moments = [_moment(command.at), *(_day(body.get(name)) for name in _DAYS)]
    if any(moment is not None and moment > now + AHEAD for moment in moments):
        return True
    made, issued = moments[0], moments[1]  # money may have been paid before there was this program
    return any(moment is not None and moment < FIRST_MOMENT for moment in (made, issued))


def defer_impossible(working: WorkingSet, command: OutboxCommand, body: dict[str, Any], ruling: Ruling) -> Ruling:
    """Return ``ruling``, or one that defers the staged paper or payment if its day cannot be."""
    is_judged = working.now is not None and ruling.row is not None and ruling.state in _TAKEN
    if not is_judged or ruling.row is None or ruling.row[0] not in DATED:
        return ruling
    if working.now is None or not is_impossible(command, body, working.now):
        return ruling
    stored = working.row(*ruling.row)
    if stored.doc is None or stored.doc.get("kind") != command.kind:  # the row is another command's: a bill made void
        return ruling
    meta = {"unread": command.command_id, "code": IMPOSSIBLE} if ruling.row[0] == "payment" else None
    working.put(*ruling.row, {**stored.doc, "state": "deferred", "code": IMPOSSIBLE}, meta)
    entry = working.staged.money.get(ruling.row[1])
    if entry is not None:
        working.staged.money[ruling.row[1]] = {**entry, "state": "reconcile", "code": IMPOSSIBLE}
    return Ruling("deferred", IMPOSSIBLE, ruling.row, number=ruling.number)


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _day(value: object) -> datetime | None:
    try:
        return start_of(date.fromisoformat(value)) if isinstance(value, str) else None
    except (ValueError, OverflowError):
        return None
