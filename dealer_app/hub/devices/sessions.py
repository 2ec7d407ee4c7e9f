"""Open sessions by comparing both outboxes; issue tokens that every hub process can verify."""

import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from dealer_app.hub.database.database import Device, Transaction
from dealer_app.hub.database.keys import HubKeys
from dealer_app.hub.devices.devices import change_device, find_device
from dealer_app.hub.devices.settling import settle
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol import wire

LIFE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Token:
    """The content of a session's token: the device, and the nonce that it must sign with."""

    device: str
    nonce: str


def open_session(tx: Transaction, body: wire.OpenSession, keys: HubKeys, *, is_busy: bool) -> wire.SessionAnswer:
    """Compare both heads and open a session; with ``is_busy`` only counters with waiting payments may go on.

    Raises CallRefusedError ``prove``, ``fork``, ``epoch_old``, ``device_superseded``, ``protocol_old``.
    """
    if not body.protocol[0] <= wire.PROTOCOL <= body.protocol[1]:
        raise CallRefusedError(426, "protocol_old")
    device = find_device(tx.connection, tx.dealership, tx.caller.device, is_locked=True)
    refuse_shut_out(device)
    device = settle(tx, device, body, keys)
    waiting = {"total": body.waiting.total, "payments": body.waiting.payments, "amount": body.waiting.amount}
    change_device(tx, device.device, state="active", seen_at=tx.now, waiting=waiting)
    nonce, goes = secrets.token_hex(16), not is_busy or body.waiting.payments > 0
    return wire.SessionAnswer(
        session=_token(keys, device.device, nonce, tx.now + LIFE),
        nonce=nonce,
        expires_in_s=int(LIFE.total_seconds()),
        protocol=wire.PROTOCOL,
        epoch=device.epoch,
        acked=wire.Head(device.acked_n, device.acked_hash),
        state="active",
        go=goes,
        retry_after_s=0 if goes else 5 + secrets.randbelow(55),
    )


def refuse_shut_out(device: Device) -> None:
    """Raise CallRefusedError for a device that was revoked or superseded."""
    if device.state == "revoked":
        raise CallRefusedError(403, "device_revoked")
    if device.state == "superseded":
        raise CallRefusedError(403, "device_superseded")


def read_token(keys: HubKeys, token: str, now: datetime) -> Token:
    """Return the content of a token; raise CallRefusedError ``session_unknown`` for a forged or expired one."""
    try:
        packed, mark = token.split(".")
        payload = urlsafe_b64decode(packed)
        is_ours = hmac.compare_digest(mark.encode(), _mark(keys, payload).encode())
    except (ValueError, Base64Error):
        is_ours, payload = False, b""
    if not is_ours:  # checked before the payload is read
        raise CallRefusedError(401, "session_unknown")
    facts = json.loads(payload)
    if facts["until"] < now.timestamp():
        raise CallRefusedError(401, "session_unknown")
    return Token(facts["device"], facts["nonce"])


def _token(keys: HubKeys, device: str, nonce: str, until: datetime) -> str:
    payload = json.dumps({"device": device, "nonce": nonce, "until": until.timestamp()}).encode()
    return f"{urlsafe_b64encode(payload).decode('ascii')}.{_mark(keys, payload)}"


def _mark(keys: HubKeys, payload: bytes) -> str:
    secret = sha256(b"BAJEH-SESSION-1" + keys.signing).digest()
    return hmac.new(secret, payload, sha256).hexdigest()
