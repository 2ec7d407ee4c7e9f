"""Moments of call-backs: clocks as people type them."""

from datetime import date, time

import pytest

from dealer_app.domain.calendar.tehran import TEHRAN
from dealer_app.domain.calls.calls import moment_of, parse_clock
from dealer_app.domain.errors import FieldError


@pytest.mark.parametrize(("text", "clock"), [("۱۰:۳۰", time(10, 30)), ("9", time(9)), ("١٤.٠٥", time(14, 5))])
def test_clock_is_read_as_people_type_it(text: str, clock: time) -> None:
    assert parse_clock(text) == clock


@pytest.mark.parametrize("text", ["", "ده", "25", "10:75", "10:3", "1030"])
def test_impossible_clock_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="call_back_time_form"):
        parse_clock(text)


def test_moment_needs_day_and_clock() -> None:
    day = date(2026, 11, 22)
    assert moment_of(day, None) is moment_of(None, time(9)) is None
    moment = moment_of(day, time(9))
    assert moment is not None
    assert (moment.hour, moment.tzinfo) == (9, TEHRAN)
