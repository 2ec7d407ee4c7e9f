"""Catalogue of 500 plans: measure each key typed into its filter, up to the painted page, against a frame.

The baseline is a plain search of the same texts in the same process, without a window. All times are processor time of
the thread, because other programs share the PC.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["BAJEH_KEYRING"] = "file"

from PySide6.QtWidgets import QApplication

from dealer_app.domain.ids import PlanId, Rial
from dealer_app.domain.persian import normalise
from dealer_app.domain.plans.filtering import PlanFilter, filter_entries, make_entries
from dealer_app.domain.plans.plans import PlanDetails
from tests.benchmarks.ratios import Ratio, median, percentile, show
from tests.plan_samples import NOON, a_plan, a_staged_plan, an_instalment_plan
from ui.app import make_application
from ui.demo.player import Player
from ui.operations.plans import Catalogue
from ui.pages.plans.page import PlansPage
from ui.shell.counter import Counter
from ui.texts import demo_play as words

PLANS = 500
FRAME_MS = 16.0
TYPED = ("پیش‌فروش عادی J7", "تا ۶ میلیارد", "KM-27", "کی ام سی", "مادران اقساطی", "ژژژ")


def some_plans() -> Iterator[PlanDetails]:
    """Yield so many plans of three kinds and many cars."""
    for at in range(PLANS):
        kind = (a_plan, a_staged_plan, an_instalment_plan)[at % 3]
        fields = kind(code=f"P-{at}", price=Rial(9_000_000_000 + at * 10_000_000))
        fields = replace(fields, name=f"{fields.name} {at}", car=f"خودروی نمونهٔ {at % 40}")
        yield PlanDetails(PlanId(uuid4()), fields, "hub", NOON)


def beginnings() -> Iterator[str]:
    """Yield what the filter holds after each key, and the empty filter between two searches."""
    for text in TYPED:
        yield from (text[:length] for length in range(len(text) + 1))


def filtering(catalogue: Catalogue) -> float:
    """Print the time of the filter alone beside a plain search; return the baseline in milliseconds."""
    keys = [entry.key for entry in catalogue.entries]
    ours, plain = [], []
    for text in (one for _ in range(20) for one in beginnings()):
        sought = normalise(text)
        begun = time.thread_time_ns()
        [key for key in keys if sought in key]
        plain.append((time.thread_time_ns() - begun) / 1e6)
        begun = time.thread_time_ns()
        filter_entries(catalogue.entries, PlanFilter(text))
        ours.append((time.thread_time_ns() - begun) / 1e6)
    show(Ratio(f"filter {PLANS} plans", median(ours), median(plain), "ms", "", "plain search of the texts"))
    return median(plain)


def typing(page: PlansPage, base: float) -> None:
    """Print the time from a key to the painted page: the median beside the baseline, the slowest beside a frame."""
    spent = []
    for text in (one for _ in range(3) for one in beginnings()):
        begun = time.thread_time_ns()
        page.filter.setText(text)
        QApplication.processEvents()
        spent.append((time.thread_time_ns() - begun) / 1e6)
    show(Ratio("key to painted page, median", median(spent), base, "ms", "", "plain search of the texts"))
    show(Ratio("key to painted page, 95 of 100", percentile(spent, 0.95), FRAME_MS, "ms", "≤ 1", "one frame"))


def main() -> None:
    """Measure on a demo counter whose catalogue is replaced by 500 plans."""
    with tempfile.TemporaryDirectory() as folder:
        make_application(Path(folder))
        counter = Counter(Path(folder) / "demo", is_demo=True)
        player = Player(counter)
        counter.start()
        counter.window.resize(1366, 768)
        player.until(lambda: counter.on_duty.settings.is_demo)
        player.type(words.PIN)
        player.until(lambda: counter.window.is_entered)
        counter.navigate.open_plans()
        page = counter.window.shell.tabs.front
        assert isinstance(page, PlansPage)
        player.until(lambda: page.catalogue is not None)
        assert page.catalogue is not None
        catalogue = replace(page.catalogue, entries=make_entries(some_plans(), NOON), now=NOON)
        page._show(catalogue)
        player.settle()
        typing(page, filtering(catalogue))
        counter.window.close()


if __name__ == "__main__":
    main()
