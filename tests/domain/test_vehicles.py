"""Chassis numbers and plates: accepted forms and refusals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.codes.vehicles import parse_plate, parse_vin
from dealer_app.domain.errors import sentence
from tests.domain.refusals import code_of, refusal

VIN_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


@given(st.text(VIN_SIGNS, min_size=17, max_size=17))
def test_any_17_allowed_signs_are_a_chassis_number(vin: str) -> None:
    assert parse_vin(vin) == vin
    assert parse_vin(f" {vin[:8].lower()}-{vin[8:]} ") == vin


def test_iso_check_digit_is_not_checked() -> None:
    assert parse_vin("NAK3XMG7SW2Z23L60") == "NAK3XMG7SW2Z23L60"


@pytest.mark.parametrize(
    ("vin", "error"),
    [
        ("", "vin_empty"),
        ("NAKOIIIIIIIIIIIII", "vin_letter"),
        ("NAK3XMG7SW2Z23L6", "vin_too_short"),
        ("NAK3XMG7SW2Z23L600", "vin_too_long"),
        ("NAK3XMG7SW2Z23L6ب", "vin_letter"),
    ],
)
def test_wrong_chassis_numbers_are_refused(vin: str, error: str) -> None:
    assert code_of(parse_vin, vin) == error


def test_refusal_names_the_forbidden_letter() -> None:
    assert "«O»" in sentence(refusal(parse_vin, "NAKOIIIIIIIIIIIII"))


@pytest.mark.parametrize(
    "text", ["۱۲ ب ۳۴۵ ایران ۶۷", "12ب345-67", "12ب34567", "ایران ۶۷ - ۳۴۵ ب ۱۲", "١٢ ب ٣٤٥ ایران ٦٧", "۱۲ ب ۳۴۵/۶۷"]
)
def test_plate_is_read_as_people_write_it(text: str) -> None:
    assert parse_plate(text) == "12ب34567"


def test_both_spellings_of_alef_give_the_same_plate() -> None:
    assert parse_plate("۱۲ الف ۳۴۵ ایران ۶۷") == parse_plate("12ا34567") == "12ا34567"


@pytest.mark.parametrize(
    ("plate", "error"),
    [("", "plate_empty"), ("1234567", "plate_form"), ("12خ34567", "plate_form"), ("12ب3456", "plate_form")],
)
def test_wrong_plates_are_refused(plate: str, error: str) -> None:
    assert code_of(parse_plate, plate) == error
