"""Deadlines: measure the page over a million orders in frames; the baseline is one frame of 16 ms.

The page is everything that the database lane does: the first page of the list with its rows in words, and the counts of
every group and kind.
"""

from dataclasses import replace

from dealer_app.desktop import Desktop
from dealer_app.domain.deadlines.lists import DeadlineKey, DeadlineWish, Group
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.services.deadlines.lists import count_deadlines, list_deadlines, open_board
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.holidays import seed_holidays
from tests.benchmarks.bench_search import BIG, FRAME_MS, milliseconds
from tests.benchmarks.big_home import MOMENT, big_home
from tests.benchmarks.ratios import Ratio, peak_memory_mb, percentile, show

ROUNDS, PAGES = 40, 100
FRAMES = 3


def today(unit: Unit) -> Unit:
    """Return the unit on the day around which the orders of the big home lie."""
    return replace(unit, today=MOMENT.date())


def show_frames(name: str, took: list[float], goal: str = f"≤ {FRAMES}") -> None:
    """Print median and 95th percentile in frames."""
    for word, share in (("p50", 0.5), ("p95", 0.95)):
        show(Ratio(f"{name}: {word}", percentile(took, share), FRAME_MS, "ms", goal, "one frame of 16 ms"))


def pages(desktop: Desktop) -> list[float]:
    """Return the duration of each of the first pages of the list, each after the key of the one before."""
    took = []
    after: DeadlineKey | None = None
    for _ in range(PAGES):
        found: list[DeadlineKey | None] = []

        def turn(unit: Unit, after: DeadlineKey | None = after, found: list[DeadlineKey | None] = found) -> None:
            found.append(list_deadlines(today(unit), DeadlineWish(), after).next_key)

        took.append(milliseconds(lambda turn=turn: desktop.read(turn)))  # type: ignore[misc]
        after = found[0]
        if after is None:
            break
    return took


def main() -> None:
    """Build the database on the first call (minutes) and print the figures of the page."""
    home = big_home(BIG)
    desktop = Desktop(home)
    desktop.open()
    desktop.write(lambda unit: seed_holidays(unit, tuple(range(2023, 2029))))
    wishes = [DeadlineWish(), *map(DeadlineWish, Group), *(DeadlineWish(None, kind) for kind in ClockKind)]
    desktop.read(lambda unit: [open_board(today(unit), wish) for wish in wishes])  # warms the pages of the database
    took = [
        milliseconds(lambda wish=wish: desktop.read(lambda unit: open_board(today(unit), wish)))  # type: ignore[misc]
        for _ in range(ROUNDS)
        for wish in wishes
    ]
    show_frames("deadlines page, list and counts", took)
    counting = [milliseconds(lambda: desktop.read(lambda unit: count_deadlines(today(unit)))) for _ in range(ROUNDS)]
    show_frames("the rail's badge", counting)
    show_frames("next page of the list", pages(desktop))
    print(f"  peak memory {peak_memory_mb():.0f} MB")
    desktop.close()


if __name__ == "__main__":
    main()
