"""Seal a paper's facts with the dealership's Ed25519 key, and check a scanned seal.

The key is stored only in the encrypted database; its id is the start of the public key's hash. Keys of other
dealerships that head office vouches for are added to the known ones; until then their papers give «unknown key».
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import CustomerId, OrderId, Rial
from dealer_app.domain.papers.authenticity import (
    GENUINE,
    INVALID,
    UNKNOWN_KEY,
    UNREADABLE,
    SealedFacts,
    encode_facts,
    find_seal,
    seal,
    unseal,
)
from dealer_app.domain.persian import number_key
from dealer_app.domain.rights import Right
from dealer_app.services.rights import require_to_read
from dealer_app.services.settings import get_settings
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.registrations import RegistrationRecord
from dealer_app.store.tables.settings import find_setting, put_setting
from dealer_app.store.tables.visits.visits import VisitRecord

if TYPE_CHECKING:
    from datetime import date

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from dealer_app.domain.papers.papers import PaperKind
    from dealer_app.store.core.unit import Unit

OWN_KEY = "seal.own_key"
OWN_CODES = "seal.own_codes"
KNOWN_KEYS = "seal.known_keys"
KEY_ID_LENGTH = 8
TAIL_LENGTH = 4


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A public key (hex) and the codes of the dealership that it belongs to."""

    public: str
    dealerships: frozenset[str]


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
    _keep_own_code(unit, dealership)
    return seal(facts, key.sign(encode_facts(facts)), key_id)


def check_seal(unit: Unit, text: str) -> str:
    """Return "genuine", "invalid", "unknown_key" or "unreadable" for a scanned text; never raises.

    A seal is genuine only if its key belongs to the dealership named in it. A text that a bad scan can make of a
    genuine seal is unreadable, never invalid.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    found, is_alone = find_seal(text.strip())
    try:
        facts, signature, key_id, signed = unseal(found)
    except FieldError as error:
        return UNREADABLE if error.code == "seal_unreadable" else INVALID
    known = _known_keys(unit).get(key_id)
    if known is None:
        return UNKNOWN_KEY if is_alone and len(key_id) == KEY_ID_LENGTH else UNREADABLE
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(known.public)).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return INVALID if is_alone else UNREADABLE
    return GENUINE if facts.dealership in known.dealerships else INVALID


def find_sealed_file(unit: Unit, facts: SealedFacts) -> tuple[CustomerId, OrderId | None] | None:
    """Return the customer and, if it has one, the order of a sealed paper; None if not in this database."""
    require_to_read(unit, Right.FIND)
    if facts.order:
        wanted = select(OrderRecord.customer_id, OrderRecord.id).where(
            OrderRecord.request_key == number_key(facts.order)
        )
        order = unit.session.execute(wanted.limit(1)).first()
        return None if order is None else (CustomerId(order.customer_id), OrderId(order.id))
    record = VisitRecord if facts.kind == "visit" else RegistrationRecord
    signed = select(record.customer_id).where(record.number == facts.number)
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


def _keep_own_code(unit: Unit, dealership: str) -> None:
    """Remember a code under which this dealership sealed, so that its papers stay genuine after a change of code."""
    codes = _own_codes(unit)
    if dealership not in codes:
        put_setting(unit, OWN_CODES, {"codes": sorted({*codes, dealership})})


def _own_codes(unit: Unit) -> frozenset[str]:
    known = find_setting(unit.session, OWN_CODES) or {}
    return frozenset(known.get("codes", ()))


def _known_keys(unit: Unit) -> dict[str, KnownKey]:
    """Return the keys that this counter trusts, including its own, by id."""
    own = find_setting(unit.session, OWN_KEY)
    others = {key_id: key for key_id, value in _other_keys(unit).items() if (key := _known_key(value)) is not None}
    if own is None:
        return others
    codes = _own_codes(unit) | {get_settings(unit).dealership.code}
    return {**others, own["key_id"]: KnownKey(own["public"], codes)}


def _known_key(value: object) -> KnownKey | None:
    """Return a stored key; None for one without its dealership, which proves nothing."""
    if not isinstance(value, dict) or not isinstance(value.get("public"), str):
        return None
    return KnownKey(value["public"], frozenset({str(value.get("dealership") or "")}) - {""})


def _other_keys(unit: Unit) -> dict[str, Any]:
    """Return the stored keys of other dealerships by id: public key (hex) and the dealership's code."""
    return find_setting(unit.session, KNOWN_KEYS) or {}
