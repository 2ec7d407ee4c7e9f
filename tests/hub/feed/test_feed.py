"""Test the feed: one feed row per row, in the order of commits, and no reader misses one (I11, I12, I14)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from dealer_app.hub.database.schema import BROADCAST, rows
from dealer_app.hub.office.publishing import Published
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import Call
from dealer_app.sync.session.talker import Talker, inflate
from tests.hub.bodies import a_code, a_person, fresh_dealership
from tests.hub.feed.reader import IDS, Reader, held
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.raw import push, signed, stored

MIB = 1024 * 1024


STEPS = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from([1, 2, 3, None]), st.integers(0, 3)), max_size=14)


@settings(max_examples=25)
@given(steps=STEPS, late=st.integers(0, 14))
def test_readers_at_any_pace_end_equal_to_head_office(
    office: Office, steps: list[tuple[str, int | None, int]], late: int
) -> None:
    dealership = fresh_dealership(office)
    often, seldom = (Reader(a_counter(office, dealership).talk()) for _ in range(2))
    touched: set[str] = set()
    for at, (row_id, value, limit) in enumerate(steps):
        changed = office.publish(dealership, Published("staff", row_id, None if value is None else {"value": value}))
        touched |= {row_id} if changed else set()
        if limit:
            often.read(limit)
        if at == late:
            seldom.drain(2)
    for reader in (often, seldom):
        reader.drain(3)

    assert often.docs == seldom.docs == held(office, dealership)
    assert often.seqs == sorted(set(often.seqs))
    lines = stored(office.engine, dealership, rows, office)
    assert {line["id"] for line in lines} == touched, "one line per row, those of deleted ones kept"
    assert len({line["seq"] for line in lines}) == len(lines)


def test_changed_row_moves_to_the_end_and_is_there_once(office: Office, counter: Counter) -> None:
    for value in (1, 2):
        for row_id in IDS[:2]:
            office.publish("2606", Published("staff", row_id, {"value": value}))
    reader = Reader(counter.talk())

    reader.drain()

    assert reader.seqs == [3, 4]
    assert {row.version for row in reader.known.values()} == {2}


def test_unchanged_row_is_not_sent_again(office: Office, counter: Counter) -> None:
    reader = Reader(counter.talk())
    assert office.publish("2606", Published("staff", IDS[0], {"value": 1})) == 1
    reader.drain()

    assert office.publish("2606", Published("staff", IDS[0], {"value": 1})) == 0
    assert not reader.read()


def test_broadcast_is_a_separate_stream(office: Office, counter: Counter) -> None:
    other = a_counter(office, "2607")
    office.publish(BROADCAST, *(Published("status", row_id, {"name": row_id}) for row_id in IDS))
    office.publish("2606", Published("staff", IDS[0], {"value": 1}))

    for reader, own in ((Reader(counter.talk()), 1), (Reader(other.talk()), 0)):
        for _ in range(8):
            reader.read(2)
        assert len(reader.known) == len(IDS) + own
        assert (reader.cursor, reader.broadcast) == (own, len(IDS))


def sizes_of_pages(talk: Talker, question: Callable[[int], str]) -> list[int]:
    """Ask until nothing more follows; return the size of each inflated answer."""
    sizes, cursor, is_more = [], 0, True
    while is_more:
        answer = talk.carrier(signed(talk, Call("GET", question(cursor))))
        sizes.append(len(inflate(answer)))
        page = wire.decode(wire.FeedPage, inflate(answer))
        cursor, is_more = page.rows[-1].seq if page.rows else page.cursor, page.is_more and bool(page.rows)
    return sizes


def test_no_answer_is_larger_than_the_protocol_allows(office: Office, counter: Counter) -> None:
    ids = [str(uuid7()) for _ in range(24)]
    for dealership in ("2606", BROADCAST):
        rows_ = [Published("plan", row_id, {"text": "ی" * 50_000}) for row_id in ids]
        office.publish(dealership, *rows_)
    talk = counter.talk()

    sizes = sizes_of_pages(talk, lambda cursor: f"/v1/pull?cursor={cursor}&broadcast=0&limit=500")
    assert len(sizes) > 2
    assert max(sizes) <= MIB
    wanted = ",".join(ids)
    answer = office.service.answer(signed(talk, Call("GET", f"/v1/pull?cursor=0&broadcast=0&ids={wanted}")))
    page = wire.decode(wire.FeedPage, inflate(answer))
    assert len(inflate(answer)) <= MIB
    assert page.is_more
    assert 0 < len(page.rows) < len(ids)


def test_row_larger_than_a_page_is_sent_as_a_page(office: Office, counter: Counter) -> None:
    for row_id in IDS[:3]:
        office.publish("2606", Published("plan", row_id, {"text": "x" * MIB}))
    reader = Reader(counter.talk())

    reader.drain()

    assert reader.docs == held(office, "2606")


def test_reader_that_pulls_while_others_write_misses_nothing(office: Office) -> None:
    writers, reader = [a_counter(office) for _ in range(4)], Reader(a_counter(office).talk())

    def write(at: int, counter: Counter) -> None:
        for number in range(10):
            counter.write("customer.register", a_person(a_code()))
            push(counter, number + 1)
            if number % 3 == 0:
                office.publish("2606", Published("staff", IDS[at], {"value": number}))

    with ThreadPoolExecutor(4) as threads:
        works = [threads.submit(write, at, counter) for at, counter in enumerate(writers)]
        while not all(work.done() for work in works):
            reader.read(3)
        for work in works:
            work.result()
    reader.drain()

    assert len(held(office, "2606")) == 44
    assert reader.docs == held(office, "2606")
    assert reader.seqs == sorted(set(reader.seqs))
