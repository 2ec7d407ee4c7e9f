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
@given(st.text(alphabet="شنبه یکدوتا۰۱۲۳۸9:-؛،;تعطیل صعرظم \n", max_size=40))
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
        ("شنبه ۴ تا ۸ عصر", "sat 16:00-20:00"),
        ("شنبه ۸ تا ۴ عصر", "sat 08:00-16:00"),
        ("شنبه ۸ صبح تا ۱۲ شب", "sat 08:00-24:00"),
        ("شنبه ۱۲ شب تا ۶ صبح", "sat 00:00-06:00"),
        ("شنبه ۸ صبح تا ۱۲ ظهر و ۱۲:۳۰ بعد از ظهر تا ۸ شب", "sat 08:00-12:00 12:30-20:00"),
        ("شنبه ۸ تا ۱۲ صبح و ۴ تا ۸ بعد‌از‌ظهر", "sat 08:00-12:00 16:00-20:00"),
        ("شنبه صبح ۸ تا ۱۲ و عصر ۴ تا ۸", "sat 08:00-12:00 16:00-20:00"),
        ("شنبه شیفت صبح: ۸ تا ۱۲، شیفت عصر: ۱۶ تا ۲۰", "sat 08:00-12:00 16:00-20:00"),
        ("شنبه ۹ قبل از ظهر تا ۲ ظهر", "sat 09:00-14:00"),
        ("شنبه ۴ عصر تا ۸", "sat 16:00-20:00"),
        ("شنبه ۸ صبح تا ۴", "sat 08:00-16:00"),
        ("شنبه ۸ صبح تا ۱۲", "sat 08:00-12:00"),
        ("شنبه ۰۴:۰۰ تا ۰۸:۰۰", "sat 04:00-08:00"),
        ("شنبه ۱۰ ق.ظ تا ۳ ب.ظ", "sat 10:00-15:00"),
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
        ("شنبه ۴ تا ۸", "hours_which"),
        ("شنبه ۸ تا ۱۲ و ۴ تا ۸", "hours_which"),
        ("شنبه ۹ تا ۱۲ و ۶ تا ۹", "hours_which"),
        ("شنبه ۸ تا ۹ شب", "hours_which"),
        ("شنبه ۹ تا ۱۲ شب", "hours_which"),
        ("شنبه ۱۲ صبح تا ۴ عصر", "hours_which"),
        ("شنبه ۱۶ صبح تا ۱۸", "hours_which"),
        ("شنبه ۸ صبح تا ۹ ظهر", "hours_which"),
        ("شنبه ۸ تا ۱۲ عصر", "hours_which"),
        ("شنبه ۸ صبح تا ۱۲:۳۰ شب", "hours_which"),
        ("شنبه ۸ تا ظهر", "hours_no_time"),
        ("شنبه ۸ تا ۱۲ و عصر", "hours_no_time"),
        ("شنبه صبح و عصر ۸ تا ۲۰", "hours_no_time"),
        ("شنبه ۸ تا نیمه‌شب", "hours_form"),
        ("شنبه ۴ عصر تا ۲ بامداد", "hours_order"),
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
