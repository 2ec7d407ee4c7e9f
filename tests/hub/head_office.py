"""Provide a head office for tests: a call service on a fresh database, its clock, and counters with real keys."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from uuid_utils.compat import uuid7

from dealer_app.hub.database.database import engine_of, transaction
from dealer_app.hub.database.keys import HubKeys
from dealer_app.hub.database.roles import add_dealership
from dealer_app.hub.devices.codes import new_code, plain_code
from dealer_app.hub.office.publishing import Published, publish_rows
from dealer_app.hub.service.calls import CallService
from dealer_app.protocol import wire
from dealer_app.protocol.canonical_json import canonical_json
from dealer_app.protocol.enrolment_file import make_enrolment_file
from dealer_app.protocol.sealing import new_box_key, public_box_key
from dealer_app.protocol.signing import new_key, public_key
from dealer_app.sync.session import talker
from tests.pg import hub_database

SECRET_LETTERS = 16
"""Letters of a one-time code before the fingerprint of head office's key."""


def fingerprint_of(code: str) -> str:
    """Return the fingerprint of head office's key that a code contains, in small letters."""
    return plain_code(code)[SECRET_LETTERS:].lower()


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Office:
    """Head office: its database, its keys and its clock."""

    engine: Engine
    keys: HubKeys = field(default_factory=lambda: HubKeys(new_key(), new_box_key()))
    clock: Clock = field(default_factory=Clock)

    @property
    def service(self) -> CallService:
        return CallService(self.engine, self.keys, self.clock)

    def add(self, *dealerships: str) -> None:
        for dealership in dealerships:
            with transaction(self.engine, dealership, self.clock()) as tx:
                add_dealership(tx.connection, dealership)

    def code(self, dealership: str, *, replaces: str = "") -> str:
        with transaction(self.engine, dealership, self.clock()) as tx:
            return new_code(tx, self.keys.public, replaces=replaces)

    def invite(self, code: str, hub_url: str = "") -> bytes:
        """Return the enrolment file that goes with a code."""
        return make_enrolment_file(self.keys.signing, self.keys.public_box, plain_code(code), hub_url)

    def publish(self, dealership: str, *rows: Published) -> int:
        with transaction(self.engine, dealership, self.clock()) as tx:
            return publish_rows(tx, rows)


@contextmanager
def open_office(*dealerships: str) -> Iterator[tuple[Office, str]]:
    """Yield a head office with these dealerships and the address of its database for the owner."""
    with hub_database() as url:
        engine = engine_of(url)
        office = Office(engine)
        office.add(*dealerships)
        try:
            yield office, url
        finally:
            engine.dispose()


@dataclass
class Counter:
    """A counter that has only an outbox and keys."""

    office: Office
    signing_key: bytes = field(default_factory=new_key)
    box_key: bytes = field(default_factory=new_box_key)
    lines: list[wire.OutboxCommand] = field(default_factory=list)
    device: str = ""
    epoch: int = 1
    dealership: str = ""

    def enrol(self, dealership: str, *, code: str = "", **changes: Any) -> wire.Enrolled:
        code = code or self.office.code(dealership)
        body = wire.Enrol(
            code,
            b64encode(public_key(self.signing_key)).decode(),
            b64encode(public_box_key(self.box_key)).decode(),
            "counter",
            **changes,
        )
        answer = talker.enrol(self.office.service.answer, body, self.signing_key, fingerprint_of(code))
        self.device, self.dealership = answer.device, answer.dealership
        return answer

    def talk(self, **changes: Any) -> talker.Talker:
        """Return an open session; like a counter of today, prove that the request is fresh if head office asks for it.

        ``challenge=None`` is the request of an older program.
        """
        me = talker.Talker(
            self.office.service.answer, talker.Identity(self.device, self.signing_key, self.office.keys.public)
        )
        head = wire.Head(self.lines[-1].n, self.lines[-1].hash) if self.lines else wire.Head(0, wire.GENESIS)
        facts = {"epoch": self.epoch, "head": head, "cursor": 0, "broadcast": 0, "challenge": "", **changes}
        try:
            me.session(wire.OpenSession(client_nonce=talker.new_nonce(), **facts))
        except talker.HubRefusedError as refused:
            if refused.code != "prove" or "challenge" in changes:
                raise
            proved = {**facts, "challenge": refused.trouble.challenge}
            me.session(wire.OpenSession(client_nonce=talker.new_nonce(), **proved))
        return me

    def write(
        self,
        kind: str,
        body: dict[str, Any],
        *,
        version: int = 1,
        base: int | None = None,
        text: str = "",
        command_id: str = "",
        cover: dict[str, str] | None = None,
    ) -> wire.OutboxCommand:
        """Append one entry to the outbox; ``text`` is a body that no counter writes, ``cover`` what else it says."""
        n, previous = (self.lines[-1].n + 1, self.lines[-1].hash) if self.lines else (1, wire.GENESIS)
        said = {"at": "2026-11-23T08:15:30.250000+00:00", "actor": None, **(cover or {})}
        content = text or canonical_json(body)
        facts = (n, command_id or str(uuid7()), kind, version, content, said["actor"], said["at"] or "", base)
        line_hash = wire.command_hash(previous, wire.OutboxCommand(*facts, hash=""))
        self.lines.append(wire.OutboxCommand(*facts, hash=line_hash))
        return self.lines[-1]

    def batch(self, first: int = 1, last: int = 10**9) -> wire.Push:
        """Return entries ``first`` to ``last`` as a batch."""
        lines = tuple(line for line in self.lines if first <= line.n <= last)
        previous = self.lines[first - 2].hash if first > 1 else wire.GENESIS
        return wire.Push(self.epoch, first, previous, lines)


def a_counter(office: Office, dealership: str = "2606") -> Counter:
    """Return an enrolled counter of a dealership."""
    counter = Counter(office)
    counter.enrol(dealership)
    return counter
