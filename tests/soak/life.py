"""The steps of a world: three integers choose one, so that random runs and state machines can share them."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.soak import disasters
from tests.soak.activations import send_codes
from tests.soak.central import DEALERSHIPS
from tests.soak.checks import check, check_acknowledged, heal
from tests.soak.line import FATES, send_again, talk
from tests.soak.world import Pc, World


@dataclass(frozen=True, slots=True)
class Dice:
    """The world and PC of a step, and two integers for its choices."""

    world: World
    pc: Pc
    a: int
    b: int


Step = Callable[[Dice], object]
STEPS: dict[str, tuple[int, Step]] = {
    "work": (24, lambda d: d.world.work(d.pc, d.b, d.a // 7 + d.b, d.a + d.b)),
    "dark work": (1, lambda d: d.world.work(d.pc, d.b, d.a // 7 + d.b, d.a + d.b, is_dark=True)),
    "talk": (16, lambda d: talk(d.world, d.pc, FATES[d.b % len(FATES)], d.b // 8 % 6)),
    "publish": (3, lambda d: d.world.publish(DEALERSHIPS[d.a % len(DEALERSHIPS)], d.b)),
    "publish slowly": (2, lambda d: d.world.publish_slowly(DEALERSHIPS[d.a % len(DEALERSHIPS)], d.b)),
    "send codes": (2, lambda d: send_codes(d.world, d.a, d.b)),
    "move": (2, lambda d: d.world.move(d.a, d.b)),
    "again": (2, lambda d: send_again(d.world, d.b)),
    "stick up": (2, lambda d: disasters.write_stick(d.world, d.pc)),
    "stick down": (2, lambda d: disasters.read_stick(d.world, d.b)),
    "backup": (2, lambda d: disasters.keep_backup(d.world, d.pc)),
    "restore": (1, lambda d: disasters.restore(d.world, d.pc)),
    "clone": (1, lambda d: disasters.clone(d.world, d.pc) if d.b % 3 == 0 else None),
    "steal": (1, lambda d: disasters.steal(d.world, d.pc) if d.b % 3 == 0 else None),
    "clock": (2, lambda d: disasters.pass_time(d.world, d.pc, d.b)),
    "drain": (1, lambda d: disasters.drain(d.world, d.pc, d.b)),
    "mend": (2, lambda d: disasters.mend(d.world, d.pc)),
}
"""Name -> the weight and the function of a step."""
_WHEEL = tuple(name for name, (weight, _) in STEPS.items() for _ in range(weight))


def step(world: World, what: int, a: int, b: int) -> None:
    """Run the step that ``what`` chooses, by the weights of the table."""
    happen(world, _WHEEL[what % len(_WHEEL)], a, b)


def live(world: World, dice: Random, steps: int, *, checked_every: int) -> None:
    """Run random steps; after every ``checked_every`` steps heal and check the world."""
    for at in range(steps):
        step(world, dice.randrange(10**6), dice.randrange(10**6), dice.randrange(10**6))
        if at % checked_every == checked_every - 1:
            heal(world)
            check(world)


def happen(world: World, name: str, a: int, b: int) -> None:
    """Run the named step; after a talk, check the promise that must hold at every moment."""
    pc = world.pcs[a % len(world.pcs)]
    STEPS[name][1](Dice(world, pc, a, b))
    if name == "talk" and pc in world.pcs:
        check_acknowledged(world, pc)
