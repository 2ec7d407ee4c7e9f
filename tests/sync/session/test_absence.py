"""Test that a counter that worked offline for 180 days needs no new snapshot, even if its clock is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from sqlalchemy import func, select

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import RecordPayment
from dealer_app.domain.ids import OrderId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.hub.devices import ceilings
from dealer_app.hub.office.publishing import Published
from dealer_app.protocol.sealing import new_box_key
from dealer_app.services.days.confirming import confirm_day
from dealer_app.services.payments.payments import record_payment
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.head_office import FinalNumberRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.payments import PaymentRecord
from tests.hub.head_office import Office
from tests.services.factories import by_manager
from tests.soak.checks import check, heal
from tests.soak.works import WORKS, Work, bill, correct, invite, pay, register
from tests.soak.world import ORDERS_EACH, Pc, World, make_template, open_world
from tests.sync.both_sides import me
from tests.sync.counters import SpoiltLine
from tests.sync.sticks import Pocket

AWAY = timedelta(days=180)
DEALERSHIP, OTHER = "2606", "2711"
MOVED, DELETED = 1, 3
PROVISIONAL_FROM = 90_000_000


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))


@contextmanager
def two_and_one(template: Path) -> Iterator[tuple[World, Pc, Pc]]:
    """Yield a world, the counter that goes offline and its neighbour; all hold the rows published so far."""
    with TemporaryDirectory() as folder, open_world(Path(folder) / "world", template, 0) as world:
        leaving, staying, _ = (world.add_pc(dealership) for dealership in (DEALERSHIP, DEALERSHIP, OTHER))
        for at in range(ORDERS_EACH):
            world.publish(DEALERSHIP, at)
        heal(world)
        yield world, leaving, staying


def half_a_year_goes_by(world: World, leaving: Pc, staying: Pc) -> None:
    """Let both counters work and head office publish, move and delete while ``leaving`` has no line."""
    leaving.line.go_down()
    verbs = (register, correct, pay, bill, invite)
    for month in range(6):
        world.office.clock.pass_by(days=30)
        for at, verb in enumerate(verbs):
            for pc, shift in ((leaving, 0), (staying, 7)):
                world.work(pc, _number_of(verb), month + at + shift, month * 3 + at)
        staying.desktop.talk()
        world.publish(DEALERSHIP, month)
        assert leaving.desktop.talk().trouble == "line_down"
    world.move(MOVED, 2)
    world.office.publish(DEALERSHIP, Published("order", _order_of(DELETED), None))
    keys = world.office.keys
    world.office.keys = type(keys)(keys.signing, new_box_key(), (keys.box,))


def comes_back(world: World, leaving: Pc) -> None:
    """Restore the line; check that one talk synchronises everything without a snapshot."""
    leaving.line.come_back()
    leaving.line.calls.clear()
    report = leaving.desktop.talk()
    assert (report.trouble, report.is_done) == ("", True)
    assert report.sent > 0
    assert report.received > 0
    heal(world)
    assert not [path for path in leaving.line.paths if path.startswith("snapshot")]
    check(world)


@pytest.mark.parametrize("wrong_by", [-AWAY, timedelta(days=365), -timedelta(days=365)], ids=["frozen", "fast", "slow"])
def test_after_180_days_both_sides_are_equal_without_a_snapshot(template: Path, wrong_by: timedelta) -> None:
    with two_and_one(template) as (world, leaving, staying):
        leaving.clock.wrong_by = wrong_by
        half_a_year_goes_by(world, leaving, staying)
        comes_back(world, leaving)
        numbers = request_numbers(leaving.desktop)
        assert f"R26{DEALERSHIP}{MOVED}" not in numbers
        assert f"R26{DEALERSHIP}{DELETED}" not in numbers
        assert numbers == request_numbers(staying.desktop)


def test_provisional_numbers_of_an_absence_are_settled_without_duplicates(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ceilings, "LEAST", 200)  # so few are leased
    with two_and_one(template) as (world, leaving, staying):
        leaving.line.go_down()
        leaving.desktop.write(partial(pay_often, times=220))
        assert leaving.desktop.read(count_provisional) == 20
        world.office.clock.pass_by(days=180)
        staying.desktop.write(lambda unit: confirm_day(by_manager(unit)))
        staying.desktop.write(partial(pay_often, times=30))
        staying.desktop.talk()
        comes_back(world, leaving)

        assert leaving.desktop.read(count_provisional) == 0
        assert leaving.desktop.read(lambda unit: len(unit.session.scalars(select(FinalNumberRecord.id)).all())) == 20
        assert leaving.desktop.read(receipt_numbers) == staying.desktop.read(receipt_numbers)


def test_stick_that_is_180_days_old_is_answered(template: Path, tmp_path: Path) -> None:
    with two_and_one(template) as (world, leaving, staying):
        pocket = Pocket(world.office, tmp_path / "sticks")
        world.work(leaving, _number_of(register), 3, 1)
        old = pocket.export(leaving.desktop)
        half_a_year_goes_by(world, leaving, staying)

        assert leaving.desktop.import_bundle(pocket.answer(old)).trouble == ""
        comes_back(world, leaving)


def test_clock_that_was_a_year_ahead_does_not_delay_the_daily_comparison(
    joined: Desktop, office: Office, line: SpoiltLine
) -> None:
    office.clock.pass_by(days=365)
    joined.talk()
    office.clock.pass_by(days=-365)
    line.calls.clear()
    joined.talk()
    assert "verify" in line.paths
    compared_at = me(joined).compared_at
    assert compared_at is not None
    assert compared_at <= office.clock()


def pay_often(unit: Unit, times: int) -> None:
    """Record ``times`` small deposits for one order."""
    order_id = OrderId(unit.session.scalars(select(OrderRecord.id).order_by(OrderRecord.request_number)).all()[0])
    for _ in range(times):
        reference = f"T{unit.session.scalar(select(func.count()).select_from(PaymentRecord))}-{times}"
        wish = RecordPayment(order_id, Account.PRINCIPAL, Rial(1_000_000), "deposit", reference, unit.today)
        record_payment(unit, wish)


def receipt_numbers(unit: Unit) -> list[str]:
    """Return the numbers of all receipts; fail if one occurs twice."""
    found = list(unit.session.scalars(select(PaymentRecord.number).order_by(PaymentRecord.number)))
    assert len(found) == len(set(found))
    return found


def count_provisional(unit: Unit) -> int:
    return sum(int(number.rpartition("/")[2]) >= PROVISIONAL_FROM for number in receipt_numbers(unit))


def request_numbers(desktop: Desktop) -> list[str]:
    def read(unit: Unit) -> list[str]:
        return list(unit.session.scalars(select(OrderRecord.request_number).order_by(OrderRecord.request_number)))

    return desktop.read(read)


def _order_of(at: int) -> str:
    return str(UUID(int=int(DEALERSHIP) * 1000 + at))


def _number_of(verb: Work) -> int:
    return WORKS.index(verb)
