"""Codes of people and places: public test vectors, digits of any script, precise refusals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.codes.identity import (
    mobile_warning,
    national_check_digit,
    parse_foreign_code,
    parse_landline,
    parse_legal_id,
    parse_mobile,
    parse_national_code,
    parse_passport,
    parse_postal_code,
    postal_code_warning,
    restore_leading_zeros,
)
from dealer_app.domain.errors import FieldError, sentence
from resources.tables import read_table
from tests.domain.refusals import code_of, refusal
from tests.domain.typing_by_hand import digit_strings, typed, with_digit

VALID_NATIONAL = [
    "0499370899",
    "0790419904",
    "0084575948",
    "7400076205",
    "0067749828",
    "1583250689",
    "0684159414",
    "4400276201",
    "2540201288",
    "7340416501",
    "0963695398",
    "0650451252",
    "4032152314",
    "0076229645",
    "4271467685",
]
INVALID_NATIONAL = [
    "1111111111",
    "0684159415",
    "7750000000",
    "1234567890",
    "0000000000",
    "9990419904",
    "7781234567",
    "9869876543",
]
VALID_LEGAL = [
    "10380284790",
    "10100387143",
    "77111986110",
    "18061055669",
    "15292247120",
    "42118547230",
    "27388385445",
    "55828465992",
    "32882926778",
    "97006806007",
    "21272129339",
    "18706641333",
]
INVALID_LEGAL = [
    "10380284792",
    "11111111111",
    "84735069516",
    "65399567978",
    "99969101031",
    "15826563190",
    "11053639140",
    "18090089802",
    "10380285692",
    "09748208301",
]
a_national_code = (
    digit_strings(9)
    .filter(lambda d: d[3:] != "000000" and len(set(d)) > 1)
    .map(lambda nine: nine + str(national_check_digit(nine)))
)


@pytest.mark.parametrize("code", VALID_NATIONAL)
def test_known_national_codes_pass(code: str) -> None:
    assert parse_national_code(code) == code


@pytest.mark.parametrize("code", INVALID_NATIONAL)
def test_known_wrong_national_codes_are_refused(code: str) -> None:
    assert code_of(parse_national_code, code).startswith("national_code_")


@given(st.data(), a_national_code)
def test_national_code_passes_in_any_digits(data: st.DataObject, code: str) -> None:
    assert parse_national_code(data.draw(typed(code))) == code


@given(a_national_code, st.integers(0, 9), st.sampled_from("0123456789"))
def test_changed_digit_is_refused_except_in_the_blind_spot(code: str, at: int, digit: str) -> None:
    """Allow a change between remainders 1 and 10: they share the check digit 1, so the scheme cannot detect it."""
    changed = with_digit(code, at, digit)
    is_blind = code[9] == "1" and changed[9] == "1" and national_check_digit(changed[:9]) == 1
    if changed != code and not is_blind:
        assert code_of(parse_national_code, changed).startswith("national_code_")


@pytest.mark.parametrize("at", range(10))
def test_every_changed_digit_of_a_known_code_is_refused(at: int) -> None:
    for digit in "0123456789".replace("0499370899"[at], ""):
        assert code_of(parse_national_code, with_digit("0499370899", at, digit)) == "national_code_check"


@given(a_national_code)
def test_lost_leading_zeros_are_restored(code: str) -> None:
    short = code.lstrip("0")
    if 8 <= len(short) < 10:
        assert restore_leading_zeros(short) == code
        assert refusal(parse_national_code, short).code == "national_code_lost_zeros"
    else:
        assert restore_leading_zeros(short) is None


def test_zeros_are_not_added_if_the_code_stays_invalid() -> None:
    assert restore_leading_zeros("12345678") is None
    assert restore_leading_zeros("1234567") is None
    assert restore_leading_zeros("abcdefgh") is None
    assert code_of(parse_national_code, "12345678") == "national_code_too_short"


@pytest.mark.parametrize(
    ("typed_code", "words"),
    [
        ("", "کد ملی را وارد کنید."),
        ("04993", "کد ملی ۱۰ رقم است؛ پنج رقم کم است."),
        ("049937089911", "کد ملی ۱۰ رقم است؛ دو رقم اضافه است."),
        ("04993708x9", "کد ملی فقط رقم است؛ «x» را بردارید."),
    ],
)
def test_refusal_of_a_national_code_tells_what_to_do(typed_code: str, words: str) -> None:
    assert sentence(refusal(parse_national_code, typed_code)) == words


@pytest.mark.parametrize("code", VALID_LEGAL)
def test_known_legal_ids_pass(code: str) -> None:
    assert parse_legal_id(code) == code


@pytest.mark.parametrize("code", INVALID_LEGAL)
def test_known_wrong_legal_ids_are_refused(code: str) -> None:
    assert code_of(parse_legal_id, code).startswith("legal_id_")


@given(st.data(), st.sampled_from(VALID_LEGAL))
def test_legal_id_passes_in_any_digits(data: st.DataObject, code: str) -> None:
    assert parse_legal_id(data.draw(typed(code))) == code


@pytest.mark.parametrize("at", range(11))
def test_every_changed_digit_of_a_known_legal_id_is_refused(at: int) -> None:
    for digit in "0123456789".replace("10100387143"[at], ""):
        assert code_of(parse_legal_id, with_digit("10100387143", at, digit)) == "legal_id_check"


@given(digit_strings(10))
def test_every_legal_id_has_exactly_one_valid_check_digit(ten: str) -> None:
    passing = [digit for digit in "0123456789" if _passes(ten + digit)]
    assert len(passing) == (0 if len(set(ten)) == 1 and not passing else 1)


def _passes(code: str) -> bool:
    try:
        return bool(parse_legal_id(code))
    except FieldError:
        return False


@given(st.integers(8, 12).flatmap(digit_strings).filter(lambda digits: len(set(digits)) > 1))
def test_foreign_code_is_accepted_unchanged(code: str) -> None:
    assert parse_foreign_code(code) == code


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("", "foreign_code_empty"),
        ("1234567", "foreign_code_too_short"),
        ("1234567890123", "foreign_code_too_long"),
        ("99999999", "foreign_code_all_equal"),
        ("12345678a", "foreign_code_not_digits"),
    ],
)
def test_wrong_foreign_code_is_refused(code: str, error: str) -> None:
    assert code_of(parse_foreign_code, code) == error


def test_passport_number_has_letters_and_digits() -> None:
    assert parse_passport(" a۱۲۳۴۵۶۷۸ ") == "A12345678"
    assert code_of(parse_passport, "") == "passport_number_empty"
    assert code_of(parse_passport, "A123456789") == "passport_number_form"
    assert code_of(parse_passport, "گ1234567") == "passport_number_form"


@pytest.mark.parametrize("prefix", ["", "0", "98", "+98", "0098", "+98 0", "(+98) "])
def test_mobile_is_read_with_any_prefix(prefix: str) -> None:
    assert parse_mobile(f"{prefix}9122207653") == "09122207653"


@given(st.data(), digit_strings(9))
def test_mobile_is_read_in_any_digits(data: st.DataObject, rest: str) -> None:
    assert parse_mobile(data.draw(typed(f"09{rest}"))) == f"09{rest}"


@pytest.mark.parametrize(
    ("mobile", "words"),
    [
        ("0913 345 67", "شمارهٔ همراه ۱۱ رقم است؛ دو رقم کم است."),
        ("0912220765312", "شمارهٔ همراه ۱۱ رقم است؛ دو رقم اضافه است."),
        ("03432211234", "شمارهٔ همراه با ۰۹ آغاز می‌شود؛ شماره را دوباره بپرسید."),
        ("", "شمارهٔ همراه را وارد کنید."),
        ("+98", "شمارهٔ همراه را وارد کنید."),
    ],
)
def test_refusal_of_a_mobile_tells_what_to_do(mobile: str, words: str) -> None:
    assert sentence(refusal(parse_mobile, mobile)) == words


@pytest.mark.parametrize("mobile", ["09122207653", "09350157235", "09903638929", "09021462289", "09981123456"])
def test_known_operator_gives_no_warning(mobile: str) -> None:
    assert mobile_warning(mobile) is None


@pytest.mark.parametrize(
    "beginning", ["0980", "0906", "0924", "0940", "0950", "0960", "0970", "0989", "09953", "09997"]
)
@given(rest=st.integers(0, 9_999_999))
def test_mobile_outside_the_assigned_ranges_is_a_warning(beginning: str, rest: int) -> None:
    mobile = f"{beginning}{rest:07}"[:11]
    warning = mobile_warning(mobile)
    assert parse_mobile(mobile) == mobile
    assert (warning is None) == mobile.startswith("099977")
    assert warning is None or warning.is_warning


def test_every_range_has_its_source_and_its_day() -> None:
    rows = read_table("mobile_prefixes")
    assert len({row["prefix"] for row in rows}) == len(rows)
    assert all(row["source"] and row["checked_on"] and row["prefix"].startswith("09") for row in rows)


def test_unknown_operator_is_only_a_warning() -> None:
    warning = mobile_warning("09702207653")
    assert warning is not None
    assert warning.is_warning
    assert "۰۹۷۰" in sentence(warning)


@pytest.mark.parametrize("typed_number", ["034-32211234", "(۰۳۴) ۳۲۲۱ ۱۲۳۴", "+983432211234", "3432211234"])
def test_landline_is_read_as_people_write_it(typed_number: str) -> None:
    assert parse_landline(typed_number) == "03432211234"


def test_wrong_landline_is_refused() -> None:
    assert code_of(parse_landline, "32211234") == "landline_too_short"
    assert code_of(parse_landline, "09122207653") == "landline_is_mobile"
    assert code_of(parse_landline, "00432211234") == "landline_area"
    assert code_of(parse_landline, "") == "landline_empty"


@pytest.mark.parametrize("code", ["1193653471", "7618411700", "8145149907"])
def test_usual_postal_codes_pass_without_warning(code: str) -> None:
    assert parse_postal_code(code) == code
    assert postal_code_warning(code) is None


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("142386473", "postal_code_too_short"),
        ("11936534711", "postal_code_too_long"),
        ("1111111111", "postal_code_all_equal"),
        ("0423437584", "postal_code_first"),
        ("2123437584", "postal_code_first"),
        ("", "postal_code_empty"),
    ],
)
def test_wrong_postal_code_is_refused(code: str, error: str) -> None:
    assert code_of(parse_postal_code, code) == error


@pytest.mark.parametrize("code", ["1023437584", "7612011700"])
def test_zero_or_two_in_the_first_five_digits_gives_a_warning(code: str) -> None:
    warning = postal_code_warning(parse_postal_code(code))
    assert warning is not None
    assert warning.is_warning


def test_country_code_inside_a_mobile_is_kept() -> None:
    assert parse_mobile("09130098123") == "09130098123"
    assert parse_mobile("0098 913 009 8098") == "09130098098"
