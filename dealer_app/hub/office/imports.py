"""Import orders at head office: judge each row as the counter does, then publish it to its dealership."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.customers import CustomerFields
from dealer_app.domain.errors import FieldError, Refusal
from dealer_app.domain.ids import Rial
from dealer_app.domain.imports import ImportReport
from dealer_app.domain.orders.orders import OrderFields
from dealer_app.domain.persian import persian_digits
from dealer_app.hub.commands.working_set import Stored, WorkingSet, write_working_set
from dealer_app.hub.database.bulk import among
from dealer_app.hub.database.database import Transaction, lock_head, transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.roles import add_dealership, is_dealership_code
from dealer_app.hub.database.schema import money
from dealer_app.hub.office.elsewhere import find_elsewhere
from dealer_app.hub.office.publishing import OFFICE, Published, move_head, office_working_set, stage
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.imports.known import KnownCustomer
from dealer_app.services.imports.ledger import list_stated
from dealer_app.services.imports.merging import merge_order
from dealer_app.services.imports.people import fill_customer, list_differences, split_name
from dealer_app.services.imports.prices import PriceWatch
from dealer_app.services.imports.received import WaitingMoney, match_received
from dealer_app.services.imports.rows import PersonFacts, RowFacts, RowReader, make_reader
from dealer_app.services.imports.seen import SeenRows, place_words, same_error
from dealer_app.services.imports.sheets import Row, list_tables
from dealer_app.services.imports.tables.choosing import choose_tables
from dealer_app.services.imports.tally import Tally
from dealer_app.store.core.types import instant_text
from resources.texts.imports import BROKE_OFF

BATCH_ROWS = 1000
_STATED = ("given_name", "family_name", "mobile", "city", "postal_code")
Doc = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Facts of all rows that are published at once; ``present`` are the fields that the sheet has columns for."""

    present: frozenset[str]
    is_new: bool
    is_dry_run: bool


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One table of the file: its place, the names of all tables, its reader and its prices."""

    at: int
    names: tuple[str, ...]
    reader: RowReader
    prices: PriceWatch


def import_orders(office: OfficeDatabase, path: Path, *, dry_run: bool = False) -> ImportReport:
    """Judge every row of an export and publish the good ones, one short transaction per dealership and batch.

    Raises Refusal or EnvironmentFault ``import_…`` if the file as a whole is no export.
    """
    choice = choose_tables(list_tables(path))
    tally, seen = Tally(choice), SeenRows()
    known = set(office.list_dealerships())
    is_stored = False
    for at, (table, header) in enumerate(choice.tables):
        sheet = _Sheet(at, tuple(one.table.name for one in choice.tables), make_reader(header), PriceWatch({}))
        tally.begin(choice.tables[at])
        rows = (row for row in table.read() if row[0] > header.row)
        try:
            while batch := list(islice(rows, BATCH_ROWS)):
                for code, facts in _by_dealership(_judge(sheet, tally, seen, batch), tally).items():
                    batch_of = _Batch(sheet.reader.order_fields, is_new=code not in known, is_dry_run=dry_run)
                    _publish(office, code, facts, batch_of, tally)
                    known |= set() if dry_run else {code}
                    is_stored = not dry_run
        except Refusal:  # damage further down: what is published stays
            if not is_stored:
                raise
            tally.remarks.append(BROKE_OFF.format(rows=persian_digits(str(tally.rows))))
            return tally.report(is_dry_run=dry_run, was_stopped=True)
        for row, warning in sheet.prices.list_warnings():
            tally.warn(row, warning, str(warning.params["given"]))
    return tally.report(is_dry_run=dry_run)


def _judge(sheet: _Sheet, tally: Tally, seen: SeenRows, rows: list[Row]) -> Iterable[RowFacts]:
    """Yield the rows that were understood, the first of each request number."""
    for row in rows:
        facts = tally.read_row(sheet.reader, row)
        if facts is None:
            continue
        earlier = seen.find_first(facts, sheet.at)
        if earlier is None:
            tally.take_remarks(facts)
            sheet.prices.take(facts)
            yield facts
            continue
        first, is_same = earlier
        words = place_words(first, sheet.at, sheet.names)
        if is_same:
            tally.repeat(facts.row, same_error(words), facts.key)
        else:
            tally.refuse(facts.row, FieldError("hub_import_twice", "request_number", first_row=words), facts.key)


def _by_dealership(facts: Iterable[RowFacts], tally: Tally) -> dict[str, list[RowFacts]]:
    """Return the rows by dealership; refuse a row that names none."""
    found: dict[str, list[RowFacts]] = defaultdict(list)
    for one in facts:
        code = one.order.dealership_code.strip()
        if is_dealership_code(code):
            found[code].append(one)
        else:
            tally.refuse(one.row, FieldError("hub_import_dealership", "dealership_code"), "")
    return found


def _publish(office: OfficeDatabase, dealership: str, facts: Sequence[RowFacts], batch: _Batch, tally: Tally) -> None:
    """Write the orders of one dealership in one transaction, undone whole in a dry run."""
    elsewhere = find_elsewhere(office, {one.key for one in facts}, dealership)
    with transaction(office.engine, dealership, office.now()) as tx:
        if batch.is_new:
            add_dealership(tx.connection, dealership)
        last_seq = lock_head(tx)
        codes = {one.person.national_code for one in facts}
        keys = {one.key for one in facts}
        working = office_working_set(tx, (), codes, keys)
        waiting = _waiting_money(tx, {owner for owner, _ in working.known.numbers.values()})
        for one in facts:
            if _has_left(working, one):
                tally.refuse(one.row, FieldError("hub_import_moved", "request_number"), one.key)
            elif one.key in elsewhere:
                error = FieldError("hub_import_elsewhere", "dealership_code", other=elsewhere[one.key])
                tally.refuse(one.row, error, one.key)
            else:
                _stage_order(working, one, batch, waiting, tally, instant_text(tx.now))
        working.keep()
        seqs = write_working_set(tx, working, last_seq)
        move_head(tx, last_seq + len(seqs))
        if batch.is_dry_run:
            tx.connection.rollback()


def _has_left(working: WorkingSet, facts: RowFacts) -> bool:
    """Return whether head office moved the order away since; an old export does not bring it back."""
    order_id = working.owner_of_number("order.request_number", facts.key)
    return order_id is not None and working.row("order", order_id).op == "revoke"


def _stage_order(
    working: WorkingSet, facts: RowFacts, batch: _Batch, waiting: dict[str, list[Doc]], tally: Tally, moment: str
) -> None:
    notes: list[FieldError] = []
    customer_id = _stage_person(working, facts.person, moment, notes)
    for error in notes:
        tally.warn(facts.row, error, facts.key)
    order_id = working.owner_of_number("order.request_number", facts.key)
    old = working.row("order", order_id).doc if order_id else None
    if old is None:
        row_id = str(uuid7())
        stage(working, Published("order", row_id, _new_doc(facts.order, customer_id, moment)))
        tally.accepted += 1
        return
    order, kept = merge_order(thaw(OrderFields, old["fields"]), facts, batch.present)
    for error in kept:
        tally.warn(facts.row, error, facts.key)
    doc = _changed_doc(old, order, customer_id, waiting.get(order_id or "", []), moment)
    if doc == old:
        tally.unchanged += 1
        return
    stage(working, Published("order", order_id or "", doc))
    tally.updated += 1


def _new_doc(order: OrderFields, customer_id: str, moment: str) -> Doc:
    history = [{"status": order.status, "at": moment}] if order.status else []
    frozen = freeze(order)
    return {"customer_id": customer_id, "fields": frozen, "ledger": _ledger(order), "included": [], "history": history}


def _changed_doc(old: Doc, order: OrderFields, customer_id: str, waiting: list[Doc], moment: str) -> Doc:
    """Return an order's document with the new facts of an export."""
    known = thaw(OrderFields, old["fields"])
    doc = {**old, "customer_id": customer_id, "fields": freeze(order), "ledger": _ledger(order)}
    if order.status and order.status != known.status:
        doc["history"] = [*old["history"], {"status": order.status, "at": moment}]
    if order.received != known.received:
        doc["included"] = [*old["included"], *_included(old, known, order, waiting)]
    return doc


