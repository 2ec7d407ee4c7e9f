"""Opens the database, signs a person in, saves the first start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_app.domain.settings import CounterSettings, DealershipSettings, Settings
from dealer_app.domain.staff import FORMER_ROLES, Actor, AddStaff, StaffRow

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from dealer_app.desktop import Desktop, Unit
    from dealer_app.domain.days import DayDoubt
    from dealer_app.domain.ids import StaffId
    from ui.lanes.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Opened:
    """The facts that the shell needs before a person signs in."""

    settings: Settings
    staff: tuple[StaffRow, ...]
    demo_pins: tuple[tuple[str, str], ...]  # (name, PIN) of made-up staff; empty outside the demo


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person whose PIN was correct, and why the day of this PC is not believed (None: it is)."""

    actor: Actor
    doubt: DayDoubt | None
    staff: tuple[StaffRow, ...]


@dataclass(frozen=True, slots=True)
class FirstStart:
    """The answers of the first start."""

    dealership: DealershipSettings
    counter: str
    manager: str
    pin: str


def look_first(
    owner: QObject,
    tasks: Tasks,
    home: Path,
    on_done: Callable[[Opened | None], None],
    on_error: Callable[[Exception], None],
) -> None:
    """Read settings and staff before the database is open; None if there is nothing to read yet."""
    tasks.run_unopened(owner, lambda: _glance(home), on_done, on_error)


def look_around(
    owner: QObject,
    tasks: Tasks,
    on_done: Callable[[Opened], None],
    on_error: Callable[[Exception], None] | None = None,
) -> None:
    """Open the database if it is closed; read the settings and who may sign in."""
    tasks.run_desktop(owner, _look_around, on_done, on_error)


def open_demo(
    owner: QObject, tasks: Tasks, on_done: Callable[[Opened], None], on_error: Callable[[Exception], None]
) -> None:
    """Build the demo if there is none, then read as ``look_around``."""
    tasks.run_desktop(owner, _open_demo, on_done, on_error)


def check_pin(
    owner: QObject,
    tasks: Tasks,
    staff_id: StaffId,
    pin: str,
    on_done: Callable[[SignedIn], None],
    on_error: Callable[[Exception], None],
) -> None:
    """Sign a person in and look at the day; a wrong PIN is a Refusal."""
    tasks.run_desktop(owner, lambda desktop: _check_pin(desktop, staff_id, pin), on_done, on_error)


def confirm_day(
    owner: QObject,
    tasks: Tasks,
    staff_id: StaffId,
    pin: str,
    on_done: Callable[[None], None],
    on_error: Callable[[Exception], None],
) -> None:
    """Confirm the day by the PIN of a manager; a wrong PIN is a Refusal."""
    tasks.run_desktop(owner, lambda desktop: _confirm_day(desktop, staff_id, pin), on_done, on_error)


def look_at_day(
    owner: QObject,
    tasks: Tasks,
    on_done: Callable[[DayDoubt | None], None],
    on_error: Callable[[Exception], None],
) -> None:
    """Look at the clock once more, after somebody corrected it."""
    tasks.run_desktop(owner, _look_at_day, on_done, on_error)


def set_up(
    owner: QObject,
    tasks: Tasks,
    start: FirstStart,
    on_done: Callable[[Opened], None],
    on_error: Callable[[Exception], None],
) -> None:
    """Save dealership, counter and the first manager in one transaction; a wrong field is a FieldErrors."""
    tasks.run_desktop(owner, lambda desktop: _set_up(desktop, start), on_done, on_error)


def sign_in(desktop: Desktop, staff_id: StaffId, pin: str) -> Actor:
    """Check the PIN and sign every later write with this person; raises Refusal."""
    from dealer_app.services.staff import staff

    actor = desktop.write(lambda unit: staff.sign_in(unit, staff_id, pin)).value
    desktop.actor = actor
    return actor


def _check_pin(desktop: Desktop, staff_id: StaffId, pin: str) -> SignedIn:
    from dealer_app.services.staff import staff

    actor = sign_in(desktop, staff_id, pin)
    doubt = _look_at_day(desktop)
    return SignedIn(actor, doubt, desktop.read(staff.list_staff) if doubt is not None else ())


def _look_at_day(desktop: Desktop) -> DayDoubt | None:
    from dealer_app.services.days.days import find_doubt

    return desktop.read(find_doubt)


def _confirm_day(desktop: Desktop, staff_id: StaffId, pin: str) -> None:
    from dealer_app.services.days.confirming import confirm_day_with_pin

    desktop.write(lambda unit: confirm_day_with_pin(unit, staff_id, pin))


def _look_around(desktop: Desktop) -> Opened:
    return desktop.read(_opened)


def _glance(home: Path) -> Opened | None:
    from dealer_app.desktop import Desktop

    seen = Desktop(home).glance()
    if seen is None or not seen.staff:
        return None
    return Opened(seen.settings, seen.staff, _demo_pins() if seen.settings.is_demo else ())


def _open_demo(desktop: Desktop) -> Opened:
    from dealer_app.services.demo import demo

    if not desktop.read(_opened).staff:
        demo.build_demo(desktop)
    return desktop.read(_opened)


def _set_up(desktop: Desktop, start: FirstStart) -> Opened:
    desktop.write(lambda unit: _save_first_start(unit, start))
    return desktop.read(_opened)


def _save_first_start(unit: Unit, start: FirstStart) -> None:
    from dealer_app.services import settings
    from dealer_app.services.staff import staff

    known = settings.get_settings(unit)
    counter: CounterSettings = replace(known.counter, counter=start.counter)
    settings.save_settings(unit, replace(known, dealership=start.dealership, counter=counter))
    staff.add_staff(unit, AddStaff(start.manager, FORMER_ROLES["manager"], start.pin))


def _opened(unit: Unit) -> Opened:
    from dealer_app.services import settings
    from dealer_app.services.staff import staff

    known = settings.get_settings(unit)
    return Opened(known, staff.list_staff(unit), _demo_pins() if known.is_demo else ())


def _demo_pins() -> tuple[tuple[str, str], ...]:
    from resources.texts.demo import STAFF

    return tuple((name, pin) for name, _role, pin in STAFF)
