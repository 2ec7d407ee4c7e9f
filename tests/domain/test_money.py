"""Money: typed amounts are parsed to the Rial, formatted amounts are parsed back, words are the formal ones."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.errors import FieldError, sentence
from dealer_app.domain.ids import Rial
from dealer_app.domain.money import (
    MAX_RIAL,
    format_rial,
    format_toman,
    group_digits,
    magnitude_warning,
    parse_rial,
    rial_in_words,
)
from resources.texts.numbers import AND, HUNDREDS, MILLIARD, MILLION, SMALL_NUMBERS, TENS, THOUSAND
from tests.domain.refusals import code_of
from tests.domain.typing_by_hand import scripts

amounts = st.integers(0, MAX_RIAL)


@pytest.mark.parametrize(
    ("text", "rial"),
    [
        ("14,665,000,000 ریال", 14_665_000_000),
        ("۶,۷۲۷,۲۰۰,۰۰۰", 6_727_200_000),
        ("٦٬٧٢٧٬٢٠٠٬٠٠٠", 6_727_200_000),
        ("6.727.200.000", 6_727_200_000),
        ("6 727 200 000 ريال", 6_727_200_000),
        ("2000000070", 2_000_000_070),
        ("۴۵۰ میلیون تومان", 4_500_000_000),
        ("12.5 میلیارد", 12_500_000_000),
        ("۱۲٫۵ میلیارد ریال", 12_500_000_000),
        ("1200.0", 1_200),
        ("1200.00 ریال", 1_200),
        ("0", 0),
        ("\u200f۱۲۳ ریال\u200f", 123),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, rial: int) -> None:
    assert parse_rial(text) == rial


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "amount_empty"),
        ("  ", "amount_empty"),
        ("-5", "amount_negative"),
        ("−۵٬۰۰۰", "amount_negative"),
        ("5000-", "amount_negative"),
        ("(5,000)", "amount_negative"),
        ("abc", "amount_not_number"),
        ("۵۰۰ دلار", "amount_not_number"),
        ("12,34", "amount_grouping"),
        ("1,000.5", "amount_fraction"),
        ("1000.5", "amount_fraction"),
        ("1.23456 هزار", "amount_fraction"),
        ("1" * 17, "amount_too_large"),
        ("5e3", "amount_not_number"),
    ],
)
def test_invalid_amount_is_refused(text: str, error: str) -> None:
    assert code_of(parse_rial, text) == error


@given(amounts, scripts, st.sampled_from(["", ",", "٬", "،", " "]), st.sampled_from(["", " ریال", "ريال"]))
def test_amount_is_read_in_any_digits_and_grouping(amount: int, script: dict[int, str], mark: str, unit: str) -> None:
    text = f"{amount:,}".replace(",", mark).translate(script) + unit
    assert parse_rial(text) == amount


@given(amounts)
def test_formatted_amount_is_parsed_back(amount: int) -> None:
    assert parse_rial(format_rial(amount)) == amount
    assert parse_rial(f"{format_rial(amount)} ریال") == amount


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    with suppress(FieldError):
        assert 0 <= parse_rial(text) <= MAX_RIAL


def test_amounts_are_shown_in_persian_groups() -> None:
    assert format_rial(4_500_000_000) == "۴٬۵۰۰٬۰۰۰٬۰۰۰"
    assert group_digits(12345) == "۱۲٬۳۴۵"
    assert group_digits(-1000) == "−۱٬۰۰۰"
    assert format_rial(0) == "۰"


def test_toman_amount_is_a_tenth_of_the_rial_amount() -> None:
    assert format_toman(4_500_000_000) == "۴۵۰٬۰۰۰٬۰۰۰ تومان"
    assert format_toman(45_005) == "۴٬۵۰۰٫۵ تومان"
    assert format_toman(-10) == "−۱ تومان"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "صفر"),
        (1_100, "یک هزار و یکصد"),
        (12_070_160, "دوازده میلیون و هفتاد هزار و یکصد و شصت"),
        (1_000_000, "یک میلیون"),
        (21, "بیست و یک"),
        (4_864_000_000, "چهار میلیارد و هشتصد و شصت و چهار میلیون"),
        (99_999_999_000, "نود و نه میلیارد و نهصد و نود و نه میلیون و نهصد و نود و نه هزار"),
        (100_000_000_001, "یکصد میلیارد و یک"),
        (1_000_000_000_000, "یک هزار میلیارد"),
        (1_250_000_000_000, "یک هزار و دویست و پنجاه میلیارد"),
    ],
)
def test_amounts_are_written_in_the_formal_words(amount: int, words: str) -> None:
    assert rial_in_words(amount) == words


VALUES = (
    {word: value for value, word in enumerate(SMALL_NUMBERS)}
    | {word: value * 10 for value, word in enumerate(TENS) if value}
    | {word: value * 100 for value, word in enumerate(HUNDREDS) if value}
)


def _value_of(words: str) -> int:
    """Return the number of the words; the words before a scale are its factor, milliards first."""
    for scale, value in ((MILLIARD, 10**9), (MILLION, 10**6), (THOUSAND, 10**3)):
        before, found, after = words.partition(f" {scale}")
        if found:
            return _value_of(before) * value + _value_of(after.removeprefix(AND))
    return sum(VALUES[word] for word in words.split(AND) if word)


@given(amounts)
def test_words_have_the_same_value(amount: int) -> None:
    assert _value_of(rial_in_words(amount)) == amount


@pytest.mark.parametrize(("typed", "code"), [(48_640, "amount_ten_times"), (486, "amount_a_tenth")])
def test_ten_times_or_a_tenth_warns(typed: int, code: str) -> None:
    warning = magnitude_warning(typed, 4_864 if typed > 4_864 else 4_860)
    assert warning is not None
    assert (warning.code, warning.is_warning) == (code, True)
    assert "ریال" in sentence(warning)


@pytest.mark.parametrize(("typed", "expected"), [(4_864, 4_864), (0, 10), (10, 0), (9_000, 4_864)])
def test_other_amounts_do_not_warn(typed: int, expected: int) -> None:
    assert magnitude_warning(Rial(typed), Rial(expected)) is None
