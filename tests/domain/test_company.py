"""The company's names, numbers and addresses: what can be stored, and what is refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.company import PARSERS, clean_company, load_company, parse_company_phone, parse_site
from dealer_app.domain.errors import FieldError, sentence
from dealer_app.domain.search.spellings import list_spellings
from resources.tables import read_table


def test_table_has_the_official_addresses_with_day_source_and_mark() -> None:
    company = load_company()
    assert (company.site, company.payment_site) == ("https://kermanmotor.com/", "https://payment.kermanmotor.ir/")
    assert (company.phone, company.short_phone) == ("021-42724", "42724")
    assert company.is_sample
    assert clean_company(company) == (company, ())
    for row in read_table("company"):
        assert row["effective_from"]
        assert row["source"]
        assert "نمونه" in row["note"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("https://kermanmotor.com/", "https://kermanmotor.com/"),
        (" HTTPS://KermanMotor.com ", "https://kermanmotor.com/"),
        ("https://a.b-c.ir/Path/x_1?", ""),
        ("https://payment.kermanmotor.ir/Pay", "https://payment.kermanmotor.ir/Pay"),
        ("http://kermanmotor.com/", ""),
        ("kermanmotor.com", ""),
        ("https://کرمان.com/", ""),
        ("https://kermanmotor", ""),
        ("https://-a.com/", ""),
        ("https://kermanmotor.com/" + "a" * 200, ""),
        ("", ""),
    ],
)
def test_address_is_stored_in_one_form_or_refused(typed: str, stored: str) -> None:
    if stored:
        assert parse_site(typed) == stored
        assert parse_site(stored) == stored
    else:
        with pytest.raises(FieldError) as caught:
            parse_site(typed)
        assert sentence(caught.value)


@pytest.mark.parametrize(
    ("typed", "stored"), [("۰۲۱-۴۲۷۲۴", "021-42724"), ("٤٢٧٢٤", "42724"), ("021 42724", "02142724")]
)
def test_number_is_stored_in_latin_digits(typed: str, stored: str) -> None:
    assert parse_company_phone(typed) == stored


@given(st.text(max_size=30))
def test_any_text_that_is_stored_is_read_again(text: str) -> None:
    for parse in PARSERS.values():
        with suppress(FieldError):
            stored = parse(text)
            assert parse(stored) == stored


def test_every_wrong_field_is_named() -> None:
    _, errors = clean_company(type(load_company())())
    assert {error.field for error in errors} == {*PARSERS} - {"unified_site"}


def test_each_name_is_spelled_as_the_other() -> None:
    pairs = (("کرمان موتور", "کرمان خودرو"),)
    assert list_spellings("شرکت كرمان موتور", pairs)[1] == "شرکت کرمان خودرو"
    assert list_spellings("کرمان‌خودرو", pairs)[1] == "کرمان موتور"
    assert list_spellings("نوری", pairs) == ("نوری",)
