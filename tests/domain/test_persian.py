"""Persian text: one key for every spelling, cleaning before storage, alphabetical order."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dealer_app.domain.persian import (
    ascii_digits,
    clean_text,
    isolate,
    normalise,
    number_key,
    persian_digits,
    sort_key,
)

words = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x6FF) | st.sampled_from("\u200c\u200f\ufeab\ufefb"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علي نوري", "علی نوری"),
        ("كريم", "کریم"),
        ("تحويل شد", "تحویل شد"),
        ("تأييد مدارك", "تایید مدارک"),
        ("دعوتنامهٔ منقضي", "دعوتنامه منقضی"),
        ("نوری‌فر", "نوری فر"),
        ("آرش", "ارش"),
        ("أحمد", "احمد"),
        ("فاطمة", "فاطمه"),
        ("خانۀ", "خانه"),
        ("مؤمنی", "مومنی"),
        ("قائمی", "قایمی"),
        ("مـحـمـد", "محمد"),
        ("مُحَمَّد", "محمد"),
        ("J۷", "j7"),
        ("٢٦٠٦", "2606"),
        ("  علی   رضا ", "علی رضا"),
        ("ﻋﻠﯽ", "علی"),
        ("\u202bعلی\u202c", "علی"),
    ],
)
def test_every_spelling_has_one_key(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_different_names_keep_different_keys() -> None:
    assert normalise("علی") != normalise("عالی")
    assert normalise("گل") != normalise("کل")


@given(words)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@example("\x7f")
@example("\x00علی\x1b")
@given(words)
def test_cleaning_is_idempotent_and_keeps_the_key(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert normalise(clean_text(text)) == normalise(text)


def test_storage_keeps_the_half_space_and_the_hamza() -> None:
    assert clean_text("  علي‌رضا   مؤمني ") == "علی‌رضا مؤمنی"
    assert clean_text("خانهٔ\tما") == "خانهٔ ما"
    assert clean_text("\u200cعلی\u200c نوری\u200f") == "علی نوری"


@given(st.integers(0, 10**15))
def test_digits_convert_between_scripts(number: int) -> None:
    assert ascii_digits(persian_digits(str(number))) == str(number)


@pytest.mark.parametrize("typed", ["2606/50412", "۲۶۰۶/۵۰۴۱۲", "٢٦٠٦-٥٠٤١٢", " 2606 50412 ", "2606٫50412"])
def test_contract_number_has_one_key_in_any_digits(typed: str) -> None:
    assert number_key(typed) == "260650412"


def test_request_number_is_capital() -> None:
    assert number_key("r۲۶۰۶۱۰۰۴۱۲") == "R2606100412"


def test_names_sort_in_alphabetical_order() -> None:
    names = [
        "آرش",
        "احمد",
        "بهرام",
        "پریسا",
        "تهمینه",
        "ثریا",
        "جمشید",
        "چنگیز",
        "حمید",
        "ژاله",
        "کاوه",
        "گلنار",
        "لاله",
        "مریم",
        "نرگس",
        "وحید",
        "هما",
        "یاسمین",
    ]
    assert sorted(sorted(names), key=sort_key) == names


def test_arabic_spelling_sorts_like_persian() -> None:
    assert sort_key("كاوه") == sort_key("کاوه")
    assert sort_key("يلدا") == sort_key("یلدا")
    assert sort_key("نوری‌فر") == sort_key("نوری فر")


@given(words, words)
def test_order_in_the_database_is_the_order_in_python(one: str, other: str) -> None:
    first, second = sort_key(one), sort_key(other)
    assert (first < second) == (first.encode() < second.encode())


def test_isolate_wraps_the_text_in_its_marks() -> None:
    assert isolate("IR82") == "\u2066IR82\u2069"
