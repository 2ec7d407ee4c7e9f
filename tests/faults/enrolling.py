"""Jobs to kill: the enrolment at a fake head office, and the destruction of a revoked counter."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import dealer_app.store.database.lanes
import dealer_app.sync.session.enrolment
import dealer_app.sync.session.talk  # noqa: F401 - slow modules are loaded before the process is forked
from dealer_app.desktop import Desktop
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import HUB_KEY_HEADER, SIGNATURE_HEADER, Answer, Call, Carrier
from dealer_app.protocol.signing import answer_text, fingerprint, public_key, sign
from dealer_app.store.database.durable_files import write_durably

HUB_KEY = bytes(range(32))
CODE = "K7QF2M9DK7QF2M9D" + fingerprint(public_key(HUB_KEY)).upper()
DEVICE = "0192f0c1-7a10-7c3e-9a41-5b1f6d2e8c01"
FIRST = 90_040_000


class FakeHub:
    """A head office with one code; it stores the hash of the call that used it in a file, across processes.

    It revokes every counter that talks to it after the enrolment.
    """

    def __init__(self, memory: Path) -> None:
        self._memory = memory

    def __call__(self, call: Call) -> Answer:
        if call.path != "/v1/enrol":
            return self._signed(call, 403, wire.encode(wire.CallRefusal("device_revoked")))
        shown = sha256(call.body).hexdigest()
        if not self._memory.exists():
            write_durably(self._memory, shown.encode("ascii"))  # durable, because a real head office is not killed
        if self._memory.read_text("ascii") != shown:
            return self._signed(call, 403, wire.encode(wire.CallRefusal("code_used")))
        kinds = ("registration", "invitation", "bill", "bill_file", "receipt")
        windows = tuple(wire.Range(kind, FIRST, FIRST + 9999) for kind in kinds)
        key = b64encode(public_key(HUB_KEY)).decode("ascii")
        enrolled = wire.Enrolled(DEVICE, "2606", 1, wire.Head(0, wire.GENESIS), key, key, windows)
        return self._signed(call, 200, wire.encode(enrolled))

    @contextmanager
    def dial(self, _url: str) -> Iterator[Carrier]:
        """Yield the carrier of calls."""
        yield self

    def _signed(self, call: Call, status: int, body: bytes) -> Answer:
        signature = sign(HUB_KEY, answer_text(status, call.header(SIGNATURE_HEADER), body))
        return Answer(status, {SIGNATURE_HEADER: signature, HUB_KEY_HEADER: public_key(HUB_KEY).hex()}, body)


def opened_at(home: Path, memory: Path) -> Desktop:
    """Open a counter whose fake head office keeps its state in ``memory``."""
    desktop = Desktop(home, clock=lambda: datetime(2026, 11, 22, 8, 30, tzinfo=UTC), dial=FakeHub(memory).dial)
    desktop.open()
    return desktop


def enrol(home: Path, memory: Path) -> None:
    """Enrol, unless the counter is enrolled."""
    desktop = opened_at(home, memory)
    if not desktop.line_state().is_enrolled:
        desktop.enrol("https://hub.test", CODE, "باجه ۲")
    desktop.close()


def obey(home: Path, memory: Path) -> None:
    """Talk to head office, which revokes this counter."""
    desktop = opened_at(home, memory)
    assert desktop.talk().trouble == "device_revoked"
