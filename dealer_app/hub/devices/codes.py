"""Make one-time codes of enrolment, which contain the fingerprint of the hub's key; the hub keeps only hashes."""

import math
import secrets
from collections import OrderedDict
from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network

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


class Guesses:
    """Slow down wrong codes from one place (an address): after some, each next code waits twice as long.

    It is kept in memory, for a bounded number of places: a code has 79 random bits, so slowing keeps the service free,
    not the code secret.
    """

    FREE, LONGEST_S, PLACES = 5, 600, 10_000

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait_s(self, place: str, now: float) -> int:
        """Return the whole seconds until this place may try a code again, 0 if it may now."""
        count, at = self._wrong.get(place, (0, 0.0))
        return max(0, math.ceil(at + self._pause_s(count) - now))

    def note(self, place: str, now: float) -> int:
        """Note a wrong code and return how many came from this place without a long pause."""
        count, at = self._wrong.pop(place, (0, now))
        count = 1 if now - at > 2 * self.LONGEST_S else count + 1
        self._wrong[place] = count, now
        if len(self._wrong) > self.PLACES:
            self._wrong.popitem(last=False)
        return count

    def _pause_s(self, count: int) -> float:
        return 0 if count < self.FREE else min(self.LONGEST_S, 2.0 ** min(count - self.FREE, 20))


def place_of(address: str) -> str:
    """Return the place that an address belongs to: itself, or the network of an IPv6 address (64 bits)."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(known) if known.version == 4 else str(ip_network((int(known) >> 64 << 64, 64)))  # noqa: PLR2004 - IPv4
