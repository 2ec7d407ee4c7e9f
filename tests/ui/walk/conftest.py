"""Fixtures of the walk: a counter that is enrolled and has entries in its outbox, and the looks to walk in."""

from collections.abc import Iterator

import pytest

from tests.ui.counter_fixtures import demo_template, enrolled_home, fake, idle
from tests.ui.walk.walks import EVERY, SHORT
from ui.look.theme import theme

__all__ = ["demo_template", "enrolled_home", "fake", "idle"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each walk over the pages its looks."""
    if "walks" in metafunc.fixturenames:
        chosen = EVERY if metafunc.config.getoption("--every-look") else SHORT
        metafunc.parametrize("walks", chosen, ids=["-".join(str(walk[0]) for walk in walks) for walks in chosen])


@pytest.fixture
def usual_look(qapp: object) -> Iterator[None]:
    """Put the usual look back after the window is closed: a change of look with many pages takes seconds."""
    yield
    theme.use("light", 100)
