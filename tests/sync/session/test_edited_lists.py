"""Lists and days that a manager edits in the settings: they travel, the newest counts, undo travels."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.deadlines.rules import ClockKind, LengthUnit, SaveRule
from dealer_app.domain.directory.holidays import EditHoliday
from dealer_app.domain.edits.edits import Topic
from dealer_app.domain.errors import Refusal
from dealer_app.domain.help import Question, Visitor
from dealer_app.domain.visits import PaperRule, SaveCheckList
from dealer_app.hub.office.publishing import Published
from dealer_app.services.deadlines.rules import list_rules, save_rule
from dealer_app.services.directory.holidays import edit_holiday, fill_year, list_year
from dealer_app.services.edits.undoing import undo_edit
from dealer_app.services.help.questions import get_question, list_questions, save_question
from dealer_app.services.help.records import record_answer
from dealer_app.services.visits.check_lists import get_check_list, save_check_list
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.edits.edits import EditRecord
from dealer_app.store.tables.head_office import KeptRowRecord
from dealer_app.store.tables.outbox import OutboxRecord
from tests.hub.head_office import Office
from tests.services.factories import by_manager
from tests.sync.counters import enrolled_counter
from tests.sync.pairs import exchange


@dataclass(frozen=True)
class Case:
    """One kind of thing: ``save`` makes it the given text, ``shown`` returns what a counter shows of it."""

    topic: Topic
    save: Callable[[Unit, str], object]
    shown: Callable[[Unit], Any]


def save_list(unit: Unit, text: str) -> object:
    papers = PaperRule(text), PaperRule("وکالت‌نامه", is_for_proxy=True)
    return save_check_list(unit, SaveCheckList("payment", papers, f"بخشنامهٔ {text}"))


def save_known_question(unit: Unit, text: str) -> object:
    return save_question(unit, replace(get_question(unit, "tracking_code"), answer=f"پاسخ {text}", words=(text,)))


def save_winners(unit: Unit, text: str) -> object:
    rule = SaveRule(ClockKind.WINNER, unit.today, len(text), LengthUnit.DAYS, f"بخشنامهٔ {text}")
    return save_rule(unit, rule)


def save_day(unit: Unit, text: str) -> object:
    return edit_holiday(unit, EditHoliday("1405/09/20", f"روز {text}", is_holiday=True, why=text))


def strike_out(unit: Unit, text: str) -> object:
    return edit_holiday(unit, EditHoliday("1405/11/22", "", is_holiday=False, why=text))


CASES = (
    Case(Topic.DEADLINE_RULE, save_winners, list_rules),
    Case(Topic.HOLIDAY, save_day, lambda unit: list_year(unit, 1405)),
    Case(Topic.HOLIDAY, strike_out, lambda unit: list_year(unit, 1405)),
    Case(Topic.CHECK_LIST, save_list, lambda unit: get_check_list(unit, "payment")),
    Case(Topic.QUESTION, save_known_question, lambda unit: get_question(unit, "tracking_code")),
)
cases = pytest.mark.parametrize("case", CASES, ids=lambda case: case.topic.value)


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


def save(desktop: Desktop, case: Case, text: str) -> None:
    desktop.write(lambda unit: case.save(by_manager(unit), text))


def undo(desktop: Desktop, case: Case) -> None:
    def work(unit: Unit) -> None:
        (key,) = unit.session.scalars(select(EditRecord.key).where(EditRecord.topic == case.topic)).all()
        undo_edit(by_manager(unit), case.topic, key)

    desktop.write(work)


def assert_same(case: Case, *counters: Desktop) -> None:
    """Assert that counters show the same, and that nothing waits, is kept raw or is doubted."""
    first = counters[0].read(case.shown)
    for counter in counters:
        assert counter.read(case.shown) == first
        assert counter.read(lambda unit: unit.session.scalars(select(KeptRowRecord.reason)).all()) == []
        assert counter.line_state().waiting == 0
        assert counter.verify().is_sound


@cases
def test_edit_and_its_undo_reach_the_other_counter_alone(
    joined: Desktop, other: Desktop, stranger: Desktop, case: Case
) -> None:
    before = joined.read(case.shown)
    save(joined, case, "یک")
    saved = joined.read(case.shown)
    assert saved != before
    exchange(joined, other, stranger)
    assert other.read(case.shown) == saved
    assert stranger.read(case.shown) == before
    save(joined, case, "دو")
    exchange(joined, other)
    assert other.read(case.shown) not in (saved, before)
    undo(joined, case)
    exchange(joined, other)
    assert other.read(case.shown) == saved
    assert_same(case, joined, other)


@cases
def test_undo_of_the_first_edit_takes_it_away_everywhere(joined: Desktop, other: Desktop, case: Case) -> None:
    before = joined.read(case.shown)
    save(joined, case, "یک")
    exchange(joined, other)
    undo(joined, case)
    exchange(joined, other)
    assert joined.read(case.shown) == other.read(case.shown) == before
    assert_same(case, joined, other)


@cases
@pytest.mark.parametrize("is_older_first", [True, False])
def test_newest_edit_counts_in_whatever_order_both_arrive(
    joined: Desktop, other: Desktop, office: Office, case: Case, is_older_first: bool
) -> None:
    save(joined, case, "کهنه‌تر")
    office.clock.pass_by(minutes=5)
    save(other, case, "تازه‌تر")
    newest = other.read(case.shown)
    exchange(*((joined, other) if is_older_first else (other, joined)))
    assert joined.read(case.shown) == newest
    assert_same(case, joined, other)


def a_question(text: str) -> Question:
    return Question("", f"{text}؟", f"پاسخ {text}", (text,), date(2026, 11, 23), "بخشنامهٔ ۱۲")


def test_questions_that_two_counters_add_are_two(joined: Desktop, other: Desktop) -> None:
    for desktop, text in ((joined, "کارت"), (other, "بیمه")):
        desktop.write(lambda unit, text=text: save_question(by_manager(unit), a_question(text)))  # type: ignore[misc]
    exchange(joined, other)
    for desktop in (joined, other):
        shown = {one.question for one in desktop.read(list_questions)}
        assert {"کارت؟", "بیمه؟"} <= shown


def test_answer_to_an_added_question_is_accepted(joined: Desktop, other: Desktop) -> None:
    added = joined.write(lambda unit: save_question(by_manager(unit), a_question("کارت"))).value
    exchange(joined, other)
    other.write(lambda unit: record_answer(unit, Visitor(), added.code))
    exchange(other)
    states = select(OutboxRecord.kind, OutboxRecord.state)
    assert other.read(lambda unit: [tuple(row) for row in unit.session.execute(states)]) == [("help.record", "applied")]


def test_rule_under_which_clocks_have_started_is_not_undone(joined: Desktop, office: Office) -> None:
    joined.write(lambda unit: save_winners(by_manager(unit), "یک"))
    rules = joined.read(list_rules)
    office.clock.pass_by(days=1)
    with pytest.raises(Refusal, match="deadline_rule_begun"):
        undo(joined, CASES[0])
    assert joined.read(list_rules) == rules


def test_year_that_was_taken_over_is_known_at_the_other_counter(joined: Desktop, other: Desktop) -> None:
    before = other.read(lambda unit: list_year(unit, 1406))
    joined.write(lambda unit: fill_year(by_manager(unit), 1406))
    exchange(joined, other)
    taken = joined.read(lambda unit: list_year(unit, 1406))
    assert (before.is_known, taken.is_known) == (False, True)
    assert other.read(lambda unit: list_year(unit, 1406)) == taken
    joined.write(lambda unit: undo_edit(by_manager(unit), Topic.HOLIDAY_YEAR, "1406"))
    exchange(joined, other)
    for desktop in (joined, other):
        assert not desktop.read(lambda unit: list_year(unit, 1406)).is_known


def test_day_of_head_office_replaces_an_edit_that_did_not_know_it(
    joined: Desktop, other: Desktop, office: Office
) -> None:
    def day_at(desktop: Desktop) -> tuple[str, str]:
        rows = desktop.read(lambda unit: list_year(unit, 1405)).rows
        return next((row.name, row.origin) for row in rows if row.day == date(2026, 12, 11))

    def publish(name: str) -> None:
        doc = {"day": "2026-12-11", "name": name, "is_holiday": True}
        office.publish("*", Published("holiday", "0192f0c1-0000-7000-8000-000000000009", doc))

    joined.write(lambda unit: save_day(by_manager(unit), "یک"))
    publish("مرکز ۱")
    exchange(joined, other)
    assert day_at(joined) == day_at(other) == ("مرکز ۱", "hub")
    other.write(lambda unit: save_day(by_manager(unit), "دو"))
    exchange(other, joined)
    assert day_at(joined) == day_at(other) == ("روز دو", "manager")
    publish("مرکز ۲")
    exchange(joined, other)
    assert day_at(joined) == day_at(other) == ("مرکز ۲", "hub")
