"""Check of all fields of a registration: missing, wrong and unusual values, and the stored form."""

from dataclasses import replace
from datetime import date

import pytest

from dealer_app.domain.calendar.jalali import from_jalali
from dealer_app.domain.customers import CustomerFields, CustomerKind
from dealer_app.domain.errors import sentence
from dealer_app.domain.registration import check_registration, full_years, normalise_fields

TODAY = date(2026, 11, 22)
ZAHRA = CustomerFields(
    national_code="0499370899",
    given_name="زهرا",
    family_name="نوری‌فر",
    father_name="حسن",
    birth_on=from_jalali(1364, 2, 11),
    mobile="09123452580",
    postal_code="7618411700",
    sheba="IR820540102680020817909002",
    is_sheba_own=True,
)
COMPANY = CustomerFields(
    kind=CustomerKind.LEGAL,
    national_code="10380284790",
    family_name="شرکت نمونهٔ ۲۱",
    representative_name="حمید رضایی",
    representative_national_code="0790419904",
    mobile="09123452580",
    sheba="IR820540102680020817909002",
    is_sheba_own=True,
)
FOREIGNER = replace(ZAHRA, kind=CustomerKind.FOREIGN, national_code="123456789", passport_number="a1234567")


def _codes(fields: CustomerFields) -> list[tuple[str, str]]:
    errors = check_registration(fields, TODAY)
    assert all(sentence(error) for error in errors)
    return [(error.field, error.code) for error in errors]


@pytest.mark.parametrize("fields", [ZAHRA, COMPANY, FOREIGNER])
def test_valid_registration_has_no_errors(fields: CustomerFields) -> None:
    assert _codes(fields) == []
    assert _codes(normalise_fields(fields)) == []


def test_missing_fields_are_reported_in_the_order_of_the_form() -> None:
    assert _codes(CustomerFields()) == [
        ("national_code", "national_code_empty"),
        ("given_name", "given_name_empty"),
        ("family_name", "family_name_empty"),
        ("mobile", "mobile_empty"),
        ("sheba", "sheba_empty"),
    ]


def test_company_needs_its_name_and_its_representative() -> None:
    assert _codes(replace(COMPANY, family_name=" ", representative_name="", representative_national_code="")) == [
        ("family_name", "company_name_empty"),
        ("representative_name", "representative_name_empty"),
        ("representative_national_code", "representative_code_empty"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("national_code", "0499370898", "national_code_check"),
        ("mobile", "091234525", "mobile_too_short"),
        ("sheba", "IR820540102680020817909003", "sheba_check"),
        ("is_sheba_own", False, "sheba_not_own"),
        ("postal_code", "0123456789", "postal_code_first"),
        ("landline", "3221", "landline_too_short"),
        ("work_phone", "3221", "landline_too_short"),
        ("given_name", "زهرا۲", "name_has_digits"),
        ("father_name", "حسن 2", "name_has_digits"),
        ("job", "x" * 501, "text_too_long"),
        ("note", "x" * 4_001, "text_too_long"),
        ("birth_on", date(2027, 1, 1), "birth_in_future"),
        ("birth_on", from_jalali(1280, 1, 1), "birth_too_early"),
    ],
)
def test_one_wrong_field_is_one_error_at_that_field(field: str, value: object, code: str) -> None:
    changes: dict[str, object] = {field: value}
    errors = check_registration(replace(ZAHRA, **changes), TODAY)  # type: ignore[arg-type]
    assert [(error.field, error.code, error.is_warning) for error in errors] == [(field, code, False)]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("mobile", "09702345678", "mobile_unknown_operator"),
        ("postal_code", "7012011700", "postal_code_unusual"),
        ("sheba", "IR062960000000100324200001", "sheba_unknown_bank"),
        ("birth_on", from_jalali(1388, 1, 1), "birth_minor"),
    ],
)
def test_unusual_value_gives_a_warning(field: str, value: object, code: str) -> None:
    changes: dict[str, object] = {field: value}
    errors = check_registration(replace(ZAHRA, **changes), TODAY)  # type: ignore[arg-type]
    assert [(error.field, error.code, error.is_warning) for error in errors] == [(field, code, True)]


def test_fields_are_normalised_for_storage() -> None:
    typed = replace(
        ZAHRA,
        national_code="۰۴۹۹۳۷۰۸۹۹",
        given_name="  زهرا ",
        family_name="نوري‌فر",
        mobile="+98 912 345 2580",
        postal_code="۷۶۱۸۴-۱۱۷۰۰",
        sheba="82 0540 1026 8002 0817 9090 02",
        birth_certificate_number="۱۲۳۴",
    )
    assert normalise_fields(typed) == replace(ZAHRA, birth_certificate_number="1234")


def test_invalid_code_is_kept_as_typed() -> None:
    assert normalise_fields(replace(ZAHRA, mobile=" ۰۹۱۲ ")).mobile == "۰۹۱۲"
    assert normalise_fields(replace(ZAHRA, national_code="499370899")).national_code == "499370899"


def test_normalising_twice_changes_nothing() -> None:
    once = normalise_fields(FOREIGNER)
    assert normalise_fields(once) == once
    assert once.passport_number == "A1234567"


@pytest.mark.parametrize(
    ("born", "years"), [((1387, 9, 1), 18), ((1387, 9, 2), 17), ((1387, 8, 30), 18), ((1405, 9, 1), 0)]
)
def test_years_are_counted_in_the_jalali_calendar(born: tuple[int, int, int], years: int) -> None:
    assert full_years(from_jalali(*born), TODAY) == years
