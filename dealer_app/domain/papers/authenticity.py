"""Encode the facts of a paper for the signed QR in its corner; a service signs them.

A sealed text is ``BAJEH1:<key id>.<facts>.<signature>``; facts and signature in URL-safe base64 without padding.
Every text has exactly one valid encoding, so any changed character fails here or at the signature.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import date

from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import CustomerId, OrderId, Rial

PREFIX = "BAJEH1:"
GENUINE, INVALID, UNKNOWN_KEY = "genuine", "invalid", "unknown_key"
"""The verdicts on a scanned seal."""
_SEPARATOR = "\x1f"
_FIELD_COUNT = 7
_SEALED = re.compile(r"BAJEH1:([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)")
_AMOUNT = re.compile(r"0|[1-9]\d*|-[1-9]\d*", re.ASCII)


@dataclass(frozen=True, slots=True)
class SealedFacts:
    """The facts under a seal: enough to compare a paper with the file, too few to harm the customer."""

    kind: str  # PaperKind value
    number: str
    order: str  # request number, "" of a registration
    national_code_tail: str  # last four digits
    amount: Rial
    pay_by_on: date | None
    dealership: str  # code


@dataclass(frozen=True, slots=True)
class SealAnswer:
    """The answer to a scanned seal: ``verdict`` is genuine, invalid or unknown_key.

    Only a genuine seal returns its facts and the file to open. ``is_late``: the day to pay by has passed.
    """

    verdict: str
    facts: SealedFacts | None = None
    file: tuple[CustomerId, OrderId | None] | None = None
    is_late: bool = False


def encode_facts(facts: SealedFacts) -> bytes:
    """Return the bytes to sign; equal facts give equal bytes. Raises ValueError for a separator in a text."""
    texts = (
        facts.kind,
        facts.number,
        facts.order,
        facts.national_code_tail,
        str(facts.amount),
        facts.pay_by_on.isoformat() if facts.pay_by_on else "",
        facts.dealership,
    )
    if any(_SEPARATOR in text for text in texts):
        raise ValueError(facts)
    return _SEPARATOR.join(texts).encode()


def seal(facts: SealedFacts, signature: bytes, key_id: str) -> str:
    """Return the QR's text for facts and the signature of ``encode_facts(facts)``; ValueError for a bad key id."""
    text = f"{PREFIX}{key_id}.{_to_base64(encode_facts(facts))}.{_to_base64(signature)}"
    if not _SEALED.fullmatch(text):
        raise ValueError(key_id)
    return text


def unseal(text: str) -> tuple[SealedFacts, bytes, str, bytes]:
    """Return (facts, signature, key id, signed bytes) of a sealed text; the caller checks the signature.

    Raises FieldError ``seal_unreadable`` for anything that ``seal`` would not have written.
    """
    match = _SEALED.fullmatch(text.strip())
    if match is None:
        raise FieldError("seal_unreadable", "authenticity")
    signed, signature = _from_base64(match[2]), _from_base64(match[3])
    return _decode(signed), signature, match[1], signed


def _to_base64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _from_base64(text: str) -> bytes:
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except Base64Error as error:
        raise FieldError("seal_unreadable", "authenticity") from error
    if _to_base64(data) != text:  # the last character has unused bits, which decoding ignores
        raise FieldError("seal_unreadable", "authenticity")
    return data


def _decode(signed: bytes) -> SealedFacts:
    try:
        parts = signed.decode("utf-8").split(_SEPARATOR)
        if len(parts) != _FIELD_COUNT or not _AMOUNT.fullmatch(parts[4]):
            raise FieldError("seal_unreadable", "authenticity")
        pay_by_on = date.fromisoformat(parts[5]) if parts[5] else None
    except ValueError as error:
        raise FieldError("seal_unreadable", "authenticity") from error
    kind, number, order, tail, amount, _, dealership = parts
    return SealedFacts(kind, number, order, tail, Rial(int(amount)), pay_by_on, dealership)
