"""Keep papers as they were issued; each number belongs to one document only (section 9)."""

from typing import Any

from dealer_app.hub.commands.numbers import bill_pair, number_name, order_names, serial_of
from dealer_app.hub.commands.row_kinds import BEARERS
from dealer_app.hub.commands.rulings import Ruling, rejected
from dealer_app.hub.commands.shared_ids import EVERYWHERE
from dealer_app.hub.commands.working_set import WorkingSet
from dealer_app.protocol.wire import OutboxCommand
from dealer_app.store.tables.leases import is_provisional

Body = dict[str, Any]
REQUEST_REFUSED = "request_refused"
"""Why the bill of a refused order is void."""


def issue_registration(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep a registration confirmation; defer one whose file is unknown here (it moved away)."""
    row_id, owner = str(body["id"]), working.customer_id(str(body["customer_id"]))
    if is_issued(working, command, "registration", row_id):
        return rejected("exists")
    number, is_changed = settle_number(
        working, "registration", str(body["number"]), row_id, owner=str(body["customer_id"])
    )
    ruling = _numbered("registration", row_id, number, is_changed=is_changed)
    if not working.has("customer", owner):
        ruling = Ruling("deferred", "customer_unknown", ruling.row, number=ruling.number)
    final = number if is_changed else ""
    write_paper(
        working, command, "registration", row_id, {**body, "customer_id": owner}, "issued", ruling=ruling, number=final
    )
    return ruling


def record_visit(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep a visit; one of a person without a file belongs to the dealership alone.

    Defers one whose file is unknown here (it moved away).
    """
    row_id, named = str(body["id"]), str(body["customer_id"] or "")
    if is_issued(working, command, "visit", row_id):
        return rejected("exists")
    owner = working.customer_id(named) if named else ""
    number, is_changed = settle_number(working, "visit", str(body["number"]), row_id)
    ruling = _numbered("visit", row_id, number, is_changed=is_changed)
    if owner and not working.has("customer", owner):
        ruling = Ruling("deferred", "customer_unknown", ruling.row, number=ruling.number)
    final = number if is_changed else ""
    kept = {**body, "customer_id": owner or None}
    write_paper(working, command, "visit", row_id, kept, "recorded", ruling=ruling, number=final)
    return ruling


def issue_of_order(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep a paper of an order as issued, of the kind that the command names; defer one whose order is unknown here."""
    return _issue_of_order(working, command, body, command.kind.partition(".")[0], "issued")


def issue_bill(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep a bill, open; its file number never changes because money may be under way.

    A bill with the same ids as another open bill of any dealership (a copied PC, provisional or local numbers) waits
    for a person: the bank cannot tell them apart.
    """
    row_id, pair = str(body["id"]), bill_pair(body)
    if is_refused(working, find_order(working, body)):  # first of all: its ids can then be those of another slip
        ruling = _issue_of_order(working, command, body, "bill", "void")
        _say_refused(working, row_id)
        return ruling
    bearer = working.owner_of_number("bill_ids", pair)
    other = None if bearer in (None, row_id) else working.row("bill", str(bearer)).doc
    is_taken = other is not None and other["doc_state"] != "void"
    if is_taken or working.owner_of_number(EVERYWHERE, pair) not in (None, "", row_id):
        return _issue_of_order(working, command, body, "bill", "open", code="bill_ids_twice")
    ruling = _issue_of_order(working, command, body, "bill", "open")
    if pair and ruling.state != "rejected":
        working.staged.numbers["bill_ids", pair] = working.staged.numbers[EVERYWHERE, pair] = row_id, working.device
    return ruling


def is_refused(working: WorkingSet, order_id: str | None) -> bool:
    """Return whether head office refused the request of an order."""
    doc = working.row("order", order_id).doc if order_id else None
    return bool(doc and doc.get("refused"))


def _say_refused(working: WorkingSet, row_id: str) -> None:
    """Note in the staged row of a bill why it is void."""
    doc = working.row("bill", row_id).doc
    if doc is not None:
        working.put("bill", row_id, {**doc, "void_reason": REQUEST_REFUSED})


def void_bill(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:  # noqa: ARG001 - every handler's form
    """Mark a bill void; its number stays."""
    row_id = str(body["id"])
    doc = working.row("bill", row_id).doc
    if doc is None:
        return rejected("depends")
    if doc["doc_state"] == "paid":
        return rejected("bill_paid")
    set_void(working, row_id, str(body.get("reason") or ""))
    return Ruling(row=("bill", row_id))


def set_void(working: WorkingSet, row_id: str, reason: str) -> None:
    """Mark a bill void, and let another slip have its ids."""
    doc = working.row("bill", row_id).doc
    assert doc is not None
    working.put("bill", row_id, {**doc, "doc_state": "void", "void_reason": reason})
    pair = bill_pair(doc["body"])
    if pair and working.owner_of_number(EVERYWHERE, pair) in (None, row_id):
        working.staged.numbers[EVERYWHERE, pair] = "", row_id


def record_help(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep an act of help; defer one whose file is unknown here (it moved away). A stranger's has no file."""
    row_id = str(body["id"])
    if is_issued(working, command, "help", row_id):
        return rejected("exists")
    if body["customer_id"]:
        return keep_of_file(working, command, body, "help", "recorded")
    write_paper(working, command, "help", row_id, body, "recorded")
    return Ruling(row=("help", row_id))


def keep_of_file(working: WorkingSet, command: OutboxCommand, body: Body, kind: str, doc_state: str) -> Ruling:
    """Keep a row about a customer's file; defer one whose file is unknown here (it moved away)."""
    row_id, owner = str(body["id"]), working.customer_id(str(body["customer_id"]))
    if is_issued(working, command, kind, row_id):
        return rejected("exists")
    ruling = Ruling(row=(kind, row_id))
    if not working.has("customer", owner):
        ruling = Ruling("deferred", "customer_unknown", ruling.row)
    write_paper(working, command, kind, row_id, {**body, "customer_id": owner}, doc_state, ruling=ruling)
    return ruling


def record_print(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep the record of a print."""
    row_id = str(body["id"])
    if is_issued(working, command, "print", row_id):
        return rejected("exists")
    write_paper(working, command, "print", row_id, body, str(body.get("state") or "prepared"))
    return Ruling(row=("print", row_id))


def _issue_of_order(
    working: WorkingSet, command: OutboxCommand, body: Body, kind: str, doc_state: str, *, code: str = ""
) -> Ruling:
    """Keep a paper of an order; ``code`` tells why a person must look at it."""
    row_id, order_id = str(body["id"]), find_order(working, body)
    if is_issued(working, command, kind, row_id):
        return rejected("exists")
    number, is_changed = settle_number(working, kind, str(body["number"]), row_id)
    ruling = _numbered(kind, row_id, number, is_changed=is_changed)
    code = "order_unknown" if order_id is None else code
    if code:
        ruling = Ruling("deferred", code, (kind, row_id), number=ruling.number)
    paper = body if order_id is None else {**body, "order_id": order_id}
    final = number if is_changed else ""
    write_paper(working, command, kind, row_id, paper, doc_state, ruling=ruling, number=final)
    return ruling


def is_issued(working: WorkingSet, command: OutboxCommand, kind: str, row_id: str) -> bool:
    """Return whether a paper has this id; only a deferred one of the same kind of command is written over."""
    doc = working.row(kind, row_id).doc
    return doc is not None and (doc["state"], doc["kind"]) != ("deferred", command.kind)


def write_paper(
    working: WorkingSet,
    command: OutboxCommand,
    kind: str,
    row_id: str,
    body: Body,
    doc_state: str,
    *,
    ruling: Ruling | None = None,
    number: str = "",
) -> None:
    """Stage the row of a counter's document: its body as sent, and head office's ruling on it."""
    outcome = ruling or Ruling()
    doc = {
        "body": body,
        "kind": command.kind,
        "doc_state": doc_state,
        "state": outcome.state,
        "code": outcome.code,
        "number": number,
        "device": working.device,
        "actor": command.actor or "",
        "at": command.at,
    }
    working.put(kind, row_id, doc)


def find_order(working: WorkingSet, body: Body) -> str | None:
    """Return the order that a paper is about: by its id, else by its request number, else by its contract number."""
    order_id = str(body.get("order_id") or "")
    if working.has("order", order_id):
        return order_id
    for name, key in order_names(body):
        found = working.owner_of_number(name, key)
        if found is not None and working.has("order", found):
            return found
    return None


def settle_number(working: WorkingSet, kind: str, number: str, row_id: str, *, owner: str = "") -> tuple[str, bool]:
    """Return the final number of a document, and whether it differs from the printed one (I15).

    A local number is unique within its counter. A provisional number, or one that another document has, is replaced by
    a new one.
    """
    if not number:
        return number, False
    settled = (working.row(BEARERS[kind], row_id).doc or {}).get("number")
    if settled:  # by an earlier ruling
        return str(settled), True
    serial, name = serial_of(number), number_name(working.device, number)
    bearer = working.owner_of_number(kind, name)
    same_bearer = owner or row_id
    if bearer in (None, row_id, same_bearer) and not is_provisional(serial):
        working.staged.numbers[kind, name] = row_id, working.device
        return number, False
    final = f"{number.rpartition('/')[0]}/{working.fresh_serial(kind):05d}"
    working.staged.numbers[kind, final] = row_id, working.device
    working.staged.numbers.setdefault((kind, f"{working.device}:{number}"), (row_id, working.device))  # stays findable
    return final, True


def _numbered(kind: str, row_id: str, number: str, *, is_changed: bool) -> Ruling:
    if is_changed:
        return Ruling("applied_with_change", "number", (kind, row_id), number=number)
    return Ruling(row=(kind, row_id))
