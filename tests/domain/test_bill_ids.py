"""Bill and payment ids: public vectors, round trips, and splitting an amount without losing a Rial."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dealer_app.domain.codes.bill_ids import (
    MAX_BILL_RIAL,
    amount_of,
    barcode_digits,
    check_digit,
    group_id,
    make_bill_id,
    make_payment_id,
    parse_bill_id,
    parse_payment_id,
    read_barcode,
    split_amount,
)
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import Rial
from tests.domain.refusals import code_of
from tests.domain.typing_by_hand import digit_strings, typed, with_digit

VECTORS = [
    ("1117753200140", "12070160", 120_000),
    ("9403272004129", "95570163", 955_000),
    ("1064348103115", "97570237", 975_000),
    ("7748317800142", "1770160", 17_000),
    ("2050327604613", "1070189", 10_000),
    ("100170", "150249", 1_000),
]
a_bill_id = st.builds(make_bill_id, st.integers(1, 99_999_999), digit_strings(3), st.sampled_from("123456789"))
an_amount = st.integers(1, 99_999_999).map(lambda thousands: Rial(thousands * 1000))


@pytest.mark.parametrize(("bill", "payment", "rial"), VECTORS)
def test_known_pairs_pass_and_contain_their_amount(bill: str, payment: str, rial: int) -> None:
    assert parse_bill_id(bill) == bill
    assert parse_payment_id(bill, payment) == payment
    assert amount_of(payment) == rial
    assert read_barcode(barcode_digits(bill, payment)) == (bill, payment)


def test_known_barcode_has_26_digits() -> None:
    assert barcode_digits("1064348103115", "97570237") == "10643481031150000097570237"


@pytest.mark.parametrize(
    ("bill", "payment"), [("1117753200140", "1770165"), ("9174639504124", "12908197"), ("9403272004129", "12070160")]
)
def test_payment_of_another_bill_is_refused(bill: str, payment: str) -> None:
    assert parse_bill_id(bill)
    assert code_of(parse_payment_id, bill, payment) in {"payment_id_pair", "payment_id_check"}


@pytest.mark.parametrize(
    ("bill", "error"),
    [
        ("2234322344613", "bill_id_check"),
        ("01230", "bill_id_too_short"),
        ("00000000000000", "bill_id_too_long"),
        ("", "bill_id_empty"),
        ("11177532001x0", "bill_id_not_digits"),
        ("1117753200100", "bill_id_service"),
    ],
)
def test_wrong_bill_ids_are_refused(bill: str, error: str) -> None:
    assert code_of(parse_bill_id, bill) == error


def test_padding_zeros_are_not_part_of_an_id() -> None:
    assert parse_payment_id("9403272004129", "00095570163") == "95570163"
    assert parse_bill_id("0000000100170") == "100170"
    assert code_of(parse_payment_id, "9403272004129", "000005254") == "payment_id_too_short"


@given(st.data(), a_bill_id, an_amount, digit_strings(1), digit_strings(2))
def test_made_ids_are_parsed_back(data: st.DataObject, bill: str, amount: Rial, year: str, period: str) -> None:
    payment = make_payment_id(bill, amount, year, period)
    assert parse_bill_id(data.draw(typed(bill))) == bill
    assert parse_payment_id(bill, data.draw(typed(payment))) == payment
    assert amount_of(payment) == amount
    assert len(barcode_digits(bill, payment)) == 26
    assert read_barcode(barcode_digits(bill, payment)) == (bill, payment)


@given(a_bill_id, an_amount, st.data())
def test_changed_digit_is_detected_except_in_the_blind_spot(bill: str, amount: Rial, data: st.DataObject) -> None:
    """Allow an undetected change only if check digits are 0: remainders 0 and 1 share the check digit 0."""
    payment = make_payment_id(bill, amount, "5", "01")
    code = barcode_digits(bill, payment)
    at = data.draw(st.integers(0, 25))
    changed = with_digit(code, at, data.draw(st.sampled_from("0123456789")))
    assume(changed != code)
    try:
        other_bill, other_payment = read_barcode(changed)
    except FieldError:
        return
    assert other_payment[-1] == "0"
    assert other_bill[-1] == "0" or other_payment[-2] == "0"


@pytest.mark.parametrize("at", range(26))
def test_every_changed_digit_of_a_known_barcode_is_refused(at: int) -> None:
    code = "94032720041290000095570163"
    for digit in "0123456789".replace(code[at], ""):
        assert code_of(read_barcode, with_digit(code, at, digit)).split("_")[0] in {"bill", "payment"}


@given(st.text("0123456789", max_size=12))
def test_check_digit_is_one_digit(digits: str) -> None:
    assert check_digit(digits) in set("0123456789")


@pytest.mark.parametrize(
    ("amount", "error"),
    [
        (0, "bill_amount_range"),
        (-1000, "bill_amount_range"),
        (1_500, "bill_amount_unit"),
        (MAX_BILL_RIAL + 1000, "bill_amount_range"),
    ],
)
def test_amount_outside_the_range_of_a_bill_is_refused(amount: int, error: str) -> None:
    assert code_of(make_payment_id, "100170", amount, "5", "01") == error


@pytest.mark.parametrize(("company", "service"), [("12", "9"), ("1234", "9"), ("۱۲۳", "9"), ("123", "0"), ("123", "")])
def test_wrong_issuer_settings_are_refused(company: str, service: str) -> None:
    assert code_of(make_bill_id, 1, company, service) == "issuer_codes"


def test_wrong_file_numbers_and_periods_are_refused() -> None:
    assert code_of(make_bill_id, 0, "123", "9") == "bill_file_range"
    assert code_of(make_bill_id, 100_000_000, "123", "9") == "bill_file_range"
    assert code_of(make_payment_id, "100170", 1000, "5", "1") == "issuer_codes"


def test_largest_bill_fits_the_barcode() -> None:
    bill = make_bill_id(99_999_999, "999", "9")
    assert len(bill) == len(make_payment_id(bill, MAX_BILL_RIAL, "9", "99")) == 13


@given(st.integers(0, 10**13))
def test_parts_and_remainder_sum_to_the_total(total: int) -> None:
    parts, remainder = split_amount(Rial(total))
    assert sum(parts) + remainder == total
    assert 0 <= remainder < 1000
    assert all(1000 <= part <= MAX_BILL_RIAL and part % 1000 == 0 for part in parts)
    assert len(parts) == -(-(total - remainder) // MAX_BILL_RIAL)


def test_amounts_above_the_largest_bill_are_split() -> None:
    assert split_amount(Rial(MAX_BILL_RIAL)) == ((MAX_BILL_RIAL,), 0)
    assert split_amount(Rial(MAX_BILL_RIAL + 1)) == ((MAX_BILL_RIAL,), 1)
    assert split_amount(Rial(MAX_BILL_RIAL + 1000)) == ((MAX_BILL_RIAL, 1000), 0)
    assert split_amount(Rial(999)) == ((), 999)
    assert code_of(split_amount, -1) == "amount_negative"


def test_barcode_of_another_length_is_refused() -> None:
    assert code_of(read_barcode, "1234") == "barcode_too_short"
    assert code_of(read_barcode, "1" * 27) == "barcode_too_long"


def test_id_is_printed_in_groups_of_persian_digits() -> None:
    assert group_id("1117753200140") == "۱۱۱۷ ۷۵۳۲ ۰۰۱۴ ۰"
