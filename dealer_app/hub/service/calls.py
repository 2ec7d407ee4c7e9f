"""Authenticate each call, run it in one transaction and sign the answer.

This module knows no web framework: the line, a bundle and a test use the same service. It keeps nothing between two
calls, so several services on one database behave as one.
"""

import gzip
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct
from sqlalchemy import exc

from dealer_app.hub.database.database import Device, Transaction, transaction
from dealer_app.hub.devices import sessions
from dealer_app.hub.feed import feed, snapshots
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.hub.service.bundles import answer_bundle
from dealer_app.hub.service.endpoints import Endpoints, check_signature, decode_body, inflate
from dealer_app.hub.service.making import SnapshotMaker
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import (
    DEVICE_HEADER,
    HUB_KEY_HEADER,
    KEY_CHAIN_HEADER,
    KNOWN_KEY_HEADER,
    RETRY_HEADER,
    SESSION_HEADER,
    SIGNATURE_HEADER,
    Answer,
    Call,
)
from dealer_app.protocol.signing import answer_text, fingerprint, public_key, sign

LOG = logging.getLogger("bajeh.hub")
SNAPSHOT_S = 15
"""Seconds after which a counter asks again for a snapshot that is being made."""
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
_PACKED_FROM = 512  # a shorter answer grows when it is packed
_OPEN = frozenset({("POST", "/v1/enrol"), ("POST", "/v1/session")})
"""The calls that need no session."""


@dataclass(slots=True)
class CallService(Endpoints):
    """One hub process.

    ``is_busy`` returns whether a session without a waiting payment gets ``go`` false. A process that serves HTTP sends
    such counters away before, in ``queue``.
    """

    is_busy: Callable[[], bool] = bool
    quick_rows: int = snapshots.QUICK_ROWS
    maker: SnapshotMaker = field(init=False)

    def __post_init__(self) -> None:
        self.maker = SnapshotMaker(self.engine, self.clock)

    def answer(self, call: Call) -> Answer:
        """Answer any call; nothing that a caller sends raises."""
        try:
            with _refused_faults():
                return self._answer(call)
        except CallRefusedError as trouble:
            return self.refuse(call, trouble)

    def check_head(self, call: Call) -> None:
        """Raise CallRefusedError unless the head names an open session, or the call needs none; without the database.

        It is asked before the body is read. The signature, which covers the body, is checked afterwards.
        """
        if not self.opens(call):
            self._device_named(call)

    def opens(self, call: Call) -> bool:
        """Return whether a call needs no open session: it opens one, or enrols."""
        return (call.method, urlsplit(call.path).path) in _OPEN

    def check_device(self, call: Call) -> None:
        """Raise CallRefusedError unless the device of the session may call: asked before a large body is read."""
        with _refused_faults():
            sessions.refuse_shut_out(self.find(self._device_named(call).device))

    def refuse(self, call: Call, trouble: CallRefusedError) -> Answer:
        """Return the signed answer of a refusal."""
        headers = {RETRY_HEADER: str(trouble.retry_after_s)} if trouble.retry_after_s else {}
        return self._signed(call, trouble.status, trouble.body(), headers)

    def _answer(self, call: Call) -> Answer:
        path = urlsplit(call.path).path
        if len(call.body) > wire.MOST_SENT_BYTES and path != "/v1/bundle":
            raise CallRefusedError(413, "too_large")
        if (call.method, path) == ("POST", "/v1/enrol"):
            return self._signed(call, 200, self.enrol(call))
        if (call.method, path) == ("POST", "/v1/session"):
            return self._signed(call, 200, self._session(call))
        device = self._who(call)
        if (call.method, path) == ("POST", "/v1/bundle"):
            return self._signed(call, 200, answer_bundle(self, call.body))
        try:
            return self._call(call, path, device)
        except CallRefusedError as trouble:
            self.note(device, trouble)
            raise

    def _call(self, call: Call, path: str, device: Device) -> Answer:
        """Answer a call of an open session."""
        if call.method == "POST":
            return self._signed(call, 200, self.run(device, path, inflate(call)))
        with transaction(self.engine, device.dealership, self.clock(), device) as tx:
            if call.method == "GET" and path == "/v1/pull":
                page = feed.pull(tx, **_pull_wish(call.path))
                return self._signed(call, 204 if page is None else 200, page)
            if call.method == "GET" and path.startswith("/v1/snapshot"):
                return self._snapshot(tx, call, path)
        raise CallRefusedError(404, "malformed")

    def _snapshot(self, tx: Transaction, call: Call, path: str) -> Answer:
        if path == "/v1/snapshot":
            known = snapshots.find_snapshot(tx)
            if known is None and not snapshots.is_quick(tx, self.quick_rows):
                self.maker.start(tx.dealership)
                raise CallRefusedError(503, "busy", retry_after_s=SNAPSHOT_S)
            signing = self.keys.signing_for(call.header(KNOWN_KEY_HEADER))
            return self._signed(call, 200, snapshots.head_of(known or snapshots.ready_snapshot(tx), signing))
        start, end = _range(call.header("Range"))
        part = snapshots.read_snapshot(tx, path.removeprefix("/v1/snapshot/"), start, end)
        return self._signed(call, 206, part, is_packed=False)

    def _session(self, call: Call) -> Struct:
        body = decode_body(wire.OpenSession, inflate(call))
        device = self.find(call.header(DEVICE_HEADER))
        check_signature(call, device.public_key, body.client_nonce)
        try:
            with transaction(self.engine, device.dealership, self.clock(), device) as tx:
                return sessions.open_session(tx, body, self.keys, is_busy=self.is_busy())
        except CallRefusedError as trouble:
            self.note(device, trouble)
            raise

    def _who(self, call: Call) -> Device:
        """Return the device of an open session that signed the call."""
        token = self._device_named(call)
        device = self.find(token.device)
        check_signature(call, device.public_key, token.nonce)
        sessions.refuse_shut_out(device)
        return device

    def _device_named(self, call: Call) -> sessions.Token:
        """Return the session that the head names, if it is of the device that the head names."""
        token = sessions.read_token(self.keys, call.header(SESSION_HEADER), self.clock())
        if token.device != call.header(DEVICE_HEADER):
            raise CallRefusedError(401, "session_unknown")
        return token

    def _signed(
        self,
        call: Call,
        status: int,
        body: Struct | bytes | None,
        more: Mapping[str, str] = NO_HEADERS,
        *,
        is_packed: bool = True,
    ) -> Answer:
        signing = self.keys.signing_for(call.header(KNOWN_KEY_HEADER))
        content = body if isinstance(body, bytes) else b"" if body is None else wire.encode(body)
        kind = "application/json" if isinstance(body, Struct) else "application/octet-stream"
        headers = {"Content-Type": kind, **more}
        if is_packed and isinstance(body, Struct) and len(content) >= _PACKED_FROM:
            content = gzip.compress(content, 5, mtime=0)
            headers["Content-Encoding"] = "gzip"
        if urlsplit(call.path).path == "/v1/enrol":
            signing = self.keys.signing_for(call.header(KNOWN_KEY_HEADER) or fingerprint(self.keys.public))
            headers[HUB_KEY_HEADER] = public_key(signing).hex()
        if self.keys.links:
            headers[KEY_CHAIN_HEADER] = self.keys.chain
        text = answer_text(status, call.header(SIGNATURE_HEADER), content)
        return Answer(status, {**headers, SIGNATURE_HEADER: sign(signing, text)}, content)


