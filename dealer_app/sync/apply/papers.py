"""Apply papers and payments of counters from head office: own ones get their state, others' are inserted."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_

from dealer_app.domain.papers.papers import PaperKind
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.head_office import RowStateRecord
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.prints import PrintRecord
from dealer_app.store.tables.registrations import RegistrationRecord
from dealer_app.sync.apply.broken import BrokenRowError
from dealer_app.sync.apply.finals import set_final_number
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.rows import FeedRow, execute_many, fetch_among, id_of, insert_many, list_known
from dealer_app.sync.apply.statements import LEDGER_COLUMNS, insert_from, insert_of, upsert_of

Doc = dict[str, Any]
Apply = Callable[[Unit, Kind, Sequence[FeedRow]], None]
_SET_STATE = upsert_of(RowStateRecord, ("kind", "id", "state", "code"), key=("kind", "id"))
_BILL = insert_of(
    BillRecord,
    (
        "id",
        "order_id",
        "series_id",
        "account",
        "number",
        "part",
        "parts",
        "bill_id",
        "payment_id",
        "amount",
        "total",
        "remainder",
        "due_on",
        "issued_on",
        "issued_at",
        "issued_by",
        "state",
        "void_reason",
        "is_sample",
        "facts",
    ),
)
_PAYMENT = insert_of(
    PaymentRecord,
    (
        "id",
        "order_id",
        "settled_bill_id",
        "account",
        "amount",
        "method",
        "bank_reference",
        "paid_on",
        "number",
        "state",
        "reversal_of",
        "reason",
        "recorded_at",
        "recorded_by",
        "received_before",
        "facts",
    ),
)
_ENTRY = insert_of(LedgerEntryRecord, LEDGER_COLUMNS)
_INVITATION = insert_of(
    InvitationRecord,
    (
        "id",
        "order_id",
        "kind",
        "number",
        "amount",
        "issued_on",
        "issued_at",
        "issued_by",
        "pay_by_on",
        "state",
        "facts",
    ),
    fixed={"void_reason": "''"},
)
_REGISTRATION = insert_of(
    RegistrationRecord,
    ("id", "customer_id", "customer_version", "number", "issued_on", "issued_at", "issued_by", "facts"),
)
_PRINT = insert_from(
    PrintRecord,
    {
        **dict.fromkeys(("id", "paper_kind", "paper_id", "number"), "?"),
        "copy_number": "coalesce(max(copy_number), 0) + 1",
        **dict.fromkeys(("printed_by", "staff_id", "counter", "printed_at", "template", "sha256", "state"), "?"),
        "printer": "?",
        "fault": "''",
    },
    "FROM prints WHERE paper_kind = ? AND paper_id = ?",
)
LOCAL_PAPERS = frozenset({PaperKind.ADDRESS, PaperKind.BROCHURE})
"""Papers that stay at the counter that made them; only their prints travel."""
_ENTRIES = {"recorded": ("payment", -1), "reversed": ("payment", -1), "reversal": ("reversal", 1)}


def apply_bills(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write bills; only the state of an existing bill can change."""
    docs, facts = kind.read(rows), kind.read_bodies(rows)
    known = list_known(unit, "bills", docs)
    fresh = _of_orders(unit, {row_id: doc for row_id, doc in docs.items() if row_id not in known})
    _refuse_same_ids(unit, fresh)
    insert_many(unit, _BILL, [_bill(row_id, doc, facts[row_id]) for row_id, doc in fresh.items()])
    states = [(docs[row_id]["doc_state"], docs[row_id].get("void_reason") or "", row_id.bytes) for row_id in known]
    execute_many(unit, "UPDATE bills SET state = ?, void_reason = ? WHERE id = ?", states)
    settle(unit, kind, docs, known)


