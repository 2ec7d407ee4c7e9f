"""Faults of the machine: each has a code and a Persian sentence, and rolls the write back."""

import errno
from pathlib import Path

import pytest
from sqlalchemy import text

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault, sentence
from dealer_app.store.core.unit import Unit
from dealer_app.store.database.connection import DATABASE_FILE, connect
from dealer_app.store.database.faults import fault_of
from dealer_app.store.database.keys import find_key
from tests.store.factories import a_customer


def _fault(desktop: Desktop) -> str:
    with pytest.raises(EnvironmentFault) as caught:
        desktop.write(lambda unit: [a_customer(unit, note="x" * 5000) for _ in range(50)])
    assert sentence(caught.value)
    return caught.value.code


def _pragma(desktop: Desktop, pragma: str) -> None:
    desktop.write(lambda unit: unit.session.execute(text(f"PRAGMA {pragma}")))


def _pages(unit: Unit) -> int:
    return int(unit.session.execute(text("PRAGMA page_count")).scalar_one())


def test_full_disk_rolls_the_write_back(desktop: Desktop) -> None:
    pages = desktop.read(_pages)
    _pragma(desktop, f"max_page_count = {pages}")
    assert _fault(desktop) == "disk_full"
    _pragma(desktop, f"max_page_count = {pages + 1000}")
    desktop.write(a_customer)
    assert desktop.verify().customers == 1


def test_database_locked_by_another_program_is_reported(desktop: Desktop, home: Path) -> None:
    key = find_key(home)
    assert key is not None
    _pragma(desktop, "busy_timeout = 1")
    other = connect(home / DATABASE_FILE, key)
    other.execute("BEGIN IMMEDIATE")
    assert _fault(desktop) == "database_locked"
    other.execute("ROLLBACK")
    other.close()
    desktop.write(a_customer)


def test_full_disk_of_the_system_is_a_fault() -> None:
    fault = fault_of(OSError(errno.ENOSPC, "No space left on device"))
    assert fault is not None
    assert fault.code == "disk_full"


def test_bug_is_no_fault() -> None:
    assert fault_of(ValueError("x")) is None
    assert fault_of(FileNotFoundError(errno.ENOENT, "x")) is None
