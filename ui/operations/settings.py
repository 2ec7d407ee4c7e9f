"""Reads and saves settings, adds staff, protects the key, writes a backup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_app.domain.settings import Settings
from dealer_app.domain.staff import AddStaff, StaffRow
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Desktop, Unit


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """Where the key of the database is, and whether a passphrase could open a backup elsewhere."""

    place: str  # "keyring" or "file"
    has_passphrase: bool


def save(page: Page, settings: Settings) -> Operation[Settings]:
    """Save settings and return them as stored (digits and letters mended)."""
    return write(page, _save, settings)


def add_staff(page: Page, command: AddStaff) -> Operation[tuple[StaffRow, ...]]:
    """Add a member of staff and return the new list."""
    return write(page, _add_staff, command)


def list_staff(page: Page, on_done: Callable[[tuple[StaffRow, ...]], None]) -> None:
    """Read the staff who may sign in."""
    read(page, on_done, _list_staff)


def look_at_key(page: Page, on_done: Callable[[KeyFacts], None]) -> None:
    """Read where the key is stored."""
    page.context.tasks.run_desktop(page, _key_facts, on_done)


def set_passphrase(page: Page, passphrase: str, on_done: Callable[[KeyFacts], None]) -> None:
    """Encrypt a copy of the key with a passphrase."""
    page.context.tasks.run_desktop(page, partial(_set_passphrase, passphrase=passphrase), on_done)


def back_up(page: Page, out: Path, on_done: Callable[[None], None], on_error: Callable[[Exception], None]) -> None:
    """Write an encrypted backup on the slow lane, so that the counter stays usable."""
    page.context.tasks.run_slow(page, lambda desktop: desktop.backup(out), on_done, on_error)


def _key_facts(desktop: Desktop) -> KeyFacts:
    return KeyFacts(desktop.key_place(), desktop.has_recovery_passphrase())


def _save(unit: Unit, settings: Settings) -> Settings:
    from dealer_app.services import settings as service

    service.save_settings(unit, settings)
    return service.get_settings(unit)


def _add_staff(unit: Unit, command: AddStaff) -> tuple[StaffRow, ...]:
    from dealer_app.services.staff import staff

    staff.add_staff(unit, command)
    return staff.list_staff(unit)


def _list_staff(unit: Unit) -> tuple[StaffRow, ...]:
    from dealer_app.services.staff import staff

    return staff.list_staff(unit)


def _set_passphrase(desktop: Desktop, passphrase: str) -> KeyFacts:
    desktop.set_recovery_passphrase(passphrase)
    return _key_facts(desktop)
