"""Keep what happened to customers' files: changes of their numbers, codes that prove a mobile, joins of two files."""

from typing import Any, Final

from dealer_app.domain.customers import CustomerKind
from dealer_app.domain.files.activation import FINAL, CodeState
from dealer_app.domain.files.joins import JOINABLE, JoinState
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


def join_files(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep the join of two files; a refused one is kept as such, so that every counter shows the two apart.

    Each file is in at most one join, because the numbers of kind ``join`` name both.
    """
    row_id, named = str(body["id"]), [str(body[name]) for name in ("customer_id", "kept_id")]
    ruling = keep_of_file(working, command, body, "join", JoinState.JOINED.value)
    if ruling.state != "applied":
        return ruling
    why = _why_apart(working, *named)
    if why:
        doc = working.row("join", row_id).doc or {}
        working.put("join", row_id, {**doc, "doc_state": JoinState.REFUSED.value, "why": why})
        return Ruling("applied_with_change", why, ("join", row_id))
    for one in named:
        working.staged.numbers["join", one] = row_id, working.device
    return ruling


def part_files(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:  # noqa: ARG001 - every handler's form
    """End a join; a second end is rejected and changes nothing."""
    row_id = str(body["id"])
    doc = working.row("join", row_id).doc
    if doc is None:
        return rejected("depends")
    if doc["doc_state"] != JoinState.JOINED:
        return rejected("join_parted")
    ended = {"doc_state": JoinState.PARTED.value, "part_reason": body["reason"], "parted_at": body["parted_at"]}
    working.put("join", row_id, {**doc, **ended})
    return Ruling(row=("join", row_id))


def _why_apart(working: WorkingSet, joined: str, kept: str) -> str:
    """Return why two files cannot be shown as one now, or ""."""
    files = [working.row("customer", one).doc for one in (joined, kept)]
    kinds = {str(file["fields"].get("kind") or CustomerKind.NATURAL) for file in files if file is not None}
    if None in files:
        return "join_gone"  # it moved away, or is an alias by now
    if len(kinds) > 1 or not kinds <= JOINABLE:
        return "join_kind"
    others = [working.owner_of_number("join", one) for one in (joined, kept)]
    states = {(working.row("join", other).doc or {}).get("doc_state") for other in others if other}
    return "join_taken" if JoinState.JOINED in states else ""
