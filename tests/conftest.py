"""Settings and fixtures of every test: Qt without a screen, a separate home, a check for leftover threads."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.leftovers import active_qt_objects, is_qt_running, leave_out_of_later_walks, qt_objects_left, threads_left

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The tests keep keys in a file in the test's home; no test uses the desktop's key ring.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ["TZ"] = "Asia/Tehran"

# own_home is made once per test, not per example; no example depends on an empty home.
UNHURRIED = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("ci", deadline=None, max_examples=60, suppress_health_check=UNHURRIED, derandomize=True)
settings.register_profile("deep", deadline=None, max_examples=2000, suppress_health_check=UNHURRIED)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the long checks (`make faults`, `make soak`) and the one that writes missing recordings."""
    usual = int(os.environ.get("BAJEH_KILLS", "6"))
    parser.addoption("--record", action="store_true", help="record the commands of which no recording exists yet")
    parser.addoption("--every-look", action="store_true", help="walk over every page in all looks (`make soak`)")
    parser.addoption("--kills", type=int, default=usual, help="how many times each fault test kills the counter")


def pytest_collection_finish() -> None:
    """Leave the modules out of every later walk over the objects of the process (``nothing_left_running``)."""
    leave_out_of_later_walks()


@pytest.fixture(scope="session")
def kills(pytestconfig: pytest.Config) -> int:
    """Return how many times a fault test kills the counter."""
    number = pytestconfig.getoption("--kills")
    assert isinstance(number, int)
    return number


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test its own home and XDG folders, so that no user's files are read or written."""
    home = tmp_path / "person"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name, folder in (
        ("CONFIG", ".config"),
        ("DATA", ".local/share"),
        ("CACHE", ".cache"),
        ("STATE", ".local/state"),
    ):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / folder))
    return home


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread, a busy Qt lane or an active timer behind."""
    threads_before = set(threading.enumerate())
    timers_before = set(map(id, active_qt_objects()))
    yield
    assert not (left := threads_left(threads_before)), f"threads left behind: {left}"
    assert not (left := qt_objects_left(timers_before)), f"Qt timers or threads left behind: {left}"
    if is_qt_running():
        leave_out_of_later_walks()
