"""Recognition of searched text: the kinds that a text can be, in any digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.search.recognise import Candidate, recognise
from dealer_app.domain.search.search import KINDS
from tests.domain.typing_by_hand import ARABIC, LATIN, PERSIAN


def _wholes(text: str) -> set[tuple[str, str]]:
    return {(found.kind, found.key) for found in recognise(text) if found.is_whole}


@pytest.mark.parametrize("script", [LATIN, PERSIAN, ARABIC])
@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("0499370899", "national_code", "0499370899"),
        ("049-937089-9", "national_code", "0499370899"),
        ("499370899", "national_code", "0499370899"),
        ("10380284790", "national_code", "10380284790"),
        ("09123452580", "mobile", "09123452580"),
        ("0912 345 2580", "mobile", "09123452580"),
        ("+989123452580", "mobile", "09123452580"),
        ("9123452580", "mobile", "09123452580"),
        ("R2606100412", "request", "R2606100412"),
        ("r2606100412", "request", "R2606100412"),
        ("2606/50412", "contract", "260650412"),
        ("2606 50412", "contract", "260650412"),
        ("D700412", "invitation", "D700412"),
        ("1064348103115", "bill", "1064348103115"),
        ("10643481031150000097570237", "bill", "1064348103115"),
        ("NAKLEDF0PZ9DNKJ59", "vin", "NAKLEDF0PZ9DNKJ59"),
        ("nakledf0pz9dnkj59", "vin", "NAKLEDF0PZ9DNKJ59"),
    ],
)
def test_each_kind_is_recognised_in_any_digits(text: str, kind: str, key: str, script: dict[int, str]) -> None:
    assert (kind, key) in _wholes(text.translate(script))


@pytest.mark.parametrize(
    ("text", "key"), [("علي نوري‌فر", "علی نوری فر"), ("نو", "نو"), ("سمیه ۲", "سمیه 2"), ("KMC", "kmc")]
)
def test_words_are_names(text: str, key: str) -> None:
    assert recognise(text) == (Candidate("name", key),)


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [("0912345", "mobile", "0912345"), ("04993", "national_code", "04993"), ("NAKLED0", "vin", "NAKLED0")],
)
def test_beginning_of_a_code_is_not_a_whole_code(text: str, kind: str, key: str) -> None:
    assert Candidate(kind, key, is_whole=False) in recognise(text)


def test_contract_number_with_its_slash_is_no_code() -> None:
    assert {kind for kind, _ in _wholes("2606/50412")} == {"request", "contract", "invitation"}


def test_wrong_barcode_is_not_a_bill() -> None:
    assert "bill" not in {kind for kind, _ in _wholes("10643481031150000097570238")}


def test_empty_text_has_no_candidates() -> None:
    assert recognise("  \u200f ") == ()


@given(st.text(max_size=40))
def test_any_text_is_accepted(text: str) -> None:
    for found in recognise(text):
        assert found.kind in KINDS
        assert found.key


def test_chassis_number_with_a_forbidden_letter_is_no_chassis_number() -> None:
    assert {kind for kind, _ in _wholes("NAKOEDF0PZ9DNKJ59")} == {"request", "contract", "invitation"}
