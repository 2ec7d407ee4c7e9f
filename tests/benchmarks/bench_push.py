"""Push: measure commands per second at head office, in process and over HTTP; the baseline is raw inserts.

The baseline is psycopg: all rows that a batch left (ledger, feed, identities, numbers, money) are known beforehand as
tuples and written by one `executemany` with ON CONFLICT a table in one transaction, into the same tables, keys and
partitions of a second database of the same server, with the same durability. It does not verify, decide or answer
anything. A replay is the same call sent again.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from typing import Any, NamedTuple

import psycopg

from dealer_app.hub.office.publishing import Published
from dealer_app.protocol.carriage import Call, Carrier
from dealer_app.sync.session.client import HttpCarrier
from tests.benchmarks import raw_hub
from tests.benchmarks.head_office import DEALERSHIP, publish_orders
from tests.benchmarks.ratios import peak_memory_mb, show_rounds
from tests.benchmarks.visits import LINES_OF_A_VISIT, pushes, visit
from tests.hub.head_office import Counter, Office, open_office
from tests.hub.serving import serving

LINES = 200
ROUNDS = 24
WARM = 4


class Pair(NamedTuple):
    """Head office's database, which is read, and the database that the baseline fills."""

    source: psycopg.Connection[Any]
    target: psycopg.Connection[Any]


def rate(work: Callable[[], object]) -> float:
    """Return the commands per second of one batch."""
    begun = time.perf_counter()
    work()
    return LINES / (time.perf_counter() - begun)


def a_full_counter(office: Office, orders: Sequence[Published], at: int) -> tuple[Counter, list[Call]]:
    """Return an enrolled counter and its outbox as signed calls; ``at`` makes its numbers unique."""
    counter, dice = Counter(office), Random(at)
    counter.enrol(DEALERSHIP)
    for number in range((ROUNDS + WARM) * LINES // LINES_OF_A_VISIT):
        visit(counter, orders[number % len(orders)], at + number, dice)
    return counter, pushes(counter, LINES)


def measure(pair: Pair, name: str, carrier: Carrier, counter: Counter, calls: Sequence[Call]) -> None:
    """Push an outbox by ``carrier``, alternately with raw inserts of the same rows, and again as a replay."""
    first: list[tuple[float, float]] = []
    again: list[tuple[float, float]] = []
    for turn, call in enumerate(calls):
        seq = raw_hub.last_seq(pair.source)
        ours = rate(partial(accepted, carrier, call))
        tables = raw_hub.read_new(pair.source, counter.device, turn * LINES, seq)
        raw = rate(partial(raw_hub.write, pair.target, tables))
        known = rate(partial(accepted, carrier, call))
        if turn >= WARM:
            first.append((ours, raw))
            again.append((known, ours))
    goal = "≥ 0.5" if name == "door" else ""
    show_rounds(f"push, {name}", first, "cmd/s", goal, "raw INSERT … ON CONFLICT")
    show_rounds(f"replay of known commands, {name}", again, "cmd/s", "≥ 3", "their first application")


def accepted(carrier: Carrier, call: Call) -> None:
    """Send one push; raise AssertionError if it is refused."""
    answer = carrier(call)
    assert answer.status == 200, answer


def main() -> None:
    """Measure pushes in process and over HTTP and print the ratios."""
    with open_office(DEALERSHIP) as (office, url), open_office(DEALERSHIP) as (_, raw_url):
        orders = publish_orders(office, DEALERSHIP, 1_000)
        full = [a_full_counter(office, orders, at) for at in (0, 100_000)]
        print(f"push: {LINES} lines a batch, {len(full[0][1][0].body):,} bytes sent")
        with psycopg.connect(url) as source, psycopg.connect(raw_url) as target:
            pair = Pair(source, target)
            measure(pair, "door", office.service.answer, *full[0])
            with serving(office, url) as address, HttpCarrier(address) as line:
                measure(pair, "HTTP over loopback", line, *full[1])
    print(f"  peak memory {peak_memory_mb():.0f} MB (counters' outboxes included)")


if __name__ == "__main__":
    main()
