"""One-time codes of enrolment: each names a dealership and the hub's key; the hub keeps only its hash."""

import secrets
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import insert, select

from dealer_app.domain.errors import Refusal
from dealer_app.hub.database.database import Transaction
from dealer_app.hub.database.schema import devices, enrol_codes
from dealer_app.protocol.signing import fingerprint

LIFE = timedelta(hours=72)
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another
_SECRET_LETTERS, _GROUP = 16, 4


def new_code(tx: Transaction, hub_key: bytes, *, replaces: str = "", life: timedelta = LIFE) -> str:
    """Make a code for one counter of the dealership, good once, for ``life``; ``replaces`` names its old device.

    A copied PC's file goes on under a new device from the last line that the old one has in common with it.
    Raises Refusal ``hub_device_unknown`` where the dealership has no such device.
    """
    if replaces and tx.connection.scalar(select(devices.c.device).where(devices.c.device == replaces)) is None:
        raise Refusal("hub_device_unknown", device=replaces)
    secret = "".join(secrets.choice(_LETTERS) for _ in range(_SECRET_LETTERS))
    text = secret + fingerprint(hub_key).upper()
    code = "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))
    row = {"dealership": tx.dealership, "code_hash": code_hash(code), "expires_at": tx.now + life}
    tx.connection.execute(insert(enrol_codes), {**row, "replaces": replaces, "device": "", "request_hash": ""})
    return code


def code_hash(code: str) -> str:
    """Return under which name the hub keeps a code, however it was typed."""
    return sha256(plain_code(code).encode()).hexdigest()


def plain_code(code: str) -> str:
    """Return a code without spaces and hyphens, in capitals."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def fingerprint_of(code: str) -> str:
    """Return the fingerprint of the hub's key that a code carries, in small letters."""
    return plain_code(code)[_SECRET_LETTERS:].lower()
