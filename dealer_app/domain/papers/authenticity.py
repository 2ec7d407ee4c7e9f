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
from dealer_app.domain.money import check_ceiling
from dealer_app.domain.papers.papers import PaperRef

PREFIX = "BAJEH1:"
GENUINE, INVALID, UNKNOWN_KEY, UNREADABLE = "genuine", "invalid", "unknown_key", "unreadable"
"""The verdicts on a scanned seal; ``unreadable`` says nothing about the paper: the scan must be repeated."""

SIGNATURE_BYTES = 64  # Ed25519
_LONGEST_SEAL = 1_500
_LONGEST_FACT = 100
_SEPARATOR = "\x1f"
_FIELD_COUNT = 7
_SEALED = re.compile(r"BAJEH1:([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)")
_INSIDE = re.compile(r"BAJEH1:[A-Za-z0-9_-]{1,32}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}")
_AMOUNT = re.compile(r"0|-?[1-9]\d{0,15}", re.ASCII)


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
    """The answer to a scanned seal: ``verdict`` is genuine, invalid, unknown_key or unreadable.

    Only a genuine seal returns its facts and the file to open, or the ``paper`` itself if it is here without a file.
    ``is_late``: the day to pay by has passed.
    """

    verdict: str
    facts: SealedFacts | None = None
    file: tuple[CustomerId, OrderId | None] | None = None
    is_late: bool = False
    paper: PaperRef | None = None


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

    Raises FieldError ``seal_unreadable`` for a text that a bad scan can make of a seal, and ``seal_impossible`` for
    facts that ``seal`` never writes (an amount of thousands of digits).
    """
    match = _SEALED.fullmatch(text.strip())
    if match is None:
        raise FieldError("seal_unreadable", "authenticity")
    if len(text) > _LONGEST_SEAL:
        raise FieldError("seal_impossible", "authenticity")
    signed, signature = _from_base64(match[2]), _from_base64(match[3])
    if len(signature) != SIGNATURE_BYTES:
        raise FieldError("seal_unreadable", "authenticity")
    return _decode(signed), signature, match[1], signed


def find_seal(text: str) -> tuple[str, bool]:
    """Return (the seal inside ``text``, whether ``text`` is nothing else); the text itself if it has no whole seal.

    Scanners can be set to send letters before and after a code.
    """
    found = _INSIDE.search(text)
    return (text, True) if found is None else (found[0], found[0] == text)


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
    except ValueError as error:
        raise FieldError("seal_unreadable", "authenticity") from error
    if len(parts) != _FIELD_COUNT:
        raise FieldError("seal_unreadable", "authenticity")
    if not _AMOUNT.fullmatch(parts[4]) or any(len(part) > _LONGEST_FACT for part in parts):
        raise FieldError("seal_impossible", "authenticity")
    try:
        pay_by_on = date.fromisoformat(parts[5]) if parts[5] else None
        amount = check_ceiling(int(parts[4]))
    except (ValueError, FieldError) as error:
        raise FieldError("seal_impossible", "authenticity") from error
    kind, number, order, tail, _, _, dealership = parts
    facts = SealedFacts(kind, number, order, tail, amount, pay_by_on, dealership)
    if encode_facts(facts) != signed:
        raise FieldError("seal_impossible", "authenticity")
    return facts
