"""Sign each call to head office, verify the signature of each answer and decode it."""

import gzip
import secrets
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec import DecodeError, Struct

from dealer_app.protocol import wire
from dealer_app.protocol.carriage import (
    DEVICE_HEADER,
    HUB_KEY_HEADER,
    KEY_CHAIN_HEADER,
    KNOWN_KEY_HEADER,
    PROTOCOL_HEADER,
    RETRY_HEADER,
    SESSION_HEADER,
    SIGNATURE_HEADER,
    Answer,
    Call,
    Carrier,
    LineDownError,
    never,
)
from dealer_app.protocol.key_change import newest_key
from dealer_app.protocol.signing import answer_text, fingerprint, is_signed, request_text, sign

T = TypeVar("T", bound=Struct)
OK, NOTHING_NEW, PART = 200, 204, 206
PROXY_LOGIN, TOO_MANY, BROKEN, UNAVAILABLE = 407, 429, 500, 503
MOST_UNSIGNED_PAUSE_S, MOST_DIGITS = 300, 20
MOST_ANSWER_BYTES = 4 * 1024 * 1024
_PACKED_FROM = 512
_KEY_BYTES = 32


class HubRefusedError(Exception):
    """A signed refusal of a call by head office; ``trouble.code`` is the reason (docs/protocol.md, section 6)."""

    def __init__(self, status: int, trouble: wire.CallRefusal) -> None:
        super().__init__(trouble.code)
        self.status, self.trouble = status, trouble

    @property
    def code(self) -> str:
        """Return the code of the refusal."""
        return self.trouble.code


@dataclass(frozen=True, slots=True)
class Identity:
    """The device of the calls ("" before enrolment), its private key, and the hub's public key."""

    device: str
    signing_key: bytes = field(repr=False)
    hub_key: bytes


@dataclass(slots=True)
class Talker:
    """One talk with head office; each method is one call, raises LineDownError or HubRefusedError."""

    carrier: Carrier
    identity: Identity
    is_stopped: Callable[[], bool] = never
    token: str = field(default="", init=False)
    nonce: str = field(default="", init=False)
    newest_key: bytes = field(default=b"", init=False)
    """The hub's newest key if an answer announced one by the key that is known."""

    def session(self, body: wire.OpenSession) -> wire.SessionAnswer:
        """Open a session; the calls that follow are signed for it."""
        answer = self._post("/v1/session", body, wire.SessionAnswer, nonce=body.client_nonce)
        self.token, self.nonce = answer.session, answer.nonce
        return answer

    def push(self, body: wire.Push) -> wire.PushAnswer:
        """Send outbox entries."""
        return self._post("/v1/push", body, wire.PushAnswer)

    def lease(self, body: wire.Wants) -> wire.Ranges:
        """Ask for numbers."""
        return self._post("/v1/lease", body, wire.Ranges)

    def verify(self, body: wire.Verify) -> wire.Verified:
        """Send digests and return the differences between both copies."""
        return self._post("/v1/verify", body, wire.Verified)

    def pull(
        self, cursor: int, broadcast: int, *, limit: int = wire.MOST_ROWS, ids: Sequence[str] = ()
    ) -> wire.FeedPage | None:
        """Fetch the next page of both streams, None if nothing is new; ``ids`` asks only for these rows."""
        path = f"/v1/pull?cursor={cursor}&broadcast={broadcast}&limit={limit}"
        answer = self._send(Call("GET", f"{path}&ids={','.join(ids)}" if ids else path))
        return None if answer.status == NOTHING_NEW else _decode(wire.FeedPage, inflate(answer))

    def snapshot_head(self) -> wire.SnapshotHead:
        """Fetch the head of the current snapshot."""
        return _decode(wire.SnapshotHead, inflate(self._send(Call("GET", "/v1/snapshot"))))

    def snapshot_part(self, name: str, first: int, last: int) -> bytes:
        """Fetch bytes ``first`` to ``last`` of a snapshot's file, or fewer."""
        call = Call("GET", f"/v1/snapshot/{name}", {"Range": f"bytes={first}-{last}"})
        return self._send(call).body

    def put_piece(self, body: wire.PutPiece) -> wire.PieceHeld:
        """Send bytes of an attachment."""
        return self._post("/v1/attachments/put", body, wire.PieceHeld)

    def get_piece(self, body: wire.GetPiece) -> wire.Piece:
        """Fetch bytes of an attachment."""
        return self._post("/v1/attachments/get", body, wire.Piece)

    def bundle(self, content: bytes) -> bytes:
        """Send a bundle and return the bundle that answers it."""
        return self._send(Call("POST", "/v1/bundle", {}, content)).body

    def _post(self, path: str, body: Struct, kind: type[T], *, nonce: str = "") -> T:
        return _decode(kind, inflate(self._send(packed(path, body), nonce=nonce)))

    def _send(self, call: Call, *, nonce: str = "") -> Answer:
        """Sign a call, send it, and return its answer after its signature was verified."""
        text = request_text(call.method, call.path, call.body, nonce or self.nonce)
        signature = sign(self.identity.signing_key, text)
        headers = {
            PROTOCOL_HEADER: str(wire.PROTOCOL),
            DEVICE_HEADER: self.identity.device,
            SIGNATURE_HEADER: signature,
            KNOWN_KEY_HEADER: fingerprint(self.identity.hub_key),
        }
        if self.token and not nonce:
            headers[SESSION_HEADER] = self.token
        sent = Call(call.method, call.path, {**call.headers, **headers}, call.body, self.is_stopped)
        answer = self.carrier(sent)
        known = self.identity.hub_key
        newest = newest_key(known, answer.header(KEY_CHAIN_HEADER))
        check_answer(answer, signer_of(answer, signature, known, newest), signature)
        self.newest_key = newest if newest != known else b""
        return answer


