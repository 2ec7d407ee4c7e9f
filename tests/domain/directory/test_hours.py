"""Opening hours: read as people write them, refused with the day if intervals overlap, stored in one form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer_app.domain.directory.hours import (
    CODES,
    Interval,
    WeekHours,
    decode_hours,
    encode_hours,
    format_hours,
    is_stored_hours,
    make_week,
)
from dealer_app.domain.directory.written_hours import parse_hours
from dealer_app.domain.errors import FieldError, sentence
from tests.domain.directory.weeks import weeks

REAL = "شنبه تا چهارشنبه ۸:۳۰ تا ۱۴ و ۱۶ تا ۱۹؛ پنجشنبه ۸:۳۰ تا ۱۳:۳۰؛ جمعه تعطیل"
REAL_STORED = ";".join(f"{day} 08:30-14:00 16:00-19:00" for day in ("sat", "sun", "mon", "tue", "wed"))
REAL_STORED += ";thu 08:30-13:30"


@settings(max_examples=60)
@given(weeks())
def test_written_week_is_read_again(week: WeekHours) -> None:
    assert parse_hours(format_hours(week)) == week


@settings(max_examples=60)
@given(weeks())
def test_stored_week_is_read_again(week: WeekHours) -> None:
    assert decode_hours(encode_hours(week)) == week
    assert is_stored_hours(encode_hours(week))


@settings(max_examples=60)
@given(st.text(alphabet="شنبه یکدوتا۰۱۲۳۸9:-؛،;تعطیل \n", max_size=40))
def test_any_text_is_a_week_or_a_field_error(text: str) -> None:
    try:
        week = parse_hours(text)
    except FieldError:
        return
    assert parse_hours(format_hours(week)) == week


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        (REAL, REAL_STORED),
        ("شنبه تا چهارشنبه 08:30-14:00، 16-19 پنج‌شنبه ۸:۳۰ الی ۱۳:۳۰", REAL_STORED),
        ("از شنبه تا چهارشنبه از ساعت ۸.۳۰ صبح تا ۲ عصر و ۴ عصر تا ۷ عصر\nپنج شنبه‌ها ۸:۳۰ تا ۱۳:۳۰", REAL_STORED),
        ("هر روز ۰ تا ۲۴", ";".join(f"{day} 00:00-24:00" for day in CODES)),
        (
            "همه‌روزه ۸ تا ۹؛ جمعه تعطیل",
            ";".join(f"{d} 08:00-09:00" for d in ("sat", "sun", "mon", "tue", "wed", "thu")),
        ),
        ("پنجشنبه تا شنبه ۸ تا ۹", "sat 08:00-09:00;thu 08:00-09:00;fri 08:00-09:00"),
        ("شنبه و دوشنبه ۹ تا ۱۰", "sat 09:00-10:00;mon 09:00-10:00"),
        ("", ""),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, stored: str) -> None:
    assert encode_hours(parse_hours(text)) == stored


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("شنبه ۸ تا ۱۲ و ۱۱ تا ۱۵", "hours_overlap"),
        ("شنبه ۸ تا ۱۲؛ شنبه ۱۴ تا ۱۵", "hours_day_twice"),
        ("شنبه ۱۲ تا ۸", "hours_order"),
        ("شنبه ۸ تا ۸", "hours_order"),
        ("شنبه ۸ تا ۲۵", "hours_time"),
        ("شنبه ۸:۶۰ تا ۹", "hours_time"),
        ("شنبه ۲۰ تا ۲۴:۳۰", "hours_time"),
        ("شنبه ۸ تا", "hours_no_time"),
        ("شنبه", "hours_no_time"),
        ("شنبه تعطیل ۸ تا ۹", "hours_no_time"),
        ("۸ تا ۱۲", "hours_no_day"),
        ("شنبه ۸ تا ۹ و ۱۰ تا ۱۱ و ۱۲ تا ۱۳ و ۱۴ تا ۱۵ و ۱۶ تا ۱۷", "hours_many"),
        ("هر روز تعطیل", "hours_all_closed"),
        ("هر وقت بیایید", "hours_form"),
        ("شنبه ۸ تا ۹" * 60, "hours_form"),
    ],
)
def test_unreadable_hours_say_why(text: str, code: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_hours(text)
    assert caught.value.code == code
    assert sentence(caught.value)


def test_sentence_of_an_overlap_names_the_day_and_both_intervals() -> None:
    with pytest.raises(FieldError) as caught:
        parse_hours("شنبه ۸ تا ۹؛ سه‌شنبه ۸ تا ۱۲ و ۱۱:۳۰ تا ۱۵")
    assert sentence(caught.value) == "سه‌شنبه: بازهٔ ۰۸:۰۰ تا ۱۲:۰۰ با ۱۱:۳۰ تا ۱۵:۰۰ هم‌پوشانی دارد."


@pytest.mark.parametrize(
    "text", ["sat 08:00-07:00", "sat 8:00-9:00", "sat", "mon 08:00-09:00;sat 08:00-09:00", "sat 08:00-09:61", "x"]
)
def test_text_that_was_not_stored_by_this_program_is_refused(text: str) -> None:
    assert not is_stored_hours(text)


def test_intervals_are_sorted() -> None:
    one, two = Interval(600, 700), Interval(100, 200)
    assert make_week([[one, two], *[[]] * 6]).days[0] == (two, one)
