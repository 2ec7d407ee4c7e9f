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


def start(command: list[str]) -> dict[str, float]:
    """Start a program and return its marks in milliseconds since its start."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BAJEH_TRACE_START": "1", "BAJEH_KEYRING": "file"}
    begun = time.monotonic_ns()
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    marks = (line.split() for line in done.stdout.splitlines() if len(line.split()) == 2)
    return {name: (int(at) - begun) / 1e6 for name, at in marks if at.isdigit()}


def main() -> None:
    """Measure both programs alternately and print the two ratios."""
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
            ours.append(start([sys.executable, str(ROOT / "main.py"), "--home", home]))
    first = median([marks["first_paint"] for marks in bare[1:]])
    for name, goal in (("first_paint", "≤ 1.5"), ("usable", "≤ 3")):
        figure = median([marks[name] for marks in ours[1:]])
        show(Ratio(f"start: {name.replace('_', ' ')}", figure, first, "ms", goal, "bare QMainWindow, first paint"))


if __name__ == "__main__":
    main()
