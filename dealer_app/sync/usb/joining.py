"""Enrol without a line (docs/protocol.md, section 11): write the request for a stick and take its answer."""

from base64 import b64decode

from msgspec import Raw

from dealer_app.domain.errors import Refusal
from dealer_app.protocol import wire
from dealer_app.protocol.enrolment_file import newcomer, read_enrolment_file
from dealer_app.protocol.sealing import seal
from dealer_app.protocol.signing import fingerprint, public_key, request_text, sign
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import EnrolmentRecord, current_enrolment
from dealer_app.store.tables.leases import KINDS
from dealer_app.sync.counter_database import CounterDatabase
from dealer_app.sync.session.enrolment import accept, body_of, letters_of, prepare
from dealer_app.sync.session.progress import Progress

ENROL, OK = "/v1/enrol", 200
_REFUSALS = frozenset({"code_wrong", "code_used", "code_expired", "protocol_old"})


def make_request(database: CounterDatabase, enrolment_file: bytes, code: str, counter: str) -> bytes:
    """Return the request of a counter without a line, sealed to the head office that ``enrolment_file`` names.

    A repeated request with the same code is for the same device. Raises FieldError ``code_form`` and those of
    ``read_enrolment_file`` (fields ``code``, ``file``), Refusal ``already_enrolled``.
    """
    letters = letters_of(code)
    hub = read_enrolment_file(enrolment_file, letters)

    def ready(unit: Unit) -> EnrolmentRecord:
        return prepare(unit, letters, counter, hub.hub_url, hub_key=hub.hub_key, hub_box_key=hub.hub_box_key)

    asked = database.write(ready).value
    return database.read(lambda unit: _request(unit, asked, letters))


def join(
    database: CounterDatabase, progress: Progress, asked: EnrolmentRecord, answer: wire.BundleAnswer, newest: bytes
) -> None:
    """Become the device named in head office's answer; an answer that was taken before changes nothing.

    ``newest`` is head office's newest key, to which the enrolment file's key leads.
    Raises Refusal ``already_enrolled``, ``bundle_changed``, ``code_wrong``, ``code_used``, ``code_expired``,
    ``protocol_old``, ``hub_refused``.
    """
    if asked.is_current:
        return
    body = bytes(answer.body)
    if answer.status != OK:
        code = wire.decode(wire.CallRefusal, body).code
        raise Refusal(code if code in _REFUSALS else "hub_refused")
    enrolled = wire.decode(wire.Enrolled, body)
    if b64decode(enrolled.hub_key) not in {asked.hub_key, newest}:
        raise Refusal("bundle_changed")
    progress.keep(database.write(lambda unit: _accept(unit, asked.row, enrolled)))
    progress.joined = enrolled.dealership


def _accept(unit: Unit, row: int, enrolled: wire.Enrolled) -> None:
    enrolment = current_enrolment(unit.session)
    if enrolment is not None and enrolment.state == "active":
        raise Refusal("already_enrolled")
    accept(unit, row, enrolled)


def _request(unit: Unit, asked: EnrolmentRecord, code: str) -> bytes:
    """Return the sealed request; it also asks for numbers and rows, so that one round trip is enough."""
    body = wire.encode(body_of(unit, asked, code))
    signature = sign(asked.signing_key, request_text("POST", ENROL, body, code))
    wants = wire.Wants(tuple(wire.Want(kind, 0) for kind in KINDS))
    calls = (
        wire.BundleCall(ENROL, Raw(body), signature),
        wire.bundle_call("/v1/lease", wants),
        wire.bundle_call("/v1/pull", wire.PullFrom()),
    )
    return seal(
        wire.encode(wire.BundleUp(calls)),
        to="hub",
        to_box_key=asked.hub_box_key,
        sender=newcomer(public_key(asked.signing_key)),
        signing_key=asked.signing_key,
        known=fingerprint(asked.hub_key),
    )
