"""Make one-time codes of enrolment, which contain the fingerprint of the hub's key; the hub keeps only hashes."""

import secrets
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import insert, select

from dealer_app.domain.errors import Refusal
from dealer_app.hub.database.database import Transaction
from dealer_app.hub.database.schema import devices, enrol_codes
from dealer_app.protocol.signing import fingerprint

LIFE = timedelta(hours=72)
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no two of them look the same
_SECRET_LETTERS, _GROUP = 16, 4


def new_code(tx: Transaction, hub_key: bytes, *, replaces: str = "", life: timedelta = LIFE) -> str:
    """Make a one-time code for one counter of the dealership, valid for ``life``; ``replaces`` names its old device.

    The database of a copied PC continues under a new device, after the last entry that it shares with the old one.
    Raises Refusal ``hub_device_unknown`` if the dealership has no such device.
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
    """Return the name under which the hub keeps a code; spaces, hyphens and case do not matter."""
    return sha256(plain_code(code).encode()).hexdigest()


def plain_code(code: str) -> str:
    """Return a code without spaces and hyphens, in capitals."""
    return "".join(letter for letter in code.upper() if letter.isalnum())
