"""A world for soak tests: a head office with three dealerships, the PCs of their counters, and its publications."""

import shutil
from collections import Counter as Tally
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, event, select

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import CodedError, FieldErrors
from dealer_app.domain.ids import Rial
from dealer_app.domain.orders.orders import OrderFields
from dealer_app.hub.database.database import engine_of, transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import rows
from dealer_app.hub.office.decisions import retry_all
from dealer_app.hub.office.moves import move_order
from dealer_app.hub.office.publishing import Published, publish_rows
from dealer_app.protocol.carriage import Call
from dealer_app.services.days.confirming import confirm_day
from dealer_app.services.freezing import freeze
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import current_enrolment
from tests.hub.head_office import Office
from tests.pg import hub_database
from tests.services.factories import by_manager, nth_walk_in
from tests.soak.central import DEALERSHIPS, directory_row, holiday_row, late_plan_row, plan_rows
from tests.soak.lanes import DyingLanes, PowerCutError
from tests.soak.works import CITIES, WORKS
from tests.sync.counters import SpoiltLine, open_counter

ORDERS_EACH = 4
PEOPLE = 12
"""Few enough that the counters register the same customers again and again."""
PRICE = 9_000_000_000


@dataclass
class PcClock:
    """A PC's own clock: head office's time plus ``wrong_by``."""

    office: Office
    wrong_by: timedelta = timedelta()

    def __call__(self) -> datetime:
        return self.office.clock() + self.wrong_by


@dataclass
class Pc:
    """One PC: its folder, its open counter, its line, its clock and its last backup."""

    home: Path
    desktop: Desktop
    line: SpoiltLine
    dealership: str
    clock: PcClock
    backup: Path | None = None


