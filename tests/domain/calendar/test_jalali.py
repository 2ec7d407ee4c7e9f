"""The Jalali calendar: every day of 1200-1530 compared with the library, leap years, and typed dates."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from dealer_app.domain.calendar.jalali import (
    FIRST_YEAR,
    LAST_YEAR,
    format_jalali,
    format_jalali_day_month,
    format_jalali_long,
    from_jalali,
    is_leap,
    month_length,
    parse_jalali,
    to_jalali,
)
from dealer_app.domain.errors import FieldError, sentence
from tests.domain.refusals import code_of, refusal
from tests.domain.typing_by_hand import scripts

TODAY = date(2026, 11, 22)
FIRST_DAY, LAST_DAY = from_jalali(FIRST_YEAR, 1, 1), from_jalali(LAST_YEAR, 12, month_length(LAST_YEAR, 12))
days = st.dates(FIRST_DAY, LAST_DAY)
DISPUTED_YEAR = 1503  # the library converts as if 1502 were a leap year, but is_leap() reports 1503


@given(days)
def test_conversion_round_trips_and_agrees_with_the_library(day: date) -> None:
    if to_jalali(day)[0] != DISPUTED_YEAR:
        library = JalaliDate(day)
        assert to_jalali(day) == (library.year, library.month, library.day)
    assert from_jalali(*to_jalali(day)) == day


def test_every_new_year_agrees_with_the_library() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        if year != DISPUTED_YEAR:
            assert from_jalali(year, 1, 1) == JalaliDate(year, 1, 1).to_gregorian()


def test_leap_years_agree_with_the_library() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        assert is_leap(year) == JalaliDate.is_leap(year)


def test_day_that_the_library_cannot_convert_is_converted() -> None:
    with pytest.raises(ValueError, match="day must be in"):
        JalaliDate(date(2124, 3, 20))
    assert to_jalali(date(2124, 3, 19)) == (1502, 12, 29)
    assert to_jalali(date(2124, 3, 20)) == (1503, 1, 1)
    assert to_jalali(date(2125, 3, 20)) == (1503, 12, 30)


def test_leap_years_are_the_official_ones() -> None:
    leap = [year for year in range(1395, 1416) if is_leap(year)]
    assert leap == [1395, 1399, 1403, 1408, 1412]
    assert month_length(1403, 12) == month_length(1408, 12) == month_length(1412, 12) == 30
    assert month_length(1404, 12) == month_length(1407, 12) == 29


@pytest.mark.parametrize(
    ("jalali", "day"),
    [
        ((1405, 9, 1), date(2026, 11, 22)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1402, 6, 21), date(2023, 9, 12)),
        ((1395, 12, 30), date(2017, 3, 20)),
        ((1357, 11, 22), date(1979, 2, 11)),
    ],
)
def test_known_days(jalali: tuple[int, int, int], day: date) -> None:
    assert from_jalali(*jalali) == day
    assert to_jalali(day) == jalali


@given(days)
def test_conversion_keeps_the_order_of_days(day: date) -> None:
    if day < LAST_DAY:
        assert to_jalali(day) < to_jalali(day + timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "jalali"),
    [
        ("1402/6/21", (1402, 6, 21)),
        ("۱۴۰۲۰۶۲۱", (1402, 6, 21)),
        ("۱۴۰۲/۰۶/۲۱", (1402, 6, 21)),
        ("١٤٠٢/٦/٢١", (1402, 6, 21)),
        ("1405-08-29", (1405, 8, 29)),
        ("1405.8.29", (1405, 8, 29)),
        ("1405 8 29", (1405, 8, 29)),
        ("1405 / 8 / 29", (1405, 8, 29)),
        ("1403/12/30", (1403, 12, 30)),
        ("امروز", (1405, 9, 1)),
        ("فردا", (1405, 9, 2)),
        ("پس‌فردا", (1405, 9, 3)),
        ("ديروز", (1405, 8, 30)),
        ("+30", (1405, 10, 1)),
        ("+۳۰", (1405, 10, 1)),
        ("-1", (1405, 8, 30)),
    ],
)
def test_days_are_read_as_people_write_them(text: str, jalali: tuple[int, int, int]) -> None:
    assert parse_jalali(text, TODAY) == from_jalali(*jalali)


@given(days, scripts, st.sampled_from(["/", "-", ".", "", " "]))
def test_day_is_read_in_any_digits(day: date, script: dict[int, str], mark: str) -> None:
    year, month, in_month = to_jalali(day)
    assert parse_jalali(f"{year}{mark}{month:02}{mark}{in_month:02}".translate(script), TODAY) == day


@given(days)
def test_formatted_day_is_parsed_back(day: date) -> None:
    assert parse_jalali(format_jalali(day), TODAY) == day


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "date_empty"),
        ("1404/12/30", "date_day"),
        ("1402/13/05", "date_month"),
        ("1402/0/05", "date_month"),
        ("1402/07/31", "date_day"),
        ("1402/07/00", "date_day"),
        ("1199/01/01", "date_year"),
        ("1531/01/01", "date_year"),
        ("2026-11-22", "date_gregorian"),
        ("02/6/21", "date_short_year"),
        ("هفته بعد", "date_form"),
        ("1402/6", "date_form"),
        ("21 آذر", "date_form"),
    ],
)
def test_invalid_day_is_refused(text: str, error: str) -> None:
    assert code_of(parse_jalali, text, TODAY) == error


def test_refusal_of_an_impossible_day_names_the_last_day() -> None:
    words = sentence(refusal(parse_jalali, "1404/12/30", TODAY))
    assert words == "اسفند ۱۴۰۴ روز ۳۰ ندارد؛ آخرین روز آن ۲۹ است."


@given(st.text(max_size=16))
def test_any_text_is_a_day_or_a_refusal(text: str) -> None:
    with suppress(FieldError):
        assert isinstance(parse_jalali(text, TODAY), date)


def test_days_are_shown_in_persian() -> None:
    assert format_jalali(TODAY) == "۱۴۰۵/۰۹/۰۱"
    assert format_jalali_long(TODAY) == "یکشنبه ۱ آذر ۱۴۰۵"
    assert format_jalali_day_month(date(2026, 11, 25)) == "چهارشنبه ۴ آذر"


def test_day_outside_the_table_raises_value_error() -> None:
    with pytest.raises(ValueError, match="1821"):
        to_jalali(FIRST_DAY - timedelta(days=1))