def enrol(carrier: Carrier, body: wire.Enrol, signing_key: bytes, code_fingerprint: str) -> wire.Enrolled:
    """Send a one-time code; the answer is accepted only from the hub whose key fingerprint is in the code.

    Raises LineDownError ``other_hub`` or ``not_signed`` if another server answers, HubRefusedError for a refused code.
    """
    call = packed("/v1/enrol", body)
    signature = sign(signing_key, request_text(call.method, call.path, call.body, plain(body.code)))
    headers = {
        PROTOCOL_HEADER: str(wire.PROTOCOL),
        SIGNATURE_HEADER: signature,
        KNOWN_KEY_HEADER: code_fingerprint,
    }
    answer = carrier(Call(call.method, call.path, {**call.headers, **headers}, call.body))
    hub_key = _key_of(answer)
    if fingerprint(hub_key) != code_fingerprint:
        raise LineDownError("other_hub" if len(hub_key) == _KEY_BYTES else _unsigned(answer.status))
    check_answer(answer, hub_key, signature)
    return _decode(wire.Enrolled, inflate(answer))


def _key_of(answer: Answer) -> bytes:
    try:
        return bytes.fromhex(answer.header(HUB_KEY_HEADER))
    except ValueError:
        return b""


def plain(code: str) -> str:
    """Return a one-time code in the form that is signed: letters and digits only, in capitals."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def packed(path: str, body: Struct) -> Call:
    """Return a POST call; a body of ``_PACKED_FROM`` bytes or more is compressed."""
    content = wire.encode(body)
    if len(content) < _PACKED_FROM:
        return Call("POST", path, {"Content-Type": "application/json"}, content)
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    return Call("POST", path, headers, gzip.compress(content, 6, mtime=0))


def signer_of(answer: Answer, signature: str, known: bytes, newest: bytes) -> bytes:
    """Return the newest key if only it signed the answer (the hub no longer uses the known one), else the known."""
    text, made = answer_text(answer.status, signature, answer.body), answer.header(SIGNATURE_HEADER)
    return newest if newest != known and not is_signed(known, text, made) else known


def check_answer(answer: Answer, hub_key: bytes, signature: str) -> None:
    """Raise LineDownError for an answer without head office's signature, HubRefusedError for its signed refusal."""
    text = answer_text(answer.status, signature, answer.body)
    if not is_signed(hub_key, text, answer.header(SIGNATURE_HEADER)):
        raise LineDownError(_unsigned(answer.status), _asked_pause(answer))
    if answer.status not in (OK, NOTHING_NEW, PART):
        raise HubRefusedError(answer.status, _decode(wire.CallRefusal, inflate(answer)))


def _unsigned(status: int) -> str:
    """Return the reason code for an answer without head office's signature, by its HTTP status."""
    if status == PROXY_LOGIN:
        return "proxy"
    return "server_broken" if status >= BROKEN else "not_signed"


def _asked_pause(answer: Answer) -> int:
    """Return the seconds that a server without head office's signature asks to wait: at most a short while."""
    text = answer.header(RETRY_HEADER)
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return min(int(text), MOST_UNSIGNED_PAUSE_S) if is_number and answer.status in (TOO_MANY, UNAVAILABLE) else 0


def inflate(answer: Answer) -> bytes:
    """Return an answer's body, inflated if it is compressed; raises LineDownError ``unreadable``, ``too_large``."""
    if answer.header("Content-Encoding").lower() != "gzip":
        return answer.body
    inflater = zlib.decompressobj(wbits=31)
    try:
        content = inflater.decompress(answer.body, MOST_ANSWER_BYTES)
    except zlib.error:
        raise LineDownError("unreadable") from None
    if inflater.unconsumed_tail:
        raise LineDownError("too_large")
    return content


def new_nonce() -> str:
    """Return a nonce for a session."""
    return secrets.token_hex(16)


def _decode(kind: type[T], body: bytes) -> T:
    try:
        return wire.decode(kind, body)
    except DecodeError:
        raise LineDownError("unreadable") from None
