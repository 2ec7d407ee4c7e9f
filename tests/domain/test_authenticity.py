"""Sealed facts: reading returns what was sealed, and every changed character is detected."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import Rial
from dealer_app.domain.papers.authenticity import PREFIX, SealedFacts, encode_facts, seal, unseal
from tests.domain.refusals import code_of

LETTER = SealedFacts(
    kind="invitation",
    number="1405/2606/00871",
    order="R2606100412",
    national_code_tail="0899",
    amount=Rial(4_864_000_000),
    pay_by_on=date(2026, 11, 25),
    dealership="2606",
)
KEY = Ed25519PrivateKey.from_private_bytes(b"a key only of these tests, no mo")
plain = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
facts = st.builds(
    SealedFacts,
    plain,
    plain,
    plain,
    plain,
    st.integers(-(10**15), 10**15).map(Rial),
    st.none() | st.dates(),
    plain,
)


def _sealed(paper: SealedFacts) -> str:
    return seal(paper, KEY.sign(encode_facts(paper)), "k1")


def _is_genuine(text: str) -> bool:
    with suppress(FieldError, InvalidSignature):
        _, signature, key_id, signed = unseal(text)
        KEY.public_key().verify(signature, signed)
        return key_id == "k1"
    return False


@given(facts, st.binary(min_size=64, max_size=64))
def test_unseal_returns_the_sealed_facts(paper: SealedFacts, signature: bytes) -> None:
    assert unseal(seal(paper, signature, "k1")) == (paper, signature, "k1", encode_facts(paper))


def test_sealed_letter_is_short_and_url_safe() -> None:
    text = _sealed(LETTER)
    assert text.startswith(PREFIX)
    assert len(text) < 260
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:")
    assert _is_genuine(text)


def test_only_equal_facts_encode_to_equal_bytes() -> None:
    assert encode_facts(LETTER) == encode_facts(replace(LETTER))
    assert encode_facts(LETTER) != encode_facts(replace(LETTER, amount=Rial(4_864_000_001)))


def test_every_changed_character_is_detected() -> None:
    text = _sealed(LETTER)
    for at in range(len(text)):
        for other in "AQgwz05-_.":
            if other != text[at]:
                assert not _is_genuine(text[:at] + other + text[at + 1 :]), (at, other)


@given(st.integers(0, 200))
def test_truncated_text_is_detected(length: int) -> None:
    text = _sealed(LETTER)
    assert not _is_genuine(text[: min(length, len(text) - 1)])


@pytest.mark.parametrize(
    "text", ["", "BAJEH1:", "BAJEH2:k1.AA.AA", "https://example.org", "BAJEH1:k1.AA.AA", "BAJEH1:k.A.A"]
)
def test_text_without_a_valid_seal_is_refused(text: str) -> None:
    assert code_of(unseal, text) == "seal_unreadable"


@pytest.mark.parametrize(
    "body", [b"a\x1fb", b"a\x1fb\x1fc\x1fd\x1f01\x1f\x1fe", b"\xff\xfe", b"a\x1fb\x1fc\x1fd\x1f1\x1f1405\x1fe"]
)
def test_malformed_sealed_body_is_refused(body: bytes) -> None:
    from base64 import urlsafe_b64encode

    encoded = urlsafe_b64encode(body).rstrip(b"=").decode()
    is_whole = body.count(b"\x1f") == 6
    wanted = "seal_impossible" if is_whole else "seal_unreadable"
    assert code_of(unseal, f"BAJEH1:k1.{encoded}.{'A' * 86}") == wanted
    assert code_of(unseal, f"BAJEH1:k1.{encoded}.AAAA") == "seal_unreadable"


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 10**15 + 1},
        {"amount": -(10**15) - 1},
        {"number": "9" * 101},
        {"dealership": "ن" * 5_000},
        {"order": "R" * 2_000},
    ],
)
def test_facts_that_no_paper_has_are_impossible(change: dict[str, Any]) -> None:
    assert code_of(unseal, _sealed(replace(LETTER, **change))) == "seal_impossible"


@pytest.mark.parametrize("digits", [17, 300, 700, 4_300, 5_000, 100_000])
def test_amount_of_thousands_of_digits_is_impossible(digits: int) -> None:
    from base64 import urlsafe_b64encode

    body = f"invitation\x1f1\x1fR1\x1f0899\x1f{'9' * digits}\x1f\x1f2606".encode()
    encoded = urlsafe_b64encode(body).rstrip(b"=").decode()
    assert code_of(unseal, f"BAJEH1:k1.{encoded}.{'A' * 86}") == "seal_impossible"


@pytest.mark.parametrize("day", ["20261125", "2026-W48-3", "10000-01-01", "2026-11-25T00:00", "1405/09/04"])
def test_day_in_another_form_is_impossible(day: str) -> None:
    from base64 import urlsafe_b64encode

    body = f"invitation\x1f1\x1fR1\x1f0899\x1f5\x1f{day}\x1f2606".encode()
    encoded = urlsafe_b64encode(body).rstrip(b"=").decode()
    assert code_of(unseal, f"BAJEH1:k1.{encoded}.{'A' * 86}") == "seal_impossible"


def test_separator_in_a_fact_or_invalid_key_id_raises_value_error() -> None:
    with pytest.raises(ValueError, match="R26"):
        encode_facts(replace(LETTER, order="R26\x1f1"))
    with pytest.raises(ValueError, match="k 1"):
        seal(LETTER, b"x", "k 1")
