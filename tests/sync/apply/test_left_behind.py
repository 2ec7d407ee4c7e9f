"""Test that rows that left the dealership while a counter was shut out are wiped after it enrols again."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.customers import CorrectCustomer
from dealer_app.domain.ids import CustomerId
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.office.moves import move_order
from dealer_app.hub.office.publishing import Published
from dealer_app.hub.service.bundles import answer_bundle
from dealer_app.services.customers.customers import correct_customer, get_customer
from dealer_app.services.freezing import freeze
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.store.tables.head_office import FeedRowRecord
from dealer_app.store.tables.orders import OrderRecord
from tests.hub.head_office import Office
from tests.services.factories import nth_walk_in
from tests.sync.counters import HUB_URL, SpoiltLine, register

PERSON, ORDER = (f"0192f0c1-0000-7000-8000-00000000000{at}" for at in range(2))


@pytest.fixture
def knowing(joined: Desktop, office: Office) -> Desktop:
    """A counter that holds a published customer with an order, and a customer registered here."""
    publish(office)
    register(joined, 1)
    assert joined.talk().trouble == ""
    assert ids(joined) == {UUID(PERSON), UUID(ORDER), *own(joined)}
    return joined


def publish(office: Office) -> None:
    """Publish a customer with an order at head office."""
    stated = {"registration_number": "", "registered_at": "2026-11-01T08:00:00.000000+00:00", "activation": "pending"}
    person = {"fields": freeze(nth_walk_in(900)), **stated, "conflicts": [], "state": "applied", "code": ""}
    order = {"customer_id": PERSON, "fields": {"request_number": "R2606100412"}, "ledger": []}
    office.publish(
        "2606",
        Published("customer", PERSON, person),
        Published("order", ORDER, {**order, "included": [], "history": []}),
    )


def ids(desktop: Desktop) -> set[UUID]:
    """Return the ids of all customers and orders of this counter."""
    return desktop.read(
        lambda unit: {*unit.session.scalars(select(CustomerRecord.id)), *unit.session.scalars(select(OrderRecord.id))}
    )


def own(desktop: Desktop) -> set[UUID]:
    """Return the id of the customer who was registered here."""
    code = nth_walk_in(1).national_code
    mine = select(CustomerRecord.id).where(CustomerRecord.national_code == code)
    return desktop.read(lambda unit: set(unit.session.scalars(mine)))


def leave(office: Office, url: str) -> None:
    """Move the order and its customer to another dealership."""
    move_order(OfficeDatabase(url, office.engine, office.keys), "R2606100412", "2606", "2607")


def device(desktop: Desktop) -> str:
    enrolment = desktop.read(lambda unit: current_enrolment(unit.session))
    assert enrolment is not None
    return enrolment.device


def enrol_anew(desktop: Desktop, office: Office, dealership: str = "2606") -> None:
    """Enrol a counter that was shut out as a new device, on a day when head office makes a new snapshot."""
    office.clock.pass_by(hours=25)
    old = device(desktop)
    code = office.code(dealership, replaces=old if dealership == "2606" else "")
    spare = desktop.home.parent / "spare"
    other = Desktop(spare, clock=office.clock, dial=SpoiltLine(office).dial)
    other.open()
    other.enrol(HUB_URL, code)
    other.close()
    assert desktop.talk().trouble == "device_superseded"
    desktop.enrol(HUB_URL, office.code(dealership))


def test_rows_that_moved_away_meanwhile_are_wiped(knowing: Desktop, office: Office, hub_url: str) -> None:
    leave(office, hub_url)
    enrol_anew(knowing, office)
    assert knowing.talk().trouble == ""
    assert ids(knowing) == own(knowing)
    assert knowing.read(lambda unit: set(unit.session.scalars(select(FeedRowRecord.version)))) - {0}


def test_rows_that_did_not_move_are_kept(knowing: Desktop, office: Office) -> None:
    before = ids(knowing)
    enrol_anew(knowing, office)
    assert knowing.talk().trouble == ""
    assert ids(knowing) == before


def test_interrupted_first_copy_wipes_nothing_until_it_is_complete(
    knowing: Desktop, office: Office, hub_url: str, line: SpoiltLine
) -> None:
    leave(office, hub_url)
    enrol_anew(knowing, office)
    line.go_down()
    before = ids(knowing)
    assert knowing.talk().trouble
    assert ids(knowing) == before
    line.come_back()
    assert knowing.talk().trouble == ""
    assert ids(knowing) == own(knowing)


def test_old_stick_does_not_restore_rows_missing_from_the_snapshot(
    fresh: Desktop, office: Office, hub_url: str, tmp_path: Path
) -> None:
    publish(office)
    fresh.enrol(HUB_URL, office.code("2606"))
    fresh.export_bundle(tmp_path / "up")
    (tmp_path / "down").write_bytes(answer_bundle(office.service, (tmp_path / "up").read_bytes()))
    leave(office, hub_url)
    office.publish("2606", Published("plan", PERSON, {"name": "فروش نقدی"}))  # an empty snapshot is not fetched
    assert fresh.talk().trouble == ""
    fresh.import_bundle(tmp_path / "down")
    assert ids(fresh) == set()


def test_unsent_records_are_not_wiped(knowing: Desktop, office: Office, line: SpoiltLine) -> None:
    enrol_anew(knowing, office)
    register(knowing, 2)
    line.refuse("/v1/push", 503, "busy")
    knowing.talk()
    assert len(ids(knowing)) == 4
    line.come_back()
    assert knowing.talk().trouble == ""
    assert len(ids(knowing)) == 4


def test_moved_row_with_an_unsent_correction_is_wiped_after_the_answer(
    knowing: Desktop, office: Office, hub_url: str, line: SpoiltLine
) -> None:
    leave(office, hub_url)
    enrol_anew(knowing, office)
    city = replace(nth_walk_in(900), city="یزد")
    wish = CorrectCustomer(CustomerId(UUID(PERSON)), version_of(knowing), city)
    knowing.write(partial(correct_customer, command=wish))
    line.refuse("/v1/push", 503, "busy")
    assert knowing.talk().trouble == "busy"
    assert UUID(PERSON) in ids(knowing)
    line.come_back()
    knowing.talk()
    knowing.talk()
    assert ids(knowing) == own(knowing)


def version_of(desktop: Desktop) -> int:
    return desktop.read(lambda unit: get_customer(unit, CustomerId(UUID(PERSON))).version)
