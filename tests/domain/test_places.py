"""Cities of a province, and the doubt about a city of another province."""

from dataclasses import replace
from datetime import date

import pytest

from dealer_app.domain.customers import CustomerFields
from dealer_app.domain.errors import sentence
from dealer_app.domain.places import cities_of, city_warning, list_provinces
from dealer_app.domain.registration import check_registration
from resources.tables import read_table

TODAY = date(2026, 11, 29)
GIVEN = CustomerFields(
    national_code="0499370899",
    given_name="زهرا",
    family_name="نوری‌فر",
    mobile="09123452580",
    sheba="IR820540102680020817909002",
    is_sheba_own=True,
)


def test_every_row_names_its_source() -> None:
    assert all(row["source"] for name in ("provinces", "shared_city_names") for row in read_table(name))
    assert {row["province"] for row in read_table("shared_city_names")} <= set(list_provinces())


@pytest.mark.parametrize("province", list_provinces())
def test_no_city_of_a_province_is_a_doubt_in_it(province: str) -> None:
    assert cities_of(province)
    assert not [city for city in cities_of(province) if city_warning(province, city)]


@pytest.mark.parametrize(
    ("province", "city", "is_doubt"),
    [
        ("کرمان", "رفسنجان", False),
        ("یزد", "رفسنجان", True),
        ("یزد", "رفسنجان ", True),
        ("تهران", "پاكدشت", False),
        ("قم", "پاكدشت", True),
        ("گلستان", "علی آباد کتول", False),
        ("فارس", "اردکان", False),
        ("تهران", "اردکان", True),
        ("تهران", "روستای ناشناس", False),
        ("", "رفسنجان", False),
        ("استان تازه", "", False),
    ],
)
def test_city_of_another_province_is_a_doubt(province: str, city: str, is_doubt: bool) -> None:
    found = city_warning(province, city)
    assert (found is not None) == is_doubt
    assert found is None or (found.is_warning and sentence(found))


def test_registration_asks_about_the_city() -> None:
    fields = replace(GIVEN, province="یزد", city="بم")
    assert [(error.field, error.code, error.is_warning) for error in check_registration(fields, TODAY)] == [
        ("city", "city_other_province", True)
    ]


def test_unknown_province_has_no_cities() -> None:
    assert cities_of("ناکجا") == ()
