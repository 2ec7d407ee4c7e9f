"""Test that a counter parses every field of head office's rows: a bad row is kept and named, the others are applied."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.papers.papers import BillDetails, InvitationDetails, ReceiptDetails, RegistrationDetails
from dealer_app.protocol import wire
from dealer_app.protocol.schemas.docs import DOCS
from dealer_app.protocol.schemas.fields import Field, Record
from dealer_app.services.freezing import thaw
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.head_office import KeptRowRecord, OutcomeRecord
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.orders import OrderRecord, StatusHistoryRecord
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.prints import PrintRecord
from dealer_app.store.tables.registrations import RegistrationRecord
from dealer_app.sync.apply.outbox_entries import head_of, take_outcomes
from dealer_app.sync.session.reader import apply_page
from tests.hub.head_office import Office, a_counter
from tests.hub.mutations import ANY, leaves, never, replaced
from tests.hub.raw import push
from tests.hub.recording import CUSTOMER, publish_centre, write_day
from tests.sync.both_sides import undone
from tests.sync.counters import register

FACTS = {
    BillRecord: BillDetails,
    PaymentRecord: ReceiptDetails,
    InvitationRecord: InvitationDetails,
    RegistrationRecord: RegistrationDetails,
}
RECORDS = (CustomerRecord, OrderRecord, StatusHistoryRecord, LedgerEntryRecord, PrintRecord, *FACTS)
Rows = tuple[wire.Row, ...]


@pytest.fixture
def day(office: Office) -> Rows:
    """The feed rows of another counter's day of work."""
    publish_centre(office)
    other = a_counter(office)
    write_day(other, 2)
    push(other)
    page = other.talk().pull(0, 0)
    assert page is not None
    return page.rows


def doc_of(row: wire.Row) -> Any:
    return json.loads(bytes(row.doc))  # type: ignore[arg-type]


def with_doc(row: wire.Row, doc: Any, **changes: Any) -> wire.Row:
    return structs.replace(row, doc=wire.raw(doc), **changes)


def take(unit: Unit, *rows: wire.Row) -> None:
    page = wire.FeedPage(rows, (), rows[-1].seq, 0, is_more=False)
    apply_page(unit, page)
    unit.session.flush()


def kept(unit: Unit) -> dict[tuple[str, str], str]:
    """Return the reason of each row that is kept raw."""
    return {(row.kind, str(row.id)): row.reason for row in unit.session.scalars(select(KeptRowRecord))}


def read_everything(unit: Unit) -> None:
    """Read every column by its type, and the facts of every paper as the screen does."""
    unit.session.expire_all()
    for record in RECORDS:
        for row in unit.session.scalars(select(record)):
            held: Any = row
            if record in FACTS:
                thaw(FACTS[record], held.facts)


def test_no_leaf_of_any_document_takes_what_it_never_may(day: Rows) -> None:
    assert list(holes(day, DOCS)) == []


def test_leaf_that_is_not_parsed_is_found(day: Rows) -> None:
    loose = {**DOCS["print"].fields, "device": Field(Any)}
    assert set(holes(day, {**DOCS, "print": Record(loose)})) == {("print", "device")}


def holes(day: Rows, docs: dict[str, Record]) -> list[tuple[str, str]]:
    """Return kind and path of each leaf that takes a value that it never may; a conflict's value has any type."""
    return [
        (row.kind, ".".join(map(str, path)))
        for row in day
        for path, held in leaves(doc_of(row))
        if path[-1] != "value"
        and any(docs[row.kind].fits(replaced(doc_of(row), path, bad)) for bad in never(held, str(path[-1])))
    ]


