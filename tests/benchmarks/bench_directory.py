"""Directory: type in the filter over 1,000 dealerships in the real page, key by key.

A key is done when the list shows its matches and the details of the first, and the window is painted. Beside it: the
same matches by reading the names again at each key, as a filter without prepared keys does.
"""

import os
import tempfile
from pathlib import Path
from random import Random
from time import perf_counter, process_time

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from dealer_app.desktop import Desktop
from dealer_app.domain.directory.dealerships import parse_dealership
from dealer_app.domain.directory.listing import DirectoryRow, filter_rows, search_key
from dealer_app.services.demo.demo import build_demo, list_dealerships
from dealer_app.services.directory.directory import columns_of, read_directory
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.dealerships import DealershipRecord
from tests.benchmarks.ratios import Ratio, median, percentile, show

ROWS, ROUNDS = 1_000, 15
FRAME_MS = 1000 / 60
WORDS = ("کرمان", "2606", "۰۳۴-۳۲", "بلوار جمهوری", "یزد فروش")


def fill(unit: Unit) -> None:
    """Write 1,000 made-up dealerships beside those of the demo."""
    from uuid_utils.compat import uuid7

    dice, samples = Random(7), list_dealerships()
    for number in range(ROWS):
        raws = {**dice.choice(samples), "code": str(10_000 + number)}
        raws["phones"] = f"034-{dice.randrange(10**7, 10**8)}؛ فروش: 034-{dice.randrange(10**7, 10**8)}"
        raws["name"] = f"{raws['name']} {number}"
        columns = columns_of(parse_dealership(raws))
        unit.session.add(DealershipRecord(id=uuid7(), edited_by="", **columns))
    unit.session.flush()


def beginnings() -> list[str]:
    """Return what is in the filter after each key."""
    return [word[:at] for word in WORDS for at in range(1, len(word) + 1)]


def time_keys(home: Path) -> list[float]:
    """Return the milliseconds of processor time of each key in the real page, painted."""
    from ui.app import make_application
    from ui.pages.directory.page import DirectoryPage
    from ui.shell.counter import Counter

    make_application(home)
    counter = Counter(home, is_demo=True)
    counter.start()
    window = counter.window
    window.resize(1366, 768)
    wait(lambda: counter.on_duty.settings.is_demo and hasattr(counter, "navigate") and counter.tasks.is_idle)
    window.enter()
    counter.navigate.open_directory()
    page = window.shell.tabs.front
    assert isinstance(page, DirectoryPage)
    wait(lambda: len(page.shown) > ROWS)
    taken = []
    for _ in range(ROUNDS):
        for text in beginnings():
            page.filter.setText(text)
            start = process_time()
            page.show_matches()
            page.repaint()
            taken.append((process_time() - start) * 1000)
    window.deleteLater()
    return taken


def wait(is_so: object) -> None:
    """Run the event loop until something is so."""
    assert callable(is_so)
    while not is_so():
        QApplication.processEvents()


def time_matching(rows: tuple[DirectoryRow, ...], *, is_prepared: bool) -> float:
    """Return the median milliseconds of finding the matches of one key."""
    taken = []
    for text in beginnings():
        start = perf_counter()
        if is_prepared:
            filter_rows(rows, text)
        else:
            _ = [row for row in rows if text in search_key(row.facts)]
        taken.append((perf_counter() - start) * 1000)
    return median(taken)


def main() -> None:
    """Measure and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "demo"
        desktop = Desktop(home)
        desktop.open()
        build_demo(desktop)
        desktop.write(fill)
        start = perf_counter()
        directory = desktop.read(read_directory)
        print(f"directory of {len(directory.rows):,} rows: read in {(perf_counter() - start) * 1000:,.0f} ms")
        desktop.close()
        prepared = time_matching(directory.rows, is_prepared=True)
        anew = time_matching(directory.rows, is_prepared=False)
        keys = time_keys(home)
    show(Ratio("matches of a key", prepared, anew, "ms", "≤ 0.5", "the names read anew"))
    show(Ratio("a key in the page, painted, median", median(keys), FRAME_MS, "ms", "≤ 1", "one frame at 60 Hz"))
    show(Ratio("a key in the page, painted, 95 %", percentile(keys, 0.95), FRAME_MS, "ms", "≤ 1", "one frame at 60 Hz"))


if __name__ == "__main__":
    main()
