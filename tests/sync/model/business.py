"""The effect of each kind of command at the oracle's head office."""

from collections.abc import Collection
from typing import Any

from tests.sync.model.feed import Books
from tests.sync.model.values import OWN_EDITS, Command, Doc, Outcome


def apply_command(books: Books, device: str, command: Command) -> Outcome:
    """Apply one command to its dealership's books and return the outcome; no content of a command raises."""
    handler = {
        "customer.register": _register,
        "customer.correct": _correct,
        "payment.record": _pay,
        "request.make": _request,
    }.get(command.kind)
    if handler is None:
        return _keep(books, command, "quarantined", "kind_unknown")
    return handler(books, device, command)


def _register(books: Books, device: str, command: Command) -> Outcome:
    body = command.body
    if not body["code"]:
        return _keep(books, command, "rejected", "code_bad")
    known = _find_code(books, body["code"])
    number = books.claim("registration", body["number"], body["id"], device)
    if known is not None:
        doc = books.rows["customer", known]
        proposed = {name: value for name, value in body["fields"].items() if doc.fields[name] != value}
        changed = _with_conflicts(doc, device, proposed)
        if changed is not doc:
            books.put(("customer", known), changed)
        alias = Doc({"target": known, "number": number})
        return Outcome("applied_with_change", "alias", books.put(("alias", body["id"]), alias))
    fields = {**body["fields"], "code": body["code"], "number": number, "state": "applied"}
    doc = Doc(fields, marks=dict.fromkeys(body["fields"], (1, device)))
    return _numbered(number, body["number"], books.put(("customer", body["id"]), doc))


def _correct(books: Books, device: str, command: Command) -> Outcome:
    key = ("customer", _resolve(books, command.body["customer"]))
    doc = books.rows.get(key)
    if doc is None:
        return Outcome("deferred", "customer_unknown")
    if doc.fields["state"] == "rejected":
        return Outcome("rejected", "depends")
    seen = (command.base_version or 0) // OWN_EDITS
    given = command.body["fields"]
    asked = {name: value for name, value in given.items() if doc.fields[name] != value}
    held = {name: value for name, value in asked.items() if _is_held(doc, device, name, seen)}
    free = {name: value for name, value in asked.items() if name not in held}
    merged = doc.put(free, device) if free else doc
    merged = _with_conflicts(merged, device, held, agreed=given.keys() - asked)
    seq = books.put(key, merged) if merged is not doc else 0
    return Outcome("applied_with_change", "field_conflict", seq) if held else Outcome("applied", "", seq)


def _pay(books: Books, device: str, command: Command) -> Outcome:
    """Apply a payment or defer it to a person; never reject it, because the money was already taken."""
    body = command.body
    code = _why_deferred(books, body)
    state = "deferred" if code else "applied"
    number = books.claim("receipt", body["number"], body["id"], device)
    facts = {"order": body["order"], "amount": body["amount"], "number": number, "state": state, "by": books.name}
    if body["amount"] > 0:
        books.references.add(str(body.get("reference", body["id"])))
    seq = books.put(("payment", body["id"]), Doc(facts))
    return Outcome("deferred", code, seq) if code else _numbered(number, body["number"], seq)


def _why_deferred(books: Books, body: dict[str, Any]) -> str:
    if ("order", body["order"]) not in books.rows:
        return "order_not_here"
    if body.get("reference", body["id"]) in books.references:
        return "reference_used"
    return "" if body["amount"] > 0 else "amount_wrong"


def _request(books: Books, device: str, command: Command) -> Outcome:
    """Accept the first request for an order; the guard and the change are one statement."""
    key = ("order", command.body["order"])
    order = books.rows.get(key)
    if order is None:
        return _keep(books, command, "rejected", "order_not_here")
    if order.fields["request"]:
        return _keep(books, command, "rejected", "request_guard")
    books.put(key, order.put({"request": command.body["id"]}, device))
    return _keep(books, command, "applied", "")


def _keep(books: Books, command: Command, state: str, code: str) -> Outcome:
    """Store the command's content as a row with its state, so that the feed takes it to every counter."""
    kind = command.kind.split(".")[0]
    doc = Doc({**command.body, "state": state})
    return Outcome(state, code, books.put((kind, command.body["id"]), doc))


def _numbered(final: int, printed: int, seq: int) -> Outcome:
    return Outcome("applied", "", seq) if final == printed else Outcome("applied_with_change", "number", seq)


def _is_held(doc: Doc, device: str, name: str, seen: int) -> bool:
    """Return whether another device changed the field after version ``seen``, or this device's conflict is open."""
    version, author = doc.marks.get(name, (0, device))
    is_open = any(field == name and owner == device for field, owner, _ in doc.conflicts)
    return is_open or (version > seen and author != device)


def _with_conflicts(doc: Doc, device: str, values: dict[str, Any], *, agreed: Collection[str] = ()) -> Doc:
    """Return the row with both values of each disputed field; a device's later value replaces its earlier one.

    Fields whose later value equals head office's are no longer in dispute (``agreed``).
    """
    kept = tuple(one for one in doc.conflicts if not (one[1] == device and (one[0] in values or one[0] in agreed)))
    mine = tuple((name, device, value) for name, value in sorted(values.items()))
    if set(kept + mine) == set(doc.conflicts):
        return doc
    return Doc(doc.fields, doc.version + 1, doc.marks, kept + mine)


def _find_code(books: Books, code: str) -> str | None:
    for (kind, row_id), doc in books.rows.items():
        if kind == "customer" and doc.fields["code"] == code and doc.fields["state"] == "applied":
            return row_id
    return None


def _resolve(books: Books, customer: str) -> str:
    alias = books.rows.get(("alias", customer))
    return customer if alias is None else str(alias.fields["target"])
