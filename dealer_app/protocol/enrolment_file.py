"""Write and read enrolment files: head office's public keys for a counter without a line (docs/protocol.md, 11).

The magic bytes keep the older name: they are part of the format.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from dealer_app.domain.errors import FieldError
from dealer_app.protocol.canonical_json import canonical_json
from dealer_app.protocol.sealing import is_public_box_key
from dealer_app.protocol.signing import fingerprint, is_public_key, is_signed, public_key, sign

MAGIC = b"BAJEH-INVITATION-1\n"
NEWCOMER = "new:"
"""Prefix of the name of a counter without a device id; its public key follows."""
MOST_BYTES = 4096
_NAMES = ("key", "box_key", "check", "url", "signature")
_CHECK_DIGITS, _SECRET_LETTERS = 4, 16


@dataclass(frozen=True, slots=True)
class EnrolmentFile:
    """Head office's public keys and address for a counter without a line; ``hub_url`` is "" if there is no address."""

    hub_key: bytes
    hub_box_key: bytes
    hub_url: str


def make_enrolment_file(signing_key: bytes, box_key: bytes, code: str, hub_url: str = "") -> bytes:
    """Return the file that belongs to ``code`` (letters and digits only); ``box_key`` is the public half."""
    facts = {"key": _text(public_key(signing_key)), "box_key": _text(box_key), "check": _check(code), "url": hub_url}
    facts["signature"] = sign(signing_key, _signed(facts))
    return MAGIC + canonical_json(facts).encode() + b"\n"


def read_enrolment_file(content: bytes, code: str) -> EnrolmentFile:
    """Return the head office named in a file, after checking that ``code`` (letters and digits only) belongs to it.

    Raises FieldError ``enrolment_file_unreadable``, ``enrolment_file_changed`` (field ``file``),
    ``enrolment_file_other`` (another head office's, or changed on the way), ``enrolment_file_code`` (field ``code``).
    """
    facts = _fields_of(content)
    key, box_key = _key(facts["key"], is_public_key), _key(facts["box_key"], is_public_box_key)
    if fingerprint(key) != code[_SECRET_LETTERS:].lower():
        raise FieldError("enrolment_file_other", "code")
    if not is_signed(key, _signed(facts), facts["signature"]):
        raise FieldError("enrolment_file_changed", "file")
    if facts["check"] != _check(code):
        raise FieldError("enrolment_file_code", "code")
    return EnrolmentFile(key, box_key, facts["url"])


def newcomer(key: bytes) -> str:
    """Return the name that bundles use for a new counter with this public key."""
    return NEWCOMER + _text(key)


def _fields_of(content: bytes) -> dict[str, str]:
    """Return the fields of a file; fields that a later version adds are kept, because the signature covers them."""
    try:
        facts = json.loads(content[len(MAGIC) : MOST_BYTES]) if content.startswith(MAGIC) else None
    except ValueError:
        facts = None
    if not isinstance(facts, dict) or any(not isinstance(facts.get(name), str) for name in _NAMES):
        raise FieldError("enrolment_file_unreadable", "file")
    return facts


def _key(text: str, is_key: Callable[[bytes], bool]) -> bytes:
    try:
        key = b64decode(text, validate=True)
    except (Base64Error, ValueError):
        key = b""
    if not is_key(key):
        raise FieldError("enrolment_file_unreadable", "file")
    return key


def _check(code: str) -> str:
    """Return 16 bits of the code's hash: enough to detect a typing error, too few to find the code."""
    return sha256(b"BAJEH-CODE-1\n" + code.encode()).hexdigest()[:_CHECK_DIGITS]


def _signed(facts: dict[str, str]) -> bytes:
    return MAGIC + canonical_json({name: value for name, value in facts.items() if name != "signature"}).encode()


def _text(key: bytes) -> str:
    return b64encode(key).decode("ascii")
