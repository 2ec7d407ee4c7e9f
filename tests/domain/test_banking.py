"""Sheba and card numbers: a changed digit is refused, and the bank is named."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.codes.banking import (
    bank_of_card,
    bank_of_sheba,
    card_warning,
    group_sheba,
    luhn_is_valid,
    parse_card,
    parse_sheba,
    sheba_is_valid,
    sheba_warning,
)
from dealer_app.domain.errors import sentence
from resources.tables import read_table
from tests.domain.refusals import code_of, refusal
from tests.domain.typing_by_hand import digit_strings, typed, with_digit

BUGS = Path(__file__).parents[1] / "data" / "bugs"
PARSIAN = "IR820540102680020817909002"


def _with_check(body: str) -> str:
    check = 98 - int(f"{body}182700") % 97
    return f"{check:02}{body}"


def _cases(name: str) -> list[dict[str, str]]:
    cases: list[dict[str, str]] = json.loads((BUGS / name).read_text("utf-8"))["cases"]
    return cases


@pytest.mark.parametrize("case", _cases("31-sheba-check-digits.json"), ids=lambda case: case["text"])
def test_sample_sheba(case: dict[str, str]) -> None:
    if case["must"] == "right":
        assert parse_sheba(case["text"]) == case["text"]
    else:
        assert code_of(parse_sheba, case["text"]) == "sheba_check"


@given(digit_strings(22), st.integers(0, 99))
def test_only_the_check_digits_that_a_bank_makes_are_right(body: str, check: int) -> None:
    assert sheba_is_valid(f"{check:02}{body}") == (f"{check:02}{body}" == _with_check(body))


@pytest.mark.parametrize("case", _cases("34-cards-of-newer-prefixes.json"), ids=lambda case: case["text"])
def test_sample_card(case: dict[str, str]) -> None:
    assert parse_card(case["text"]) == case["text"]
    assert bank_of_card(case["text"])
    assert card_warning(case["text"]) is None


@given(digit_strings(15))
def test_card_of_an_unknown_prefix_is_a_warning(body: str) -> None:
    card = next(f"{body}{last}" for last in range(10) if luhn_is_valid(f"{body}{last}"))
    if len(set(card)) > 1:
        assert parse_card(card) == card
    assert (card_warning(card) is None) == bool(bank_of_card(card))


def test_every_row_of_the_table_has_its_source_and_no_prefix_is_twice() -> None:
    rows = read_table("banks")
    prefixes = [prefix for row in rows for prefix in row["card_prefixes"].split()]
    assert all(row["source"] and row["checked_on"] and row["note"] for row in rows)
    assert len(prefixes) == len(set(prefixes))
    assert all(len(prefix) == 6 and prefix.isdecimal() for prefix in prefixes)


a_sheba = digit_strings(22).map(_with_check)


@pytest.mark.parametrize("sheba", [PARSIAN, "IR062960000000100324200001"])
def test_known_shebas_pass(sheba: str) -> None:
    assert parse_sheba(sheba) == sheba


@pytest.mark.parametrize(
    ("sheba", "error"),
    [
        ("IR820540102680020817909003", "sheba_check"),
        ("IR01234567890123456789", "sheba_too_short"),
        ("IR012345678901234567890123456789", "sheba_too_long"),
        ("IR012345678901234567890123", "sheba_check"),
        ("IR012345678A01234567890123", "sheba_not_digits"),
        ("DE89370400440532013000", "sheba_country"),
        ("", "sheba_empty"),
        ("IR", "sheba_empty"),
    ],
)
def test_wrong_shebas_are_refused(sheba: str, error: str) -> None:
    assert code_of(parse_sheba, sheba) == error


def test_short_sheba_reports_the_missing_digits() -> None:
    assert sentence(refusal(parse_sheba, PARSIAN[:-3])) == "شبا پس از IR، ۲۴ رقم است؛ سه رقم کم است."


def test_country_is_added_to_24_digits() -> None:
    assert parse_sheba(PARSIAN[2:]) == PARSIAN
    assert parse_sheba("ir82 0540 1026 8002 0817 9090 02") == PARSIAN


@given(st.data(), a_sheba, st.sampled_from(["", "IR", "ir ", "IR-"]))
def test_sheba_passes_in_any_digits(data: st.DataObject, digits: str, prefix: str) -> None:
    assert parse_sheba(prefix + data.draw(typed(digits))) == f"IR{digits}"


@given(a_sheba, st.integers(0, 23), st.sampled_from("0123456789"))
def test_every_changed_digit_of_a_sheba_is_refused(digits: str, at: int, digit: str) -> None:
    changed = with_digit(digits, at, digit)
    assert sheba_is_valid(changed) == (changed == digits)


@given(a_sheba, st.integers(0, 22))
def test_swapped_neighbouring_digits_are_refused(digits: str, at: int) -> None:
    changed = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    assert sheba_is_valid(changed) == (changed == digits)


def test_known_bank_is_named_and_unknown_bank_gives_a_warning() -> None:
    assert bank_of_sheba(PARSIAN) == "پارسیان"
    assert sheba_warning(PARSIAN) is None
    assert bank_of_sheba("IR062960000000100324200001") == ""
    warning = sheba_warning("IR062960000000100324200001")
    assert warning is not None
    assert warning.is_warning
    assert "۲۹۶" in sentence(warning)


def test_sheba_is_shown_in_groups_of_four() -> None:
    assert group_sheba(PARSIAN) == "IR82 0540 1026 8002 0817 9090 02"


@pytest.mark.parametrize(
    ("card", "bank"), [("6037701689095443", "کشاورزی"), ("6219861034529007", "سامان"), ("5022291070873466", "پاسارگاد")]
)
def test_known_cards_pass_and_name_their_bank(card: str, bank: str) -> None:
    assert parse_card(card) == card
    assert bank_of_card(card) == bank


@pytest.mark.parametrize(
    ("card", "error"),
    [
        ("6219861034529008", "card_check"),
        ("0000000000000000", "card_all_equal"),
        ("621986103452900", "card_too_short"),
        ("62198610345290071", "card_too_long"),
        ("", "card_empty"),
        ("6219-8610-3452-900x", "card_not_digits"),
    ],
)
def test_wrong_cards_are_refused(card: str, error: str) -> None:
    assert code_of(parse_card, card) == error


@given(st.data())
def test_card_passes_in_any_digits(data: st.DataObject) -> None:
    assert parse_card(data.draw(typed("6219861034529007"))) == "6219861034529007"


@given(digit_strings(16).filter(luhn_is_valid), st.integers(0, 15), st.sampled_from("0123456789"))
def test_every_changed_digit_of_a_card_is_refused(card: str, at: int, digit: str) -> None:
    changed = with_digit(card, at, digit)
    assert luhn_is_valid(changed) == (changed == card)
