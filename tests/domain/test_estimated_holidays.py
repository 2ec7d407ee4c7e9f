"""A clock of working days is certain only if no estimated holiday that moves by a day moves its last day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.deadlines.clocks import clock_from
from dealer_app.domain.deadlines.rules import ClockKind, ClockRule, LengthUnit, WorkCalendar, last_day
from dealer_app.domain.deadlines.words import clock_words

START = date(2027, 1, 1)
YEARS = frozenset(range(2020, 2040))
NAME = "مبعث رسول اکرم"
offsets = st.integers(-3, 40)
moves = st.dictionaries(offsets, st.sampled_from((-1, 0, 1)), max_size=6)


def _rule(length: int, unit: LengthUnit = LengthUnit.WORKDAYS) -> ClockRule:
    return ClockRule(ClockKind.UNPAID, date(2020, 1, 1), length, unit, "x")


def _calendar(fixed: frozenset[date], estimates: frozenset[date], *, is_thursday_workday: bool = True) -> WorkCalendar:
    return WorkCalendar(fixed | estimates, YEARS, is_thursday_workday, dict.fromkeys(estimates, NAME))


def _day(offset: int) -> date:
    return START + timedelta(days=offset)


@given(st.integers(1, 20), st.frozensets(offsets, max_size=4), moves, st.booleans())
def test_last_day_of_a_certain_clock_stays_wherever_estimates_move(
    length: int, fixed: frozenset[int], moved: dict[int, int], thursdays: bool
) -> None:
    solar, rule = frozenset(map(_day, fixed)), _rule(length)
    before = _calendar(solar, frozenset(map(_day, moved)), is_thursday_workday=thursdays)
    after = _calendar(solar, frozenset(_day(at + by) for at, by in moved.items()), is_thursday_workday=thursdays)
    clock = clock_from(ClockKind.UNPAID, START, [rule], before)
    assert clock is not None
    assert clock.is_uncertain or clock.due_on == last_day(rule, START, after)


def test_estimated_holiday_within_the_days_is_named_and_the_day_is_about() -> None:
    calendar = _calendar(frozenset(), frozenset({_day(5)}))
    clock = clock_from(ClockKind.UNPAID, START, [_rule(15)], calendar)
    assert clock is not None
    said = clock_words(clock, START)
    assert said.day.startswith("حدود ")
    assert NAME in said.then
    near = clock_from(ClockKind.UNPAID, START, [_rule(2)], calendar)
    assert near is not None
    assert not near.is_uncertain
    days = clock_from(ClockKind.UNPAID, START, [_rule(15, LengthUnit.DAYS)], calendar)
    assert days is not None
    assert not days.is_uncertain
