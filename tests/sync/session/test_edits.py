"""What a manager edits at one counter is seen at the dealership's others, and at no other dealership."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.domain.edits.edits import Topic
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import StaffId
from dealer_app.domain.staff import Actor, parse_roles
from dealer_app.hub.office.publishing import Published
from dealer_app.services.directory.directory import find_record, read_directory
from dealer_app.services.directory.editing import save_dealership, set_closed
from dealer_app.services.edits.undoing import undo_edit
from dealer_app.services.head_office.answers import get_answer_rows, list_answer_ids
from dealer_app.services.staff.staff import insert_staff
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.edits.edits import EditRecord
from dealer_app.store.tables.head_office import KeptRowRecord
from tests.hub.head_office import Office
from tests.services.factories import by_manager
from tests.signed_on import CLERK, MANAGER, with_roles
from tests.sync.counters import enrolled_counter
from tests.sync.pairs import exchange

RAWS = {
    "code": "3301",
    "name": "نمونهٔ بم",
    "city": "بم",
    "phones": "034-44212345؛ فروش: 034-44212346",
    "latitude": "29.106",
    "longitude": "58.357",
    "hours": "شنبه تا چهارشنبه ۸:۳۰ تا ۱۴ و ۱۶ تا ۱۹",
    "valid_from": "1405/01/01",
    "source": "نمونه",
}
PUBLISHED = "0192f0c1-0000-7000-8000-000000000009"


@pytest.fixture
def other(tmp_path: Path, office: Office) -> Iterator[Desktop]:
    """A second counter of the dealership."""
    with enrolled_counter(tmp_path / "other", office, "2606") as desktop:
        yield desktop


@pytest.fixture
def stranger(tmp_path: Path, office: Office) -> Iterator[Desktop]:
    """A counter of another dealership."""
    with enrolled_counter(tmp_path / "stranger", office, "2607") as desktop:
        yield desktop


def save(desktop: Desktop, **changes: str) -> None:
    """Save the dealership as a manager, over its row if it is known."""

    def work(unit: Unit) -> None:
        record = find_record(unit, "3301")
        save_dealership(by_manager(unit), {**RAWS, **changes}, None if record is None else record.id)

    desktop.write(work)


def close(desktop: Desktop, *, is_closed: bool = True) -> None:
    desktop.write(lambda unit: set_closed(by_manager(unit), "3301", is_closed=is_closed))


def undo(desktop: Desktop, topic: Topic = Topic.DEALERSHIP, key: str = "3301") -> None:
    desktop.write(lambda unit: undo_edit(by_manager(unit), topic, key))


def shown(desktop: Desktop) -> Any:
    """Return all that a counter shows of the dealership, None if it does not know it."""
    row = desktop.read(read_directory).find("3301")
    return None if row is None else (row.facts, row.closed, row.origin, row.edited_by)


def name_at(desktop: Desktop) -> str:
    found = shown(desktop)
    return "" if found is None else str(found[0].name)


def publish(office: Office, name: str) -> None:
    """Let head office publish the dealership to all."""
    office.publish("*", Published("dealership", PUBLISHED, {"code": "3301", "name": name, "city": "بم"}))


def assert_same(*counters: Desktop) -> None:
    """Assert that counters show the same, and that nothing waits, is kept raw or is doubted."""
    first = shown(counters[0])
    for counter in counters:
        assert shown(counter) == first
        assert counter.read(lambda unit: unit.session.scalars(select(KeptRowRecord.reason)).all()) == []
        assert counter.line_state().waiting == 0
        assert counter.verify().is_sound


def test_dealership_and_its_closed_day_reach_the_other_counter_alone(
    joined: Desktop, other: Desktop, stranger: Desktop
) -> None:
    save(joined)
    close(joined)
    exchange(joined, other, stranger)
    facts, closed, origin, edited_by = shown(other)
    assert (facts.city, facts.place, facts.phones[1].digits) == ("بم", "geo:29.106,58.357", "034-44212346")
    assert facts.hours.is_known
    assert (len(closed), origin, edited_by) == (1, "manager", "سمیه کریمی")
    assert_same(joined, other)
    assert shown(stranger) is None
    assert stranger.read(lambda unit: unit.session.scalars(select(EditRecord)).all()) == []


def test_opening_again_reaches_the_other_counter(joined: Desktop, other: Desktop) -> None:
    save(joined)
    close(joined)
    exchange(joined, other)
    close(other, is_closed=False)
    exchange(joined, other)
    assert not shown(joined)[1]
    assert_same(joined, other)


@pytest.mark.parametrize("is_older_first", [True, False])
def test_newest_edit_counts_in_whatever_order_both_arrive(
    joined: Desktop, other: Desktop, office: Office, is_older_first: bool
) -> None:
    save(joined)
    exchange(joined, other)
    save(joined, name="کهنه‌تر")
    office.clock.pass_by(hours=1)
    save(other, name="تازه‌تر")
    exchange(*((joined, other) if is_older_first else (other, joined)))
    assert name_at(joined) == "تازه‌تر"
    assert_same(joined, other)


def answers(desktop: Desktop) -> list[tuple[str, str, str]]:
    rows = desktop.read(lambda unit: get_answer_rows(unit, list_answer_ids(unit)))
    return [(row.kind, row.name, row.code) for row in rows]


def test_older_edit_is_answered_by_name(joined: Desktop, other: Desktop, office: Office) -> None:
    save(joined, name="کهنه‌تر")
    close(joined)
    office.clock.pass_by(hours=1)
    save(other, name="تازه‌تر")
    exchange(other, joined)
    assert answers(joined) == [("edit.closure", "تازه‌تر", ""), ("edit.dealership", "تازه‌تر", "edit_older")]


def test_edit_after_one_with_a_fast_clock_still_counts(joined: Desktop, other: Desktop, office: Office) -> None:
    now = office.clock.now
    office.clock.pass_by(hours=2)
    save(joined, name="ساعت جلو")
    exchange(joined, other)
    office.clock.now = now
    other.write(lambda unit: _save_early(unit, now))
    exchange(other, joined)
    assert name_at(joined) == "پس از آن"
    assert_same(joined, other)


def _save_early(unit: Unit, now: Any) -> None:
    record = find_record(unit, "3301")
    assert record is not None
    save_dealership(replace(by_manager(unit), now=now), {**RAWS, "name": "پس از آن"}, record.id)


def test_publication_replaces_an_edit_that_did_not_know_it_and_no_other(
    joined: Desktop, other: Desktop, office: Office, tmp_path: Path
) -> None:
    publish(office, "مرکز ۱")
    exchange(joined, other)
    save(joined, name="ویرایش ۱")
    exchange(joined, other)
    assert (name_at(other), shown(other)[2]) == ("ویرایش ۱", "manager")
    publish(office, "مرکز ۲")
    save(other, name="ویرایش ۲")  # did not know what head office just published
    exchange(joined, other)
    assert (name_at(joined), shown(joined)[2:]) == ("مرکز ۲", ("hub", ""))
    assert_same(joined, other)
    save(joined, name="ویرایش ۳")
    exchange(joined, other)
    with enrolled_counter(tmp_path / "third", office, "2606") as third:
        exchange(third)
        assert name_at(third) == "ویرایش ۳"
        assert_same(joined, other, third)


def test_edit_goes_with_the_row_that_head_office_takes_away(
    joined: Desktop, other: Desktop, office: Office, tmp_path: Path
) -> None:
    publish(office, "مرکز")
    exchange(joined, other)
    save(joined, name="ویرایش")
    exchange(joined, other)
    office.publish("*", Published("dealership", PUBLISHED, None))
    exchange(joined, other)
    with enrolled_counter(tmp_path / "third", office, "2606") as third:
        exchange(third)
        assert shown(third) is None
        assert_same(joined, other, third)


def test_undo_travels_and_the_audit_names_who(joined: Desktop, other: Desktop) -> None:
    manager = joined.write(lambda unit: insert_staff(unit, "نادر مدیری", MANAGER, "271828")).value
    save(joined)
    exchange(joined, other)
    save(joined, name="اشتباه", valid_from="")
    exchange(joined, other)
    assert name_at(other) == "اشتباه"
    undo(joined)
    exchange(joined, other)
    assert name_at(other) == "نمونهٔ بم"
    assert_same(joined, other)
    action = select(AuditRecord.staff_id).where(AuditRecord.action == "edit_undone")
    assert joined.read(lambda unit: unit.session.scalars(action).all()) == [manager]
    assert shown(other)[3] == "نادر مدیری"


def test_undo_of_a_new_dealership_takes_it_away_everywhere(joined: Desktop, other: Desktop) -> None:
    save(joined)
    exchange(joined, other)
    undo(joined)
    exchange(joined, other)
    assert shown(other) is None
    assert_same(joined, other)
    undo(joined)  # undoes the undo
    exchange(joined, other)
    assert name_at(other) == "نمونهٔ بم"
    assert_same(joined, other)


@pytest.mark.parametrize("who", ["other", "hub"])
def test_undo_of_what_somebody_changed_since_is_refused(
    joined: Desktop, other: Desktop, office: Office, who: str
) -> None:
    save(joined, name="یک")
    exchange(joined, other)
    if who == "hub":
        publish(office, "مرکز")
    else:
        save(other, name="دو")
    exchange(other, joined)
    with pytest.raises(Refusal, match="edit_changed"):
        undo(joined)


def test_undo_needs_the_right(joined: Desktop) -> None:
    save(joined)
    with pytest.raises(Refusal, match="right_missing"):
        joined.write(lambda unit: undo_edit(with_roles(unit, CLERK), Topic.DEALERSHIP, "3301"))


def employ(office: Office, staff_id: str, roles: str) -> None:
    doc = {"name": "نادر", "roles": roles, "is_active": True}
    office.publish("2606", Published("staff", staff_id, doc))


def test_edit_that_head_office_refuses_is_taken_back(joined: Desktop, other: Desktop, office: Office) -> None:
    person = str(uuid7())
    employ(office, person, "manager")
    exchange(joined, other)
    actor = Actor(StaffId(UUID(person)), "نادر", parse_roles("manager"), "پیشخوان ۲")

    def work(unit: Unit, name: str) -> None:
        unit.actor = actor
        record = find_record(unit, "3301")
        save_dealership(unit, {**RAWS, "name": name}, None if record is None else record.id)

    joined.write(partial(work, name="روا"))
    exchange(joined, other)
    employ(office, person, "clerk")  # no more a manager; the counter has not heard of it
    joined.write(partial(work, name="ناروا هم"))
    joined.write(partial(work, name="ناروا"))
    assert name_at(joined) == "ناروا"
    exchange(joined, other)
    assert answers(joined)[0] == ("edit.dealership", "روا", "right_missing")
    assert name_at(joined) == "روا"
    assert_same(joined, other)


def test_edit_of_a_clock_that_was_days_ahead_is_taken_back(joined: Desktop, other: Desktop, office: Office) -> None:
    save(joined, name="روا")
    exchange(joined, other)
    now = office.clock.now
    office.clock.pass_by(days=9)
    save(joined, name="نه روز جلوتر")
    office.clock.now = now
    exchange(joined, other)
    assert name_at(joined) == "روا"
    assert_same(joined, other)


def test_what_an_older_program_kept_here_travels_when_it_is_saved_again(joined: Desktop, other: Desktop) -> None:
    save(joined)
    joined.write(lambda unit: unit.session.delete(unit.session.scalars(select(EditRecord)).one()))
    save(joined)
    exchange(joined, other)
    assert_same(joined, other)


def test_edit_before_a_long_absence_gives_way_to_a_later_one(joined: Desktop, other: Desktop, office: Office) -> None:
    save(joined, name="پیش از غیبت")
    exchange(joined)
    office.clock.pass_by(days=30)
    save(other, name="در غیبت")
    exchange(other, joined)
    assert name_at(joined) == "در غیبت"
    assert_same(joined, other)
