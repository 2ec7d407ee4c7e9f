"""Test the sender: batches, refusals, disk faults, and which outcomes are accepted."""

import resource

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.documents.printing import print_paper
from dealer_app.domain.errors import Refusal
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.hub.database.database import transaction
from dealer_app.hub.devices.devices import reopen
from dealer_app.hub.service.endpoints import inflate
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import Call
from dealer_app.store.core.unit import Unit
from dealer_app.store.database.connection import DATABASE_FILE
from dealer_app.store.tables.enrolments import change_enrolment
from dealer_app.store.tables.head_office import OutcomeRecord
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.store.tables.prints import PrintRecord
from dealer_app.sync.apply.outbox_entries import list_batch, take_outcomes
from tests.hub.head_office import Office
from tests.sync.both_sides import ledger_lines, me, states, undone
from tests.sync.counters import SpoiltLine, bill, new_order, pay, register


def sizes(line: SpoiltLine) -> list[int]:
    """Return the number of outbox entries of each push."""
    pushes = (call for call in line.calls if call.path == "/v1/push")
    return [len(wire.decode(wire.Push, inflate(call)).commands) for call in pushes]


def kinds(desktop: Desktop) -> list[tuple[str, int]]:
    def read(unit: Unit) -> list[tuple[str, int]]:
        found = unit.session.execute(select(OutboxRecord.kind, OutboxRecord.kind_version).order_by(OutboxRecord.n))
        return [(row.kind, row.kind_version) for row in found]

    return desktop.read(read)


def test_batch_that_is_too_large_is_halved_until_it_passes(joined: Desktop, line: SpoiltLine) -> None:
    for at in range(20):
        register(joined, at)

    def is_large(call: Call) -> bool:
        return len(wire.decode(wire.Push, inflate(call)).commands) > 6

    line.refuse("/v1/push", 413, "too_many", when=is_large)
    report = joined.talk()

    assert (report.trouble, report.sent) == ("", 20)
    assert sizes(line)[:3] == [20, 10, 5]


def test_single_entry_that_is_too_large_is_reported(joined: Desktop, line: SpoiltLine) -> None:
    register(joined, 1)
    line.refuse("/v1/push", 413, "too_large")

    assert joined.talk().trouble == "too_large"
    assert states(joined) == ["queued"]


def test_batch_is_smaller_after_a_lost_answer(joined: Desktop, line: SpoiltLine) -> None:
    for at in range(60):
        register(joined, at)
    line.lose_answer("/v1/push")

    joined.talk()
    line.calls.clear()
    assert joined.talk().sent == 60
    assert sizes(line)[:2] == [25, 35]


def test_unknown_session_is_reopened_once(joined: Desktop, line: SpoiltLine) -> None:
    register(joined, 1)
    refusals = iter([True])
    line.refuse("/v1/push", 401, "session_unknown", when=lambda _call: next(refusals, False))

    assert joined.talk().trouble == ""
    assert line.paths.count("session") == 2


def test_session_that_stays_unknown_ends_the_step(joined: Desktop, line: SpoiltLine) -> None:
    register(joined, 1)
    line.refuse("/v1/push", 401, "session_unknown")

    assert joined.talk().trouble == "session_unknown"
    assert states(joined) == ["queued"]


@pytest.mark.parametrize(("status", "code"), [(400, "malformed"), (400, "chain_broken"), (426, "protocol_old")])
def test_refused_push_keeps_the_entry_and_still_pulls(
    joined: Desktop, line: SpoiltLine, status: int, code: str
) -> None:
    joined.talk()
    register(joined, 1)
    line.calls.clear()
    line.refuse("/v1/push", status, code)

    assert joined.talk().trouble == code
    assert states(joined) == ["queued"]
    assert "pull" in line.paths
    assert joined.line_state().enrolment == "active"


def test_gap_is_filled_from_the_last_entry_of_head_office(joined: Desktop, office: Office) -> None:
    for at in range(3):
        register(joined, at)
    joined.write(lambda unit: change_enrolment(unit, acked_n=2))

    assert joined.talk().trouble == ""
    assert len(ledger_lines(office)) == 3
    assert me(joined).acked_n == 3


