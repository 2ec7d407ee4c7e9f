"""Compare the oracle with a real head office: the same commands in the same order have the same effect.

Every mistake that is put into a handler must be found: this shows that the comparison can fail.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs
from sqlalchemy.exc import IntegrityError

from dealer_app.hub.commands import customers as handlers_customers
from dealer_app.hub.commands import money as handlers_money
from dealer_app.hub.commands import push
from dealer_app.hub.commands.kinds import KINDS
from dealer_app.hub.commands.papers import find_order
from dealer_app.hub.commands.rulings import Ruling, rejected
from dealer_app.hub.commands.working_set import WorkingSet
from dealer_app.protocol import wire
from tests.hub.commands.oracle_adapter import Both
from tests.hub.commands.oracle_words import Differ, Pen, Sent
from tests.hub.head_office import Office, open_office

ORDERS = {"o1": "kerman", "o2": "yazd", "o3": "kerman"}
TOWNS = ("kerman", "yazd")
EXAMPLES = max(20, settings().max_examples // 4)
BUDGET = settings(
    max_examples=EXAMPLES, deadline=None, database=None, report_multiple_bugs=False, derandomize=EXAMPLES == 20,
    phases=[Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip
Line = tuple[str, dict[str, Any], tuple[str, int] | None]


@dataclass
class Play:
    """Three counters of two towns; all that they send goes to the oracle and to a real head office."""

    both: Both
    sent: list[Sent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.both.open(*TOWNS)
        for town in (*TOWNS, TOWNS[0]):
            self.both.enrol(town)
        for order, town in ORDERS.items():
            self.both.new_order(town, order)

    def work(self, at: int, lines: list[Line], is_looked: bool, is_sent: bool) -> None:
        """Write some entries, with or without reading the files first, and send all that wait, or not yet."""
        pen = self.both.pens[at]
        if is_looked:
            self.both.look(pen)
        for line in lines:
            self._write(pen, *line)
        if is_sent:
            self.push(at, 0, 200)

    def push(self, at: int, back: int, size: int) -> None:
        """Send the next entries, with known ones before them, or with a gap (``back`` below zero)."""
        pen = self.both.pens[at]
        acked = self.both.hub.devices[pen.device].acked
        first = max(1, min(acked + 1 - back, len(pen.lines)))
        if pen.lines:
            self.sent.append(self.both.batch(pen, first, size))
            self.both.push(self.sent[-1])

    def old_batch_again(self, at: int, cut: int) -> None:
        """Send an old batch, or its beginning alone."""
        if self.sent:
            old = self.sent[at % len(self.sent)]
            batch = replace(old.batch, commands=old.batch.commands[:cut])
            self.both.push(Sent(old.pen, batch, self.both.cut(old.push, cut)))

    def session(self, at: int) -> None:
        self.both.session(self.both.pens[at])

    def restore(self, at: int, lost: int, lines: list[Line], is_asked: bool, shown: set[int] | None) -> None:
        """Continue from an older disk; head office finds out by the session or by the push.

        If the outbox is forked then, it may be reopened at once and send again from what it showed.
        """
        pen = self.both.pens[at]
        self.both.restore(pen, max(0, len(pen.lines) - lost))
        for line in lines:
            self._write(pen, *line)
        if is_asked:
            self.session(at)
        self.push(at, 0, 200)
        if shown is not None:
            self.reopen(at, shown)
            self.push(at, 0, 200)

    def reopen(self, at: int, shown: set[int]) -> None:
        """Reopen a forked outbox; it may show any of its entries beside its head."""
        pen = self.both.pens[at]
        if pen.lines and self.both.hub.devices[pen.device].is_forked:
            self.both.reopen(pen, shown)

    def move(self, order: str, town: str) -> None:
        self.both.move(order, town)

    def publish(self, order: str) -> None:
        self.both.publish(order)

    def _write(self, pen: Pen, kind: str, body: dict[str, Any], number: tuple[str, int] | None) -> None:
        if kind == "customer.correct":
            known = self.both.files(pen)
            if not known:
                return
            body = {"customer": known[body["whom"] % len(known)], "fields": body["fields"]}
        self.both.write(pen, kind, body, number)


def weighted(*choices: tuple[int, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """Return one of the strategies, each as often as its weight."""
    every = [strategy for weight, strategy in choices for _ in range(weight)]
    return st.integers(0, len(every) - 1).flatmap(every.__getitem__)


def doing(action: Callable[..., None], **arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return a step of the play."""
    return st.builds(partial, st.just(action), **arguments)