def _included(old: Doc, known: OrderFields, order: OrderFields, waiting: list[Doc]) -> list[Doc]:
    """Return the counter's money that head office's new total contains, so that nothing is counted twice."""
    counted: dict[str, int] = defaultdict(int)
    for part in old["included"]:
        counted[part["payment"]] += part["amount"]
    left = [WaitingMoney(UUID(m["id"]), Rial(-m["amount"] - counted[m["id"]])) for m in waiting]
    parts = match_received(known.received, order.received, [money for money in left if money.amount])
    return [{"payment": str(part.id), "amount": part.amount} for part in parts]


def _ledger(order: OrderFields) -> list[Doc]:
    return [
        {
            "account": "principal",
            "kind": kind,
            "amount": amount,
            "on": None if on is None else on.isoformat(),
            "reference": "",
        }
        for kind, amount, on in list_stated(order)
    ]


def _stage_person(working: WorkingSet, person: PersonFacts, moment: str, notes: list[FieldError]) -> str:
    """Return the id of the customer's file, made now for a new code; differences are added to ``notes``.

    The file keeps its values, as at the counter: an export states other cities from order to order.
    """
    given, family = split_name(person)
    stated = {"mobile": person.mobile, "city": person.city, "postal_code": person.postal_code}
    owner = working.owner_of_code(person.national_code)
    stored = working.row("customer", owner) if owner else None
    if owner is None or stored is None or stored.doc is None:
        names = {"kind": str(person.kind), "national_code": person.national_code}
        blank = {item.name: freeze(item.default) for item in fields(CustomerFields)}
        doc = {**blank, **names, "given_name": given, "family_name": family, **stated}
        return _stage_new_person(working, doc, moment)
    known = _known(owner, stored)
    notes += list_differences(known, person)
    filled = fill_customer(known, person)
    changes = {name: getattr(filled, name) for name in _STATED if getattr(filled, name) != getattr(known, name)}
    if changes:
        marks = {**stored.meta.get("fields", {}), **{name: [stored.version + 1, OFFICE] for name in changes}}
        merged = {**stored.doc["fields"], **changes}
        working.put("customer", owner, {**stored.doc, "fields": merged}, {**stored.meta, "fields": marks})
    return owner


