"""Test that a device gets only the numbers that its documents use up, whatever it asks for (I15, I20)."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update

from dealer_app.hub.commands.kinds import KINDS as COMMANDS
from dealer_app.hub.database.database import enter, transaction
from dealer_app.hub.database.schema import BROADCAST, heads, leases
from dealer_app.hub.devices import ceilings
from dealer_app.hub.devices.devices import reopen
from dealer_app.hub.devices.leases import LAST, LAST_LEASED
from dealer_app.protocol import wire
from dealer_app.store.tables.leases import KINDS
from tests.hub.bodies import a_payment, fresh_dealership, whole
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.raw import push

CEILING = 8
PROVISIONAL = 90_000_000
TWO = ("receipt", "bill_file")


def ask(counter: Counter, *wants: tuple[str, int]) -> tuple[wire.Range, ...]:
    body = wire.encode(wire.Wants(tuple(wire.Want(*want) for want in wants)))
    ranges = counter.office.service.run(counter.office.service.find(counter.device), "/v1/lease", body)
    assert isinstance(ranges, wire.Ranges)
    return ranges.ranges


@dataclass
class Pc:
    """A counter with its ranges, as [first, next, last], and the numbers that its documents bear."""

    counter: Counter
    held: dict[str, list[list[int]]] = field(default_factory=lambda: {kind: [] for kind in TWO})
    taken: list[tuple[str, int]] = field(default_factory=list)
    pushed: int = 0
    provisional: int = 0

    def take(self, kind: str) -> int:
        """Take the next number, of the lowest range first; never stop."""
        for one in sorted(self.held[kind]):
            if one[1] <= one[2]:
                one[1] += 1
                self.taken.append((kind, one[1] - 1))
                return one[1] - 1
        self.provisional += 1
        return PROVISIONAL + self.provisional

    def work(self, count: int) -> None:
        for _ in range(count):
            self.counter.write("payment.record", a_payment(number=f"1405/2606/{self.take('receipt')}"))
            self.counter.write("bill.issue", whole("bill.issue", bill_id=f"{self.take('bill_file'):08}01234"))

    def push(self) -> None:
        while len(self.counter.lines) > self.pushed:
            push(self.counter, self.pushed + 1, self.pushed + 200)
            self.pushed = min(self.pushed + 200, len(self.counter.lines))

    def reopen(self, office: Office) -> None:
        """Let head office reopen the device; the counter goes on after what it sent, with new ranges."""
        with transaction(office.engine, self.counter.dealership, office.clock()) as tx:
            reopen(tx, self.counter.device)
        shown = tuple(wire.Head(line.n, line.hash) for line in self.counter.lines[-1:])
        self.counter.talk(checkpoints=shown)
        self.counter.epoch += 1
        self.held = {kind: [] for kind in TWO}

    def left(self, kind: str) -> int:
        return sum(last - at + 1 for _, at, last in self.held[kind])

    def refill(self, *, is_lost: bool = False) -> None:
        """Ask as a counter does, after the newest range that it holds."""
        for kind in TWO:
            size = sum(last - first + 1 for first, at, last in self.held[kind] if at <= last)
            if self.left(kind) * 2 <= size:
                after = max((last for _, _, last in self.held[kind]), default=0)
                for one in () if is_lost else ask(self.counter, (kind, after)):
                    self.held[kind].append([one.first, one.first, one.last])


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the smallest ceiling small, so that few documents use it up."""
    monkeypatch.setattr(ceilings, "LEAST", CEILING)


def granted(office: Office, dealership: str) -> list[Any]:
    with transaction(office.engine, dealership, office.clock()) as tx:
        return list(tx.connection.execute(select(leases).where(leases.c.dealership == dealership)))


def unused(office: Office, pc: Pc, kind: str) -> int:
    """Return how many numbers of its open ranges no pushed document of the device bears."""
    pc_rows = [row for row in granted(office, pc.counter.dealership) if row.device == pc.counter.device]
    mine = {n for row in pc_rows if row.kind == kind and row.closed_at is None for n in range(row.first, row.last + 1)}
    return len(mine - {number for name, number in pc.taken if name == kind})


steps = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(("work", "work", "push", "refill", "refill", "lost", "drain", "drain", "reopen")),
        st.integers(1, 6),
    ),
    min_size=6,
    max_size=25,
)


def happen(office: Office, pc: Pc, what: str, amount: int) -> None:
    """Let one thing happen at a counter."""
    if what == "work":
        pc.work(amount)
    elif what == "push":
        pc.push()
    elif what in ("refill", "lost"):
        pc.refill(is_lost=what == "lost")
    elif what == "drain":
        for after in (10**9, LAST, 0, -1)[:amount]:
            ask(pc.counter, *((kind, after) for kind in TWO))
    elif what == "reopen" and pc.pushed == len(pc.counter.lines):
        pc.reopen(office)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(taken=steps)
def test_no_history_of_calls_gives_a_number_twice_or_more_than_the_ceiling(
    office: Office, small: None, taken: list[tuple[int, str, int]]
) -> None:
    here, there = fresh_dealership(office), fresh_dealership(office)
    pcs = [Pc(a_counter(office, dealership)) for dealership in (here, here, there, there)]
    for who, what, amount in taken:
        happen(office, pcs[who], what, amount)
        assert_ceiling(office, pcs[who])
    for pc in pcs:
        pc.push()
        pc.refill()
        assert all(pc.left(kind) > 0 for kind in TWO)  # an honest counter always gets numbers
        assert_ceiling(office, pc)
    mine, theirs = granted(office, here), granted(office, there)
    for kind in KINDS:
        for rows in (mine, theirs, [*mine, *theirs]) if kind == "bill_file" else (mine, theirs):
            in_order = sorted((row for row in rows if row.kind == kind), key=lambda row: row.first)
            assert all(one.last < two.first for one, two in pairwise(in_order))
    numbers = [(kind, n, pc.counter.dealership if kind != "bill_file" else "") for pc in pcs for kind, n in pc.taken]
    assert len(numbers) == len(set(numbers))