which = st.integers(0, 2)
orders, towns = st.sampled_from(tuple(ORDERS)), st.sampled_from(TOWNS)
numbers = st.tuples(st.sampled_from(("own", "own", "other", "local", "provisional")), st.integers(0, 3))
registration = st.fixed_dictionaries(
    {
        "code": st.sampled_from(("1", "2", "3", "4", "")),
        "fields": st.fixed_dictionaries({"city": which, "job": which}),
    }
)
correction = st.fixed_dictionaries(
    {
        "whom": st.integers(0, 9),
        "fields": st.dictionaries(st.sampled_from(("city", "job")), which, min_size=1),
    }
)
payment = st.fixed_dictionaries(
    {
        "order": st.sampled_from((*ORDERS, *ORDERS, "unknown")),
        "amount": st.integers(0, 5),
        "reference": st.integers(0, 12).map("b{}".format),
    }
)
lines = weighted(
    (3, st.tuples(st.just("customer.register"), registration, numbers)),
    (4, st.tuples(st.just("customer.correct"), correction, st.none())),
    (3, st.tuples(st.just("payment.record"), payment, numbers)),
    (1, st.just(("example.note", {"words": "of a later version"}, None))),
)
shown = st.sets(st.integers(1, 12))
some = st.lists(lines, min_size=2, max_size=7)
restoring: dict[str, st.SearchStrategy[Any]] = {
    "at": which,
    "lost": st.integers(1, 4),
    "lines": some,
    "is_asked": st.booleans(),
    "shown": shown | st.none(),
}
steps = weighted(
    (6, doing(Play.work, at=which, lines=some, is_looked=st.booleans(), is_sent=st.sampled_from((True, True, False)))),
    (3, doing(Play.push, at=which, back=st.integers(-2, 3), size=st.integers(1, 6))),
    (2, doing(Play.old_batch_again, at=st.integers(0, 50), cut=st.integers(1, 6))),
    (1, doing(Play.session, at=which)),
    (
        2,
        doing(
            Play.restore, at=which, lost=st.integers(1, 4), lines=some, is_asked=st.booleans(), shown=shown | st.none()
        ),
    ),
    (1, doing(Play.reopen, at=which, shown=shown)),
    (2, doing(Play.move, order=orders, town=towns)),
    (1, doing(Play.publish, order=orders)),
)


@pytest.fixture(scope="module")
def office() -> Iterator[tuple[Office, str]]:
    """A real head office; each example has its own towns."""
    with open_office() as office_and_url:
        yield office_and_url


def play_through(office: tuple[Office, str]) -> None:
    """Play many plays, each to its end; raise Differ if the two do not agree."""

    @BUDGET
    @given(st.lists(steps, min_size=16, max_size=24))
    def play(taken: list[Callable[[Play], None]]) -> None:
        scene = Play(Both(*office))
        for step in taken:
            step(scene)
        scene.both.compare()

    play()


def test_oracle_and_head_office_agree(office: tuple[Office, str]) -> None:
    play_through(office)


def refuses_money(working: WorkingSet, command: wire.OutboxCommand, body: dict[str, Any]) -> Ruling:
    """Reject a payment of an unknown order: money is lost (I8)."""
    known = find_order(working, body)
    return rejected("order_unknown") if known is None else handlers_money.record(working, command, body)


def takes_money_twice(working: WorkingSet, command: wire.OutboxCommand, body: dict[str, Any]) -> Ruling:
    """Enter the double amount in the ledger of money."""
    ruling = handlers_money.record(working, command, body)
    working.staged.money[body["id"]]["amount"] *= 2
    return ruling


def last_one_wins(working: WorkingSet, command: wire.OutboxCommand, body: dict[str, Any]) -> Ruling:
    """Write a correction even if another device changed the field in between."""
    return handlers_customers.correct(working, structs.replace(command, base_version=10**12), body)


def knows_no_code(working: WorkingSet, command: wire.OutboxCommand, body: dict[str, Any]) -> Ruling:
    """Open a second file for a known national code (I9)."""
    body = {**body, "fields": {**body["fields"], "national_code": ""}}
    return handlers_customers.register(working, command, body)


def believes_the_number(working: WorkingSet, command: wire.OutboxCommand, body: dict[str, Any]) -> Ruling:
    """Accept a number that another document has (I15)."""
    ruling = handlers_customers.register(working, command, body)
    return replace(ruling, state="applied", code="", number="") if ruling.code == "number" else ruling


@pytest.mark.parametrize(
    ("kind", "mistaken"),
    [
        ("payment.record", refuses_money),
        ("payment.record", takes_money_twice),
        ("customer.correct", last_one_wins),
        ("customer.register", knows_no_code),
        ("customer.register", believes_the_number),
    ],
)
def test_mistaken_handler_is_found(
    office: tuple[Office, str], monkeypatch: pytest.MonkeyPatch, kind: str, mistaken: Callable[..., Ruling]
) -> None:
    monkeypatch.setitem(KINDS, kind, replace(KINDS[kind], handler=mistaken))
    with pytest.raises(Differ):
        play_through(office)


def test_head_office_that_forgets_known_commands_is_found(
    office: tuple[Office, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "known_commands", lambda _tx, _lines: {})
    with pytest.raises((Differ, IntegrityError)):
        play_through(office)


def test_head_office_that_accepts_a_fork_is_found(office: tuple[Office, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(push, "known_outcomes", lambda _tx, _device, _body: [])
    with pytest.raises(Differ):
        play_through(office)
