"""PINs: form, hash and delay."""

import pytest

from dealer_app.domain.errors import FieldError
from dealer_app.services.staff.pins import delay_seconds, hash_pin, is_easy, is_pin, parse_pin


@pytest.mark.parametrize("text", ["12345", "1234567", "12a456", "", "۱۲۳۴۵"])
def test_pin_that_is_not_six_digits_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="pin_form"):
        parse_pin(text)


def test_pin_may_be_typed_in_any_digits() -> None:
    assert parse_pin("۱۱۲۲٣٣") == "112233"


def test_hash_matches_only_its_pin_and_is_never_repeated() -> None:
    first, second = hash_pin("271828"), hash_pin("271828")

    assert is_pin("271828", first)
    assert not is_pin("271829", first)
    assert first != second
    assert "271828" not in first


def test_empty_hash_matches_no_pin() -> None:
    assert not is_pin("271828", "")


def test_run_of_digits_or_repeated_digit_is_too_easy() -> None:
    assert is_easy("000000")
    assert is_easy("123456")
    assert is_easy("876543")
    assert not is_easy("271828")


def test_delay_starts_at_the_fifth_error_and_grows_to_a_limit() -> None:
    assert [delay_seconds(errors) for errors in (0, 4, 5, 6, 7, 40)] == [0, 0, 30, 60, 120, 900]
