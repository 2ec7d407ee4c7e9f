"""The facts of a caller: as people say them, and nothing that would fit many files."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.calls.facts import FileFacts, is_right, parse_answer, parse_caller
from dealer_app.domain.calls.gate import Fact
from dealer_app.domain.errors import FieldError

TODAY = date(2026, 11, 22)
FILE = FileFacts(
    mobile="09123456789",
    birth_on=date(1985, 3, 21),
    car="کی‌ام‌سی J7",
    city="بندر عباس",
    father_name="محمد رضا",
    others="KMC سفید ۱۴۰۵",
)


def says(fact: Fact, text: str, file: FileFacts = FILE) -> bool:
    return is_right(file, fact, parse_answer(fact, text, TODAY))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (Fact.MOBILE, "۶۷۸۹"),
        (Fact.MOBILE, "٦٧ ٨٩"),
        (Fact.MOBILE, "0912-345-6789"),
        (Fact.MOBILE, "+98 912 345 6789"),
        (Fact.MOBILE, "۰۰۹۸۹۱۲۳۴۵۶۷۸۹"),
        (Fact.BIRTH, "۱۳۶۴/۰۱/۰۱"),
        (Fact.BIRTH, "1 فروردین 1364"),
        (Fact.CAR, "j7"),
        (Fact.CAR, "کی ام سی J۷ سفید"),
        (Fact.CITY, "بندرعباس"),
        (Fact.FATHER, "محمدرضا"),
    ],
)
def test_right_answer_in_any_spelling(fact: Fact, text: str) -> None:
    assert says(fact, text)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (Fact.MOBILE, "۶۷۸۸"),
        (Fact.BIRTH, "۱۳۶۴/۰۱/۰۲"),
        (Fact.CAR, "J4"),
        (Fact.CAR, "کی‌ام‌سی"),
        (Fact.CAR, "J4 J7 T8"),
        (Fact.CITY, "بندر"),
        (Fact.FATHER, "محمد"),
    ],
)
def test_wrong_answer(fact: Fact, text: str) -> None:
    assert not says(fact, text)


@pytest.mark.parametrize(
    ("fact", "text", "code"),
    [
        (Fact.MOBILE, "789", "fact_digits"),
        (Fact.MOBILE, "شش هفت", "fact_digits"),
        (Fact.BIRTH, "۱۳۶۴/۱۳/۰۱", "date_month"),
        (Fact.CAR, " ", "fact_empty"),
        (Fact.CITY, "…", "fact_empty"),
    ],
)
def test_impossible_answer_is_an_error_of_form(fact: Fact, text: str, code: str) -> None:
    with pytest.raises(FieldError, match=code) as caught:
        parse_answer(fact, text, TODAY)
    assert caught.value.field == "fact"


def test_only_facts_that_the_file_has_are_known() -> None:
    assert FILE.known() == set(Fact)
    assert FileFacts(car="تیگو پرو", mobile="12").known() == {Fact.CAR}
    assert says(Fact.CAR, "تیگو پرو", FileFacts(car="تیگو پرو"))
    assert not says(Fact.CAR, "تیگو", FileFacts(car="تیگو پرو"))


@given(st.sampled_from(Fact), st.text(max_size=20))
def test_unknown_fact_is_never_right(fact: Fact, text: str) -> None:
    assert not is_right(FileFacts(), fact, text)


def test_caller_is_read_as_people_type() -> None:
    assert parse_caller(" r-2606/100412 ", "۰۴۹-۹۳۷۰۸۹-۹") == ("R2606100412", "0499370899")


@pytest.mark.parametrize(
    ("number", "code", "wrong"),
    [
        ("", "0499370899", "call_number_empty"),
        ("شماره", "0499370899", "call_number_form"),
        ("R1", "0499370898", "check"),
    ],
)
def test_impossible_caller_is_an_error_of_form(number: str, code: str, wrong: str) -> None:
    with pytest.raises(FieldError, match=wrong):
        parse_caller(number, code)
