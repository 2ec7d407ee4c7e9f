"""Fixtures of a running counter, for pages and journeys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.clerk import Clerk, build_template, copy_home
from ui.app import make_application


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo database, built once."""
    return build_template(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def clerk(qtbot: QtBot, demo_template: Path, tmp_path: Path) -> Iterator[Clerk]:
    """A clerk signed in at a counter of its own."""
    home = copy_home(demo_template, tmp_path / "home")
    make_application(home)
    one = Clerk(qtbot, home)
    yield one
    one.close()
