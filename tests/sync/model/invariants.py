"""Checks of the numbered invariants of docs/protocol.md that the oracle can observe."""

from collections import Counter as Tally
from collections.abc import Callable, Iterable, Iterator

from tests.sync.model.feed import overlaps
from tests.sync.model.hub import TAKERS
from tests.sync.model.model import World
from tests.sync.model.values import CEILING, PROVISIONAL, BrokenInvariantError, Doc


def check_always(world: World) -> None:
    """Raise BrokenInvariantError if an invariant that must hold at every moment is broken."""
    for number, rule in ALWAYS.items():
        for what in rule(world):
            raise BrokenInvariantError(number, what)


def check_healed(world: World) -> None:
    """Raise BrokenInvariantError if an invariant is broken after all counters have synchronised."""
    known = {line.command_id for line, _ in world.hub.ledger.values()}
    for counter in world.counters:
        missing = [line for line in counter.disk.outbox if line.command_id not in known]
        if missing:
            raise BrokenInvariantError(4, missing)
        rows = world.hub.books[world.hub.devices[counter.disk.device].dealership].rows
        if counter.disk.rows != rows:
            differing = {key for key in {*rows, *counter.disk.rows} if counter.disk.rows.get(key) != rows.get(key)}
            raise BrokenInvariantError(12, differing)


def _acked_is_held(world: World) -> Iterable[object]:
    held = {line.hash for line, _ in world.hub.ledger.values()}
    for counter in world.counters:
        yield from (line for line in counter.disk.outbox[: counter.disk.acked] if line.hash not in held)


def _nothing_twice(world: World) -> Iterable[object]:
    return [command for command, times in world.hub.applied.items() if times != 1]


def _money_agrees(world: World) -> Iterable[object]:
    payments = [(line, out) for line, out in world.hub.ledger.values() if line.kind == "payment.record"]
    sent = sum({line.command_id: line.body["amount"] for line, _ in payments}.values())
    entered = sum(amount for _, amount in world.hub.money)
    shown = sum(doc.fields["amount"] for _, doc in _rows(world, "payment"))
    yield from (line for line, out in payments if out.state in {"rejected", "quarantined"})
    if not sent == entered == shown:
        yield sent, entered, shown


def _one_file_per_code(world: World) -> Iterable[object]:
    return _repeated((by, doc.fields["code"]) for by, doc in _rows(world, "customer") if _is_applied(doc))


def _first_accepted_wins(world: World) -> Iterable[object]:
    return _repeated(doc.fields["order"] for _, doc in _rows(world, "request") if _is_applied(doc))


def _no_number_twice(world: World) -> Iterable[object]:
    for books in world.hub.books.values():
        yield from overlaps(books)
    receipts = [(doc.fields["by"], doc.fields["number"]) for _, doc in _rows(world, "payment")]
    yield from _repeated(receipts)
    yield from (number for _, number in receipts if number >= PROVISIONAL)


def _no_gap(world: World) -> Iterable[object]:
    for counter in world.counters:
        borne = {(line.kind, line.body.get("number")) for line in counter.disk.outbox}
        kinds = {"registration": "customer.register", "receipt": "payment.record"}
        for lease in counter.disk.leases:
            taken = range(lease.first, lease.next)
            yield from ((lease.kind, one) for one in taken if (kinds[lease.kind], one) not in borne)


def _nobody_honest_is_stopped(world: World) -> Iterable[object]:
    for name, record in world.hub.devices.items():
        if record.is_forked and name not in world.disturbed:
            yield name
    yield from (c.serial for c in world.counters if c.is_stopped and c.disk.device not in world.disturbed)


def _ceiling_holds(world: World) -> Iterable[object]:
    for name, record in world.hub.devices.items():
        for kind, taker in TAKERS.items():
            ranges = world.hub.books[record.dealership].granted(name, record.epoch, kind)
            granted = {number for one in ranges for number in range(one.first, one.last + 1)}
            lines = [line for (owner, _, _), (line, _) in world.hub.ledger.items() if owner == name]
            unused = granted - {line.body["number"] for line in lines if line.kind == taker}
            if len(unused) > CEILING:
                yield name, kind, len(unused)


def _rows(world: World, kind: str) -> Iterator[tuple[str, Doc]]:
    """Yield (dealership, row) of every row of a kind."""
    for name, books in world.hub.books.items():
        yield from ((name, doc) for key, doc in books.rows.items() if key[0] == kind)


def _is_applied(doc: Doc) -> bool:
    return bool(doc.fields["state"] == "applied")


def _repeated(values: Iterable[object]) -> set[object]:
    """Return the values that occur more than once."""
    return {value for value, times in Tally(values).items() if times > 1}


ALWAYS: dict[int, Callable[[World], Iterable[object]]] = {
    3: _acked_is_held,
    5: _nothing_twice,
    8: _money_agrees,
    9: _one_file_per_code,
    10: _first_accepted_wins,
    15: _no_number_twice,
    16: _no_gap,
    19: _nobody_honest_is_stopped,
    20: _ceiling_holds,
}
