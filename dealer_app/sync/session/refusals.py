"""Apply a signed refusal of head office to this database (docs/protocol.md, section 6)."""

from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.enrolments import change_enrolment, current_enrolment
from dealer_app.sync.counter_database import CounterDatabase
from dealer_app.sync.session.progress import Progress

NEW_STATES = {
    "fork": "forked",
    "epoch_old": "forked",
    "base_unknown": "forked",
    "device_superseded": "superseded",
    "device_revoked": "revoked",
}
"""Code of a refusal -> the state in which this database stops writing."""


def obey_refusal(database: CounterDatabase, progress: Progress, code: str, retry_after_s: int = 0) -> str:
    """Note a refusal, stop writing if its code requires it, and return the new state, "" if it does not change."""
    progress.fail(code, retry_after_s)
    state = NEW_STATES.get(code, "")
    if state:
        database.write(lambda unit: _stop_writing(unit, state, code))
    return state


def _stop_writing(unit: Unit, state: str, code: str) -> None:
    """Set the state in which this database writes no more outbox entries; nothing is discarded."""
    enrolment = current_enrolment(unit.session)
    if enrolment is not None and enrolment.state not in (state, "revoked"):
        write_audit(unit, f"counter_{state}", "enrolments", None, {"code": code})
        change_enrolment(unit, state=state, trouble=code)
