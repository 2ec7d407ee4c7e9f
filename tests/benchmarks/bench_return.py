"""Return: measure a thousand counters that come back at the same moment after 70 days, each with dozens of commands.

Every counter signs with its own key, opens a session, and pushes if it may; one that is told to wait waits as long as
it was told, with the jitter of the product. Head office works in as many threads as the service has. While no counter
is busy, the clock skips to the end of the next wait. The baseline is one counter with as many commands and no others
beside it.
"""

import heapq
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from random import Random

from dealer_app.hub.office.publishing import Published
from dealer_app.hub.service.calls import CallService
from dealer_app.hub.service.limits import Load
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import Answer, Call
from dealer_app.protocol.money import PAYMENT_KINDS
from dealer_app.sync.session.backoff import asked_s
from dealer_app.sync.session.sender import FIRST_SIZE
from dealer_app.sync.session.talker import Identity, Talker, new_nonce
from tests.benchmarks.head_office import publish_orders
from tests.benchmarks.ratios import Ratio, peak_memory_mb, show
from tests.benchmarks.visits import visit
from tests.hub.head_office import Counter, Office, open_office

COUNTERS, DEALERSHIPS, VISITS = 1_000, 20, 8
WITH_MONEY = 0.4
THREADS = 40  # the framework of the service runs blocking calls in so many threads
MOST_AT_ONCE = 24  # above it sessions without a payment are told to wait; the HTTP service does so in its queue
AWAY_DAYS = 70


@dataclass
class Queue:
    """The waiting counters, and a clock that skips the time in which no counter is busy."""

    dice: Random = field(default_factory=lambda: Random(70))
    waiting: list[tuple[float, int]] = field(default_factory=list)
    begun: float = field(default_factory=time.perf_counter)
    skipped: float = 0.0
    told_to_wait: int = 0
    last_payment: float = 0.0
    last_command: float = 0.0

    def now(self) -> float:
        return time.perf_counter() - self.begun + self.skipped


class Hall:
    """The entrance of head office: it counts the calls in progress, as the service does."""

    def __init__(self, office: Office) -> None:
        self.load = Load()
        self._service = CallService(office.engine, office.keys, office.clock, lambda: self.load.now > MOST_AT_ONCE)

    def carry(self, call: Call) -> Answer:
        with self.load:
            return self._service.answer(call)


def talk(hall: Hall, counter: Counter) -> int:
    """Run one talk; return the seconds to wait, or 0 if everything was sent."""
    me = Talker(hall.carry, Identity(counter.device, counter.signing_key, counter.office.keys.public))
    paid = sum(line.kind in PAYMENT_KINDS for line in counter.lines)
    head = wire.Head(counter.lines[-1].n, counter.lines[-1].hash)
    waiting = wire.WaitingCount(len(counter.lines), paid, paid)
    answer = me.session(wire.OpenSession(new_nonce(), counter.epoch, head, 0, 0, waiting))
    if not answer.go:
        return answer.retry_after_s
    for first in range(1, len(counter.lines) + 1, FIRST_SIZE):
        me.push(counter.batch(first, first + FIRST_SIZE - 1))
    return 0


def drain(hall: Hall, counters: list[Counter]) -> Queue:
    """Let all counters start at once and continue until none of them has anything to send."""
    queue = Queue()
    queue.waiting = [(0.0, at) for at in range(len(counters))]
    busy: dict[Future[int], int] = {}
    with ThreadPoolExecutor(THREADS) as pool:
        while queue.waiting or busy:
            while queue.waiting and len(busy) < THREADS and queue.waiting[0][0] <= queue.now():
                _, at = heapq.heappop(queue.waiting)
                busy[pool.submit(talk, hall, counters[at])] = at
            if not busy:
                queue.skipped += max(0.0, queue.waiting[0][0] - queue.now())
                continue
            done, _ = wait(busy, timeout=0.05, return_when=FIRST_COMPLETED)
            for future in done:
                note(queue, future.result(), at := busy.pop(future), counters[at])
    return queue


def note(queue: Queue, retry_after_s: int, at: int, counter: Counter) -> None:
    """Note the end of a talk."""
    if retry_after_s:
        queue.told_to_wait += 1
        heapq.heappush(queue.waiting, (queue.now() + asked_s(retry_after_s, dice=queue.dice.random), at))
        return
    queue.last_command = queue.now()
    if any(line.kind in PAYMENT_KINDS for line in counter.lines):
        queue.last_payment = queue.now()


def full_counter(office: Office, dealership: str, orders: list[Published], at: int, visits: int) -> Counter:
    """Return an enrolled counter with the commands of 70 days; two of five counters have payments."""
    counter, dice = Counter(office), Random(at)
    counter.enrol(dealership)
    is_paid = at % 10 < WITH_MONEY * 10
    for number in range(visits):
        unique = at * VISITS + number
        visit(counter, orders[unique % len(orders)], unique, dice, is_paid=is_paid)
    return counter


def main() -> None:
    """Measure the return of a thousand counters, then of one counter with as many commands; print the figures."""
    codes = [f"{2600 + number}" for number in range(DEALERSHIPS)]
    with open_office(*codes, "2699") as (office, _):
        orders = {code: publish_orders(office, code, 100) for code in (*codes, "2699")}
        counters = [
            full_counter(office, code := codes[at % DEALERSHIPS], orders[code], at, VISITS) for at in range(COUNTERS)
        ]
        total = sum(len(counter.lines) for counter in counters)
        alone = full_counter(office, "2699", orders["2699"], 10 * COUNTERS, total // 5)
        office.clock.pass_by(days=AWAY_DAYS)
        before = peak_memory_mb()
        many = drain(Hall(office), counters)
        after = peak_memory_mb()
        one = drain(Hall(office), [alone])
    print(f"return: {COUNTERS:,} counters of {DEALERSHIPS} dealerships, {total:,} commands, {AWAY_DAYS} days away")
    print(
        f"  told to wait {many.told_to_wait:,} times; of {many.last_command:.1f} s {many.skipped:.1f} s nobody worked"
    )
    worked = many.last_command - many.skipped
    rate = total / worked, len(alone.lines) / one.last_command
    show(Ratio("return, the work itself", *rate, "cmd/s", "", "one counter, as many commands"))
    show(Ratio("return, last payment in", many.last_payment, many.last_command, "s", "≤ 0.5", "last command in"))
    show(Ratio("return, peak memory", after, before, "MB", "", "before the first call"))


if __name__ == "__main__":
    main()
