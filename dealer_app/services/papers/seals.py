"""Seal a paper's facts with the dealership's Ed25519 key, and check a scanned seal.

The key is stored only in the encrypted database; its id is the start of the public key's hash. Keys of other
dealerships that head office vouches for are added to the known ones; until then their papers give «unknown key».
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import CustomerId, OrderId, Rial
from dealer_app.domain.papers.authenticity import GENUINE, INVALID, UNKNOWN_KEY, SealedFacts, encode_facts, seal, unseal
from dealer_app.domain.persian import number_key
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.registrations import RegistrationRecord
from dealer_app.store.tables.settings import find_setting, put_setting

if TYPE_CHECKING:
    from datetime import date

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from dealer_app.domain.papers.papers import PaperKind
    from dealer_app.store.core.unit import Unit

OWN_KEY = "seal.own_key"
KNOWN_KEYS = "seal.known_keys"
KEY_ID_LENGTH = 8
TAIL_LENGTH = 4


def ensure_key(unit: Unit) -> None:
    """Make this dealership's key if there is none yet (call inside a write)."""
    _own_key(unit)


def has_key(unit: Unit) -> bool:
    """Return whether this dealership has a key; without one, a preview shows no seal."""
    return find_setting(unit.session, OWN_KEY) is not None


def seal_paper(
    unit: Unit,
    kind: PaperKind,
    number: str,
    order: str,
    code: str,
    amount: Rial,
    pay_by_on: date | None,
    dealership: str,
) -> str:
    """Return the signed QR text of a paper's facts; only the tail of ``code``, the customer's code, is included."""
    facts = SealedFacts(kind.value, number, order, code[-TAIL_LENGTH:], amount, pay_by_on, dealership)
    key_id, key = _own_key(unit)
    return seal(facts, key.sign(encode_facts(facts)), key_id)


def check_seal(unit: Unit, text: str) -> str:
    """Return "genuine", "invalid" or "unknown_key" for a scanned text; never raises."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        _, signature, key_id, signed = unseal(text)
    except FieldError:
        return INVALID
    public = _known_keys(unit).get(key_id)
    if public is None:
        return UNKNOWN_KEY
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return INVALID
    return GENUINE


def find_sealed_file(unit: Unit, facts: SealedFacts) -> tuple[CustomerId, OrderId | None] | None:
    """Return the customer and, if it has one, the order of a sealed paper; None if not in this database."""
    if facts.order:
        wanted = select(OrderRecord.customer_id, OrderRecord.id).where(
            OrderRecord.request_key == number_key(facts.order)
        )
        order = unit.session.execute(wanted.limit(1)).first()
        return None if order is None else (CustomerId(order.customer_id), OrderId(order.id))
    signed = select(RegistrationRecord.customer_id).where(RegistrationRecord.number == facts.number)
    customer_id = unit.session.scalar(signed)
    return None if customer_id is None else (CustomerId(customer_id), None)


def key_id_of(public: bytes) -> str:
    """Return the id of a public key: the first hex digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:KEY_ID_LENGTH]


def _own_key(unit: Unit) -> tuple[str, Ed25519PrivateKey]:
    """Return (id, key) of this dealership, made on first use in the unit's transaction."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    known = find_setting(unit.session, OWN_KEY)
    if known is not None:
        return known["key_id"], Ed25519PrivateKey.from_private_bytes(bytes.fromhex(known["private"]))
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    key_id = key_id_of(public)
    value = {"key_id": key_id, "private": key.private_bytes_raw().hex(), "public": public.hex()}
    put_setting(unit, OWN_KEY, value)
    write_audit(unit, "seal_key_made", "settings", None, {"key_id": key_id})
    return key_id, key


def _known_keys(unit: Unit) -> dict[str, str]:
    """Return the public keys (hex) that this counter trusts, including its own, by id."""
    own = find_setting(unit.session, OWN_KEY)
    return {**_other_keys(unit), **({own["key_id"]: own["public"]} if own else {})}


def _other_keys(unit: Unit) -> dict[str, Any]:
    """Return the public keys of other dealerships by id."""
    return find_setting(unit.session, KNOWN_KEYS) or {}