def _known(row_id: str, stored: Stored) -> KnownCustomer:
    """Return a file for the rules of an import; its origin is the device that first set its code."""
    doc = (stored.doc or {})["fields"]
    maker = stored.meta.get("fields", {}).get("national_code", [0, ""])[1]
    facts = {name: str(doc.get(name) or "") for name in ("national_code", *_STATED)}
    return KnownCustomer(UUID(row_id), stored.version, "import" if maker == OFFICE else "counter", **facts)


def _stage_new_person(working: WorkingSet, person: Doc, moment: str) -> str:
    row_id = str(uuid7())
    doc = {
        "fields": person,
        "registration_number": "",
        "registered_at": moment,
        "activation": "pending",
        "conflicts": [],
        "state": "applied",
        "code": "",
    }
    marks = {name: [1, OFFICE] for name in person}
    working.put("customer", row_id, doc, {"fields": marks})
    working.staged.identities[str(person["national_code"])] = row_id
    return row_id


def _waiting_money(tx: Transaction, orders: set[str]) -> dict[str, list[Doc]]:
    """Return the money that counters entered for these orders, oldest first."""
    found: dict[str, list[Doc]] = defaultdict(list)
    if orders:
        mine = money.c.dealership == tx.dealership, among(money.c.order_id, orders), money.c.account == "principal"
        for row in tx.connection.execute(select(money).where(*mine).order_by(money.c.id)):
            found[row.order_id].append({"id": row.id, "amount": row.amount})
    return found
