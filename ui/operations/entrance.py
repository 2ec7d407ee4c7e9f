"""What the entrance asks of the desktop: opening, signing in, the first start."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_app.domain.settings import CounterSettings, DealershipSettings, Settings
from dealer_app.domain.staff import Actor, AddStaff, Role, StaffRow

if TYPE_CHECKING:
    from dealer_app.desktop import Desktop, Unit
    from dealer_app.domain.ids import StaffId


@dataclass(frozen=True, slots=True)
class Opened:
    """What the shell must know before anybody signs in."""

    settings: Settings
    staff: tuple[StaffRow, ...]
    demo_pins: tuple[tuple[str, str], ...]  # (name, PIN) of made-up staff; empty outside the demo


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the first start asked for."""

    dealership: DealershipSettings
    counter: str
    manager: str
    pin: str


def look_around(desktop: Desktop) -> Opened:
    """Read the settings and who may sign in."""
    return desktop.read(_opened)


def glance(home: Path) -> Opened | None:
    """Read settings and staff by a light look, before the database is open; None where there is nothing to read yet."""
    from dealer_app.desktop import Desktop

    seen = Desktop(home).glance()
    if seen is None or not seen.staff:
        return None
    return Opened(seen.settings, seen.staff, _demo_pins() if seen.settings.is_demo else ())


def open_demo(desktop: Desktop) -> Opened:
    """Build the demo where nothing is yet, then look around."""
    from dealer_app.services.demo import demo

    if not desktop.read(_opened).staff:
        demo.build_demo(desktop)
    return desktop.read(_opened)


def sign_in(desktop: Desktop, staff_id: StaffId, pin: str) -> Actor:
    """Check the PIN and sign every later write with this person; raises Refusal."""
    from dealer_app.services.staff import staff

    actor = desktop.write(lambda unit: staff.sign_in(unit, staff_id, pin)).value
    desktop.actor = actor
    return actor


def set_up(desktop: Desktop, wish: FirstStart) -> Opened:
    """Save dealership, counter and the first manager in one transaction; raises FieldErrors."""

    def work(unit: Unit) -> None:
        from dealer_app.services import settings
        from dealer_app.services.staff import staff

        known = settings.get_settings(unit)
        counter: CounterSettings = replace(known.counter, counter=wish.counter)
        settings.save_settings(unit, replace(known, dealership=wish.dealership, counter=counter))
        staff.add_staff(unit, AddStaff(wish.manager, Role.MANAGER, wish.pin))

    desktop.write(work)
    return desktop.read(_opened)


def _opened(unit: Unit) -> Opened:
    from dealer_app.services import settings
    from dealer_app.services.staff import staff

    known = settings.get_settings(unit)
    return Opened(known, staff.list_staff(unit), _demo_pins() if known.is_demo else ())


def _demo_pins() -> tuple[tuple[str, str], ...]:
    from resources.texts.demo import STAFF

    return tuple((name, pin) for name, _role, pin in STAFF)
