"""The long run: ``make soak`` starts it after the worlds in one process.

    python -m tests.chaos [--operations 20000] [--seed 1] [--counters 6] [--hubs 2] [--rounds 5] [--folder KEPT]

An operation is a document stored at a counter, a call that reached the proxy, a kill, or an action of head office.
"""

import argparse
import tempfile
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

from tests.chaos.run import Figures, Plan, run


def main() -> int:
    """Run a plan and print its figures; return 0 if no promise was broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--operations", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--counters", type=int, default=6)
    parser.add_argument("--hubs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="an empty folder that is kept, to look into")
    wishes = parser.parse_args()
    plan = Plan(wishes.operations, wishes.seed, wishes.counters, wishes.hubs, wishes.rounds)
    with nullcontext(wishes.folder) if wishes.folder else tempfile.TemporaryDirectory(prefix="bajeh-chaos-") as folder:
        print(words(plan, run(plan, Path(folder))))
    return 0


def words(plan: Plan, figures: Figures) -> str:
    """Return the summary line of a run."""

    def told(counts: Counter[str]) -> str:
        return ", ".join(f"{name} {count}" for name, count in counts.items())

    return (
        f"seed {plan.seed}: {figures.operations} operations ({told(figures.works)}; "
        f"head office: {told(figures.office)}); killed: {told(figures.kills)}; proxy: {told(figures.mischief)}; "
        "0 lost, 0 doubled, 0 diverged, no number twice, money equal"
    )


if __name__ == "__main__":
    raise SystemExit(main())
