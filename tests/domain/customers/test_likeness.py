"""The difference between what is typed and a stored file: only what is typed, never a whole code, no spelling."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.customers import CustomerFields, CustomerKind
from dealer_app.domain.files.likeness import COMPARED, compare, differences
from dealer_app.domain.persian import ascii_digits
from tests.services.factories import nth_walk_in

STORED = replace(nth_walk_in(1), father_name="علی", birth_on=date(1990, 5, 1))
PEOPLE = st.integers(0, 300).map(nth_walk_in)


@given(PEOPLE)
def test_file_does_not_differ_from_itself(person: CustomerFields) -> None:
    assert differences(person, person) == ()


@given(stored=PEOPLE, typed=PEOPLE, shown=st.sets(st.sampled_from(COMPARED)))
def test_only_typed_fields_differ_in_the_order_of_the_form(
    stored: CustomerFields, typed: CustomerFields, shown: set[str]
) -> None:
    empty = CustomerFields(kind=stored.kind)
    part = replace(empty, **{name: getattr(typed, name) for name in shown})
    found = [one.field for one in differences(stored, part)]
    assert set(found) <= shown
    assert found == [name for name in COMPARED if name in found]
    assert all(getattr(stored, name) != getattr(typed, name) for name in found)


@given(stored=PEOPLE, typed=PEOPLE)
def test_no_stored_code_is_shown_in_full(stored: CustomerFields, typed: CustomerFields) -> None:
    shown = " ".join(one.stored for one in differences(stored, typed))
    assert all(code not in shown for code in (stored.national_code, stored.mobile, stored.sheba) if code)


def test_writing_variants_do_not_differ() -> None:
    stored = replace(STORED, given_name="کیمیا", family_name="نوری‌فر")
    assert differences(stored, CustomerFields(given_name="كيميا", family_name="نوري فر")) == ()


def test_values_are_words_and_a_missing_one_is_empty() -> None:
    typed = CustomerFields(father_name="حسن", birth_on=date(1991, 5, 1), passport_number="A12345678")
    found = {one.field: (one.stored, one.typed) for one in differences(STORED, typed)}
    assert found == {
        "father_name": ("علی", "حسن"),
        "birth_on": ("۱۳۶۹/۰۲/۱۱", "۱۳۷۰/۰۲/۱۱"),
        "passport_number": ("", "A12345678"),
    }


@given(PEOPLE, PEOPLE)
def test_two_files_are_compared_alike_from_both_sides_and_masked(one: CustomerFields, other: CustomerFields) -> None:
    there, back = compare(one, other), compare(other, one)
    assert [(row.field, row.stored, row.typed) for row in there] == [(row.field, row.typed, row.stored) for row in back]
    shown = " ".join(f"{row.stored} {row.typed}" for row in there)
    assert all(code not in ascii_digits(shown) for code in (one.mobile, other.mobile, one.national_code) if code)


def test_kind_is_compared() -> None:
    typed = CustomerFields(kind=CustomerKind.FOREIGN)
    assert [one.field for one in differences(STORED, typed)] == ["kind"]
