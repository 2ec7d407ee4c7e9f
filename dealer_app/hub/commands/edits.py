"""Keep the newest edit of each thing that managers edit at counters; it goes down to their dealership alone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from dealer_app.domain.edits.edits import AHEAD, RIGHTS, Stamp, Topic, is_newer
from dealer_app.domain.rights import Grant, grant_of
from dealer_app.domain.staff import FORMER_ROLES, Roles, parse_roles
from dealer_app.hub.commands.dates import IMPOSSIBLE
from dealer_app.hub.commands.papers import write_paper
from dealer_app.hub.commands.rulings import Ruling, rejected
from dealer_app.hub.commands.working_set import WorkingSet
from dealer_app.protocol.wire import OutboxCommand

Body = dict[str, Any]


def keep_edit(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep an edit that is newer than the known one of its thing, in whatever order they arrive.

    An older one is ``edit_older``. One of a moment that cannot be, or of a person who may not, is refused; then the
    known edit goes down again, because the counter had put its own in its place.
    """
    row_id = str(body["id"])
    stored = working.row("edit", row_id).doc
    code = _why_refused(working, command, body)
    if code:
        if stored is not None:
            working.put("edit", row_id, stored)
        return rejected(code)
    if not is_newer(_stamp(body), None if stored is None else _stamp(stored["body"])):
        return Ruling("applied_with_change", "edit_older", ("edit", row_id))
    write_paper(working, command, "edit", row_id, body, "made")
    return Ruling(row=("edit", row_id))


def _why_refused(working: WorkingSet, command: OutboxCommand, body: Body) -> str:
    """Return the code of a refusal, "" if head office sees none."""
    if working.now is not None and datetime.fromisoformat(body["made_at"]) > working.now + AHEAD:
        return IMPOSSIBLE
    roles = _roles(working, command.actor)
    right = RIGHTS[Topic(command.kind.partition(".")[2])]
    return "right_missing" if roles is not None and grant_of(roles, right) is Grant.NO else ""


def _roles(working: WorkingSet, actor: str | None) -> Roles | None:
    """Return the roles of a person whom head office knows; None for one whom only the counter knows."""
    doc = working.row("staff", actor).doc if actor else None
    if doc is None:
        return None
    return parse_roles(doc["roles"]) if doc.get("roles") else FORMER_ROLES[doc["role"]]


def _stamp(body: Body) -> Stamp:
    return Stamp(datetime.fromisoformat(body["made_at"]), UUID(body["edit"]))
