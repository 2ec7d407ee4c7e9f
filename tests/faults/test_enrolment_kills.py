"""Test kills during enrolment and destruction: neither is left incomplete."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault
from dealer_app.store.core.unit import Unit
from dealer_app.store.database.destroying import MARK_FILE
from dealer_app.store.tables.enrolments import EnrolmentRecord
from dealer_app.store.tables.leases import take_number
from tests.faults.conftest import RunLoop
from tests.faults.enrolling import DEVICE, FIRST, enrol, obey, opened_at
from tests.faults.whole import assert_whole


def _devices(unit: Unit) -> tuple[int, list[str]]:
    """Return the number of enrolments that were begun, and the current devices."""
    begun = unit.session.scalar(select(func.count()).select_from(EnrolmentRecord)) or 0
    held = unit.session.scalars(select(EnrolmentRecord.device).where(EnrolmentRecord.is_current))
    return begun, list(held)


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """The file in which head office remembers who enrolled."""
    return tmp_path / "hub"


@pytest.fixture
def fresh_home(busy_day: Path, memory: Path, copied: Callable[[Path], None]) -> Callable[[], None]:
    """A function that copies the home of a busy day again and deletes head office's memory."""

    def prepare() -> None:
        copied(busy_day)
        memory.unlink(missing_ok=True)

    return prepare


def test_killed_enrolment_ends_in_one_device(
    home: Path, memory: Path, fresh_home: Callable[[], None], kill_loop: RunLoop
) -> None:
    def check(where: str) -> None:
        desktop = opened_at(home, memory)
        assert_whole(desktop, where)
        assert desktop.line_state().enrolment in {"", "active"}, where
        desktop.close()
        enrol(home, memory)
        desktop = opened_at(home, memory)
        assert_whole(desktop, where)
        assert desktop.read(_devices) == (1, [DEVICE]), where
        assert desktop.write(lambda unit: take_number(unit, "receipt")).value == FIRST, where
        desktop.close()

    kill_loop(enrol, home, memory, prepare=fresh_home, check=check)


def test_killed_destruction_is_completed_or_not_begun(
    home: Path, memory: Path, fresh_home: Callable[[], None], kill_loop: RunLoop
) -> None:
    def prepare() -> None:
        fresh_home()
        enrol(home, memory)

    def check(where: str) -> None:
        is_ordered = (home / MARK_FILE).exists()
        desktop = Desktop(home)
        try:
            desktop.open()
        except EnvironmentFault as fault:
            assert (fault.code, is_ordered) == ("device_revoked", True), where  # noqa: PT017 - two ends are right
            assert [path.name for path in home.rglob("*") if path.is_file()] == [MARK_FILE], where
        else:
            assert not is_ordered, where
            desktop.close()

    kill_loop(obey, home, memory, prepare=prepare, check=check)
