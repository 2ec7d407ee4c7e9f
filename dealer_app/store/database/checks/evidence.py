"""Compare documents, staff and the seal key with the audit rows of their making."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

import sqlcipher3.dbapi2 as driver

from dealer_app.domain.staff import FORMER_ROLES, roles_text
from dealer_app.domain.verification import VerifyProblem
from dealer_app.store.tables.papers import PRINTED_RECORDS

ID_BYTES = 16


class Evidence(NamedTuple):
    """How the audit names the making of a table's rows; ``kind`` is that of rows from head office."""

    table: str
    kind: str
    label: str
    actions: tuple[str, ...]


EVIDENCE = (
    Evidence("registrations", "registration", "number", ("registration_issued",)),
    Evidence("invitations", "invitation", "number", ("invitation_issued",)),
    Evidence("bills", "bill", "number", ("bill_issued",)),
    Evidence("payments", "payment", "number", ("payment_recorded", "payment_reversed", "receipt_issued")),
    Evidence("visits", "visit", "number", ("visit_recorded",)),
    Evidence("requests", "request", "number", ("request_made",)),
    Evidence("addresses", "address", "number", ("address_issued",)),
    Evidence("brochures", "brochure", "number", ("brochure_issued",)),
    Evidence("help_records", "help", "code", ("help_recorded",)),
    Evidence("attachments", "attachment", "kind", ("attachment_added",)),
    Evidence("activations", "activation", "state", ("activation_asked",)),
    Evidence("file_joins", "join", "state", ("files_joined",)),
    Evidence("contacts", "contact", "field", ("contact_changed",)),
    Evidence("prints", "print", "number", ("printed",)),
    Evidence("calls", "call", "outcome", ("call_recorded",)),
    Evidence("call_backs", "call_back", "state", ("call_back_made",)),
    Evidence("staff", "staff", "name", ("staff_added",)),
)
"""Tables whose rows are made with an audit row in the same transaction, or come from head office."""
_PAPER_TABLES = tuple(record.__tablename__ for record in PRINTED_RECORDS)
"""Tables in which the paper of a print can be."""
_REGISTERED = """
SELECT n, subject_id, detail FROM audit WHERE kind = 'customers' AND action = 'customer_registered'"""
"""The audit row of a registration is that of its first confirmation, too."""
_GONE_CODES = {"payments": "verify_payment_removed", "staff": "verify_staff_removed"}
_ROLES = """
SELECT s.id, s.roles, a.detail FROM staff s JOIN audit a ON a.kind = 'staff' AND a.subject_id = s.id
WHERE a.action = 'staff_added' AND NOT EXISTS (SELECT 1 FROM feed_rows f WHERE f.kind = 'staff' AND f.id = s.id)"""
_SEAL_KEY = "SELECT value FROM settings WHERE key = 'seal.own_key'"
_SEAL_KEY_MADE = "SELECT detail FROM audit WHERE action = 'seal_key_made' ORDER BY n DESC LIMIT 1"


def list_evidence_problems(raw: driver.Connection) -> Iterator[VerifyProblem]:
    """Yield documents without their audit row and the reverse, roles and a seal key that the audit does not know."""
    wiped = _Wiped(raw)
    registered = [(n, subject, _read(detail)) for n, subject, detail in raw.execute(_REGISTERED)]
    first = {facts.get(name) for _, _, facts in registered for name in ("number", "registration_id")}
    for evidence in EVIDENCE:
        for row_id, label in raw.execute(_unaudited(evidence)):
            if evidence.kind != "registration" or not first & {label, _id_text(row_id)}:
                yield VerifyProblem("verify_document_without_audit", f"{evidence.table} {label}")
        for n, subject, detail in raw.execute(_documentless(evidence)):
            facts = _read(detail)
            if not wiped.excuses(n, subject, facts):
                code = _GONE_CODES.get(evidence.table, "verify_audit_without_document")
                yield VerifyProblem(code, f"{evidence.table} {facts.get('number', n)}")
    yield from _first_confirmations_gone(raw, registered, wiped)
    for staff_id, roles, detail in raw.execute(_ROLES):
        if _roles_added(_read(detail)) != roles:
            yield VerifyProblem("verify_role", _id_text(staff_id))
    yield from _seal_key_problems(raw)


def _roles_added(detail: dict[str, Any]) -> str:
    """Return the roles with which a person was added; audit rows of older versions name one of two roles."""
    former = FORMER_ROLES.get(str(detail.get("role")), frozenset())
    return str(detail.get("roles") or roles_text(former))


