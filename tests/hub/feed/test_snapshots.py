"""Test snapshots: complete in any pieces, signed, and with the feed after them equal to head office."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import BytesIO
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from dealer_app.hub.database.schema import BROADCAST
from dealer_app.hub.feed.snapshots import PART
from dealer_app.hub.office.publishing import Published
from dealer_app.protocol import wire
from dealer_app.protocol.signing import is_signed
from dealer_app.protocol.snapshot_file import unpack_rows
from dealer_app.sync.session.talker import HubRefusedError, Talker
from tests.hub.bodies import a_code, a_person
from tests.hub.feed.reader import IDS, Reader, held
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.raw import push

MOST_FILES = 8
OWN = 160


def fetch(talk: Talker, head: wire.SnapshotHead, sizes: list[int]) -> bytes:
    """Fetch a file in pieces of these sizes, in turn, as over a line that breaks."""
    content = b""
    while len(content) < head.bytes:
        wanted = sizes[len(content) % len(sizes)]
        content += talk.snapshot_part(head.name, len(content), len(content) + wanted - 1)
    return content


def rows_of(content: bytes) -> list[wire.Row]:
    return [row for page in unpack_rows(BytesIO(content), 100) for row in page]


def load(reader: Reader) -> wire.SnapshotHead:
    """Take a snapshot as a new counter does: rows by version, the cursors after them."""
    head = reader.talk.snapshot_head()
    for row in rows_of(fetch(reader.talk, head, [PART])):
        reader.known[row.kind, row.id] = row
    reader.cursor, reader.broadcast = head.seq, head.broadcast
    return head


@pytest.fixture
def filled(office: Office, counter: Counter) -> Counter:
    """A counter of a dealership with its own and broadcast rows; its file has several parts."""
    office.publish(BROADCAST, *(Published("status", row_id, {"name": row_id}) for row_id in IDS))
    noise = ["".join(sha256(f"{at} {part}".encode()).hexdigest() for part in range(60)) for at in range(OWN)]
    kinds = ("customer", "plan")
    rows = [Published(kinds[at % 2], str(uuid7()), {"noise": text}) for at, text in enumerate(noise)]
    office.publish("2606", *rows)
    return counter


@settings(max_examples=15)
@given(sizes=st.lists(st.integers(5_000, 400_000), min_size=1, max_size=4))
def test_file_is_the_same_in_any_pieces(filled: Counter, sizes: list[int]) -> None:
    talk = filled.talk()
    head = talk.snapshot_head()
    assert head.bytes > PART

    content = fetch(talk, head, sizes)

    assert (len(content), sha256(content).hexdigest()) == (head.bytes, head.sha256)


def test_head_is_signed_for_its_file(office: Office, filled: Counter) -> None:
    head = filled.talk().snapshot_head()

    assert is_signed(office.keys.public, f"BAJEH-SNAPSHOT-1\n{head.name}\n{head.sha256}".encode(), head.signature)
    assert filled.talk().snapshot_head() == head


def test_file_has_only_existing_rows_and_parents_first(office: Office, filled: Counter) -> None:
    office.publish("2606", Published("order", IDS[0], {"gone": True}))
    office.publish("2606", Published("order", IDS[0], None))
    talk = filled.talk()
    head = talk.snapshot_head()

    rows = rows_of(fetch(talk, head, [PART]))

    assert len(rows) == head.rows == OWN + len(IDS)
    kinds = [row.kind for row in rows]
    assert kinds == sorted(kinds, key=["status", "plan", "customer"].index)
    assert {row.op for row in rows} == {"upsert"}


def test_bytes_after_the_end_and_other_names_are_unknown(filled: Counter) -> None:
    talk = filled.talk()
    head = talk.snapshot_head()

    assert talk.snapshot_part(head.name, head.bytes - 1, head.bytes + 9_999_999) != b""
    for name, first in ((head.name, head.bytes + PART), (f"{head.name}0", 0), (head.name.replace("2606", "2607"), 0)):
        with pytest.raises(HubRefusedError, match="snapshot_unknown"):
            talk.snapshot_part(name, first, first + 9)


def test_file_is_served_for_a_week_and_replaced_after_a_day(office: Office, filled: Counter) -> None:
    talk = filled.talk()
    first = talk.snapshot_head()
    office.publish("2606", Published("staff", IDS[0], {"value": 1}))
    assert filled.talk().snapshot_head() == first

    office.clock.pass_by(hours=25)
    talk = filled.talk()
    second = talk.snapshot_head()
    assert (second.seq, second.rows) == (first.seq + 1, first.rows + 1)
    assert sha256(fetch(talk, first, [PART])).hexdigest() == first.sha256
    office.clock.pass_by(days=8)
    talk = filled.talk()
    third = talk.snapshot_head()
    assert third.seq == second.seq
    with pytest.raises(HubRefusedError, match="snapshot_unknown"):
        talk.snapshot_part(first.name, 0, 9)


def test_counters_that_ask_at_once_get_one_file(office: Office, filled: Counter) -> None:
    talks = [filled.talk() for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        heads = list(threads.map(lambda talk: talk.snapshot_head(), talks))

    assert len({head.name for head in heads}) == 1


def test_snapshot_during_writes_and_the_feed_after_it_are_complete(office: Office) -> None:
    writers = [a_counter(office) for _ in range(2)]
    done = Event()

    def write(at: int) -> None:
        for number in range(12):
            writers[at].write("customer.register", a_person(a_code()))
            push(writers[at], number + 1)
            office.publish("2606", Published("staff", IDS[number % 5], {"value": f"{at}{number}"}))

    def read() -> list[Reader]:
        later = Office(office.engine, office.keys)  # another process, whose clock runs ahead: every file is a new one
        readers: list[Reader] = []
        while not (readers and done.is_set()) and len(readers) < MOST_FILES:
            later.clock.pass_by(days=2)
            readers.append(Reader(a_counter(later).talk()))
            load(readers[-1])
        return readers

    with ThreadPoolExecutor(3) as threads:
        reading = threads.submit(read)
        try:
            list(threads.map(write, range(2)))
        finally:
            done.set()
        readers = reading.result()

    expected = held(office, "2606")
    for reader in readers:
        reader.talk = a_counter(office).talk()
        reader.drain()
        assert reader.docs == expected