@settings(max_examples=40)
@given(wishes=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 200), ANY), min_size=1, max_size=3))
def test_any_spoilt_leaf_is_kept_and_named_and_everything_else_can_be_read(
    joined: Desktop, day: Rows, wishes: list[Any]
) -> None:
    rows = list(day)
    for at, leaf, value in wishes:
        row = rows[at % len(rows)]
        found = list(leaves(doc_of(row)))
        path, _ = found[leaf % len(found)]
        try:
            rows[at % len(rows)] = with_doc(row, replaced(doc_of(row), path, value))
        except (OverflowError, ValueError, TypeError):
            return  # no JSON

    def work(unit: Unit) -> None:
        take(unit, *rows)
        named = kept(unit)
        for row in rows:
            if not DOCS[row.kind].fits(doc_of(row)):
                assert named[row.kind, row.id].startswith("fields:")
        read_everything(unit)

    undone(joined, work)


def test_good_row_after_a_bad_one_of_the_same_customer_is_applied(joined: Desktop, day: Rows) -> None:
    person = next(row for row in day if (row.kind, row.id) == ("customer", CUSTOMER))
    doc = doc_of(person)
    bad = {**doc, "fields": {**doc["fields"], "national_code": "1111111111", "city": "بم"}}
    good = {**doc, "fields": {**doc["fields"], "city": "کرمان"}}

    def work(unit: Unit) -> None:
        first = len(day)
        take(unit, *day)
        take(unit, with_doc(person, bad, version=first + 1, seq=first + 1))
        assert kept(unit) == {("customer", CUSTOMER): "fields:fields.national_code"}
        take(unit, with_doc(person, good, version=first + 2, seq=first + 2))
        assert kept(unit) == {}
        found = select(CustomerRecord.city).where(CustomerRecord.national_code == doc["fields"]["national_code"])
        assert unit.session.scalar(found) == "کرمان"

    undone(joined, work)


STRANGE = ({"id": "x"}, {"version": 2**70}, {"version": 0}, {"seq": -1}, {"op": "x"}, {"kind": "x" * 100_000})


def test_row_that_cannot_be_told_from_others_is_kept_and_named(joined: Desktop, day: Rows) -> None:
    def work(unit: Unit) -> None:
        spoilt = [structs.replace(day[0], **changes) for changes in STRANGE]
        apply_page(unit, wire.FeedPage((*spoilt, *day), (), day[-1].seq, 0, is_more=False))
        assert list(kept(unit).values()) == ["envelope"] * len(STRANGE)
        read_everything(unit)

    undone(joined, work)


ODD_OUTCOMES = (
    {"state": "x"},
    {"state": None},
    {"code": "U+202E \u202e"},
    {"seq": 2**70},
    {"alias_of": "x"},
    {"number": "x" * 100_000},
    {"doc": wire.raw({"city": ["x"]})},
    {"doc": wire.raw("x")},
)


@pytest.mark.parametrize("changes", ODD_OUTCOMES)
def test_outcome_that_cannot_be_read_counts_as_waiting(joined: Desktop, changes: dict[str, Any]) -> None:
    register(joined, 1)

    def work(unit: Unit) -> None:
        head = head_of(unit, 1)
        good = wire.Outcome(head.n, head.hash, "applied")
        assert take_outcomes(unit, [structs.replace(good, **changes)]) == 1
        state = unit.session.scalars(select(OutboxRecord.state).where(OutboxRecord.n == 1)).one()
        assert (state, unit.session.scalars(select(OutcomeRecord.code)).one()) == ("deferred", "outcome_unreadable")

    undone(joined, work)


def test_bad_customer_does_not_hide_the_orders_of_others(joined: Desktop, day: Rows) -> None:
    person = next(row for row in day if (row.kind, row.id) == ("customer", CUSTOMER))
    doc = doc_of(person)
    bad = with_doc(person, {**doc, "registered_at": "2026-13-01"})

    def work(unit: Unit) -> None:
        take(unit, *(bad if row is person else row for row in day))
        assert kept(unit)["customer", CUSTOMER] == "fields:registered_at"
        take(unit, with_doc(person, doc, version=99, seq=len(day) + 1))  # its order and papers follow it
        assert kept(unit) == {}

    undone(joined, work)
