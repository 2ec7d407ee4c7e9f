"""Attach a 12-megapixel photograph in the real page: measure for how long the window's loop stands still.

A beat comes each millisecond from the loop; the longest gap between two beats is how long a key would wait. Other
programs on the PC make gaps, too, so beside it stands the longest gap of a window that is left alone as long, and the
processor time of the window's thread between two beats. The baselines are the same work in the window's own thread and
one frame. Each round takes another photograph, because a file keeps the same one only once.
"""

import os
import tempfile
from io import BytesIO
from pathlib import Path
from random import Random
from time import perf_counter, thread_time

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["BAJEH_KEYRING"] = "file"

from PIL import Image
from PySide6.QtCore import QObject, Qt, QTimer

from dealer_app.domain.attachments import AttachmentPlace, Media
from dealer_app.services.attachments.pictures import draw_picture
from tests.benchmarks.ratios import Ratio, median, show
from tests.ui.clerk import main_order
from ui.app import make_application
from ui.demo.player import Player
from ui.pages.attachments.page import AttachmentsPage
from ui.shell.counter import Counter
from ui.texts import demo_play as words

WIDTH, HEIGHT, ROUNDS = 4_000, 3_000, 7
FRAME_MS = 1000 / 60


class Beats(QObject):
    """Notes the longest gap between two turns of the loop, and its longest work in one turn, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = self.busiest = 0.0
        self._last = self._worked = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """Count anew."""
        self.longest = self.busiest = 0.0
        self._last, self._worked = perf_counter(), thread_time()
        self._timer.start(1)

    def end(self) -> tuple[float, float]:
        """Return the longest gap and the longest work since the beginning."""
        self._timer.stop()
        return self.longest, self.busiest

    def _beat(self) -> None:
        now, worked = perf_counter(), thread_time()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self.busiest = max(self.busiest, (worked - self._worked) * 1000)
        self._last, self._worked = now, worked


def a_photo(seed: int) -> bytes:
    """Return a JPEG of twelve megapixels with as much detail as one of a paper."""
    dice = Random(seed)
    small = Image.frombytes("RGB", (400, 300), dice.randbytes(400 * 300 * 3))
    out = BytesIO()
    small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC).save(out, "JPEG", quality=88)
    return out.getvalue()


def open_page(home: Path) -> tuple[Player, AttachmentsPage]:
    """Sign in at a counter with a demo and open the attachments of a file."""
    make_application(home)
    counter = Counter(home, is_demo=True)
    player = Player(counter)
    counter.start()
    counter.window.resize(1366, 768)
    player.until(lambda: counter.on_duty.settings.is_demo)
    player.type(words.PIN)
    player.until(lambda: counter.window.is_entered)
    player.settle()
    found: list[object] = []
    counter.tasks.run_read(counter, main_order, found.append)
    player.until(lambda: bool(found))
    counter.navigate.open_attachments(AttachmentPlace(found[0][0]))  # type: ignore[index]
    player.settle()
    page = counter.window.shell.tabs.front
    assert isinstance(page, AttachmentsPage)
    return player, page


class Rounds:
    """The figures of all rounds in milliseconds: (longest gap, longest work), and how long attaching took."""

    def __init__(self, player: Player, page: AttachmentsPage) -> None:
        self.player, self.page, self.beats = player, page, Beats()
        self.ours: list[tuple[float, float]] = []
        self.idle: list[tuple[float, float]] = []
        self.inside: list[tuple[float, float]] = []
        self.spent: list[float] = []

    def add(self, photo: Path, content: bytes) -> None:
        """Attach ``photo``, then wait as long without work, then draw it anew in the window's own thread."""
        kept = len(self.page.rows)
        begun = perf_counter()
        self.beats.begin()
        self.page.add_files([photo])
        self.player.until(lambda: len(self.page.rows) > kept)
        self.ours.append(self.beats.end())
        spent = perf_counter() - begun
        self.spent.append(spent * 1000)
        self.beats.begin()
        end = perf_counter() + spent
        self.player.until(lambda: perf_counter() > end)
        self.idle.append(self.beats.end())
        done: list[object] = []
        self.beats.begin()
        QTimer.singleShot(0, lambda: done.append(draw_picture(content, Media.JPEG)))
        self.player.until(lambda: bool(done))
        self.inside.append(self.beats.end())

    def show(self) -> None:
        """Print the figures."""
        ours, idle, inside = ([gap for gap, _ in pairs] for pairs in (self.ours, self.idle, self.inside))
        work, drawing = ([busy for _, busy in pairs] for pairs in (self.ours, self.inside))
        print(f"a photograph of 12 megapixels is attached in {median(self.spent):,.0f} ms; longest gaps of the loop:")
        print(f"  attaching {_list(ours)}\n  left alone {_list(idle)}\n  drawn in the window's thread {_list(inside)}")
        own = "drawn in the window's thread"
        show(Ratio("window stands still, median", median(ours), median(inside), "ms", "≤ 0.2", own))
        show(Ratio("window stands still, longest", max(ours), median(inside), "ms", "≤ 0.2", own))
        show(Ratio("window stands still, median", median(ours), median(idle), "ms", "", "left alone as long"))
        show(Ratio("window works in one turn, longest", max(work), median(drawing), "ms", "≤ 0.1", own))
        show(Ratio("window works in one turn, median", median(work), FRAME_MS, "ms", "≤ 1", "one frame at 60 Hz"))


def _list(gaps: list[float]) -> str:
    return " ".join(f"{gap:.1f}" for gap in gaps) + " ms"


def main() -> None:
    """Attach several photographs and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        player, page = open_page(Path(folder) / "demo")
        rounds = Rounds(player, page)
        for at in range(ROUNDS):
            photo, content = Path(folder) / f"{at}.jpg", a_photo(at)
            photo.write_bytes(content)
            rounds.add(photo, content)
        rounds.show()
        page.context.navigate.close_current()
        page.window().close()


if __name__ == "__main__":
    main()
