"""Written days: every form that people and programs write is read as the day that it means, or refused."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.calendar.jalali import (
    check_day,
    format_jalali,
    format_jalali_day_month,
    format_jalali_long,
    from_jalali,
    is_in_calendar,
    parse_jalali,
    parse_written,
    to_jalali,
)
from dealer_app.domain.calendar.tehran import TEHRAN, local_day, local_time, start_of
from dealer_app.domain.calendar.written_days import is_nothing
from dealer_app.domain.errors import FieldError
from resources.texts.calendar import MONTHS, WEEKDAYS
from tests.domain.refusals import code_of
from tests.domain.typing_by_hand import scripts

TODAY = date(2026, 11, 22)
FIRST_MOMENT, LAST_MOMENT = datetime.fromisoformat("1850-01-02"), datetime.fromisoformat("2149-12-30")
days = st.dates(from_jalali(1201, 1, 1), from_jalali(1529, 12, 29))
marks = st.sampled_from(["", "\u200f", "\u200e", "\u200b", "\ufeff", "\u202b", "\u00a0", " ", "\u2066"])
gaps = st.sampled_from(
    ["/", "-", ".", " ", " /", "/ ", " / ", "\u2011", "\u2013", "\u2212", "\\", "،", "\u00a0", ",", "٫"]
)
clocks = st.builds("{}{:02}:{:02}{}".format, st.just(""), st.integers(0, 23), st.integers(0, 59), st.just(""))
betweens = st.sampled_from([" ", "T", " - ", "-", "\u00a0", " ساعت ", "، "])


def _named(day: date) -> str:
    year, month, in_month = to_jalali(day)
    return f"{in_month} {MONTHS[month - 1]} {year}"


def _in_digits(day: date, gap: str) -> str:
    year, month, in_month = to_jalali(day)
    return f"{year}{gap}{month:02}{gap}{in_month:02}"


@st.composite
def written(draw: st.DrawFn) -> tuple[str, date]:
    """Draw a written day without an offset, and the day that it means."""
    day = draw(days)
    text = draw(st.sampled_from([_named(day), _in_digits(day, draw(gaps)), _in_digits(day, "")]))
    if draw(st.booleans()):
        text = WEEKDAYS[day.weekday()] + draw(st.sampled_from([" ", "، ", " - "])) + text
    if draw(st.booleans()):
        clock = draw(clocks) + draw(st.sampled_from(["", ":22", ":22.000", ":59.123456"]))
        text = draw(st.sampled_from([f"{text}{draw(betweens)}{clock}", f"{clock} - {text}", f"{clock} {text}"]))
    return draw(marks) + text.translate(draw(scripts)) + draw(marks), day


@given(written())
def test_day_is_read_in_every_form(case: tuple[str, date]) -> None:
    text, day = case
    assert parse_written(text) == day
    assert parse_jalali(text, TODAY) == day


@given(
    st.datetimes(FIRST_MOMENT, LAST_MOMENT).map(lambda at: at.replace(microsecond=0)),
    st.integers(-14 * 60, 14 * 60),
    st.sampled_from(["T", " "]),
    st.sampled_from(["", ".000", ".123456"]),
    st.booleans(),
    marks,
)
def test_instant_is_taken_in_tehran(
    at: datetime, minutes: int, gap: str, part: str, is_jalali: bool, mark: str
) -> None:
    instant = at.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    zone = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else "Z"
    day = _in_digits(at.date(), "/") if is_jalali else at.date().isoformat()
    assert parse_written(f"{mark}{day}{gap}{at:%H:%M:%S}{part}{zone}{mark}") == instant.astimezone(TEHRAN).date()


@pytest.mark.parametrize(
    "text",
    ["2025-08-01T20:30:00.000Z", "2025-08-01 20:30:00+00:00", "2025-08-02T00:00:00+03:30", "1404/05/10 20:30 UTC",
     "2025-08-01T20:30Z", "2025-08-02T01:30+0500", "2025-08-01 08:30 pm gmt", "2025/8/2", "20250802", "11مرداد1404",
     "شنبه، ۱۱ مردادماه سال ۱۴۰۴", "10:35 ب.ظ 1404/05/11", "1404/05/11 10:35 ق.ظ"],
)  # fmt: skip
def test_form_is_read(text: str) -> None:
    assert format_jalali(parse_written(text)) == "۱۴۰۴/۰۵/۱۱"


@pytest.mark.parametrize("text", ["", " ", "\u200f", "    /  /  ", "0", "00", "0000/00/00", "0000-00-00 00:00:00",
                                  "____/__/__", "-", "/  /", "۰۰۰۰/۰۰/۰۰", "0001-01-01T00:00:00"])  # fmt: skip
def test_text_without_a_day_is_nothing(text: str) -> None:
    assert is_nothing(text)


@given(days, gaps)
def test_day_is_not_nothing(day: date, gap: str) -> None:
    assert not is_nothing(_in_digits(day, gap))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("جمعه 1404/05/11", "date_weekday"),
        ("1404/05/11 25:00", "date_time"),
        ("1404/05/11 24:00", "date_time"),
        ("1404/05/11 10:60", "date_time"),
        ("1404/05/11 13:00 ق.ظ", "date_time"),
        ("1404/05/11 10:00 +15:00", "date_time"),
        ("1404/05/11 10:00 +03:60", "date_time"),
        ("04/5/11", "date_short_year"),
        ("9999-12-31", "date_form"),
        ("9999/12/31", "date_form"),
        ("2025-02-30", "date_form"),
        ("1404/12/30", "date_day"),
        ("1531/01/01", "date_year"),
        ("2153-01-01", "date_out_of_calendar"),
        ("11 مرداد 2025", "date_year"),
        ("11/05/1404", "date_form"),
        ("02/08/2025", "date_form"),
        ("1404/05/1110:35", "date_form"),
        ("2025-08-02Z", "date_form"),
        ("1404/05", "date_form"),
        ("مرداد 1404", "date_form"),
        ("1" * 5000, "date_form"),
        ("1404/05/11 " * 500, "date_form"),
    ],
)
def test_form_that_means_no_day_is_refused(text: str, error: str) -> None:
    found = code_of(parse_written, text)
    assert found == error or (error == "date_form" and found == "date_year")


@given(st.text("0123456789/-. :TZ+۱۴۰۵\u200fمرداشنبه", max_size=30))
def test_any_text_is_a_day_of_the_calendar_or_refused(text: str) -> None:
    for parse in (parse_written, lambda typed: parse_jalali(typed, TODAY)):
        try:
            assert is_in_calendar(parse(text))
        except FieldError:
            continue


@given(st.one_of(st.dates(), st.just(date.max), st.just(date.min)))
def test_no_format_of_a_day_fails(day: date) -> None:
    for words in (format_jalali(day), format_jalali_day_month(day), format_jalali_long(day)):
        assert words
        assert not any(letter.isascii() and letter.isdigit() for letter in words)
    if is_in_calendar(day):
        assert check_day(day) == day
        assert parse_jalali(format_jalali_long(day), TODAY) == day
    else:
        assert code_of(check_day, day) == "date_out_of_calendar"
        assert "میلادی" in format_jalali(day)
    assert local_day(start_of(day)) == day
    assert local_time(datetime.combine(day, time.max, UTC)).tzinfo is TEHRAN
