"""Checks after a chaos run: open every counter again, let it talk, and compare it with head office's database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.staff import Actor
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.store.tables.outbox import OutboxRecord
from tests.chaos.counter_process import Place
from tests.chaos.journal import read_journal
from tests.signed_on import CLERK
from tests.soak.checks import check
from tests.soak.promises import promise
from tests.soak.world import Pc, PcClock, World
from tests.sync.counters import SpoiltLine

MOST_TALKS = 60


@contextmanager
def opened_again(world: World, places: list[tuple[Place, str]]) -> Iterator[None]:
    """Open every counter's database in this process as a PC of the world, with its own line to head office."""
    try:
        for place, dealership in places:
            line, clock = SpoiltLine(world.office), PcClock(world.office)  # not used: the desktop has its own
            world.pcs.append(Pc(place.home, _open(place), line, dealership, clock))
        yield
    finally:
        world.close()
        world.pcs.clear()


def heal(world: World, places: list[Place]) -> None:
    """Let each counter talk until none sends or receives anything; a stopped counter is a broken promise."""
    for pc, place in zip(world.pcs, places, strict=True):
        if not pc.desktop.line_state().enrolment:  # killed before it received the answer to its code
            pc.desktop.enrol(place.hub_url, place.code)
    for _ in range(MOST_TALKS):
        reports = [pc.desktop.talk() for pc in world.pcs]
        if not any(report.sent or report.received or report.trouble for report in reports):
            break
    for pc in world.pcs:
        state = pc.desktop.line_state()
        promise(4, (state.enrolment, state.waiting, state.trouble) == ("active", 0, ""), state)


def check_all(world: World, places: list[tuple[Place, str]]) -> None:
    """Check every promise on the databases of both sides, and that everything in the journals was kept."""
    check(world)
    for pc, (place, _) in zip(world.pcs, places, strict=True):
        _check_told(pc.desktop, place)


def _check_told(desktop: Desktop, place: Place) -> None:
    """Check that the outbox has every journalled entry unchanged, and that nothing acknowledged waits again."""
    told = read_journal(place.journal)
    query = select(OutboxRecord.n, OutboxRecord.hash)
    found = desktop.read(lambda unit: {row.n: row.hash for row in unit.session.execute(query)})
    lost = [n for n, line_hash in told.committed.items() if found.get(n) != line_hash]
    promise(1, not lost, f"{place.name}: {len(lost)} committed lines are gone: {lost[:5]}")
    enrolment = desktop.read(lambda unit: current_enrolment(unit.session))
    assert enrolment is not None
    promise(3, enrolment.acked_n >= told.acknowledged, place.name)
    promise(7, enrolment.epoch == 1, f"{place.name} stopped and was opened again")


def _open(place: Place) -> Desktop:
    desktop = Desktop(place.home)
    desktop.actor = Actor(None, "سمیه کریمی", CLERK, place.name)
    desktop.open()
    return desktop
