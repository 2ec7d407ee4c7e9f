"""Remember the size and place of the window for each set of screens, and fit it to the free area of a screen.

The place is kept in a small file that is read before the database opens, like the look.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMargins, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FILE = "window.json"
MOST_SETS = 8
"""Number of sets of screens of which the place is kept, the newest first."""
FIRST_SIZE = QSize(1366, 768)
SMALLEST = QSize(1000, 640)
"""Smallest size without the frame: what a screen of 1024×700 leaves."""
USUAL_FRAME = QMargins(8, 31, 8, 8)
"""Title and borders of Windows 10 in pixels, until the real ones are known."""


def fitted(wanted: QRect, areas: Sequence[QRect], frame: QMargins) -> QRect:
    """Return the place for ``wanted`` so that window and frame lie in one free area.

    ``areas`` holds the free area of each screen, the first screen first; the one that has most of ``wanted`` is chosen.
    """
    area = max(areas, key=lambda each: _size_of(each & wanted))
    free = area.marginsRemoved(frame)
    size = wanted.size().boundedTo(free.size())
    left = min(max(wanted.left(), free.left()), free.right() + 1 - size.width())
    top = min(max(wanted.top(), free.top()), free.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def place_window(window: QWidget, home: Path) -> None:
    """Put the window where it was on these screens, else in the middle of the first; call it before the first show."""
    window.setMinimumSize(SMALLEST.boundedTo(_areas()[0].marginsRemoved(USUAL_FRAME).size()))
    kept = _load(home).get(_name_of_screens(), {})
    wanted = _rect_of(kept) or _middle(_areas()[0])
    window.setGeometry(fitted(wanted, _areas(), USUAL_FRAME))
    if kept.get("is_maximized") is True:
        window.showMaximized()


def fit_window(window: QWidget) -> None:
    """Move a shown window into a free area, by its real frame: after the first show, and after a screen is gone."""
    handle = window.windowHandle()
    if not window.isVisible() or window.isMaximized() or window.isFullScreen():
        return
    wanted = window.geometry()
    place = fitted(wanted, _areas(), handle.frameMargins())
    if place != wanted:
        window.setGeometry(place)


def save_place(window: QWidget, home: Path) -> None:
    """Save the place for the screens of now; do nothing if ``home`` is not writable."""
    box = window.normalGeometry() if window.isMaximized() else window.geometry()
    place = {"box": [box.x(), box.y(), box.width(), box.height()], "is_maximized": window.isMaximized()}
    kept = {_name_of_screens(): place, **_without(_load(home), _name_of_screens())}
    newest = dict(list(kept.items())[:MOST_SETS])
    try:
        (home / FILE).write_text(json.dumps(newest), encoding="utf-8")
    except OSError:
        return


def _load(home: Path) -> dict[str, dict[str, Any]]:
    """Return the places by the name of the screens; a missing or damaged file gives none."""
    try:
        kept = json.loads((home / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: place for name, place in kept.items() if isinstance(place, dict)} if isinstance(kept, dict) else {}


def _without(kept: dict[str, dict[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    return {other: place for other, place in kept.items() if other != name}


def _rect_of(place: dict[str, Any]) -> QRect | None:
    box = place.get("box")
    if not isinstance(box, list) or [type(number) for number in box] != [int] * 4:
        return None
    limit = 2**20
    rect = QRect(*(max(-limit, min(number, limit)) for number in box))
    return rect if rect.isValid() else None


def _middle(area: QRect) -> QRect:
    rect = QRect(area.topLeft(), FIRST_SIZE.boundedTo(area.size()))
    rect.moveCenter(area.center())
    return rect


def _areas() -> list[QRect]:
    """Return the free area of each screen, the first screen first."""
    first = QGuiApplication.primaryScreen()
    others = [screen for screen in QGuiApplication.screens() if screen is not first]
    return [screen.availableGeometry() for screen in (first, *others)]


def _name_of_screens() -> str:
    boxes = sorted((screen.geometry() for screen in QGuiApplication.screens()), key=lambda box: (box.x(), box.y()))
    return " ".join(f"{box.width()}x{box.height()}{box.x():+}{box.y():+}" for box in boxes)


def _size_of(rect: QRect) -> int:
    return rect.width() * rect.height() if rect.isValid() else -1
