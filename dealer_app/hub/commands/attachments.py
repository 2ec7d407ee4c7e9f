"""Keep the records of attachments; their bytes come by calls of their own (``hub.commands.pieces``)."""

from typing import Any

from dealer_app.hub.commands.papers import keep_of_file
from dealer_app.hub.commands.rulings import Ruling, rejected
from dealer_app.hub.commands.working_set import WorkingSet
from dealer_app.protocol.wire import OutboxCommand

Body = dict[str, Any]
WITHDRAWN = "attachment_withdrawn"


def add(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep the record of an attachment; defer one whose file is unknown here (it moved away).

    One that waited for its file keeps what happened to it meanwhile.
    """
    row_id = str(body["id"])
    before = working.row("attachment", row_id).doc
    ruling = keep_of_file(working, command, body, "attachment", "kept")
    doc = working.row("attachment", row_id).doc
    if before is not None and doc is not None and ruling.state != "rejected":
        kept: Body = {name: before[name] for name in ("doc_state", "reason", "is_whole") if name in before}
        working.put("attachment", row_id, {**doc, **kept})
    return ruling


def withdraw(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:  # noqa: ARG001 - every handler's form
    """Mark an attachment as withdrawn, once; the first one to do it gives the reason."""
    row_id = str(body["id"])
    doc = working.row("attachment", row_id).doc
    if doc is None:
        return rejected("depends")
    if doc["doc_state"] == "withdrawn":
        return rejected(WITHDRAWN)
    working.put("attachment", row_id, {**doc, "doc_state": "withdrawn", "reason": body["reason"]})
    return Ruling(row=("attachment", row_id))
