"""Start-up: measure first paint and the moment of use; the baseline is a bare QMainWindow, started alternately."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.ratios import Ratio, median, show

ROOT = Path(__file__).parents[2]
ROUNDS = 7

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("first_paint", time.monotonic_ns(), flush=True)
        QTimer.singleShot(0, QApplication.quit)
app = QApplication(sys.argv)
window = Bare()
window.resize(1366, 768)
window.show()
app.exec()
"""

SIGNED_IN = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.app import make_application
home, has_page = Path(sys.argv[1]), sys.argv[2] == "page"
app = make_application(home)
from ui.shell.counter import Counter
from ui.operations.entrance import sign_in
counter = Counter(home)
def mark(name):
    print(name, time.monotonic_ns(), flush=True)
def enter(desktop):
    from dealer_app.services.staff import staff
    people = desktop.read(staff.list_staff)
    return sign_in(desktop, next(one.id for one in people if one.name == sys.argv[3]), sys.argv[4])
def on_shown():
    page = counter.window.shell.tabs.front
    is_shown = page is not None and bool(page.model.ids) if has_page else counter.tasks.is_idle
    if is_shown:
        counter.window.grab()
        mark("shown")
        QApplication.quit()
def on_people():
    if counter.on_duty.settings.is_demo and not clock.isActive():
        clock.start(2)
        counter.tasks.run_desktop(counter, enter, on_actor)
def on_actor(actor):
    if not has_page:
        counter._furnish()
        counter.navigate.open_deadlines = lambda: None
    counter._on_signed_in(actor)
    watch.start(2)
clock, watch, people = QTimer(), QTimer(), QTimer()
watch.timeout.connect(on_shown)
people.timeout.connect(on_people)
people.start(2)
counter.start()
app.exec()
counter.window.close()
"""


def start(command: list[str], **more: str) -> dict[str, float]:
    """Start a program with ``more`` environment and return its marks in milliseconds since its start."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BAJEH_KEYRING": "file", **more}
    begun = time.monotonic_ns()
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    marks = (line.split() for line in done.stdout.splitlines() if len(line.split()) == 2)
    return {name: (int(at) - begun) / 1e6 for name, at in marks if at.isdigit()}


def _signed_in(home: str) -> tuple[float, float]:
    """Return the time from the start until a signed-in person sees the deadlines, and until the shell without them."""
    from resources.texts.demo import STAFF

    took: dict[str, list[float]] = {"page": [], "none": []}
    for _ in range(ROUNDS + 1):
        for which, times in took.items():
            command = [sys.executable, "-c", SIGNED_IN, home, which, STAFF[0][0], STAFF[0][-1]]
            times.append(start(command)["shown"])
    return median(took["page"][1:]), median(took["none"][1:])


def main() -> None:
    """Measure both programs alternately and print the ratios; then a sign-in with and without the first page."""
    with tempfile.TemporaryDirectory() as folder:
        home = str(Path(folder) / "home")
        subprocess.run(
            [sys.executable, "-m", "dealer_app", "--home", home, "demo"],
            check=True,
            cwd=ROOT,
            env={**os.environ, "BAJEH_KEYRING": "file"},
            capture_output=True,
        )
        bare, ours = [], []
        for _ in range(ROUNDS + 1):
            bare.append(start([sys.executable, "-c", BARE]))
            ours.append(start([sys.executable, str(ROOT / "main.py"), "--home", home], BAJEH_TRACE_START="1"))
        page, empty = _signed_in(home)
    show(Ratio("start: signed in, deadlines shown", page, empty, "ms", "≤ 1.2", "the same, signed in, no page"))
    first = median([marks["first_paint"] for marks in bare[1:]])
    for name, goal in (("first_paint", "≤ 1.5"), ("usable", "≤ 3")):
        figure = median([marks[name] for marks in ours[1:]])
        show(Ratio(f"start: {name.replace('_', ' ')}", figure, first, "ms", goal, "bare QMainWindow, first paint"))


if __name__ == "__main__":
    main()
