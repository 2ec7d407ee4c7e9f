"""Test the product with a state machine: real encrypted databases and a real PostgreSQL under all faults.

Each rule runs a step of ``tests.soak.life``; a failing run shrinks to the shortest history that breaks a promise.
"""

import shutil
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.soak.checks import check, heal
from tests.soak.life import STEPS, happen
from tests.soak.line import FATES, talk
from tests.soak.world import World, make_template, open_world

BUDGET = settings(
    max_examples=6, stateful_step_count=30, deadline=None, database=None, report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
COUNTERS = 4

OTHER_STEPS = tuple(name for name in STEPS if name not in {"work", "talk"})
"""Every step of a world that has no rule of its own."""

numbers = st.integers(0, 999)
which = st.integers(0, 11)


@cache
def empty_home() -> Path:
    return make_template(Path(tempfile.mkdtemp(prefix="bajeh-template-")))


class Counters(RuleBasedStateMachine):
    """State machine: four counters of three dealerships and their head office."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.folder = Path(tempfile.mkdtemp(prefix="bajeh-machine-"))

    @initialize()
    def open_counters(self) -> None:
        self.world: World = self.stack.enter_context(open_world(self.folder / "world", empty_home(), COUNTERS))

    @rule(at=which, what=numbers, how=numbers)
    def work(self, at: int, what: int, how: int) -> None:
        self.world.work(self.world.pcs[at % len(self.world.pcs)], what, how // 7, how)

    @rule(at=which, fate=st.sampled_from(FATES), call=st.integers(0, 5))
    def talk(self, at: int, fate: str, call: int) -> None:
        talk(self.world, self.world.pcs[at % len(self.world.pcs)], fate, call)

    @rule(name=st.sampled_from(OTHER_STEPS), at=which, how=numbers)
    def other_step(self, name: str, at: int, how: int) -> None:
        happen(self.world, name, at, how)

    @rule(is_time=st.booleans())
    def let_all_meet(self, is_time: bool) -> None:
        if is_time:  # the longest step: half as often as its neighbours
            heal(self.world)
            check(self.world)

    def teardown(self) -> None:
        """Synchronise all counters at the end and check every promise."""
        try:
            heal(self.world)
            check(self.world)
        finally:
            self.stack.close()
            shutil.rmtree(self.folder, ignore_errors=True)


def test_promises_hold_for_real_counters_under_all_faults() -> None:
    run_state_machine_as_test(Counters, settings=BUDGET)
    shutil.rmtree(empty_home())
    empty_home.cache_clear()
