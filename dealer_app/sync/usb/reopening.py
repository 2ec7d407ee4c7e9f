"""Let a stopped counter go on by stick (docs/protocol.md, section 11), and ignore what an old stick says about it."""

from dealer_app.domain.errors import Refusal
from dealer_app.protocol import wire
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import change_enrolment, current_enrolment
from dealer_app.sync.apply.outbox_entries import head_of_known
from dealer_app.sync.counter_database import CounterDatabase
from dealer_app.sync.session.enrolment import start_epoch
from dealer_app.sync.session.progress import Progress
from dealer_app.sync.session.refusals import obey_refusal
from dealer_app.sync.session.sender import go_back

SESSION = "/v1/session"
_OF_AN_EPOCH = frozenset({"fork", "epoch_old", "gap"})
"""Refusals that are about one epoch; those of a device (revoked, superseded) are permanent."""


def go_on(database: CounterDatabase, progress: Progress, answer: wire.SessionAnswer) -> None:
    """Start the epoch that head office opened; an answer that was taken before, or is older, changes nothing."""
    try:
        progress.keep(database.write(lambda unit: _go_on(unit, answer)))
    except Refusal as refusal:
        obey_refusal(database, progress, refusal.code)


def is_outdated(unit: Unit, answer: wire.BundleAnswer, trouble: wire.CallRefusal) -> bool:
    """Return whether a refusal is about an earlier epoch of this counter, or about a stop that is over."""
    enrolment = current_enrolment(unit.session)
    if enrolment is None or trouble.code not in _OF_AN_EPOCH or not trouble.epoch:
        return False  # an older head office names no epoch
    if answer.path == SESSION and enrolment.state == "active":
        return True
    if trouble.code == "epoch_old":  # head office is in this counter's epoch: the refused call was made before it
        return trouble.epoch <= enrolment.epoch
    return trouble.epoch < enrolment.epoch


def _go_on(unit: Unit, answer: wire.SessionAnswer) -> None:
    enrolment = current_enrolment(unit.session)
    if enrolment is None or enrolment.state != "forked" or answer.epoch < enrolment.epoch:
        return
    if answer.epoch > enrolment.epoch:
        start_epoch(unit, answer.epoch, answer.acked)
        return
    if answer.acked.n and head_of_known(unit, answer.acked.n) != answer.acked.hash:
        return
    if answer.acked.n < enrolment.acked_n:
        go_back(unit, answer.acked.n)
    change_enrolment(unit, state="active")