def test_fork_reported_by_a_push_stops_writing_and_still_pulls(joined: Desktop, line: SpoiltLine) -> None:
    joined.talk()
    register(joined, 1)
    line.calls.clear()
    line.refuse("/v1/push", 409, "fork")

    assert joined.talk().trouble == "fork"
    assert joined.line_state().enrolment == "forked"
    assert "pull" in line.paths
    assert line.paths.count("push") == 1


def test_full_disk_during_a_talk_is_reported_and_the_next_talk_succeeds(joined: Desktop, office: Office) -> None:
    for at in range(40):
        register(joined, at)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    room = (joined.home / f"{DATABASE_FILE}-wal").stat().st_size + 4096
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        report = joined.talk()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert report.trouble in {"disk_full", "disk_fault"}
    assert joined.talk().trouble == ""
    assert len(ledger_lines(office)) == 40
    assert joined.verify().is_sound


def test_documents_are_sent_in_their_newest_version(joined: Desktop) -> None:
    joined.talk()
    customer_id = register(joined, 1)
    order_id = new_order(joined)
    bill(joined, order_id)
    joined.write(lambda unit: print_paper(unit, PaperRef(PaperKind.REGISTRATION, customer_id)))

    made = dict(kinds(joined))

    assert made == {"customer.register": 2, "bill.issue": 2, "print.record": 2}
    assert joined.talk().trouble == ""
    assert not {"rejected", "quarantined"} & set(states(joined))


def test_stopped_counter_prints_and_reports_the_prints_later(joined: Desktop, office: Office) -> None:
    customer_id = register(joined, 1)
    joined.talk()
    joined.write(lambda unit: change_enrolment(unit, state="forked"))
    ref = PaperRef(PaperKind.REGISTRATION, customer_id)

    joined.write(lambda unit: print_paper(unit, ref))
    with pytest.raises(Refusal, match="counter_stopped"):
        pay(joined, new_order(joined), "A1")
    assert [kind for kind, _ in kinds(joined)] == ["customer.register"]

    with transaction(office.engine, "2606", office.clock()) as tx:
        reopen(tx, me(joined).device)
    joined.talk()
    assert [kind for kind, _ in kinds(joined)] == ["customer.register", "print.record"]
    joined.talk()
    assert joined.line_state().waiting == 0
    assert joined.read(lambda unit: len(unit.session.scalars(select(PrintRecord.id)).all())) == 1


@pytest.fixture
def queued(joined: Desktop) -> Desktop:
    """A counter with six waiting outbox entries."""
    for at in range(6):
        register(joined, at)
    return joined


@given(said=st.lists(st.tuples(st.integers(1, 8), st.booleans()), max_size=12))
def test_only_outcomes_of_the_next_entries_with_matching_hashes_are_taken(
    queued: Desktop, said: list[tuple[int, bool]]
) -> None:
    batch = queued.read(lambda unit: list_batch(unit, 1, 0, 200))
    own = {line.n: line.hash for line in batch.commands}
    outcomes = tuple(wire.Outcome(n, own.get(n, "0" * 64) if is_own else "f" * 64, "applied") for n, is_own in said)
    right = {n for n, is_own in said if is_own and n in own}
    expected = next(n for n in range(9) if n + 1 not in right)

    def work(unit: Unit) -> None:
        assert take_outcomes(unit, outcomes) == expected
        taken = unit.session.scalars(select(OutcomeRecord.n).order_by(OutcomeRecord.n)).all()
        assert list(taken) == list(range(1, expected + 1))

    undone(queued, work)


@given(st.integers(0, 6), st.integers(1, 10))
def test_batch_starts_after_the_last_acknowledged_entry(queued: Desktop, after: int, most: int) -> None:
    batch = queued.read(lambda unit: list_batch(unit, 1, after, most))

    assert [line.n for line in batch.commands] == list(range(after + 1, min(6, after + most) + 1))
    previous = batch.previous_hash
    for line in batch.commands:
        assert wire.command_hash(previous, structs.replace(line, hash="")) == line.hash
        previous = line.hash
