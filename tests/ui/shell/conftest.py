"""Fixtures of the running counter, for the tests of the shell."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from dealer_app.desktop import Desktop
from tests.ui.counter_fixtures import clerk, demo_template, enrolled_home, fake, idle, line, office
from ui.lanes.tasks import Tasks

__all__ = ["clerk", "demo_template", "enrolled_home", "fake", "idle", "line", "office"]


@pytest.fixture
def tasks(qapp: QObject, tmp_path: Path) -> Iterator[Tasks]:
    """Lanes on an empty database."""

    def open_desktop() -> Desktop:
        desktop = Desktop(tmp_path / "home")
        desktop.open()
        return desktop

    lanes = Tasks(open_desktop)
    yield lanes
    lanes.close()
