"""Open a session: both sides first compare how much of the other's data they have (docs/protocol.md, session)."""

from dealer_app.protocol import wire
from dealer_app.protocol.carriage import LineDownError
from dealer_app.protocol.signing import fingerprint
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import audit_head, write_audit
from dealer_app.store.tables.enrolments import EnrolmentRecord, change_enrolment, current_enrolment
from dealer_app.sync.apply.kinds import KINDS
from dealer_app.sync.apply.outbox_entries import checkpoints, count_waiting, head_of
from dealer_app.sync.counter_database import CounterDatabase
from dealer_app.sync.session.enrolment import start_epoch
from dealer_app.sync.session.sender import go_back
from dealer_app.sync.session.talker import HubRefusedError, Identity, Talker, new_nonce

_MOST_CHALLENGES = 4
READ_KINDS = {kind.name: kind.newest for kind in KINDS.values()}
"""Kind of row -> the newest version of its document that this program reads."""


def identity_of(enrolment: EnrolmentRecord) -> Identity:
    """Return the device's identity for its calls."""
    return Identity(enrolment.device, enrolment.signing_key, enrolment.hub_key)


def open_session(database: CounterDatabase, talker: Talker) -> wire.SessionAnswer:
    """Open a session and bring the outbox to the state that head office confirms.

    Raises LineDownError, HubRefusedError, Refusal ``base_unknown``.
    """
    answer = _asked(database, talker)
    database.write(lambda unit: _settle(unit, answer))
    if talker.newest_key:
        database.write(lambda unit: take_hub_key(unit, talker.newest_key))
    return answer


def take_hub_key(unit: Unit, key: bytes) -> None:
    """Keep head office's new key, which the known one announced; the next talk uses it."""
    enrolment = current_enrolment(unit.session)
    if enrolment is not None and enrolment.hub_key != key:
        change_enrolment(unit, hub_key=key)
        write_audit(unit, "hub_key_changed", "enrolments", None, {"key": fingerprint(key)})


def _asked(database: CounterDatabase, talker: Talker) -> wire.SessionAnswer:
    """Ask for a session; if head office doubts that the request is fresh, read the outbox again and prove it."""
    challenge = ""
    for _ in range(_MOST_CHALLENGES):
        shown = challenge
        try:
            return talker.session(database.read(lambda unit: session_body(unit, shown)))  # noqa: B023 - called at once
        except HubRefusedError as refused:
            if refused.code != "prove":
                raise
            challenge = refused.trouble.challenge
    raise LineDownError("cut")  # other calls of this counter came in between each time


def session_body(unit: Unit, challenge: str = "") -> wire.OpenSession:
    """Return the request of a session: the outbox as it is now, which answers ``challenge``."""
    enrolment = current_enrolment(unit.session)
    assert enrolment is not None
    newest = checkpoints(unit)
    return wire.OpenSession(
        client_nonce=new_nonce(),
        epoch=enrolment.epoch,
        head=newest[0] if newest else head_of(unit, 0),
        cursor=enrolment.cursor,
        broadcast=enrolment.broadcast,
        waiting=count_waiting(unit, enrolment.acked_n),
        kinds=READ_KINDS,
        checkpoints=newest,
        challenge=challenge,
        audit=wire.Head(*audit_head(unit.session)),
    )


def _settle(unit: Unit, answer: wire.SessionAnswer) -> None:
    """Start the epoch that head office opened, or send again the entries that it no longer has."""
    enrolment = current_enrolment(unit.session)
    assert enrolment is not None
    if answer.epoch != enrolment.epoch:
        start_epoch(unit, answer.epoch, answer.acked)
    elif answer.acked.n < enrolment.acked_n:
        go_back(unit, answer.acked.n)
    change_enrolment(unit, state="active", heard_at=unit.now)
