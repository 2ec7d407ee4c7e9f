"""Measure after how many operations a control is detected; every control gets the same random steps."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random

from tests.soak.controls import Control
from tests.soak.life import live
from tests.soak.promises import BrokenPromiseError
from tests.soak.world import open_world

STEPS, CHECKED_EVERY = 120, 30


@dataclass(frozen=True, slots=True)
class Caught:
    """The number of the broken promise (0: none) and the operations until it was detected."""

    promise: int
    operations: int
    words: str = ""


def hunt(control: Control, folder: Path, template: Path, *, counters: int = 3, most: int = 20_000) -> Caught:
    """Run worlds under a control until a promise is broken or ``most`` operations have run."""
    ran = 0
    for seed in count(1):
        with open_world(folder / f"life-{seed}", template, counters) as world, control(world):
            try:
                live(world, Random(seed), STEPS, checked_every=CHECKED_EVERY)
            except BrokenPromiseError as broken:
                return Caught(broken.number, ran + world.operations.total(), str(broken))
        ran += world.operations.total()
        if ran >= most:
            return Caught(0, ran)
    raise AssertionError
