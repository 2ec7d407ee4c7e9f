"""Rules of deadlines: dated, with a source, written by a manager only, never changed for clocks that have started."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.deadlines.rules import RULED, ClockKind, ClockRule, LengthUnit, SaveRule, first_rules, rule_on
from dealer_app.domain.errors import FieldErrors, Refusal
from dealer_app.services.deadlines.calendar import lacks_holidays, read_reckoning, seed_years
from dealer_app.services.deadlines.rules import list_rules, save_rule
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.holidays import HolidayRecord
from tests.services.factories import TODAY, by_manager


def _rule(**changes: Any) -> SaveRule:
    values: dict[str, Any] = {
        "kind": ClockKind.WINNER,
        "effective_from": TODAY,
        "length": 5,
        "unit": LengthUnit.DAYS,
        "source": "بخشنامهٔ ۱۴۰۵",
        **changes,
    }
    return SaveRule(**values)


def test_clock_that_has_started_keeps_the_rule_of_its_day(counter: Desktop) -> None:
    counter.write(seed_years)
    old = counter.read(read_reckoning).clock(ClockKind.WINNER, TODAY - timedelta(days=1))
    counter.write(lambda unit: save_rule(by_manager(unit), _rule(is_sample=False)))
    reckoning = counter.read(read_reckoning)
    assert reckoning.clock(ClockKind.WINNER, TODAY - timedelta(days=1)) == old
    new = reckoning.clock(ClockKind.WINNER, TODAY)
    assert new is not None
    assert new.due_on == TODAY + timedelta(days=5)
    assert new.rule is not None
    assert not new.rule.is_sample


def test_rule_of_the_same_day_is_replaced_and_audited(counter: Desktop) -> None:
    counter.write(lambda unit: save_rule(by_manager(unit), _rule()))
    rules = counter.write(lambda unit: save_rule(by_manager(unit), _rule(length=6))).value
    mine = [rule for rule in rules if rule.kind is ClockKind.WINNER]
    assert [rule.length for rule in mine] == [3, 6]
    details = counter.read(
        lambda unit: list(
            unit.session.scalars(select(AuditRecord.detail).where(AuditRecord.action == "deadline_rule_saved"))
        )
    )
    assert len(details) == 2


def test_clerk_cannot_write_a_rule(counter: Desktop) -> None:
    before = counter.read(list_rules)
    with pytest.raises(Refusal, match="right_missing"):
        counter.write(lambda unit: save_rule(unit, _rule()))
    assert counter.read(list_rules) == before


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("kind", {"kind": ClockKind.DELIVERY}),
        ("effective_from", {"effective_from": TODAY - timedelta(days=1)}),
        ("effective_from", {"effective_from": date(1800, 1, 1)}),
        ("effective_from", {"effective_from": date(2900, 1, 1)}),
        ("length", {"length": 0}),
        ("length", {"length": 251, "unit": LengthUnit.WORKDAYS}),
        ("source", {"source": "  "}),
        ("source", {"source": "x" * 201}),
    ],
)
def test_wrong_rule_is_refused_beside_its_field(counter: Desktop, field: str, changes: dict[str, Any]) -> None:
    before = counter.read(list_rules)
    with pytest.raises(FieldErrors) as caught:
        counter.write(lambda unit: save_rule(by_manager(unit), _rule(**changes)))
    assert [error.field for error in caught.value.errors] == [field]
    assert counter.read(list_rules) == before


def test_rules_of_the_program_are_dated_samples_with_a_source() -> None:
    assert {rule.kind for rule in first_rules()} == set(RULED)
    assert all(rule.is_sample and rule.source for rule in first_rules())
    before = min(rule.effective_from for rule in first_rules()) - timedelta(days=1)
    assert all(rule_on(first_rules(), kind, before) is None for kind in ClockKind)


def test_year_without_holidays_makes_a_deadline_of_working_days_uncertain(new_counter: Desktop) -> None:
    reckoning = new_counter.read(read_reckoning)
    assert lacks_holidays(reckoning)
    assert _uncertain(reckoning.clock(ClockKind.WINNER, TODAY))
    assert not _uncertain(reckoning.clock(ClockKind.PAPERS, TODAY))
    assert not _uncertain(reckoning.clock(ClockKind.DELIVERY, TODAY))
    new_counter.write(seed_years)
    seeded = new_counter.read(read_reckoning)
    here = seeded.today
    assert not lacks_holidays(seeded)
    assert not _uncertain(seeded.clock(ClockKind.WINNER, here))
    assert _uncertain(seeded.clock(ClockKind.WINNER, date(here.year + 1, 12, 31)))


def test_estimated_holiday_of_the_table_makes_a_deadline_uncertain(counter: Desktop) -> None:
    estimated = date(2027, 1, 6)

    def enter(unit: Unit) -> None:
        unit.session.merge(HolidayRecord(day=estimated, name="مبعث", is_estimated=True, is_holiday=True))

    counter.write(seed_years)
    counter.write(enter)
    reckoning = counter.read(read_reckoning)
    clock = reckoning.clock(ClockKind.UNPAID, date(2027, 1, 1))
    assert clock is not None
    assert (clock.lacks_year, clock.doubtful) == (False, "مبعث")


def _uncertain(clock: Any) -> bool:
    assert clock is not None
    return bool(clock.is_uncertain)


def test_rule_is_of_the_domain(counter: Desktop) -> None:
    assert all(isinstance(rule, ClockRule) for rule in counter.read(list_rules))
