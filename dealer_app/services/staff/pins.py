"""PINs of the staff: six digits, kept only as a salted scrypt hash, and the delay after wrong ones."""

import hashlib
import hmac
import secrets

from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import ascii_digits

PIN_LENGTH = 6
FREE_ERRORS = 5
FIRST_DELAY_S = 30
LONGEST_DELAY_S = 900
COST, BLOCK, LANES = 2**14, 8, 1
RUNS = ("0123456789", "9876543210")


def parse_pin(text: str) -> str:
    """Return six ASCII digits; raises FieldError ``pin_form``."""
    pin = ascii_digits(text).strip()
    if len(pin) != PIN_LENGTH or not (pin.isascii() and pin.isdecimal()):
        raise FieldError("pin_form", "pin")
    return pin


def is_easy(pin: str) -> bool:
    """Say whether anybody would try ``pin`` first: one digit six times, or a run of neighbours."""
    return len(set(pin)) == 1 or any(pin in run for run in RUNS)


def hash_pin(pin: str) -> str:
    """Return ``scrypt$salt$hash`` (hex) of a parsed PIN under a fresh salt."""
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_digest(pin, salt).hex()}"


def is_pin(pin: str, hashed: str) -> bool:
    """Say whether ``pin`` is the one that was hashed, in constant time; nothing fits where none was ever given ("")."""
    if not hashed:
        return False
    _, salt, digest = hashed.split("$")
    return hmac.compare_digest(_digest(pin, bytes.fromhex(salt)), bytes.fromhex(digest))


def delay_seconds(errors: int) -> int:
    """Return how long to wait after ``errors`` wrong PINs in a row: nothing before the fifth, then doubling."""
    if errors < FREE_ERRORS:
        return 0
    return min(FIRST_DELAY_S << min(errors - FREE_ERRORS, 10), LONGEST_DELAY_S)


def _digest(pin: str, salt: bytes) -> bytes:
    """Return the scrypt digest; its cost makes a million PINs expensive to try on a stolen file."""
    return hashlib.scrypt(pin.encode(), salt=salt, n=COST, r=BLOCK, p=LANES, dklen=32)
