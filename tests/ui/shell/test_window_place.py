"""The window fits the free area of any screen, keeps its place, and returns to a screen that exists."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMargins, QRect

from ui.shell.window_place import USUAL_FRAME, fitted

ROOT = Path(__file__).parents[3]
SHOW = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui.app import make_application
from ui.shell.entrance import Entrance
from ui.shell.window import Window
from ui.shell.window_place import fit_window, place_window, save_place
home, wanted = Path(sys.argv[1]), json.loads(sys.argv[2])
app = make_application(home)
window = Window(Entrance())
place_window(window, home)
window.show()
def look():
    fit_window(window)
    if wanted:
        window.setGeometry(*wanted)
    save_place(window, home)
    box, around = window.geometry(), window.frameGeometry()
    print(json.dumps([box.getRect(), around.getRect()]))
    app.quit()
QTimer.singleShot(0, look)
app.exec()
"""

boxes = st.builds(QRect, st.integers(-5000, 5000), st.integers(-5000, 5000), st.integers(1, 5000), st.integers(1, 5000))
areas = st.builds(
    QRect, st.integers(-3000, 3000), st.integers(-3000, 3000), st.integers(1024, 4000), st.integers(700, 2500)
)
frames = st.builds(QMargins, st.integers(0, 9), st.integers(0, 60), st.integers(0, 9), st.integers(0, 9))


@given(boxes, st.lists(areas, min_size=1, max_size=3), frames)
def test_window_and_frame_lie_in_one_free_area(wanted: QRect, free: list[QRect], frame: QMargins) -> None:
    place = fitted(wanted, free, frame)
    assert any(area.contains(place.marginsAdded(frame)) for area in free)


@given(boxes, st.lists(areas, min_size=1, max_size=3), frames)
def test_window_that_fits_stays_where_it_is(wanted: QRect, free: list[QRect], frame: QMargins) -> None:
    place = fitted(wanted, free, frame)
    assert fitted(place, free, frame).size() == place.size()
    if any(area.contains(wanted.marginsAdded(frame)) and not _is_shared(area, free) for area in free):
        assert place == wanted


@pytest.mark.parametrize("size", [(1024, 700), (1366, 728), (1920, 1080)])
def test_first_window_fits_the_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    box, around = _show(tmp_path, [size])
    assert QRect(0, 0, *size).contains(QRect(*around))
    assert box[2] >= min(size[0] - 16, 1366) - 1


def test_window_returns_to_its_place_and_to_a_screen_that_exists(tmp_path: Path) -> None:
    two = [(1366, 768), (1920, 1080)]
    _show(tmp_path, two, move_to=(1500, 100, 1100, 800))
    assert _show(tmp_path, two)[0] == [1500, 100, 1100, 800]
    alone = _show(tmp_path, two[:1])[1]
    assert QRect(0, 0, 1366, 768).contains(QRect(*alone))
    assert _show(tmp_path, two)[0] == [1500, 100, 1100, 800]  # the place of both screens is still known


@pytest.mark.parametrize(
    "kept", ["{", "[]", '{"1366x768+0+0": 3}', '{"1366x768+0+0": {"box": [1, 2, "x", 99999999999999]}}']
)
def test_damaged_file_is_ignored(tmp_path: Path, kept: str) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "window.json").write_text(kept)
    assert QRect(0, 0, 1366, 768).contains(QRect(*_show(tmp_path, [(1366, 768)])[1]))


def test_usual_frame_leaves_the_smallest_window_on_the_smallest_screen() -> None:
    assert QRect(0, 0, 1024, 700).marginsRemoved(USUAL_FRAME).height() >= 640


def _show(folder: Path, screens: list[tuple[int, int]], move_to: tuple[int, ...] = ()) -> tuple[list[int], list[int]]:
    """Return the box of a new window and its box with the frame, on these screens side by side."""
    (folder / "home").mkdir(exist_ok=True)
    left, made = 0, []
    for number, (width, height) in enumerate(screens):
        made.append({"name": str(number), "x": left, "y": 0, "width": width, "height": height})
        left += width
    (folder / "screens.json").write_text(json.dumps({"screens": made, "windowFrameMargins": True}))
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={folder / 'screens.json'}"}
    command = [sys.executable, "-c", SHOW, str(folder / "home"), json.dumps(move_to)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    box, around = json.loads(done.stdout.splitlines()[-1])
    return box, around


def _is_shared(area: QRect, free: list[QRect]) -> bool:
    return any(area.intersects(other) for other in free if other is not area)
