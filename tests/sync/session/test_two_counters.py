"""Test two counters of one dealership: records of one reach the other, and both databases verify."""

from functools import partial
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.documents.printing import print_paper
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.verification import VerifyReport
from dealer_app.domain.visits import RecordVisit
from dealer_app.services.customers.customers import find_customer_by_code
from dealer_app.services.orders.orders import list_timeline
from dealer_app.services.visits.visits import get_visit, record_visit
from tests.hub.head_office import Office
from tests.services.factories import nth_walk_in
from tests.sync.counters import HUB_URL, SpoiltLine, bill, new_order, open_counter, pay, register


@pytest.fixture
def pair(joined: Desktop, office: Office, tmp_path: Path, line: SpoiltLine) -> tuple[Desktop, Desktop]:
    """Two enrolled counters with leased numbers."""
    other = open_counter(tmp_path / "other", line)
    other.enrol(HUB_URL, office.code("2606"))
    for desktop in (joined, other):
        assert desktop.talk().trouble == ""
    return joined, other


def sound(desktop: Desktop) -> VerifyReport:
    report = desktop.verify()
    assert report.is_sound, report.problems
    return report


def test_registration_is_found_at_the_other_counter(pair: tuple[Desktop, Desktop]) -> None:
    one, other = pair
    customer_id = register(one, 1)
    one.write(lambda unit: print_paper(unit, PaperRef(PaperKind.REGISTRATION, customer_id)))
    for desktop in (one, other):
        assert desktop.talk().trouble == ""

    code = nth_walk_in(1).national_code
    assert other.read(lambda unit: find_customer_by_code(unit, code)) == customer_id
    assert sound(one).customers == sound(other).customers == 1
    other.close()


def test_bills_and_payments_of_an_order_unknown_to_head_office_stay_sound(pair: tuple[Desktop, Desktop]) -> None:
    one, other = pair
    order_id = new_order(one)
    bill(one, order_id)
    pay(one, order_id, "A1")
    for _ in range(2):
        for desktop in (one, other):
            assert desktop.talk().trouble == ""

    sound(one)
    sound(other)
    assert one.line_state().waiting == 0
    other.close()


def test_restored_database_is_sound_after_the_next_talk(pair: tuple[Desktop, Desktop], tmp_path: Path) -> None:
    one, other = pair
    register(one, 1)
    assert one.talk().trouble == ""
    one.backup(tmp_path / "day.bajeh")
    one.restore(tmp_path / "day.bajeh")

    assert one.talk().trouble == ""
    sound(one)
    other.close()


def test_visits_are_known_at_the_other_counter(pair: tuple[Desktop, Desktop]) -> None:
    one, other = pair
    customer_id = register(one, 1)
    command = partial(RecordVisit, "delivery", customer_id=customer_id, asked="کی آماده است؟")
    mine = one.write(lambda unit: record_visit(unit, command(started_at=unit.now))).value
    walk_in = one.write(lambda unit: record_visit(unit, RecordVisit("other", unit.now, visitor_name="رهگذر"))).value
    one.write(lambda unit: print_paper(unit, PaperRef(PaperKind.VISIT, walk_in.id)))
    for desktop in (one, other):
        assert desktop.talk().trouble == ""

    for visit in (mine, walk_in):
        assert other.read(lambda unit, wanted=visit: get_visit(unit, wanted.id)) == visit  # type: ignore[misc]
    timeline = other.read(lambda unit: list_timeline(unit, customer_id))
    assert [entry.paper_id for entry in timeline if entry.kind == "visit"] == [str(mine.id)]
    sound(one)
    sound(other)
    other.close()
