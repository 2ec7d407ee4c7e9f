"""Search: measure exact look-ups against raw SQL and keystrokes against a frame, with a million orders.

The database has half a million customers. The raw baseline is one prepared statement on the same database with the same
driver, rows fetched.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

from dealer_app.desktop import Desktop
from dealer_app.services.search.search import find
from dealer_app.store.database.connection import DATABASE_FILE, connect
from dealer_app.store.database.keys import find_key
from dealer_app.store.search.search_index import find_by_key
from tests.benchmarks.big_home import ORDERS, big_home
from tests.benchmarks.ratios import Ratio, median, peak_memory_mb, percentile, show

BIG = Path(__file__).parents[2] / "build" / "bench"
FRAME_MS = 16.0
LOOKUPS = 3000
RAW = (
    "SELECT c.name, o.request_number, o.contract_number, o.status FROM orders o"
    " JOIN customers c ON c.id = o.customer_id WHERE o.request_key = ?"
)
TYPED = (
    "نوری‌فر",
    "زهرا نوری",
    "محمد رضایی پور",
    "فر زه",
    "علي كريمي",
    "حسینی نژاد امیر",
    "ژژژژ ناموجود",
    "R2600123456",
    "2606/550123",
    "D700413",
    "۰۹۱۲۳۴۵۶۷",
    "0499370899",
    "1001732999",
    "NAK000000000042",
)


def milliseconds(work: Callable[[], object]) -> float:
    """Return the duration of one call in milliseconds."""
    begun = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - begun) / 1e6


def exact(desktop: Desktop, home: Path) -> None:
    """Measure look-ups of random request numbers, alternately with the same look-up in raw SQL; print the ratios."""
    key = find_key(home)
    assert key is not None
    raw = connect(home / DATABASE_FILE, key, is_reader=True)
    chance = random.Random(7)
    plain, index, whole = [], [], []
    for _ in range(LOOKUPS):
        number = f"R26{chance.randrange(ORDERS):08d}"
        raw.execute(RAW, (number,)).fetchall()  # warms the pages for both connections
        desktop.read(lambda unit, n=number: find(unit, n))  # type: ignore[misc]
        plain.append(milliseconds(lambda n=number: raw.execute(RAW, (n,)).fetchall()))  # type: ignore[misc]
        index.append(milliseconds(lambda n=number: desktop.read(lambda unit: find_by_key(unit.session, "request", n))))  # type: ignore[misc]
        whole.append(milliseconds(lambda n=number: desktop.read(lambda unit: find(unit, n))))  # type: ignore[misc]
    raw.close()
    base = median(plain)
    show(
        Ratio("exact look-up, one read", median(index) * 1000, base * 1000, "µs", "≤ 4", "raw SQL, same encrypted file")
    )
    show(
        Ratio(
            "exact look-up, the whole box",
            median(whole) * 1000,
            base * 1000,
            "µs",
            "",
            "raw SQL, same encrypted file",
        )
    )


def typing(desktop: Desktop) -> None:
    """Measure each keystroke from the first letter on, warm, and print it in frames of 16 ms."""
    took = []
    slowest = (0.0, "")
    for _ in range(3):
        for text in TYPED:
            for end in range(1, len(text) + 1):
                typed = text[:end]
                spent = milliseconds(lambda t=typed: desktop.read(lambda unit: find(unit, t)))  # type: ignore[misc]
                took.append(spent)
                slowest = max(slowest, (spent, typed))
    for name, value, goal in (
        ("typing: p50", percentile(took, 0.5), "≤ 1"),
        ("typing: p95", percentile(took, 0.95), "≤ 1"),
        ("typing: max", max(took), ""),
    ):
        show(Ratio(name, value, FRAME_MS, "ms", goal, "one frame of 16 ms"))
    print(f"  slowest: {slowest[0]:.1f} ms at «{slowest[1]}»; {len(took)} keystrokes")


def main() -> None:
    """Build the database on the first call (minutes) and print all search figures."""
    home = big_home(BIG)
    desktop = Desktop(home)
    desktop.open()
    exact(desktop, home)
    typing(desktop)
    print(f"  peak memory {peak_memory_mb():.0f} MB")
    desktop.close()


if __name__ == "__main__":
    main()
