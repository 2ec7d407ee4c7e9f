"""Written amounts: each text is read as the one sum that it can mean, or refused; never ten times the sum."""

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dealer_app.domain.errors import FieldError
from dealer_app.domain.money import MAX_RIAL, check_ceiling, parse_balance, parse_rial
from tests.domain.refusals import code_of
from tests.domain.typing_by_hand import scripts

FIELD_CASES = json.loads(
    (Path(__file__).parents[1] / "data" / "bugs" / "30-amounts-in-the-payment-field.json").read_text("utf-8")
)["cases"]
SCALES = {"": 1, " ریال": 1, " تومان": 10, " هزار": 10**3, " میلیون": 10**6, " میلیون تومان": 10**7, " میلیارد": 10**9}

spellings = st.one_of(
    st.text("0123456789.,", min_size=1, max_size=14),
    st.text("0159.,", min_size=1, max_size=9),
    st.builds(
        lambda amount, group, point, part: f"{amount:,}".replace(",", group) + (point + part if part else ""),
        st.integers(0, 10**12),
        st.sampled_from(["", ",", "."]),
        st.sampled_from([",", "."]),
        st.sampled_from(["", "0", "00", "000", "5", "50", "500", "0000"]),
    ),
)


def _readings(number: str) -> set[Fraction]:
    """Return what ``number`` can mean: a point ends the whole, or groups it; a comma groups, unless points do."""
    found = set()
    for group, point in ((",", "."), (".", ",")):
        if point == "," and "." not in number:
            continue  # in this trade a comma alone groups
        whole, _, part = number.partition(point)
        is_grouped = re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(group)}\d{{3}})+", whole)
        if (whole.isdecimal() or is_grouped) and (part.isdecimal() or point not in number):
            digits = whole.replace(group, "")
            found.add(Fraction(int(digits + part), 10 ** len(part)))
    return found


@given(spellings, scripts, st.sampled_from(list(SCALES)), st.sampled_from(["", "\u200f", "\u00a0", "\u202b"]))
@example("500.000", {}, "", "")
@example("500.500", {}, "", "")
@example("1.500", {}, " میلیون", "")
@example("500,000.00", {}, "", "")
@example("5.000.000,00", {}, "", "")
@example("0,500", {}, " میلیون", "")
def test_text_is_the_one_sum_that_it_can_mean_or_refused(
    number: str, script: dict[int, str], words: str, mark: str
) -> None:
    try:
        amount = parse_rial(mark + number.translate(script) + words + mark)
    except FieldError:
        return
    assert {Fraction(amount)} == {reading * SCALES[words] for reading in _readings(number)}


@pytest.mark.parametrize("case", FIELD_CASES, ids=lambda case: case["how"] + case["text"])
def test_sample_is_read_as_meant(case: dict[str, Any]) -> None:
    if case["must"] == "refused":
        assert code_of(parse_rial, case["text"]).startswith("amount_")
    else:
        assert parse_rial(case["text"]) == case["must"]


@pytest.mark.parametrize(
    ("text", "rial"),
    [
        ("ریال ۱۲٬۵۰۰", 12_500),
        ("﷼ 12,500", 12_500),
        ("۱٬۲۵۰٫۵ تومان ", None),
        ("۱٫۵ میلیون", 1_500_000),
        ("0.500 میلیون", 500_000),
        ("2 هزار میلیارد", 2 * 10**12),
        ("5 همت", 5 * 10**13),  # five thousand milliard Toman
        ("5 همت تومان", 5 * 10**13),
        ("+5000", 5_000),
        ("12'500'000", 12_500_000),
        ("12.500,00", 12_500),
    ],
)
def test_form_is_read(text: str, rial: int | None) -> None:
    if rial is None:
        assert code_of(parse_rial, text) == "amount_fraction"
    else:
        assert parse_rial(text) == rial


@pytest.mark.parametrize(
    "text",
    [
        "500.000 تومان", "۵۰۰٫۰۰۰", "1.000", "1,234,567.000", "12.345 میلیارد",
        "0.5", "1.5", "12,5", "12,50", "1 2", "1,000 000", "1.3.5", "1..5", "12,500,", ".5",
        "5 تومان تومان", "5 ریال تومان", "5 تومان هزار", "5 میلیون میلیون", "5 همت ریال", "5 هزار هزار",
        "10⁶", "5²", "½", "①②", "۱/۵ میلیون", "1.25E+10", "5e3", "1e3", "0x10", "1_000",
        "(5", "5)", "-(5)", "(-5)", "--5", "-5-", "+-5", "5 بستانکار-",
        "9" * 5000, "0." + "0" * 5000, "1" * 5000 + " میلیون", "1,000" * 2000,
    ],
)  # fmt: skip
def test_form_that_means_nothing_or_two_sums_is_refused(text: str) -> None:
    assert code_of(parse_rial, text).startswith("amount_")
    assert code_of(parse_balance, text).startswith("amount_")


@pytest.mark.parametrize(
    "text",
    ["-1,000,000", "1,000,000-", "(1,000,000)", "\u200f-1,000,000", "(۱٬۰۰۰٬۰۰۰)", "1,000,000 بستانکار",
     "−۱٬۰۰۰٬۰۰۰ ریال", "(1,000,000) ریال", "(1,000,000 ریال)", "1,000,000.00-", "بستانکار 1,000,000",
     "100,000 تومان بستانکار"],
)  # fmt: skip
def test_overpaid_balance_is_below_zero(text: str) -> None:
    assert parse_balance(text) == -1_000_000
    assert code_of(parse_rial, text) == "amount_negative"


def test_balance_that_is_owed_is_above_zero() -> None:
    assert parse_balance("1,000,000 بدهکار") == parse_balance("1,000,000") == parse_rial("1000000 بدهکار") == 1_000_000


@given(st.integers(-(10**20), 10**20))
def test_no_amount_is_above_the_ceiling(amount: int) -> None:
    if abs(amount) <= MAX_RIAL:
        assert check_ceiling(amount) == amount
        assert parse_balance(str(amount)) == amount
    else:
        assert code_of(check_ceiling, amount) == "amount_too_large"
        assert code_of(parse_balance, str(amount)) == "amount_too_large"


def test_nine_thousand_ceilings_fit_in_a_column() -> None:
    assert 9_000 * MAX_RIAL < 2**63