def _first_confirmations_gone(
    raw: driver.Connection, registered: list[tuple[int, bytes, dict[str, Any]]], wiped: "_Wiped"
) -> Iterator[VerifyProblem]:
    """Yield the first confirmations that are gone; audit rows of older versions do not name their id."""
    here = {_id_text(row_id) for (row_id,) in raw.execute("SELECT id FROM registrations")}
    for n, subject, facts in registered:
        known = facts.get("registration_id")
        if known is not None and known not in here and not wiped.excuses(n, subject, facts | {"paper_id": known}):
            yield VerifyProblem("verify_audit_without_document", f"registrations {facts.get('number', n)}")


def _unaudited(of: Evidence) -> str:
    """Return the query of the rows that neither an audit row nor head office explains."""
    return (
        f"SELECT d.id, d.{of.label} FROM {of.table} d WHERE NOT EXISTS"  # noqa: S608 - constants
        f" (SELECT 1 FROM audit a WHERE a.kind = '{of.table}' AND a.subject_id = d.id AND a.action IN {_listed(of)})"
        f" AND NOT EXISTS (SELECT 1 FROM feed_rows f WHERE f.kind = '{of.kind}' AND f.id = d.id)"
    )


def _documentless(of: Evidence) -> str:
    """Return the query of the audit rows whose document is gone."""
    return (
        f"SELECT a.n, a.subject_id, a.detail FROM audit a WHERE a.kind = '{of.table}' AND a.action IN {_listed(of)}"  # noqa: S608 - constants
        f" AND NOT EXISTS (SELECT 1 FROM {of.table} d WHERE d.id = a.subject_id)"
    )


def _listed(of: Evidence) -> str:
    return f"({', '.join(map(repr, of.actions))})"


def _id_text(row_id: object) -> str:
    """Return the text of a stored id, "" for a value that is none."""
    return str(UUID(bytes=row_id)) if isinstance(row_id, bytes) and len(row_id) == ID_BYTES else ""


class _Wiped:
    """Which documents head office had wiped: their own audit row says so, or that of what they belonged to."""

    def __init__(self, raw: driver.Connection) -> None:
        self._raw = raw
        rows = raw.execute("SELECT n, subject_id FROM audit WHERE action = 'wiped'")
        self._wiped = {_id_text(subject): n for n, subject in rows}

    def excuses(self, n: int, subject: object, facts: dict[str, Any]) -> bool:
        """Return whether a wipe after audit row ``n`` explains that its document is gone.

        A wipe of an order or customer names only the topmost row, and its id may have been matched to another: a
        document whose order or customer is gone, too, is explained by any later wipe. The digests name it anyway.
        """
        later = {wiped for wiped, at in self._wiped.items() if at > n}
        if not later:
            return False
        named = {_id_text(subject), *(str(facts.get(name)) for name in ("order_id", "customer_id", "paper_id"))}
        return bool(named & later) or self._is_parent_gone(facts) or self._has_wiped_sibling(facts, later)

    def _is_parent_gone(self, facts: dict[str, Any]) -> bool:
        parents = (("order_id", ("orders",)), ("customer_id", ("customers",)), ("paper_id", _PAPER_TABLES))
        for name, tables in parents:
            if name in facts and not any(self._is_here(table, facts[name]) for table in tables):
                return True
        return False

    def _is_here(self, table: str, row_id: str) -> bool:
        found = self._raw.execute(f"SELECT 1 FROM {table} WHERE id = unhex(?, '-')", (str(row_id),))  # noqa: S608 - constants
        return found.fetchone() is not None

    def _has_wiped_sibling(self, facts: dict[str, Any], later: set[str]) -> bool:
        """Return whether another payment of the order was wiped: a reversal goes with what it reversed."""
        rows = self._raw.execute("SELECT subject_id, detail FROM audit WHERE kind = 'payments'").fetchall()
        return any(
            _id_text(subject) in later and "order_id" in facts and _read(detail).get("order_id") == facts["order_id"]
            for subject, detail in rows
        )


def _seal_key_problems(raw: driver.Connection) -> Iterator[VerifyProblem]:
    """Yield a seal key whose id is not the one that was made here, or whose halves do not belong together."""
    from dealer_app.protocol.signing import fingerprint, public_key

    stored, made = raw.execute(_SEAL_KEY).fetchone(), raw.execute(_SEAL_KEY_MADE).fetchone()
    if stored is None and made is None:
        return
    key, wanted = _read(stored[0]) if stored else {}, _read(made[0]) if made else {}
    try:
        public = public_key(bytes.fromhex(key["private"]))
        is_right = public.hex() == key["public"] and fingerprint(public).startswith(key["key_id"])
    except (KeyError, ValueError, TypeError):
        is_right = False
    if not is_right or not key["key_id"] or key["key_id"] != wanted.get("key_id"):
        yield VerifyProblem("verify_seal_key", str(key.get("key_id", "")))


def _read(text: str) -> dict[str, Any]:
    """Return the facts of a JSON object, none if a stranger's change made it something else."""
    try:
        facts = json.loads(text)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}
