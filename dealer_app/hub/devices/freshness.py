"""Prove that a session's request is fresh: the counter answers a challenge that names what head office held.

A request may arrive late or again. It shows the outbox as it was when it was made, which may be less than head office
holds now. So an outbox that seems to be behind is judged only by a request that contains a challenge: the counter read
its outbox after head office had sent the challenge, and then it must hold everything that the challenge names.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from hashlib import sha256

from msgspec import DecodeError, Struct

from dealer_app.hub.database.keys import HubKeys
from dealer_app.protocol import wire


class Challenge(Struct, frozen=True):
    """What head office held of a device when it sent the challenge; ``settled`` makes a new base possible only once."""

    device: str
    epoch: int
    settled: int
    acked: wire.Head
    audit: wire.Head


def write_challenge(keys: HubKeys, challenge: Challenge) -> str:
    """Return a challenge as text; only this head office can make it."""
    payload = wire.encode(challenge)
    return f"{urlsafe_b64encode(payload).decode('ascii')}.{_mark(keys, payload)}"


def read_challenge(keys: HubKeys, text: str | None, device: str) -> Challenge | None:
    """Return the challenge that a request contains; None if there is none, or if it is forged or another device's."""
    packed, _, mark = (text or "").partition(".")
    try:
        payload = urlsafe_b64decode(packed)
    except (ValueError, Base64Error):
        return None
    if not hmac.compare_digest(mark.encode(), _mark(keys, payload).encode()):
        return None
    try:
        challenge = wire.decode(Challenge, payload)
    except DecodeError:
        return None
    return challenge if challenge.device == device else None


def is_behind(shown: wire.Head, held: wire.Head) -> bool:
    """Return whether a chain that ends at ``shown`` lacks the entry ``held``, as far as its end tells."""
    return shown.n < held.n or (shown.n == held.n and shown.hash != held.hash)


def _mark(keys: HubKeys, payload: bytes) -> str:
    secret = sha256(b"BAJEH-CHALLENGE-1" + keys.signing).digest()
    return hmac.new(secret, payload, sha256).hexdigest()
