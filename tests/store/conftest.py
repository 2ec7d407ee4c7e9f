"""Fixtures: a counter on a real encrypted database in a temporary folder."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.staff import Actor
from tests.signed_on import CLERK

NOON = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
MakeDesktop = Callable[..., Desktop]


@pytest.fixture(autouse=True)
def _key_in_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAJEH_KEYRING", "file")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def make_desktop(home: Path) -> Iterator[MakeDesktop]:
    made: list[Desktop] = []

    def make(folder: Path = home, **changes: Any) -> Desktop:
        desktop = Desktop(folder, **{"clock": lambda: NOON, **changes})
        desktop.actor = Actor(None, "", CLERK, "1")
        made.append(desktop)
        return desktop

    yield make
    for desktop in made:
        desktop.close()


@pytest.fixture(scope="session")
def ready_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with an empty, migrated database; copying it takes less time than migrating again."""
    folder = tmp_path_factory.mktemp("ready") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAJEH_KEYRING", "file")
        first = Desktop(folder)
        first.open()
        first.close()
    return folder


@pytest.fixture
def desktop(make_desktop: MakeDesktop, ready_home: Path, home: Path) -> Desktop:
    shutil.copytree(ready_home, home)
    opened = make_desktop()
    opened.open()
    return opened