def assert_ceiling(office: Office, pc: Pc) -> None:
    documents = len(pc.counter.lines) // 2
    assert all(unused(office, pc, kind) <= max(CEILING, 3 * documents) for kind in TWO)


def drain(counter: Counter, calls: int = 12) -> int:
    """Ask again and again as if every range were held already; return how many numbers were got."""
    after, count = 0, 0
    for _ in range(calls):
        for one in ask(counter, ("receipt", after)):
            after, count = one.last, count + one.last - one.first + 1
        after = max(after, 10**7)
    return count


def test_draining_gets_no_more_than_the_ceiling(office: Office, counter: Counter) -> None:
    assert drain(counter) == ceilings.LEAST
    assert drain(counter) == ceilings.LEAST  # what was granted, given again
    assert sum(row.last - row.first + 1 for row in granted(office, "2606")) == ceilings.LEAST


def test_a_document_with_the_last_number_does_not_use_up_the_range(office: Office, counter: Counter) -> None:
    (one,) = ask(counter, ("receipt", 0))
    counter.write("payment.record", a_payment(number=f"1405/2606/{one.last}"))
    push(counter)
    assert ask(counter, ("receipt", one.last)) == ()


def test_other_commands_use_up_no_numbers(office: Office, counter: Counter, small: None) -> None:
    (one,) = ask(counter, ("receipt", 0))
    for _ in range(3 * CEILING):
        counter.write("example.note", {"words": "x"})
    push(counter)
    assert ask(counter, ("receipt", one.last)) == ()


def test_without_the_ceiling_the_numbers_are_drained(
    office: Office, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: every call gets a new range."""
    monkeypatch.setattr("dealer_app.hub.devices.leases.missing", lambda _tx, _kind, is_of_bills: 1_000)
    assert drain(counter) > 5 * ceilings.LEAST


def test_what_sixty_days_use_raises_the_ceiling(office: Office, counter: Counter, small: None) -> None:
    pc = Pc(counter)
    for _ in range(2):
        pc.refill()
        pc.work(pc.left("receipt"))
        pc.push()
    pc.refill()
    used = len(pc.counter.lines) // 2
    assert CEILING < pc.left("receipt") <= 3 * used
    office.clock.pass_by(days=61)
    pc.work(pc.left("receipt"))
    pc.push()
    office.clock.pass_by(days=61)
    pc.refill()
    assert pc.left("receipt") == CEILING


def test_commands_that_take_numbers_are_known() -> None:
    assert set(ceilings._TAKERS) == set(KINDS)
    assert {command for commands in ceilings._TAKERS.values() for command in commands} <= set(COMMANDS)


def test_unknown_or_absurd_want_fails_alone(office: Office, counter: Counter) -> None:
    wants = (("example", 0), ("receipt", 0), ("", 5), ("bill", 10**17), ("registration", -7), ("invitation", 0))
    assert [one.kind for one in ask(counter, *wants)] == ["receipt", "invitation"]


@pytest.fixture
def emptied(owner_engine: Any, counter: Counter) -> Counter:
    """A counter of a dealership that has no receipt numbers left, of a head office that has no file numbers left."""
    with owner_engine.begin() as connection:
        for dealership, kind in (("2606", "receipt"), (BROADCAST, "bill_file")):
            connection.execute(
                update(heads)
                .where(heads.c.dealership == dealership)
                .values(serials=text(f"""serials || '{{"{kind}": {LAST_LEASED}}}'"""))
            )
    return counter


def test_empty_kind_fails_alone_and_head_office_keeps_numbers_of_its_own(emptied: Counter) -> None:
    found = ask(emptied, *((kind, 0) for kind in KINDS))
    assert {one.kind for one in found} == set(KINDS) - {"receipt", "bill_file"}
    emptied.write("payment.record", a_payment(number=f"1405/2606/{PROVISIONAL + 5}"))
    assert push(emptied).outcomes[0].number == f"1405/2606/{LAST_LEASED + 1}"


def test_last_numbers_of_a_kind_are_granted(office: Office, owner_engine: Any, counter: Counter) -> None:
    with owner_engine.begin() as connection:
        few = text(f"""serials || '{{"receipt": {LAST_LEASED - 7}}}'""")
        connection.execute(update(heads).where(heads.c.dealership == "2606").values(serials=few))
    (one,) = ask(counter, ("receipt", 0))
    assert (one.first, one.last) == (LAST_LEASED - 6, LAST_LEASED)


def test_windows_of_provisional_numbers_are_unique_over_all_dealerships(office: Office) -> None:
    found = []
    for dealership in ("2606", "2607", "2606", "2607"):
        other = Counter(office)
        found += [one for one in other.enrol(dealership).provisional if one.kind == "bill_file"]
    assert all(one.first >= PROVISIONAL and one.last < 100_000_000 for one in found)
    in_order = sorted(found, key=lambda one: one.first)
    assert all(one.last < two.first for one, two in pairwise(in_order))


def test_windows_begin_anew_when_all_were_given(office: Office) -> None:
    with transaction(office.engine, "2606", office.clock()) as tx:
        enter(tx.connection, BROADCAST)
        tx.connection.execute(update(heads).where(heads.c.dealership == BROADCAST).values(serials={"window": 9_999}))
    assert Counter(office).enrol("2606").provisional[0].first == PROVISIONAL