@contextmanager
def _refused_faults() -> Iterator[None]:
    """Raise every fault as CallRefusedError; it is logged without a trace, which could name data."""
    try:
        yield
    except CallRefusedError:
        raise
    except exc.DataError:
        raise CallRefusedError(400, "malformed") from None  # no database stores it, no counter sends it
    except (exc.DBAPIError, exc.TimeoutError) as error:  # a timeout: no connection was free
        LOG.error("database", extra={"fault": type(getattr(error, "orig", None) or error).__name__})  # noqa: TRY400
        raise CallRefusedError(503, "busy", retry_after_s=5) from None
    except Exception as error:  # noqa: BLE001 - a bug of the hub
        LOG.error("fault", extra={"fault": type(error).__name__})  # noqa: TRY400
        raise CallRefusedError(500, "broken", retry_after_s=60) from None


def _pull_wish(path: str) -> dict[str, Any]:
    """Return the arguments of a pull from its query."""
    query = parse_qs(urlsplit(path).query)
    try:
        numbers = {name: int(query.get(name, ["0"])[0]) for name in ("cursor", "broadcast")}
        limit = int(query.get("limit", [str(wire.MOST_ROWS)])[0])
    except ValueError:
        raise CallRefusedError(400, "malformed") from None
    if any(not 0 <= number < 2**62 for number in numbers.values()):
        raise CallRefusedError(400, "malformed")
    ids = tuple(filter(None, query.get("ids", [""])[0].split(",")))[: wire.MOST_ROWS]
    return {**numbers, "limit": min(max(limit, 1), wire.MOST_ROWS), "ids": ids}


def _range(header: str) -> tuple[int, int]:
    """Return the bytes asked for by ``bytes=first-last``, both counted in."""
    try:
        first, last = header.removeprefix("bytes=").split("-")
        start, end = int(first), int(last)
    except ValueError:
        raise CallRefusedError(400, "malformed") from None
    if not 0 <= start <= end:
        raise CallRefusedError(400, "malformed")
    return start, end