@dataclass
class World:
    """Head office, PCs and lines; ``operations`` counts documents, calls across the line, publications, disasters."""

    office: Office
    folder: Path
    url: str
    template: Path
    pcs: list[Pc] = field(default_factory=list)
    wire: list[Call] = field(default_factory=list)
    others: deque[Call] = field(default_factory=lambda: deque(maxlen=300))
    """``wire`` has every push, ``others`` the last calls of every other kind: they may arrive late and twice."""
    sticks: list[tuple[Pc, Path]] = field(default_factory=list)
    operations: Tally[str] = field(default_factory=Tally)
    slow: AbstractContextManager[Any] | None = None
    revoked: set[str] = field(default_factory=set)
    disturbed: set[str] = field(default_factory=set)
    """Devices whose disk was restored or copied: only they may be stopped."""

    @property
    def engine(self) -> Engine:
        return self.office.engine

    def start(self, counters: int) -> None:
        """Found head office, enrol the counters and publish one order for each dealership."""
        self.found()
        for at in range(counters):
            self.add_pc(DEALERSHIPS[at % len(DEALERSHIPS)])
        for at, dealership in enumerate(DEALERSHIPS):
            self.publish(dealership, at)

    def found(self) -> None:
        """Add the dealerships and publish the plans, without which nothing can be ordered."""
        self.office.add(*DEALERSHIPS)
        self.office.publish("*", *plan_rows())

    def add_pc(self, dealership: str) -> Pc:
        """Set up a PC (a copy of an empty home) and enrol it."""
        home = self.folder / f"pc-{uuid4().hex[:8]}"
        shutil.copytree(self.template, home)
        pc = self.open_pc(home, dealership)
        pc.desktop.enrol("https://hub.test", self.office.code(dealership))
        return pc

    def open_pc(self, home: Path, dealership: str) -> Pc:
        """Open the counter of a PC and add it to the world."""
        line, clock = SpoiltLine(self.office), PcClock(self.office)
        pc = Pc(home, open_counter(home, line, clock), line, dealership, clock)
        self.pcs.append(pc)
        return pc

    @contextmanager
    def watched(self, pc: Pc) -> Iterator[None]:
        """Replace the PC if the block made it destroy its data; raise AssertionError if it was not revoked."""
        device = device_of(pc)
        yield
        if pc.desktop.is_open:
            return
        if device not in self.revoked or list(pc.home.glob("*.db*")):
            raise AssertionError("a counter destroyed itself unasked, or can still be read")
        self.pcs.remove(pc)
        self.sticks = [(owner, stick) for owner, stick in self.sticks if owner is not pc]
        self.add_pc(pc.dealership)

    def close(self) -> None:
        """Close everything."""
        self.end_slow()
        for pc in self.pcs:
            pc.desktop.close()

    def work(self, pc: Pc, what: int, a: int, b: int, *, is_dark: bool = False) -> None:
        """Run one action of a clerk; count refusals, and power cuts before the commit (``is_dark``)."""
        pc.desktop.write(_believe)
        lanes = pc.desktop._lanes
        if is_dark:
            pc.desktop._lanes = DyingLanes(lanes, 0)  # type: ignore[assignment]
        try:
            pc.desktop.write(partial(_work, what=what, a=a, b=b))
        except (CodedError, FieldErrors):
            self.operations["refused"] += 1
        except PowerCutError:
            self.operations["power cuts"] += 1
        else:
            self.operations["documents"] += 1
        finally:
            pc.desktop._lanes = lanes

    # -- head office

    def publish(self, dealership: str, at: int) -> None:
        """Publish a customer with an order, or new facts of the order, and to all a change of directory and plans.

        An order that moved away is skipped.
        """
        self.end_slow()
        self.office.publish(dealership, *self._rows(dealership, at))
        self.office.publish("*", directory_row(at), holiday_row(at), *plan_rows(at))
        self.operations["published"] += 1

    def publish_late_plan(self) -> None:
        """Publish the plan that counters have from a sheet, and rule on what waited for it."""
        self.end_slow()
        self.office.publish("*", late_plan_row())
        retry_all(OfficeDatabase(self.url, self.engine, self.office.keys))
        self.operations["published"] += 1

    def publish_slowly(self, dealership: str, at: int) -> None:
        """Begin a publication that commits later; other writers of this dealership have to wait for it."""
        self.end_slow()
        opened = transaction(self.engine, dealership, self.office.clock())
        publish_rows(opened.__enter__(), self._rows(dealership, at))
        self.slow = opened
        self.operations["published"] += 1

    def end_slow(self) -> None:
        """Commit the slow publication, if there is one."""
        slow, self.slow = self.slow, None
        if slow is not None:
            slow.__exit__(None, None, None)

    def move(self, at: int, to: int) -> None:
        """Move an order to another dealership."""
        self.end_slow()
        source, target = DEALERSHIPS[at % 3], DEALERSHIPS[to % 3]
        try:
            move_order(
                OfficeDatabase(self.url, self.engine, self.office.keys),
                f"R26{source}{at % ORDERS_EACH}",
                source,
                target,
            )
        except CodedError:
            return
        self.operations["moved"] += 1

    def _rows(self, dealership: str, at: int) -> list[Published]:
        one = at % ORDERS_EACH
        number, town = f"R26{dealership}{one}", int(dealership)
        person, order = str(UUID(int=town * 100 + one)), str(UUID(int=town * 1000 + one))
        fields = OrderFields(number, contract_number=f"C{number}", invitation_number=f"D{number}", price=Rial(PRICE))
        stated = {**freeze(fields), "status": "دعوتنامه صادر شد", "color": CITIES[at % len(CITIES)], "car": f"J{at}"}
        ledger = [{"account": "principal", "kind": "price", "amount": PRICE, "on": "2026-01-01", "reference": ""}]
        doc = {"customer_id": person, "fields": stated, "ledger": ledger, "included": [], "history": []}
        known = self._op(dealership, order)
        news = [Published("order", order, doc)] if known in (None, "upsert") else []
        return news if known else [Published("customer", person, _person(town % 100 * 10 + one)), *news]

    def _op(self, dealership: str, order: str) -> str | None:
        with transaction(self.engine, dealership, self.office.clock()) as tx:
            query = select(rows.c.op).where(rows.c.dealership == dealership, rows.c.kind == "order", rows.c.id == order)
            found: str | None = tx.connection.scalar(query)
        return found


def device_of(pc: Pc) -> str:
    """Return the id of a PC's device, or "" if it is not enrolled."""
    enrolment = pc.desktop.read(lambda unit: current_enrolment(unit.session))
    return enrolment.device if enrolment is not None else ""


def _person(at: int) -> dict[str, Any]:
    moment = {"registered_at": "2026-11-01T08:00:00.000000+00:00", "activation": "pending"}
    fields = freeze(nth_walk_in(500 + at))
    return {"fields": fields, "registration_number": "", **moment, "conflicts": [], "state": "applied", "code": ""}


def _believe(unit: Unit) -> None:
    """Confirm the day as the manager would, whatever the clock of this PC shows."""
    confirm_day(by_manager(unit))


def _work(unit: Unit, *, what: int, a: int, b: int) -> None:
    WORKS[what % len(WORKS)](unit, a % PEOPLE, b)


def make_template(folder: Path) -> Path:
    """Return an empty home to copy, so that migrations run only once."""
    template = folder / "template"
    desktop = Desktop(template)
    desktop.open()
    desktop.close()
    return template


@contextmanager
def open_world(folder: Path, template: Path, counters: int) -> Iterator[World]:
    """Yield a world on a fresh database of head office with a short lock timeout (60 ms)."""
    folder.mkdir()
    with hub_database() as url:
        engine = engine_of(url)
        event.listen(engine, "connect", _wait_shortly)
        world = World(Office(engine), folder, url, template)
        try:
            world.start(counters)
            yield world
        finally:
            world.close()
            engine.dispose()


def _wait_shortly(connection: Any, _record: Any) -> None:
    connection.execute("SET lock_timeout = '60ms'")
    connection.commit()
