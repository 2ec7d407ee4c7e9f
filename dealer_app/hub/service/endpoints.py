"""Authenticate a caller and run the handler of its call, over the line or by stick (``calls``, ``bundles``)."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from msgspec import DecodeError, Struct
from sqlalchemy import Engine

from dealer_app.hub.commands import pieces, push
from dealer_app.hub.database.database import Device, Transaction, transaction
from dealer_app.hub.database.keys import HubKeys
from dealer_app.hub.devices import devices, leases, sticks
from dealer_app.hub.devices.codes import plain_code
from dealer_app.hub.feed import verify
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import SIGNATURE_HEADER, Call
from dealer_app.protocol.signing import is_signed, request_text

Handler = Callable[[Transaction, Any], Struct | None]
POSTS: dict[str, tuple[type[Struct], Handler]] = {
    "/v1/push": (wire.Push, push.push),
    "/v1/lease": (wire.Wants, leases.grant),
    "/v1/verify": (wire.Verify, verify.verify),
    "/v1/attachments/put": (wire.PutPiece, pieces.put_piece),
    "/v1/attachments/get": (wire.GetPiece, pieces.get_piece),
    "/v1/session": (wire.OpenSession, sticks.reopen_by_stick),
}
"""Path -> body and handler; ``/v1/session`` here is that of a bundle, the line's is in ``calls``."""


@dataclass(slots=True)
class Endpoints:
    """Head office's database, its keys and its clock (aware UTC), for callers of the line and of a stick."""

    engine: Engine
    keys: HubKeys
    clock: Callable[[], datetime]

    def run(self, device: Device, path: str, body: bytes) -> Struct | None:
        """Run the handler of a path in a transaction of the device's dealership; the same for the line and a stick."""
        if path not in POSTS:
            raise CallRefusedError(404, "malformed")
        kind, handler = POSTS[path]
        content = decode_body(kind, body)
        with transaction(self.engine, device.dealership, self.clock(), device) as tx:
            return handler(tx, content)

    def enrol(self, call: Call) -> wire.Enrolled:
        """Create a device for a valid code under its signature; the same for the line and a stick."""
        body = decode_body(wire.Enrol, inflate(call))
        with self.engine.begin() as connection:
            dealership = devices.dealership_of_code(connection, body.code)
        if dealership is None:
            raise CallRefusedError(403, "code_wrong")
        check_signature(call, devices.key_of(body.public_key), plain_code(body.code))
        with transaction(self.engine, dealership, self.clock()) as tx:
            return devices.enrol(tx, body, self.keys)

    def find(self, device: str) -> Device:
        """Return an enrolled device; raise CallRefusedError ``signature_wrong`` for an unknown one."""
        with self.engine.begin() as connection:
            dealership = devices.enter_dealership_of(connection, device)
            if dealership is None:
                raise CallRefusedError(401, "signature_wrong")
            return devices.find_device(connection, dealership, device)

    def note(self, device: Device, trouble: CallRefusedError) -> None:
        """Store a fork; the refusal rolled back its own transaction."""
        if trouble.code == "fork":
            with transaction(self.engine, device.dealership, self.clock(), device) as tx:
                devices.note_fork(tx, device, trouble)


def inflate(call: Call) -> bytes:
    """Return the body of a call; refuse one that would grow beyond the limit before it fills the memory."""
    if call.header("Content-Encoding").lower() != "gzip":
        return call.body
    inflater = zlib.decompressobj(wbits=31)
    try:
        content = inflater.decompress(call.body, wire.MOST_INFLATED_BYTES)
    except zlib.error:
        raise CallRefusedError(400, "malformed") from None
    if inflater.unconsumed_tail:
        raise CallRefusedError(413, "inflated_too_large")
    return content


def decode_body(kind: type[Struct], body: bytes) -> Any:  # noqa: ANN401 - the type is data
    """Return the body as ``kind``; raise CallRefusedError ``malformed``."""
    try:
        return wire.decode(kind, body)
    except (DecodeError, UnicodeDecodeError, RecursionError):
        raise CallRefusedError(400, "malformed") from None


def check_signature(call: Call, public: bytes, nonce: str) -> None:
    """Raise CallRefusedError ``signature_wrong`` unless the key's owner signed the call for this session."""
    text = request_text(call.method, call.path, call.body, nonce)
    if not is_signed(public, text, call.header(SIGNATURE_HEADER)):
        raise CallRefusedError(401, "signature_wrong")
