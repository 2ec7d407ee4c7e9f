"""Test verify: exactly the buckets that differ are found, by a digest that both sides compute (protocol, verify)."""

import json
from collections import defaultdict
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from uuid_utils.compat import uuid7

from dealer_app.hub.database.schema import rows
from dealer_app.hub.office.publishing import Published
from dealer_app.protocol import wire
from dealer_app.protocol.canonical_json import canonical_json
from tests.hub.bodies import SOME_JSON
from tests.hub.feed.reader import Reader
from tests.hub.head_office import Counter, Office
from tests.hub.raw import push, stored
from tests.hub.recording import publish_centre, write_day

KINDS = ("customer", "order", "staff")
Held = dict[tuple[str, str], tuple[int, Any]]


def bucket_of(row_id: str) -> str:
    return sha256(row_id.encode()).hexdigest()[:2]


def digests(held: Held) -> dict[str, wire.KindDigest]:
    """Compute the digests of section 5 from its text alone."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (kind, row_id), (version, doc) in held.items():
        text_ = canonical_json([kind, row_id, version, doc])
        found[kind][bucket_of(row_id)].append(sha256(text_.encode()).hexdigest())
    return {
        kind: wire.KindDigest(
            sum(map(len, buckets.values())),
            {name: sha256("".join(sorted(own)).encode()).hexdigest() for name, own in buckets.items()},
        )
        for kind, buckets in {**{kind: {} for kind in KINDS}, **found}.items()
    }


def held_at_the_hub(office: Office) -> Held:
    found = stored(office.engine, "2606", rows, office)
    return {
        (row["kind"], row["id"]): (row["version"], json.loads(row["doc"])) for row in found if row["op"] == "upsert"
    }


@pytest.fixture
def held(office: Office, counter: Counter) -> Held:
    """Rows of several kinds, as a counter holds them that has read everything."""
    docs = [{"name": name, "deep": {"b": [1, None], "a": True}} for name in ("ژاله", 'a"b\\c', "\u200c\U0001f697", "")]
    for at in range(40):
        office.publish("2606", Published(KINDS[at % 3], str(uuid7()), {**docs[at % 4], "n": at}))
    reader = Reader(counter.talk())
    reader.drain()
    return {key: (row.version, json.loads(bytes(row.doc))) for key, row in reader.known.items()}  # type: ignore[arg-type]


def test_equal_copies_do_not_differ(office: Office, counter: Counter, held: Held) -> None:
    assert held == held_at_the_hub(office)

    answer = counter.talk().verify(wire.Verify(digests=digests(held)))

    assert (answer.differs, answer.rows) == ({}, {})


def test_rows_of_a_whole_day_have_the_same_digests_on_both_sides(office: Office, counter: Counter) -> None:
    publish_centre(office)
    write_day(counter, 2)
    push(counter)

    answer = counter.talk().verify(wire.Verify(digests=digests(held_at_the_hub(office))))

    assert (answer.differs, answer.rows) == ({}, {})


CHANGES = st.lists(st.tuples(st.sampled_from(["doc", "version", "gone", "more"]), st.integers(0, 99)), max_size=6)


@settings(max_examples=30)
@given(changes=CHANGES)
def test_exactly_the_buckets_that_differ_are_found(
    office: Office, counter: Counter, owner_engine: Engine, held: Held, changes: list[tuple[str, int]]
) -> None:
    keys = sorted(held)
    touched: set[tuple[str, str]] = set()
    with owner_engine.connect() as connection, connection.begin() as undone:
        for change, at in changes:
            kind, row_id = keys[at % len(keys)]
            key = (kind, str(uuid7())) if change == "more" else (kind, row_id)
            connection.execute(text(STATEMENTS[change]), {"kind": kind, "id": key[1], "doc": f'{{"at":{at}}}'})
            touched.add(key)
        mine = connection.execute(text("SELECT kind, id, version, doc, op FROM rows WHERE dealership = '2606'")).all()
        spoilt = {(row.kind, row.id): (row.version, json.loads(row.doc)) for row in mine if row.op == "upsert"}
        undone.rollback()
    differing = {key for key in {*spoilt, *held} if spoilt.get(key) != held.get(key)}
    assert differing <= touched

    answer = counter.talk().verify(wire.Verify(digests=digests(spoilt)))

    expected = {(kind, bucket_of(row_id)) for kind, row_id in differing}
    assert {(kind, bucket) for kind, buckets in answer.differs.items() for bucket in buckets} == expected
    listed = {(kind, row.id): row.version for kind, found in answer.rows.items() for row in found}
    assert listed == {key: version for key, (version, _) in held.items() if (key[0], bucket_of(key[1])) in expected}


MINE = "WHERE dealership = '2606' AND kind = :kind AND id = :id AND :doc <> ''"
STATEMENTS = {
    "doc": "UPDATE rows SET doc = :doc WHERE dealership = '2606' AND kind = :kind AND id = :id",
    "version": f"UPDATE rows SET version = version + 1 {MINE}",
    "gone": f"DELETE FROM rows {MINE}",
    "more": "INSERT INTO rows SELECT '2606', :kind, :id, 1, coalesce(max(seq), 0) + 1, 'upsert', :doc, '{}' FROM rows",
}


def test_row_that_only_the_counter_has_is_missing_in_the_answer(counter: Counter, held: Held) -> None:
    extra = ("staff", str(uuid7()))

    answer = counter.talk().verify(wire.Verify(digests=digests({**held, extra: (1, {})})))

    assert answer.differs == {"staff": (bucket_of(extra[1]),)}
    assert extra[1] not in {row.id for row in answer.rows["staff"]}


def test_newest_common_entry_is_found(counter: Counter) -> None:
    for _ in range(5):
        counter.write("bill.void", {"id": str(uuid7()), "reason": ""})
    push(counter, last=3)
    heads = tuple(wire.Head(line.n, line.hash) for line in reversed(counter.lines))

    assert counter.talk().verify(wire.Verify(heads)).common_n == 3
    assert counter.talk().verify(wire.Verify((wire.Head(3, "f" * 64),))).common_n == 0


@settings(max_examples=40)
@given(doc=st.dictionaries(st.text(max_size=5), SOME_JSON, max_size=3))
def test_digest_is_computed_from_the_document_as_received(doc: dict[str, Any]) -> None:
    try:
        came = bytes(wire.raw(doc))
    except (ValueError, OverflowError, TypeError):
        return  # the hub cannot hold such a document
    row_id = str(uuid7())
    expected = sha256(f'["order","{row_id}",7,'.encode() + came + b"]").digest()

    assert wire.row_digest("order", row_id, 7, came) == expected
