"""Masks of codes in lists: enough digits to tell two files apart, never the whole code."""

from hypothesis import given

from dealer_app.domain.codes.masking import mask_mobile, mask_national_code, mask_sheba
from dealer_app.domain.persian import ascii_digits
from tests.domain.typing_by_hand import digit_strings


def test_masks_have_the_form_of_the_customer_file() -> None:
    assert mask_national_code("0499370899") == "۰۴۹•••••۸۹۹"
    assert mask_mobile("09123452580") == "۰۹۱۲•••۲۵۸۰"
    assert mask_sheba("IR820540102680020817909002") == "IR82 •••• 9002"


def test_mask_of_a_company_hides_the_length() -> None:
    assert mask_national_code("10380284790") == "۱۰۳•••••۷۹۰"


def test_empty_code_stays_empty_and_short_code_is_hidden() -> None:
    assert mask_national_code("") == mask_mobile("") == mask_sheba("") == ""
    assert mask_national_code("123") == "•••••"
    assert mask_mobile("0912") == "•••"
    assert mask_sheba("IR82") == "••••"


@given(digit_strings(10), digit_strings(24))
def test_mask_never_holds_the_hidden_digits(code: str, sheba: str) -> None:
    assert sum(c.isdigit() for c in ascii_digits(mask_national_code(code))) == 6
    assert sum(c.isdigit() for c in mask_sheba(f"IR{sheba}")) == 6
