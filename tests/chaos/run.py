"""One chaos run: hubs, PostgreSQL and counters as processes that work and are killed until enough has happened."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from dealer_app.hub.database.database import engine_of
from dealer_app.hub.database.keys import KEYS_FILE, KEYS_VARIABLE, ready_keys
from tests.chaos import proxy
from tests.chaos.counter_process import WORK_DONE, Place
from tests.chaos.counters import CounterProcesses, FellError
from tests.chaos.database import OwnPostgres
from tests.chaos.healing import check_all, heal, opened_again
from tests.chaos.hub_process import SERVE, HubProcesses, Program, check_log
from tests.chaos.tallies import read_tallies
from tests.hub.head_office import Office
from tests.soak.central import DEALERSHIPS
from tests.soak.world import ORDERS_EACH, World, make_template

STUCK_S = 120.0
LOOK_S = 0.1
DECK = (
    *(["kill counter"] * 12),
    *(["kill hub"] * 3),
    *(["publish"] * 6),
    *(["move"] * 2),
    *("kill all hubs", "kill postgres"),
)
"""The events of a run, dealt in random order again and again, so that every run includes all of them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The size of a run: everything is healed and checked ``rounds`` times; ``serve`` is the command line of a hub.

    ``is_calm``: the proxy carries everything unchanged, so that kills are the only faults.
    """

    operations: int
    seed: int
    counters: int = 6
    hubs: int = 2
    rounds: int = 1
    serve: Sequence[str] = SERVE
    deck: Sequence[str] = DECK
    pause_s: float = 0.6
    is_calm: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of a run."""

    works: Counter[str]
    kills: Counter[str]
    mischief: Counter[str]
    office: Counter[str]

    @property
    def operations(self) -> int:
        """Documents stored, calls that reached the proxy, kills, and actions of head office."""
        return self.steps + self.kills.total() + self.office.total()

    @property
    def steps(self) -> int:
        """Documents and calls of the counters."""
        return sum(self.works[name] for name in WORK_DONE) + self.mischief["exchanges"]

    @property
    def has_seen_all(self) -> bool:
        """Return whether every kind of fault and of action has happened."""
        seen = (*proxy.HARMFUL, *proxy.HARMLESS, "refused", "cut mid-body up", "cut mid-body down")
        return all(self.mischief[name] for name in seen) and all(self.works[name] for name in WORK_DONE)


