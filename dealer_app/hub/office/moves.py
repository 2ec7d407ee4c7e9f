"""Move an order to another dealership in one transaction: revoked here, written there (protocol, section 10)."""

from typing import Any

from sqlalchemy import select, text

from dealer_app.domain.errors import Refusal
from dealer_app.domain.persian import number_key
from dealer_app.hub.commands.pieces import KIND as ATTACHMENT
from dealer_app.hub.commands.pieces import MOVED_TO, move_pieces
from dealer_app.hub.commands.row_kinds import LINKS, ROW_KINDS, kinds_belonging_to
from dealer_app.hub.commands.working_set import Stored, WorkingSet, write_working_set
from dealer_app.hub.database.database import Transaction, enter, lock_head, transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import heads
from dealer_app.hub.office.publishing import move_head, office_working_set

_ROWS_LINKED = "FROM rows WHERE dealership = :d AND op = 'upsert' AND kind ="


def move_order(office: OfficeDatabase, number: str, source: str, target: str) -> None:
    """Move an order, given by its request number, with its papers, its money and its customer's file.

    Raises Refusal ``hub_order_unknown``, ``hub_dealership_unknown``, ``hub_move_same``.
    """
    if source == target:
        raise Refusal("hub_move_same")
    for code in (source, target):
        office.check_dealership(code)
    with transaction(office.engine, source, office.now()) as tx:
        for code in sorted((source, target)):
            enter(tx.connection, code)
            tx.connection.execute(select(heads.c.seq).where(heads.c.dealership == code).with_for_update())
        enter(tx.connection, source)
        moved = _leave(tx, number, target)
        there = Transaction(tx.connection, target, None, tx.now)
        enter(tx.connection, target)
        _arrive(there, *moved)
        enter(tx.connection, source)
        move_pieces(tx, target, [row_id for kind, row_id, _ in moved[0] if kind == ATTACHMENT])


def _leave(tx: Transaction, number: str, target: str) -> tuple[list[tuple[str, str, dict[str, Any]]], str]:
    """Revoke the order and all rows that depend on it; return (rows, the customer's id) as they were.

    Its money stays entered under the dealership whose counter took it.
    """
    key = number_key(number)
    order_id = office_working_set(tx, (), (), {key}).owner_of_number("order.request_number", key)
    if order_id is None:
        raise Refusal("hub_order_unknown", number=number)
    order = office_working_set(tx, [order_id]).row("order", order_id).doc
    if order is None:
        raise Refusal("hub_order_unknown", number=number)
    customer_id = str(order["customer_id"])
    is_last = not _other_orders(tx, customer_id, order_id)
    hanging = _hanging(tx, order_id) | (_hanging_on_person(tx, customer_id) if is_last else set())
    working = office_working_set(tx, [order_id, customer_id, *hanging])
    found = [(kind, row_id, row.doc) for (kind, row_id), row in working.known.rows.items() if row.doc is not None]
    leaving = [key_ for key_ in working.known.rows if key_[0] != "customer" or is_last]
    for kind, row_id in leaving:
        old = working.row(kind, row_id)
        meta = {**old.meta, MOVED_TO: target} if kind == ATTACHMENT else old.meta  # its bytes may come late
        working.staged.rows[kind, row_id] = Stored(old.version + 1, "revoke", None, meta)
    if is_last:
        code = next((doc["fields"].get("national_code") for k, _, doc in found if k == "customer"), None)
        if code:
            working.changed.dropped_identities.add(str(code))
    working.keep()
    _write(tx, working)
    return found, customer_id


def _arrive(tx: Transaction, found: list[tuple[str, str, dict[str, Any]]], owner: str) -> None:
    """Write the rows in their new dealership; a customer whose code is known there becomes an alias."""
    person = next((doc for kind, _, doc in found if kind == "customer"), None)
    code = str(person["fields"].get("national_code") or "") if person else ""
    working = office_working_set(tx, [row_id for _, row_id, _ in found], {code} if code else ())
    known = working.owner_of_code(code) if code else None
    target = known or owner
    for kind, row_id, doc in found:
        if kind == "customer":
            _arrive_person(working, row_id, doc, known)
        else:
            working.put(kind, row_id, ROW_KINDS[kind].re_point(doc, target))
    for kind, row_id, doc in found:
        for name in ROW_KINDS[kind].names(doc):
            working.staged.numbers[name] = row_id, "hub"
    working.keep()
    _write(tx, working)


def _arrive_person(working: WorkingSet, row_id: str, doc: dict[str, Any], known: str | None) -> None:
    if known is not None and known != row_id:
        working.put("alias", row_id, {"target": known})
        return
    if working.has("customer", row_id):
        return  # it came with an earlier order, and counters here may have corrected it since
    old = working.row("customer", row_id)
    marks = {"fields": {name: [old.version + 1, "hub"] for name in doc["fields"]}}
    working.put("customer", row_id, doc, marks)
    if doc["fields"].get("national_code"):
        working.staged.identities[str(doc["fields"]["national_code"])] = row_id


def _write(tx: Transaction, working: WorkingSet) -> None:
    last_seq = lock_head(tx)
    seqs = write_working_set(tx, working, last_seq)
    move_head(tx, last_seq + len(seqs))


def _hanging(tx: Transaction, order_id: str) -> set[str]:
    """Return the ids of the order's papers and of the prints of those papers."""
    papers = f"SELECT id {_ROWS_LINKED} ANY(:kinds) AND doc::jsonb #>> '{LINKS['order']}' = :order_id"
    return _with_prints(tx, papers, kinds=kinds_belonging_to("order"), order_id=order_id)


def _hanging_on_person(tx: Transaction, customer_id: str) -> set[str]:
    """Return the ids of a file's aliases, papers and prints: they leave with the file (I14)."""
    aliases = f"SELECT id {_ROWS_LINKED} ANY(:aliases) AND doc::jsonb #>> '{LINKS['file']}' = :customer_id"
    papers = f"""SELECT id {_ROWS_LINKED} ANY(:kinds)
        AND doc::jsonb #>> '{LINKS["customer"]}' IN (SELECT :customer_id UNION {aliases}) UNION {aliases}"""
    hanging = {"kinds": kinds_belonging_to("customer"), "aliases": kinds_belonging_to("file")}
    return _with_prints(tx, papers, **hanging, customer_id=customer_id)


def _with_prints(tx: Transaction, papers: str, **values: Any) -> set[str]:  # noqa: ANN401 - bound values
    statement = f"""WITH papers AS ({papers}) SELECT id FROM papers UNION
        SELECT id {_ROWS_LINKED} ANY(:prints)
        AND doc::jsonb #>> '{LINKS["paper"]}' IN (SELECT id FROM papers)"""  # noqa: S608 - our own text
    bound = {"d": tx.dealership, "prints": kinds_belonging_to("paper"), **values}
    return set(tx.connection.scalars(text(statement), bound))


def _other_orders(tx: Transaction, customer_id: str, order_id: str) -> bool:
    statement = """SELECT EXISTS (SELECT 1 FROM rows WHERE dealership = :d AND kind = 'order' AND op = 'upsert'
        AND id <> :order_id AND doc::jsonb ->> 'customer_id' = :customer_id)"""
    values = {"d": tx.dealership, "order_id": order_id, "customer_id": customer_id}
    return bool(tx.connection.scalar(text(statement), values))
