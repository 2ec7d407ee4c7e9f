"""Read the state of the line to head office, for the status bar, the page and the command line."""

from sqlalchemy import func, select

from dealer_app.domain.head_office import LineState
from dealer_app.domain.ids import Rial
from dealer_app.protocol.money import PAYMENT_KINDS
from dealer_app.store.core.sums import join_parts, sum_parts
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import current_enrolment, is_asking
from dealer_app.store.tables.head_office import ConflictRecord, KeptRowRecord, UnmatchedOrderRecord
from dealer_app.store.tables.outbox import OutboxRecord, count_queued

_WAITING = ("queued", "sent")


def get_line_state(unit: Unit) -> LineState:
    """Return this counter's enrolment, the counts of entries that wait for head office and of work for a person."""
    payments, amount = _payments(unit)
    enrolment = current_enrolment(unit.session)
    return LineState(
        enrolment="" if enrolment is None else enrolment.state,
        dealership="" if enrolment is None else enrolment.dealership,
        hub_url="" if enrolment is None else enrolment.hub_url,
        waiting=count_queued(unit.session),
        waiting_payments=payments,
        waiting_amount=Rial(amount),
        conflicts=_count(unit, ConflictRecord),
        unmatched=_count(unit, UnmatchedOrderRecord),
        kept_raw=_count(unit, KeptRowRecord),
        last_heard_at=None if enrolment is None else enrolment.heard_at,
        trouble="" if enrolment is None else enrolment.trouble,
        is_asking=is_asking(unit.session),
    )


def _payments(unit: Unit) -> tuple[int, int]:
    """Return the number of waiting payments and reversals, and the sum of their amounts in Rial."""
    amount = sum_parts(func.json_extract(OutboxRecord.body, "$.amount"))
    waiting = OutboxRecord.state.in_(_WAITING), OutboxRecord.kind.in_(PAYMENT_KINDS)
    found, *parts = unit.session.execute(select(func.count(), *amount).where(*waiting)).one()
    return found, join_parts(*parts)


def _count(unit: Unit, record: type[ConflictRecord | KeptRowRecord | UnmatchedOrderRecord]) -> int:
    return unit.session.scalar(select(func.count()).select_from(record)) or 0