@dataclass(slots=True)
class Chaos:
    """The state of a run."""

    plan: Plan
    folder: Path
    postgres: OwnPostgres
    world: World
    hubs: HubProcesses
    counters: CounterProcesses
    dealerships: list[str] = field(default_factory=list)
    deck: list[str] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    office: Counter[str] = field(default_factory=Counter)
    dice: Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = Random(self.plan.seed)

    @property
    def figures(self) -> Figures:
        """Return the counts so far."""
        mischief = read_tallies([self.hubs.tally()], proxy.COUNTED)
        return Figures(self.counters.counts, Counter(self.kills), mischief, Counter(self.office))

    def prepare(self) -> None:
        """Set up head office and its counters and start them all."""
        self.world.found()
        for dealership in DEALERSHIPS:
            for at in range(ORDERS_EACH):
                self.world.publish(dealership, at)
        make_template(self.folder)
        self.hubs.start(self.plan.hubs)
        self.hubs.start_proxy(self.plan.seed, is_calm=self.plan.is_calm)
        for at in range(self.plan.counters):
            self.dealerships.append(DEALERSHIPS[at % len(DEALERSHIPS)])
            code = self.world.office.code(self.dealerships[at])
            place = Place(f"counter-{at}", self.folder / f"home-{at}", self.hubs.url, code, self.folder)
            self.counters.add(place, self.world.template)
            self.counters.start(at)

    def live(self, until: int) -> None:
        """Run events until ``until`` operations have run and every kind of fault and action has happened."""
        idle_s, before, dealt = 0.0, -1, 0
        while not self._is_enough(figures := self.figures, until, dealt):
            pause = self.dice.expovariate(1 / self.plan.pause_s)
            self.counters.watch(pause)
            idle_s, before = (idle_s + pause if figures.steps == before else 0.0), figures.steps
            if idle_s > STUCK_S:
                raise FellError(f"nothing happens any more: {figures}")
            self.hubs.supervise()
            self._befall(self._deal())
            dealt += 1

    def _is_enough(self, figures: Figures, until: int, dealt: int) -> bool:
        is_seen = self.plan.is_calm or figures.has_seen_all
        return figures.operations >= until and dealt >= len(self.plan.deck) and is_seen

    def rest_and_check(self) -> None:
        """Kill everything, restart head office with a calm proxy, heal, and check every promise."""
        for at in range(len(self.counters.places)):
            self._kill_counter(at)
        self._kill_postgres()
        self._kill_hubs(self.hubs.hubs)
        self.hubs.start_proxy(self.plan.seed, is_calm=True)
        self.hubs.wait_until_well()
        places = list(zip(self.counters.places, self.dealerships, strict=True))
        with opened_again(self.world, places):
            heal(self.world, self.counters.places)
            check_all(self.world, places)
        for log in self.hubs.logs:
            check_log(log)

    def go_on(self) -> None:
        """Start the proxy and the counters again."""
        self.hubs.start_proxy(self.plan.seed + self.kills.total(), is_calm=self.plan.is_calm)
        for at in range(len(self.counters.places)):
            self.counters.start(at)

    def _deal(self) -> str:
        if not self.deck:
            self.deck = self.dice.sample(self.plan.deck, len(self.plan.deck))
        return self.deck.pop()

    def _befall(self, event: str) -> None:
        if event == "kill counter":
            at = self.dice.randrange(len(self.counters.places))
            self._kill_counter(at)
            self.counters.start(at)
        elif event == "kill hub":
            self._kill_serving_hub(self.dice.randrange(len(self.hubs.hubs)))
        elif event == "kill all hubs":
            self._kill_hubs(self.hubs.hubs)
        elif event == "kill postgres":
            self._kill_postgres()
        else:
            self._office_work(event)

    def _kill_counter(self, at: int) -> None:
        self.counters.kill(at)
        self.kills["counter"] += 1

    def _kill_hubs(self, chosen: Sequence[Program]) -> None:
        for hub in chosen:
            hub.kill()
            self.kills["hub"] += 1
        for hub in chosen:
            hub.start()

    def _kill_serving_hub(self, at: int) -> None:
        """Kill a hub some time after it began to answer, even if a slow machine takes long to start it."""
        while not self.hubs.is_well(at):
            self.counters.watch(LOOK_S)
            self.hubs.supervise()
        self.counters.watch(self.dice.expovariate(1 / self.plan.pause_s))
        self._kill_hubs([self.hubs.hubs[at]])

    def _kill_postgres(self) -> None:
        """Kill the database server and start it again on the same data."""
        self.postgres.kill()
        self.kills["postgres"] += 1
        self.counters.watch(self.dice.expovariate(1 / self.plan.pause_s))
        self.postgres.restart()

    def _office_work(self, event: str) -> None:
        self.office[event] += 1
        if event == "publish":
            self.world.publish(self.dice.choice(DEALERSHIPS), self.dice.randrange(10**6))
        else:
            self.world.move(self.dice.randrange(100), self.dice.randrange(100))


def run(plan: Plan, folder: Path) -> Figures:
    """Run a plan in an empty folder and return its figures; raise AssertionError if a promise is broken."""
    with _chaos(plan, folder) as chaos:
        chaos.prepare()
        for at in range(plan.rounds):
            if at:
                chaos.go_on()
            chaos.live(plan.operations * (at + 1) // plan.rounds)
            chaos.rest_and_check()
        return chaos.figures


@contextmanager
def _chaos(plan: Plan, folder: Path) -> Iterator[Chaos]:
    """Yield the state of a run; end all its processes afterwards."""
    os.environ.update({"BAJEH_KEYRING": "file", "NO_PROXY": "127.0.0.1", KEYS_VARIABLE: str(folder / KEYS_FILE)})
    with ExitStack() as stack:
        postgres = OwnPostgres(folder / "postgres")
        stack.callback(postgres.stop)
        postgres.make_ready()
        engine = engine_of(postgres.url)
        stack.callback(engine.dispose)
        office = Office(engine, ready_keys(folder))
        office.clock.now = datetime.now(UTC)
        hubs = HubProcesses(folder, postgres.url, plan.serve)
        stack.callback(hubs.stop)
        counters = CounterProcesses(plan.seed)
        stack.callback(counters.abandon)
        yield Chaos(plan, folder, postgres, World(office, folder, postgres.url, folder / "template"), hubs, counters)
