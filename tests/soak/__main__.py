"""``make soak``: run worlds one after the other, heal and check each, until enough operations have run.

    python -m tests.soak [--operations 100000] [--seed 1] [--steps 600]

An operation is a document written at a counter, a call across the line, or a disaster (for example a stick, a restore
or a power cut).
"""

import argparse
import logging
import os
import sys
import tempfile
from collections import Counter as Tally
from pathlib import Path
from random import Random

from tests.soak.checks import check, heal
from tests.soak.life import live
from tests.soak.world import make_template, open_world

COUNTERS, CHECKED_EVERY = 6, 200


def main() -> int:
    """Run worlds until the budget is spent; return 0 if nothing was lost, duplicated or different."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--operations", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=600)
    wishes = parser.parse_args()
    os.environ["BAJEH_KEYRING"] = "file"
    logging.getLogger("bajeh").addHandler(logging.NullHandler())  # a hub that is killed on purpose logs faults
    total: Tally[str] = Tally()
    with tempfile.TemporaryDirectory(prefix="bajeh-soak-") as folder:
        template = make_template(Path(folder))
        seed = wishes.seed
        while sum(total.values()) < wishes.operations:
            total += run(seed, wishes.steps, Path(folder) / f"life-{seed}", template)
            print(f"seed {seed}: {sum(total.values())} operations", flush=True)
            seed += 1
    print(f"{sum(total.values())} operations, 0 lost, 0 doubled, 0 diverged: {dict(total)}")
    return 0


def run(seed: int, steps: int, folder: Path, template: Path) -> Tally[str]:
    """Run one world and return its counts; raise BrokenPromiseError if a promise is broken."""
    dice = Random(seed)
    with open_world(folder, template, COUNTERS) as world:
        try:
            live(world, dice, steps, checked_every=CHECKED_EVERY)
            heal(world)
            check(world)
        except BaseException:
            print(f"seed {seed}: broken after {sum(world.operations.values())} operations", file=sys.stderr)
            raise
    return world.operations


if __name__ == "__main__":
    raise SystemExit(main())
