"""Apply customer commands: one file per national code, corrections merged by field, both values kept (section 8)."""

from collections.abc import Collection
from typing import Any

from dealer_app.hub.commands.papers import is_issued, settle_number, write_paper
from dealer_app.hub.commands.rulings import REFUSED, Ruling, rejected
from dealer_app.hub.commands.working_set import Stored, WorkingSet
from dealer_app.protocol.schemas.fields import FieldsError
from dealer_app.protocol.schemas.people import is_code_of
from dealer_app.protocol.wire import OutboxCommand

OWN_EDITS = 1_000_000
"""A counter's version is the hub's version times this number, plus the counter's own edits."""
Body = dict[str, Any]


def register(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Open a file; a second file of a known code becomes an alias and its differing fields proposals (I9)."""
    row_id, fields = str(body["id"]), dict(body["fields"])
    if working.has("customer", row_id):
        return rejected("exists")
    number, is_changed = settle_number(
        working, "registration", str(body.get("number") or ""), _bearer(body, row_id), owner=row_id
    )
    owner = working.owner_of_code(str(fields.get("national_code") or ""))
    if owner is not None:
        ruling = _make_alias(working, row_id, owner, fields)
        _write_registration(working, command, body, number if is_changed else "")  # after the file in the feed
        return ruling
    doc = {
        "fields": fields,
        "registration_number": number,
        "registered_at": command.at,
        "activation": "pending",
        "conflicts": [],
        "state": "applied",
        "code": "",
    }
    working.put("customer", row_id, doc, {"fields": {name: [1, working.device] for name in fields}})
    _write_registration(working, command, body, number if is_changed else "")
    if fields.get("national_code"):
        working.staged.identities[str(fields["national_code"])] = row_id
    if is_changed:
        return Ruling("applied_with_change", "number", ("customer", row_id), number=number)
    return Ruling(row=("customer", row_id))


def correct(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Merge a correction by field; a later change by another device stays, the lost value becomes a conflict."""
    row_id = working.customer_id(str(body["id"]))
    stored = working.row("customer", row_id)
    if stored.doc is None:
        return _without_file(working, row_id)
    seen = (command.base_version or 0) // OWN_EDITS
    _check_code(stored.doc["fields"], body["fields"])
    lost = _merge(working, row_id, stored, body["fields"], seen)
    if not lost:
        return Ruling(row=("customer", row_id))
    doc = working.row("customer", row_id).doc or {}
    kept = {name: doc["fields"].get(name) for name in lost}
    mine = [entry for entry in doc["conflicts"] if entry["device"] == working.device]
    disputed = {**kept, "conflicts": mine}
    return Ruling("applied_with_change", "field_conflict", ("customer", row_id), doc=disputed)


def give_number(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:  # noqa: ARG001 - every handler's form
    """Give a file of an import its registration number, if it has none."""
    row_id = working.customer_id(str(body["id"]))
    stored = working.row("customer", row_id)
    if stored.doc is None:
        return _without_file(working, row_id)
    known = str(stored.doc["registration_number"] or "")
    if known:
        return Ruling("applied_with_change", "number", ("customer", row_id), number=known)
    number, is_changed = settle_number(working, "registration", str(body["number"]), row_id)
    working.put("customer", row_id, {**stored.doc, "registration_number": number})
    if is_changed:
        return Ruling("applied_with_change", "number", ("customer", row_id), number=number)
    return Ruling(row=("customer", row_id))


def resolve(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:  # noqa: ARG001 - every handler's form
    """Set the value that a person chose and close the field's conflicts."""
    row_id, name = working.customer_id(str(body["id"])), str(body["field"])
    stored = working.row("customer", row_id)
    if stored.doc is None:
        return _without_file(working, row_id)
    open_ones = [entry for entry in stored.doc["conflicts"] if entry["field"] != name]
    _check_code(stored.doc["fields"], {name: body["value"]})
    fields = {**stored.doc["fields"], name: body["value"]}
    if not _claim_code(working, row_id, stored.doc["fields"], fields):
        return rejected("code_known")
    _put(working, row_id, stored, fields, open_ones, [name])
    return Ruling(row=("customer", row_id))


def match(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:  # noqa: ARG001 - every handler's form
    """Make the id of a counter's imported file an alias of the hub's file for the same customer."""
    row_id, target = str(body["id"]), working.customer_id(str(body["target"]))
    if row_id == target or working.has("customer", row_id) or not working.has("customer", target):
        return Ruling()
    working.put("alias", row_id, {"target": target})
    return Ruling(row=("alias", row_id), alias_of=target)


def _check_code(known: Body, given: Body) -> None:
    """Raise FieldsError if a change leaves a file with a code that no person of its kind can have."""
    fields = {**known, **given}
    code = fields.get("national_code")
    if {"kind", "national_code"} & given.keys() and code and not is_code_of(fields.get("kind") or "natural", code):
        raise FieldsError("national_code")


def _without_file(working: WorkingSet, row_id: str) -> Ruling:
    """Rule on a command about an unknown file: rejected if its registration was refused, else deferred."""
    if working.owner_of_number(REFUSED, row_id) is not None:
        return rejected("depends")
    return Ruling("deferred", "customer_unknown")


def _make_alias(working: WorkingSet, row_id: str, owner: str, fields: Body) -> Ruling:
    stored = working.row("customer", owner)
    assert stored.doc is not None
    known = stored.doc["fields"]
    differing = {name: value for name, value in fields.items() if value and value != known.get(name)}
    filled = {name: value for name, value in differing.items() if not known.get(name)}
    proposals = {name: value for name, value in differing.items() if name not in filled}
    conflicts = _with_conflicts(stored.doc["conflicts"], working.device, proposals)
    if filled or conflicts != stored.doc["conflicts"]:
        _put(working, owner, stored, {**known, **filled}, conflicts, list(filled))
    working.put("alias", row_id, {"target": owner})
    return Ruling("applied_with_change", "alias", ("alias", row_id), alias_of=owner)


def _merge(working: WorkingSet, row_id: str, stored: Stored, given: Body, seen: int) -> list[str]:
    """Set the fields that may be set; return the fields that keep the hub's value."""
    assert stored.doc is not None
    known, marks = stored.doc["fields"], stored.meta.get("fields", {})
    disputed = {entry["field"] for entry in stored.doc["conflicts"] if entry["device"] == working.device}
    asked = {name: value for name, value in given.items() if value != known.get(name)}
    lost = {
        name: value
        for name, value in asked.items()
        if name in disputed or _is_later(marks.get(name), seen, working.device)
    }
    fields = {**known, **{name: value for name, value in given.items() if name not in lost}}
    if not _claim_code(working, row_id, known, fields):
        lost["national_code"] = fields["national_code"]
        fields = {**fields, "national_code": known.get("national_code") or ""}
    in_dispute = [
        entry for entry in stored.doc["conflicts"] if not _is_agreed(entry, working.device, given.keys() - asked)
    ]
    conflicts = _with_conflicts(in_dispute, working.device, lost)
    changed = [name for name in asked if name not in lost]
    if fields != known or conflicts != stored.doc["conflicts"]:
        _put(working, row_id, stored, fields, conflicts, changed)
    return list(lost)


def _is_later(mark: list[Any] | None, seen: int, device: str) -> bool:
    return mark is not None and mark[0] > seen and mark[1] != device


def _is_agreed(entry: Body, device: str, agreed: Collection[str]) -> bool:
    """Return whether a device's earlier value was in dispute and its later value is head office's."""
    return entry["device"] == device and entry["field"] in agreed


def _with_conflicts(known: list[Body], device: str, values: Body) -> list[Body]:
    """Return the conflicts with a device's values in place of its earlier ones."""
    mine = [{"field": name, "device": device, "value": value} for name, value in sorted(values.items())]
    if all(entry in known for entry in mine):
        return known
    kept = [entry for entry in known if entry["device"] != device or entry["field"] not in values]
    return [*kept, *mine]


def _claim_code(working: WorkingSet, row_id: str, known: Body, fields: Body) -> bool:
    """Move the identity to a corrected code; return False if another file has the code."""
    old, new = str(known.get("national_code") or ""), str(fields.get("national_code") or "")
    if old == new:
        return True
    owner = working.owner_of_code(new) if new else None
    if owner not in (None, row_id):
        return False
    if old:
        working.staged.dropped_identities.add(old)
    if new:
        working.staged.identities[new] = row_id
    return True


def _put(
    working: WorkingSet, row_id: str, stored: Stored, fields: Body, conflicts: list[Body], changed: list[str]
) -> None:
    assert stored.doc is not None
    version = stored.version + 1
    marks = {**stored.meta.get("fields", {}), **{name: [version, working.device] for name in changed}}
    working.put(
        "customer", row_id, {**stored.doc, "fields": fields, "conflicts": conflicts}, {**stored.meta, "fields": marks}
    )


def _bearer(body: Body, row_id: str) -> str:
    """Return the owner of a file's number: its paper, if the body contains it, so that no other paper takes it."""
    return str(body["registration_id"]) if isinstance(body.get("registration"), dict) else row_id


def _write_registration(working: WorkingSet, command: OutboxCommand, body: Body, number: str) -> None:
    """Write the confirmation that a registration of version 2 contains."""
    paper = body.get("registration")
    row_id = str(body.get("registration_id") or "")
    if isinstance(paper, dict) and not is_issued(working, command, "registration", row_id):
        write_paper(working, command, "registration", row_id, paper, "issued", number=number)
