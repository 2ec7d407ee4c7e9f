"""A counter on a real encrypted file in a temporary folder."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.staff import Actor, Role

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
        desktop.actor = Actor(None, "", Role.CLERK, "1")
        made.append(desktop)
        return desktop

    yield make
    for desktop in made:
        desktop.close()


@pytest.fixture
def desktop(make_desktop: MakeDesktop) -> Desktop:
    opened = make_desktop()
    opened.open()
    return opened
