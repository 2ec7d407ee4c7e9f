"""The state machine of the oracle: counters, head office and all events between them."""

from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.sync.model.counter import Counter
from tests.sync.model.invariants import check_always, check_healed
from tests.sync.model.model import World
from tests.sync.model.values import Mistakes

ORDERS = ("o1", "o2", "o3")

DEALERSHIPS = ("kerman", "yazd")

MOST_COUNTERS = 4

MOST_OPEN = 2

BUDGET = settings(
    max_examples=100, stateful_step_count=50, deadline=None, database=None, report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip

HUNT = settings(BUDGET, max_examples=400, derandomize=True, phases=[Phase.generate])

which = st.integers(0, MOST_COUNTERS - 1)

orders = st.sampled_from(ORDERS)

sizes = st.integers(1, 3)

chance = st.sampled_from((False, False, True))


class Line(RuleBasedStateMachine):
    """State machine: three counters of two dealerships, head office, and all events between them."""

    mistakes: ClassVar[Mistakes] = Mistakes()

    def __init__(self) -> None:
        super().__init__()
        self.world = World(self.mistakes)

    @initialize()
    def open_counters(self) -> None:
        """Open two counters in one town and one in the other, and allocate the orders."""
        for dealership in (*DEALERSHIPS, DEALERSHIPS[0]):
            self.world.add_counter(dealership)
        for order, dealership in zip(ORDERS, (*DEALERSHIPS, DEALERSHIPS[0]), strict=True):
            self.world.hub.new_order(dealership, order)

    @rule(at=which, order=orders, amount=st.integers(1, 9), is_crash=chance)
    def pay(self, at: int, order: str, amount: int, is_crash: bool) -> None:
        self._write(at, "payment.record", {"order": order, "amount": amount}, "receipt", is_crash=is_crash)

    @rule(at=which, code=st.sampled_from(("1", "2", "3", "")), city=st.integers(0, 2), order=orders)
    def register_and_ask(self, at: int, code: str, city: int, order: str) -> None:
        self._write(at, "customer.register", {"code": code, "fields": {"city": city, "job": 0}}, "registration")
        self._write(at, "request.make", {"order": order})

    @rule(at=which, whom=st.integers(0, 9), field=st.sampled_from(("city", "job")), value=st.integers(3, 9))
    def correct(self, at: int, whom: int, field: str, value: int) -> None:
        known = self._counter(at).customers()
        if known:
            self._write(at, "customer.correct", {"customer": known[whom % len(known)], "fields": {field: value}})

    @rule(at=which, size=sizes, fate=st.sampled_from(("ok", "ok", "lost", "twice", "crash")))
    def push(self, at: int, size: int, fate: str) -> None:
        self.world.push(self._counter(at), size, fate)

    @rule(at=which)
    def whole_talk(self, at: int) -> None:
        """Lease numbers, push all entries and pull all rows."""
        counter = self._counter(at)
        for kind in ("registration", "receipt"):
            self.world.lease(counter, kind)
        self.world.push(counter, 200)
        while self.world.pull(counter):
            pass

    @rule(at=st.integers(0, 60))
    def old_call_again(self, at: int) -> None:
        self.world.replay(at)

    @rule(at=which, what=st.integers(0, 9))
    def call_comes_late(self, at: int, what: int) -> None:
        """Let a counter make a call that arrives only when ``old_call_again`` chooses it."""
        self.world.delay(self._counter(at), what)

    @rule(at=which, kind=st.sampled_from(("registration", "receipt")), after=st.sampled_from((0, 10**7, 10**9)))
    def drain(self, at: int, kind: str, after: int) -> None:
        self.world.drain(self._counter(at), kind, after)

    @rule(at=which, size=sizes, back=st.integers(0, 9))
    def carry_a_stick(self, at: int, size: int, back: int) -> None:
        self.world.write_stick(self._counter(at), size)
        self.world.read_stick(back)

    @rule(at=which, is_crash=chance)
    def pull(self, at: int, is_crash: bool) -> None:
        self.world.pull(self._counter(at), is_crash=is_crash)

    @rule(at=which, kind=st.sampled_from(("registration", "receipt")), is_lost=chance)
    def lease(self, at: int, kind: str, is_lost: bool) -> None:
        self.world.lease(self._counter(at), kind, is_lost=is_lost)

    @rule(order=orders, status=st.integers(1, 9), at=st.integers(0, 1))
    def publish(self, order: str, status: int, at: int) -> None:
        """Begin a publication; if three are open, commit the first or the second."""
        source = next(name for name, books in self.world.hub.books.items() if ("order", order) in books.rows)
        self.world.slow.append(self.world.hub.begin(source, order, status))
        if len(self.world.slow) > MOST_OPEN:
            self.world.hub.commit(self.world.slow.pop(at))

    @rule(order=orders, town=st.sampled_from(DEALERSHIPS))
    def move_order(self, order: str, town: str) -> None:
        self.world.hub.move(order, town)

    @rule(at=which, is_restored=st.booleans())
    def back_up_or_restore(self, at: int, is_restored: bool) -> None:
        counter = self._counter(at)
        if is_restored:
            self.world.restore(counter)
        else:
            counter.keep_backup()

    @rule(at=which)
    def clone(self, at: int) -> None:
        if len(self.world.counters) < MOST_COUNTERS:
            self.world.clone(self._counter(at))

    @rule()
    def heal(self) -> None:
        self.world.heal()
        check_healed(self.world)

    @invariant()
    def what_always_holds(self) -> None:
        check_always(self.world)

    def teardown(self) -> None:
        """Synchronise everything at the end and check all invariants."""
        self.world.heal()
        check_always(self.world)
        check_healed(self.world)

    def _counter(self, at: int) -> Counter:
        return self.world.counters[at % len(self.world.counters)]

    def _write(
        self, at: int, kind: str, body: dict[str, Any], number_kind: str = "", *, is_crash: bool = False
    ) -> None:
        counter = self._counter(at)
        if not counter.is_stopped:
            counter.write(kind, body, number_kind, is_crash=is_crash)
