"""Fixtures: a counter on a real encrypted database, made once with the demo's people, and a fake clock."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.ids import OrderId
from dealer_app.services.demo.demo import build_demo
from dealer_app.services.orders.orders import find_order_id
from tests.signed_on import sign_on

NOON = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)  # یکشنبه ۱ آذر ۱۴۰۵، ۱۲:۰۰ in Tehran


class FakeClock:
    """A clock that moves only when the test moves it."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def pass_time(self, **amount: float) -> None:
        self.at += timedelta(**amount)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home folder whose database has the demo's people."""
    home = tmp_path_factory.mktemp("demo") / "home"
    desktop = Desktop(home, clock=lambda: NOON)
    desktop.open()
    build_demo(desktop)
    desktop.close()
    return home


@pytest.fixture
def counter(demo_home: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desktop]:
    """Open a copy of the demo's counter, signed in as a clerk."""
    home = tmp_path / "counter"
    shutil.copytree(demo_home, home)
    desktop = Desktop(home, clock=clock)
    desktop.open()
    sign_on(desktop, "پیشخوان ۲")
    yield desktop
    desktop.close()


@pytest.fixture
def main_order(counter: Desktop) -> OrderId:
    """Find the invited order of the demo's main visitor: 4,864,000,000 Rial remain."""
    found = counter.read(lambda unit: find_order_id(unit, "R2606100412"))
    assert found is not None
    return found


@pytest.fixture
def new_counter(tmp_path: Path) -> Iterator[Desktop]:
    """A counter at its first start, without staff."""
    desktop = Desktop(tmp_path / "new")
    desktop.open()
    yield desktop
    desktop.close()
