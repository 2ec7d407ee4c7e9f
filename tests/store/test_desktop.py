"""Transactions of the desktop: atomic writes, one view for a read, the day in Iran."""

import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord
from tests.store.conftest import MakeDesktop
from tests.store.factories import a_customer


def _count(unit: Unit) -> int:
    return unit.session.scalar(select(func.count()).select_from(CustomerRecord)) or 0


def test_write_returns_the_touched_rows(desktop: Desktop) -> None:
    def register(unit: Unit) -> UUID:
        customer_id = a_customer(unit)
        unit.touch("customers", customer_id)
        return customer_id

    written = desktop.write(register)
    assert written.changes.touched == {("customers", written.value)}
    assert desktop.read(_count) == 1


def test_exception_rolls_the_write_back(desktop: Desktop) -> None:
    def fail(unit: Unit) -> None:
        a_customer(unit)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - the exception itself must be raised
        desktop.write(fail)
    assert desktop.read(_count) == 0
    desktop.write(a_customer)
    assert desktop.read(_count) == 1


def test_read_cannot_write(desktop: Desktop) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        desktop.read(a_customer)
    assert caught.value.code == "database_readonly"
    assert desktop.read(_count) == 0


def test_read_keeps_its_view_while_another_writes(desktop: Desktop) -> None:
    def look_twice(unit: Unit) -> tuple[int, int]:
        before = _count(unit)
        writer = threading.Thread(target=lambda: desktop.write(a_customer))
        writer.start()
        writer.join()
        return before, _count(unit)

    assert desktop.read(look_twice) == (0, 0)
    assert desktop.read(_count) == 1


def test_next_read_sees_the_changed_record(desktop: Desktop) -> None:
    customer_id = desktop.write(a_customer).value

    def job(unit: Unit) -> str:
        return unit.session.get_one(CustomerRecord, customer_id).job

    def hire(unit: Unit) -> None:
        unit.session.get_one(CustomerRecord, customer_id).job = "معلم"

    assert desktop.read(job) == ""
    desktop.write(hire)
    assert desktop.read(job) == "معلم"


def test_two_desktops_on_one_home_write_in_turn(desktop: Desktop, make_desktop: MakeDesktop) -> None:
    other = make_desktop()
    other.open()
    writers = [
        threading.Thread(target=lambda one=one: [one.write(a_customer) for _ in range(20)]) for one in (desktop, other)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert desktop.read(_count) == other.read(_count) == 40


def test_second_open_of_an_open_desktop_changes_nothing(desktop: Desktop) -> None:
    desktop.open()
    assert desktop.is_open
    desktop.close()
    desktop.close()
    with pytest.raises(EnvironmentFault) as caught:
        desktop.read(_count)
    assert caught.value.code == "database_closed"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 20, 29, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 20, 30, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_today_is_the_day_in_iran(make_desktop: MakeDesktop, moment: datetime, day: date) -> None:
    desktop = make_desktop(clock=lambda: moment)
    desktop.open()
    assert desktop.read(lambda unit: unit.today) == day


def test_importing_the_desktop_loads_no_database() -> None:
    code = (
        "import sys, dealer_app.desktop; print({'sqlalchemy', 'sqlcipher3', 'alembic', 'keyring'} & set(sys.modules))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "set()"


def test_opening_a_migrated_database_loads_no_alembic_and_no_keyring(desktop: Desktop, home: Path) -> None:
    desktop.close()
    code = (
        "import sys, pathlib, dealer_app.desktop as d; c = d.Desktop(pathlib.Path(sys.argv[1])); c.open(); c.close();"
        "print({'alembic', 'keyring', 'cryptography', 'holidays'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout.strip() == "set()"
