"""Fixtures of a running counter for pages and journeys, with a fake head office if one is needed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_app.desktop import Desktop
from tests.hub.head_office import Office, open_office
from tests.sync.counters import SpoiltLine
from tests.ui.clerk import Clerk, build_template, copy_home
from tests.ui.fake_line import FakeLine, enrol_in
from tests.ui.fake_printer import FakeQueue
from ui.app import make_application
from ui.line.line import Pace

NEVER = Pace(after_commit=3_600_000)
"""The pace of a line that talks only on request."""


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo database, built once."""
    return build_template(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def clerk(qtbot: QtBot, demo_template: Path, tmp_path: Path) -> Iterator[Clerk]:
    """A clerk signed in at a separate counter."""
    home = copy_home(demo_template, tmp_path / "home")
    make_application(home)
    one = Clerk(qtbot, home)
    yield one
    one.close()


@pytest.fixture
def fake() -> FakeLine:
    """A head office without a network."""
    return FakeLine()


@pytest.fixture
def enrolled_home(demo_template: Path, tmp_path: Path) -> Path:
    """A demo that is enrolled at a head office and has four entries in the outbox."""
    home = copy_home(demo_template, tmp_path / "home")
    desktop = Desktop(home)
    desktop.open()
    desktop.write(enrol_in)
    desktop.close()
    make_application(home)
    return home


@pytest.fixture
def idle(qtbot: QtBot, enrolled_home: Path, fake: FakeLine) -> Iterator[Clerk]:
    """A clerk at an enrolled counter whose line talks only on request."""
    one = Clerk(qtbot, enrolled_home, fake, NEVER)
    one.until(lambda: one.counter.line.view.state.is_enrolled)
    yield one
    one.close()


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeQueue:
    """A print queue that accepts every job."""
    return FakeQueue(tmp_path / "queue", monkeypatch)


@pytest.fixture
def office() -> Iterator[Office]:
    """A head office that has the demo's dealership."""
    with open_office("2606") as (office, _):
        yield office


@pytest.fixture
def line(office: Office) -> SpoiltLine:
    """The line to that head office."""
    return SpoiltLine(office)
