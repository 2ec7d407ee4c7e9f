"""Test two counters that write one field: both values are shown and one decision settles it at both counters."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import Refusal
from dealer_app.domain.head_office import FieldConflict, ResolveConflict
from dealer_app.domain.ids import CustomerId
from dealer_app.services.head_office.answers import count_answers, get_answer_rows, list_answer_ids
from dealer_app.services.head_office.conflicts import list_conflicts, list_unmatched, resolve_conflict
from tests.hub.head_office import Office
from tests.sync.both_sides import correct, fields_of
from tests.sync.counters import HUB_URL, SpoiltLine, new_order, open_counter, register


@pytest.fixture
def other(tmp_path: Path, office: Office, line: SpoiltLine) -> Iterator[Desktop]:
    """A second counter of the same dealership."""
    desktop = open_counter(tmp_path / "other", line)
    desktop.enrol(HUB_URL, office.code("2606"))
    yield desktop
    desktop.close()


def disputed(joined: Desktop, other: Desktop, **values: tuple[object, object]) -> CustomerId:
    """Write the same fields at both counters between two talks; ``joined`` is received first."""
    joined.talk()
    customer_id = register(joined, 1)
    joined.talk()
    other.talk()
    correct(joined, customer_id, **{name: pair[0] for name, pair in values.items()})
    correct(other, customer_id, **{name: pair[1] for name, pair in values.items()})
    for desktop in (joined, other, joined, other):
        desktop.talk()
    return customer_id


def only_conflict(desktop: Desktop) -> FieldConflict:
    (conflict,) = desktop.read(list_conflicts)
    return conflict


def test_both_values_are_shown_at_both_counters(joined: Desktop, other: Desktop) -> None:
    customer_id = disputed(joined, other, city=("یزد", "کرمان"))

    here, there = only_conflict(joined), only_conflict(other)

    assert (here.kept, here.other, here.is_ours) == ("یزد", "کرمان", False)
    assert (there.kept, there.other, there.is_ours) == ("یزد", "کرمان", True)
    assert here.customer_id == there.customer_id == customer_id
    assert joined.line_state().conflicts == 1


@pytest.mark.parametrize("chosen", ["یزد", "کرمان"])
def test_decision_settles_the_conflict_at_both_counters(joined: Desktop, other: Desktop, chosen: str) -> None:
    customer_id = disputed(joined, other, city=("یزد", "کرمان"))

    other.write(partial(resolve_conflict, command=ResolveConflict(customer_id, "city", chosen)))

    assert other.read(list_conflicts) == ()
    assert fields_of(other, customer_id).city == chosen
    for desktop in (other, joined, other):
        desktop.talk()
        assert desktop.read(list_conflicts) == ()
        assert fields_of(desktop, customer_id).city == chosen
    assert other.line_state().waiting == 0


def test_conflict_with_an_unsent_decision_is_not_shown_again(joined: Desktop, other: Desktop) -> None:
    customer_id = disputed(joined, other, city=("یزد", "کرمان"))
    other.write(partial(resolve_conflict, command=ResolveConflict(customer_id, "city", "کرمان")))
    correct(joined, customer_id, job="نجار")
    joined.talk()

    other.talk()  # reads the file, which is still disputed at head office, before it sends the decision

    assert other.read(list_conflicts) == ()
    assert fields_of(other, customer_id).city == "کرمان"
    assert fields_of(other, customer_id).job == "نجار"


def test_decision_on_a_date_stores_a_date(joined: Desktop, other: Desktop) -> None:
    days = date(1980, 3, 21), date(1981, 3, 21)
    customer_id = disputed(joined, other, birth_on=days)

    other.write(partial(resolve_conflict, command=ResolveConflict(customer_id, "birth_on", "1981-03-21")))
    for desktop in (other, joined):
        desktop.talk()

    for desktop in (other, joined):
        assert fields_of(desktop, customer_id).birth_on == days[1]
        assert desktop.read(list_conflicts) == ()


def test_decision_on_a_settled_field_is_refused(joined: Desktop, other: Desktop) -> None:
    customer_id = disputed(joined, other, city=("یزد", "کرمان"))
    wish = ResolveConflict(customer_id, "city", "یزد")
    other.write(partial(resolve_conflict, command=wish))

    for stale in (wish, ResolveConflict(customer_id, "job", "نجار")):
        with pytest.raises(Refusal, match="conflict_gone"):
            other.write(partial(resolve_conflict, command=stale))


def test_order_unknown_to_head_office_is_listed_as_unmatched(fresh: Desktop, office: Office) -> None:
    order_id = new_order(fresh)
    fresh.enrol(HUB_URL, office.code("2606"))
    fresh.talk()

    (unmatched,) = fresh.read(list_unmatched)

    assert (unmatched.order_id, unmatched.request_number) == (order_id, "R9900000001")
    assert fresh.line_state().unmatched == 1


def test_list_shows_the_answers_of_head_office(joined: Desktop, other: Desktop) -> None:
    disputed(joined, other, city=("یزد", "کرمان"))

    rows = other.read(lambda unit: get_answer_rows(unit, list_answer_ids(unit)))

    assert [(row.kind, row.state.value, row.code) for row in rows] == [
        ("customer.correct", "changed", "field_conflict")
    ]
    assert rows[0].name == "محمدرضا چگینی"
    assert other.read(count_answers)[rows[0].state] == 1
