"""Keep what happened to customers' files: changes of their numbers, and codes that prove a mobile."""

from typing import Any, Final

from dealer_app.domain.files.activation import FINAL, CodeState
from dealer_app.hub.commands.papers import keep_of_file
from dealer_app.hub.commands.rulings import Ruling, rejected
from dealer_app.hub.commands.working_set import WorkingSet
from dealer_app.hub.sms.queue import Message
from dealer_app.protocol.wire import OutboxCommand

Body = dict[str, Any]
ACTIVATION_TEMPLATE: Final = "bajeh-activation"
"""The name under which the gateway must know the message with the code (``%token%``)."""


def change_contact(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep the record of a changed number; the number itself comes by the correction that is queued with it."""
    return keep_of_file(working, command, body, "contact", "changed")


def ask_activation(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep the request for a code, and queue its message if it is for the file's own mobile."""
    row_id, owner = str(body["id"]), working.customer_id(str(body["customer_id"]))
    ruling = keep_of_file(working, command, body, "activation", CodeState.ASKED.value)
    file = working.row("customer", owner).doc
    if ruling.state != "applied" or file is None:
        return ruling
    if file["fields"].get("mobile") != body["mobile"]:
        doc = working.row("activation", row_id).doc or {}
        failed = {"doc_state": CodeState.FAILED.value, "reason": "mobile_differs"}
        working.put("activation", row_id, {**doc, **failed})
        return ruling
    working.staged.messages[row_id] = Message(str(body["mobile"]), ACTIVATION_TEMPLATE, {})
    return ruling


def confirm_activation(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:  # noqa: ARG001 - every handler's form
    """Note that a code was proved at a counter."""
    return _settle(working, body, CodeState.ACTIVE)


def lock_activation(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:  # noqa: ARG001 - the same
    """Note that five wrong codes locked an activation at a counter."""
    return _settle(working, body, CodeState.LOCKED)


def _settle(working: WorkingSet, body: Body, state: CodeState) -> Ruling:
    """End an activation once: whichever counter comes first decides; a code that was never sent proves nothing."""
    row_id = str(body["id"])
    doc = working.row("activation", row_id).doc
    if doc is None:
        return rejected("depends")
    if doc["doc_state"] in FINAL:
        return rejected("activation_done")
    if doc["doc_state"] != CodeState.SENT:
        return rejected("activation_not_sent")
    kept = {name: value for name, value in doc.items() if name != "hash"}
    working.put("activation", row_id, {**kept, "doc_state": state.value, "settled_at": body["settled_at"]})
    return Ruling(row=("activation", row_id))