def apply_payments(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write payments, reversals and receipts; each payment has one entry in the ledger, from any counter."""
    docs, facts = kind.read(rows), kind.read_bodies(rows)
    known = list_known(unit, "payments", docs)
    fresh = _of_orders(unit, {row_id: doc for row_id, doc in docs.items() if row_id not in known})
    first = {id_of(doc["body"]["reversal_of"]) for doc in fresh.values() if doc["body"].get("reversal_of")}
    if first - set(list_known(unit, "payments", first)) - set(fresh):
        raise BrokenRowError("parent")
    _refuse_second_reversals(unit, fresh)
    settled = {id_of(bill) for doc in fresh.values() for bill in doc["body"].get("settled_bills") or ()}
    bills = list_known(unit, "bills", settled)
    in_order = sorted(fresh.items(), key=lambda item: bool(item[1]["body"].get("reversal_of")))
    insert_many(unit, _PAYMENT, [_payment(row_id, doc, bills, facts[row_id]) for row_id, doc in in_order])
    insert_many(unit, _ENTRY, [_entry(row_id, doc) for row_id, doc in in_order if doc["doc_state"] in _ENTRIES])
    states = [(docs[row_id]["doc_state"], row_id.bytes) for row_id in known]
    execute_many(unit, "UPDATE payments SET state = ? WHERE id = ?", states)
    settle(unit, kind, docs, known)


def apply_invitations(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write invitations."""
    docs, facts = kind.read(rows), kind.read_bodies(rows)
    known = list_known(unit, "invitations", docs)
    fresh = _of_orders(unit, {row_id: doc for row_id, doc in docs.items() if row_id not in known})
    insert_many(unit, _INVITATION, [_invitation(row_id, doc, facts[row_id]) for row_id, doc in fresh.items()])
    settle(unit, kind, docs, known)


def apply_registrations(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write registrations; raises BrokenRowError ``parent`` if a customer is not here yet."""
    docs, facts = kind.read(rows), kind.read_bodies(rows)
    known = list_known(unit, "registrations", docs)
    fresh = {row_id: doc for row_id, doc in docs.items() if row_id not in known}
    owners = targets_of(unit, {id_of(doc["body"]["customer_id"]) for doc in fresh.values()})
    if set(owners.values()) - set(list_known(unit, "customers", set(owners.values()))):
        raise BrokenRowError("parent")
    insert_many(
        unit, _REGISTRATION, [_registration(row_id, doc, owners, facts[row_id]) for row_id, doc in fresh.items()]
    )
    settle(unit, kind, docs, known)


def apply_prints(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Write records of prints; a print never changes."""
    docs = kind.read(rows)
    known = list_known(unit, "prints", docs)
    fresh = {row_id: doc for row_id, doc in docs.items() if row_id not in known}
    papers = {id_of(doc["body"]["paper_id"]) for doc in fresh.values() if doc["body"]["paper"] not in LOCAL_PAPERS}
    tables = [record.__tablename__ for record in kind.parents]
    if papers - {row_id for table in tables for row_id in list_known(unit, table, papers)}:
        raise BrokenRowError("parent")
    execute_many(unit, _PRINT, [_print(row_id, doc) for row_id, doc in fresh.items()])  # each counts those before it
    settle(unit, kind, docs, known)


def _of_orders(unit: Unit, docs: dict[UUID, Doc]) -> dict[UUID, Doc]:
    """Return ``docs`` if all their orders are here, else raise BrokenRowError ``parent``."""
    orders = {id_of(doc["body"]["order_id"]) for doc in docs.values()}
    if orders - set(list_known(unit, "orders", orders)):
        raise BrokenRowError("parent")
    for order_id in orders:
        unit.touch("orders", order_id)
    return docs


def _refuse_same_ids(unit: Unit, docs: dict[UUID, Doc]) -> None:
    """Refuse a bill with the ids of another open bill: a scan must find one bill; a person at head office decides."""
    pairs = [(doc["body"]["bill_id"], doc["body"]["payment_id"]) for doc in docs.values() if doc["doc_state"] != "void"]
    same = tuple_(BillRecord.bill_id, BillRecord.payment_id).in_(pairs), BillRecord.state != "void"
    if len(set(pairs)) < len(pairs) or unit.session.scalar(select(BillRecord.id).where(*same).limit(1)) is not None:
        raise BrokenRowError("bill_ids_twice")


def _refuse_second_reversals(unit: Unit, docs: dict[UUID, Doc]) -> None:
    """Refuse a second reversal of a payment: of two counters' reversals the first known one is kept."""
    reversed_here = [id_of(doc["body"]["reversal_of"]) for doc in docs.values() if doc["body"].get("reversal_of")]
    known = select(PaymentRecord.id).where(PaymentRecord.reversal_of.in_(reversed_here)).limit(1)
    if len(set(reversed_here)) < len(reversed_here) or unit.session.scalar(known) is not None:
        raise BrokenRowError("reversed_before")


def targets_of(unit: Unit, ids: set[UUID]) -> dict[UUID, UUID]:
    """Return the customer id for each id, with aliases replaced by their targets."""
    found = fetch_among(unit, "SELECT id, target FROM aliases WHERE id IN ids", ids)
    return {**{row_id: row_id for row_id in ids}, **{UUID(bytes=one): UUID(bytes=target) for one, target in found}}


def settle(unit: Unit, kind: Kind, docs: dict[UUID, Doc], known: Sequence[UUID]) -> None:
    """Store head office's state of each document; a document known before gets its final number."""
    insert_many(
        unit, _SET_STATE, [(kind.name, row_id.bytes, doc["state"], doc["code"]) for row_id, doc in docs.items()]
    )
    for row_id in known:
        number = docs[row_id]["number"]
        if number:
            set_final_number(unit, kind, row_id, number)
    for row_id in docs:
        kind.touch(unit, row_id)


def number_of(doc: Doc) -> str:
    """Return the number of a document: head office's final one, else the one it was issued with."""
    return str(doc["number"] or doc["body"]["number"])


def _bill(row_id: UUID, doc: Doc, facts: str) -> tuple[Any, ...]:
    body = doc["body"]
    series = id_of(body.get("series_id") or str(row_id)).bytes
    head = (row_id.bytes, id_of(body["order_id"]).bytes, series, body["account"], number_of(doc), body["part"])
    ids = (body["parts"], body["bill_id"], body["payment_id"], body["amount"], body["total"], body["remainder"])
    days = (body["due_on"], body["issued_on"], doc["at"], doc.get("actor_name") or "")
    return (*head, *ids, *days, doc["doc_state"], doc.get("void_reason") or "", body["is_sample"], facts)


def _payment(row_id: UUID, doc: Doc, bills: Sequence[UUID], facts: str) -> tuple[Any, ...]:
    body = doc["body"]
    settled = [id_of(bill) for bill in body.get("settled_bills") or () if id_of(bill) in bills]
    head = (row_id.bytes, id_of(body["order_id"]).bytes, settled[0].bytes if settled else None, body["account"])
    reference = body["bank_reference"] or body["request_number"]
    money = (body["amount"], body["method"], reference, body["paid_on"], number_of(doc), doc["doc_state"])
    reversal = id_of(body["reversal_of"]).bytes if body.get("reversal_of") else None
    return (
        *head,
        *money,
        reversal,
        body.get("reason") or "",
        doc["at"],
        doc.get("actor_name") or "",
        None,
        facts,
    )


def _entry(row_id: UUID, doc: Doc) -> tuple[Any, ...]:
    body = doc["body"]
    kind, sign = _ENTRIES[doc["doc_state"]]
    on = body["issued_on"] if kind == "reversal" else body["paid_on"]
    head = (id_of(body["order_id"]).bytes, body["account"], kind, sign * body["amount"], on)
    return (*head, body["bank_reference"], row_id.bytes, doc["at"])


def _invitation(row_id: UUID, doc: Doc, facts: str) -> tuple[Any, ...]:
    body = doc["body"]
    head = (
        row_id.bytes,
        id_of(body["order_id"]).bytes,
        body["kind"],
        number_of(doc),
        body["amount"],
        body["issued_on"],
    )
    return (*head, doc["at"], doc.get("actor_name") or "", body["pay_by_on"], doc["doc_state"], facts)


def _registration(row_id: UUID, doc: Doc, owners: dict[UUID, UUID], facts: str) -> tuple[Any, ...]:
    body = doc["body"]
    owner = owners[id_of(body["customer_id"])].bytes
    return (
        row_id.bytes,
        owner,
        1,
        number_of(doc),
        body["issued_on"],
        doc["at"],
        doc.get("actor_name") or "",
        facts,
    )


def _print(row_id: UUID, doc: Doc) -> tuple[Any, ...]:
    body = doc["body"]
    paper = id_of(body["paper_id"]).bytes
    who = (doc.get("actor_name") or body.get("printed_by") or "", None, body.get("counter") or doc.get("counter") or "")
    made = (doc["at"], body.get("template") or "", body.get("sha256") or "", body.get("state") or "printed")
    return (
        row_id.bytes,
        body["paper"],
        paper,
        body["number"],
        *who,
        *made,
        body.get("printer") or "",
        body["paper"],
        paper,
    )
