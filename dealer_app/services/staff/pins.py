"""Check PINs of six digits, store them only as salted scrypt hashes, and compute the delay after wrong PINs."""

import hashlib
import hmac
import secrets
from datetime import datetime

from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import ascii_digits
from dealer_app.store.core.attempts import Attempt

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
    """Return whether ``pin`` is easy to guess: one digit six times, or six consecutive digits."""
    return len(set(pin)) == 1 or any(pin in run for run in RUNS)


def hash_pin(pin: str) -> str:
    """Return ``scrypt$salt$hash`` (hex) of a parsed PIN with a new salt."""
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_digest(pin, salt).hex()}"


def is_pin(pin: str, hashed: str) -> bool:
    """Return whether ``pin`` is the hashed one, compared in constant time; False if no PIN was set ("")."""
    if not hashed:
        return False
    _, salt, digest = hashed.split("$")
    return hmac.compare_digest(_digest(pin, bytes.fromhex(salt)), bytes.fromhex(digest))


def delay_seconds(errors: int) -> int:
    """Return the seconds to wait after ``errors`` wrong PINs in a row: 0 before the fifth, then doubling."""
    if errors < FREE_ERRORS:
        return 0
    return min(FIRST_DELAY_S << min(errors - FREE_ERRORS, 10), LONGEST_DELAY_S)


def waited(attempt: Attempt, now: datetime, ticks: float | None) -> Attempt:
    """Return the attempt as of ``now``, with the seconds that are left to wait.

    Only time that surely passed counts: the seconds since the PC started, which nobody can turn; after a new start all
    of them. Where they are not known, the clock counts, but a step back or of more than the longest delay counts as
    nothing: it neither ends a wait nor makes it longer.
    """
    if ticks is not None and attempt.ticks is not None:
        passed = ticks - attempt.ticks if ticks >= attempt.ticks else ticks
    else:
        by_clock = (now - attempt.at).total_seconds()
        passed = by_clock if 0 <= by_clock <= LONGEST_DELAY_S else 0.0
    return Attempt(attempt.errors, max(attempt.wait_s - passed, 0.0), now, ticks)


def _digest(pin: str, salt: bytes) -> bytes:
    """Return the scrypt digest; its cost makes it expensive to try a million PINs on a stolen database."""
    return hashlib.scrypt(pin.encode(), salt=salt, n=COST, r=BLOCK, p=LANES, dklen=32)
