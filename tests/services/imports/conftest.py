"""Fixtures: a counter with an empty encrypted database, made once and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home folder with an empty database."""
    home = tmp_path_factory.mktemp("counter") / "home"
    desktop = Desktop(home)
    desktop.open()
    desktop.close()
    return home


@pytest.fixture
def desktop(empty_home: Path, tmp_path: Path) -> Iterator[Desktop]:
    """Open a counter on a copy of the empty home."""
    home = tmp_path / "counter"
    shutil.copytree(empty_home, home)
    opened = Desktop(home)
    opened.open()
    yield opened
    opened.close()
