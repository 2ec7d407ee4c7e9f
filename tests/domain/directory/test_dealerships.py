"""Facts of a dealership: every field is checked, and every error has its place and its sentence."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer_app.domain.directory.dealerships import (
    FIELDS,
    PARSERS,
    DealershipFacts,
    Phone,
    PhoneKind,
    check_field,
    decode_phones,
    encode_phones,
    format_phones,
    is_stored_phones,
    parse_dealership,
    parse_phones,
    with_note,
)
from dealer_app.domain.directory.listing import DirectoryRow, filter_rows, list_neighbours, order_key, search_key
from dealer_app.domain.errors import FieldErrors, sentence
from resources.texts.directory import WEEK

GOOD = {
    "code": "۲۶۰۶",
    "name": "خودرو کرمان",
    "province": "کرمان",
    "city": "کرمان",
    "services": "فروش، خدمات پس از فروش",
    "phones": "۰۳۴-۳۲۱۱۴۴۵۰؛ فروش: 034-32114451",
    "latitude": "۳۰٫۲۸۳۹۰",
    "longitude": "57.0834",
    "hours": "شنبه تا چهارشنبه ۸ تا ۱۶",
    "valid_from": "1405/01/01",
    "source": "نمونه",
}
numbers = st.from_regex(r"0[0-9]{2}-[0-9]{8}", fullmatch=True)
phones = st.lists(st.builds(Phone, st.sampled_from(PhoneKind), numbers), max_size=8, unique=True)


def test_good_facts_are_stored_in_one_form() -> None:
    facts = parse_dealership(GOOD)
    assert (facts.code, facts.latitude, facts.longitude) == ("2606", "30.2839", "57.0834")
    assert facts.place == "geo:30.2839,57.0834"
    assert facts.services == ("فروش", "خدمات پس از فروش")
    assert facts.phones[1] == Phone(PhoneKind.SALES, "034-32114451")


LONGEST_WEEK = "؛".join(f"{day} ۰۱:{at} تا ۰۲ و ۰۳ تا ۰۴ و ۰۵ تا ۰۶ و ۰۷ تا ۰۸" for at, day in enumerate(WEEK, 10))
"""As text it is longer than the field in which head office sends it."""


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("code", "", "dealership_code_empty"),
        ("code", "26 06", "dealership_code_form"),
        ("code", "کرمان", "dealership_code_form"),
        ("name", " ", "dealership_name_empty"),
        ("name", "x" * 201, "text_long"),
        ("owner", "x" * 201, "text_long"),
        ("province", "x" * 201, "text_long"),
        ("city", "x" * 201, "text_long"),
        ("address", "x" * 201, "text_long"),
        ("source", "x" * 201, "text_long"),
        ("services", "،".join(map(str, range(13))), "services_many"),
        ("services", "x" * 201, "text_long"),
        ("services", "،".join(f"{at}{'x' * 60}" for at in range(4)), "text_long"),
        ("phones", "۹۱۳۱۲۳۴۵۶۷", "phone_zero"),
        ("hours", LONGEST_WEEK, "text_long"),
        ("phones", "034-3211445x", "phone_form"),
        ("phones", "سازمانی: 034-32114450", "phone_kind"),
        ("phones", "034-32114450؛ 034-32114450", "phone_twice"),
        ("phones", "؛".join(f"034-3211445{n}" for n in range(9)), "phones_many"),
        ("latitude", "سی", "degrees_form"),
        ("latitude", "57.0834", "place_swapped"),
        ("latitude", "12", "place_outside"),
        ("longitude", "30.2839", "place_swapped"),
        ("longitude", "99", "place_outside"),
        ("latitude", "", "place_half"),
        ("hours", "شنبه ۸ تا ۱۲ و ۱۱ تا ۱۵", "hours_overlap"),
        ("phone_hours", "هر وقت", "hours_form"),
        ("valid_from", "1405/13/01", "date_month"),
    ],
)
def test_bad_field_is_named(field: str, text: str, code: str) -> None:
    with pytest.raises(FieldErrors) as caught:
        parse_dealership({**GOOD, field: text})
    (error,) = caught.value.errors
    assert (error.field, error.code) == (field, code)
    assert sentence(error)
    if code != "place_half":
        wrong = check_field(field, text)
        assert wrong is not None
        assert wrong.code == code


def test_every_field_is_parsed() -> None:
    assert set(PARSERS) == set(FIELDS)
    assert set(FIELDS) | {"hours_note"} == set(DealershipFacts.__dataclass_fields__)


@settings(max_examples=40)
@given(phones)
def test_phones_are_read_again(given_phones: list[Phone]) -> None:
    held = tuple(given_phones)
    assert parse_phones(format_phones(held)) == held
    assert decode_phones(encode_phones(held)) == held
    assert is_stored_phones(encode_phones(held))


@pytest.mark.parametrize("text", ["034-32114450", "main 12", "boss 034-32114450", "main ۰۳۴-۳۲۱۱۴۴۵۰", ";"])
def test_phones_that_were_not_stored_by_this_program_are_refused(text: str) -> None:
    assert not is_stored_phones(text)


def test_hours_of_an_older_row_are_read_or_stay_a_note() -> None:
    facts = parse_dealership({"code": "1", "name": "نمونه"})
    assert with_note(facts, "شنبه تا چهارشنبه ۸ تا ۱۶").hours.is_known
    assert with_note(facts, "بعدازظهرها").hours_note == "بعدازظهرها"
    assert with_note(facts, "") == facts


def row(number: int, **raws: str) -> DirectoryRow:
    facts = parse_dealership({"code": str(number), "name": "نمونه", **raws})
    return DirectoryRow(UUID(int=number), facts, key=search_key(facts), order=order_key(facts))


ROWS = (
    row(2606, name="خودرو کرمان", city="کرمان", province="کرمان", address="بلوار جمهوری", phones="034-32114450"),
    row(2711, name="خودرو رفسنجان", city="رفسنجان", province="کرمان", address="خیابان شهدا، پلاک ۲۶"),
    row(260, name="آرین‌موتور", city="اردکان", province="یزد", phones="035-32260611"),
    row(9, name="شعبهٔ مرکزی", city="یزد", province="یزد", owner="کريمي"),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [2606, 2711, 260, 9]),
        ("2606", [2606, 260]),
        ("۲۶", [2606, 260, 2711]),
        ("کرمان", [2606, 2711]),
        ("كرمان جمهوري", [2606]),
        ("034-3211", [2606]),
        ("۰۳۴۳۲", [2606]),
        ("آرین موتور", [260]),
        ("ارینموتور", [260]),
        ("کریمی", [9]),
        ("شهدا پلاک", [2711]),
        ("ژژ", []),
    ],
)
def test_search_finds_every_field_best_first(text: str, found: list[int]) -> None:
    assert [int(one.facts.code) for one in filter_rows(ROWS, text)] == found


def test_neighbours_are_of_the_same_province() -> None:
    assert [one.facts.code for one in list_neighbours(ROWS, ROWS[0])] == ["2711"]
    assert list_neighbours(ROWS, row(5)) == ()
