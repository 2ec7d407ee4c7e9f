"""Build batches of outbox entries and take the outcomes in the answers (docs/protocol.md, push)."""

from collections.abc import Sequence
from typing import Any

from msgspec import UNSET
from sqlalchemy import func, insert, select, update

from dealer_app.protocol import wire
from dealer_app.protocol.money import PAYMENT_KINDS
from dealer_app.protocol.schemas.docs import OUTCOME
from dealer_app.store.core.chain import GENESIS
from dealer_app.store.core.sums import join_parts, sum_parts
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import change_enrolment, current_enrolment
from dealer_app.store.tables.head_office import OutcomeRecord
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.sync.apply.finals import set_final_number
from dealer_app.sync.apply.kinds import COMMAND_KINDS
from dealer_app.sync.apply.states import set_state

_MOST_BATCH_BYTES = 220 * 1024  # before compression: one call stays below 256 KiB even if nothing compresses


def head_of(unit: Unit, n: int) -> wire.Head:
    """Return entry ``n`` with its hash; entry 0 is the start of the chain."""
    if n == 0:
        return wire.Head(0, GENESIS)
    return wire.Head(n, unit.session.scalars(select(OutboxRecord.hash).where(OutboxRecord.n == n)).one())


def checkpoints(unit: Unit, newest: int | None = None) -> tuple[wire.Head, ...]:
    """Return the newest entry (or entry ``newest`` instead) and those 1, 2, 4, 8 … before it."""
    newest = (unit.session.scalar(select(func.max(OutboxRecord.n))) or 0) if newest is None else newest
    wanted = [newest, *(newest - 2**step for step in range(40) if newest - 2**step > 0)]
    found = select(OutboxRecord.n, OutboxRecord.hash).where(OutboxRecord.n.in_(wanted)).order_by(OutboxRecord.n.desc())
    return tuple(wire.Head(row.n, row.hash) for row in unit.session.execute(found))


def list_batch(unit: Unit, epoch: int, after: int, most: int) -> wire.Push:
    """Return at most ``most`` entries after ``after``, as many as one call may carry."""
    query = select(OutboxRecord).where(OutboxRecord.n > after).order_by(OutboxRecord.n).limit(most)
    commands: list[wire.OutboxCommand] = []
    size = 0
    for row in unit.session.scalars(query):
        size += len(row.body.encode()) + 500
        if commands and size > _MOST_BATCH_BYTES:
            break
        actor = None if row.actor is None else str(row.actor)
        facts = (row.n, str(row.command_id), row.kind, row.kind_version, row.body, actor, instant_text(row.at))
        commands.append(wire.OutboxCommand(*facts, row.base_version, row.hash))
    return wire.Push(epoch, after + 1, head_of(unit, after).hash, tuple(commands))


def count_waiting(unit: Unit, after: int) -> wire.WaitingCount:
    """Count the entries after entry ``after`` and the payments in them; the amount is the payments' sum in Rial."""
    later = OutboxRecord.n > after
    total = unit.session.scalar(select(func.count()).where(later)) or 0
    paid = later, OutboxRecord.kind.in_(PAYMENT_KINDS)
    amount = sum_parts(func.json_extract(OutboxRecord.body, "$.amount"))
    count, *parts = unit.session.execute(select(func.count(), *amount).where(*paid)).one()
    return wire.WaitingCount(total, count, join_parts(*parts))


def take_outcomes(unit: Unit, outcomes: Sequence[wire.Outcome]) -> int:
    """Take the outcomes of this database's own next entries in order and return how many were taken.

    All others are ignored: an answer may belong to a disk that was replaced.
    """
    enrolment = current_enrolment(unit.session)
    assert enrolment is not None
    acked, taken = enrolment.acked_n, 0
    for outcome in sorted(outcomes, key=lambda outcome: outcome.n):
        if outcome.n != acked + 1 or head_of_known(unit, outcome.n) != outcome.hash:
            continue
        _take(unit, outcome)
        acked, taken = outcome.n, taken + 1
    if taken:
        change_enrolment(unit, acked_n=acked)
    return taken


def head_of_known(unit: Unit, n: int) -> str | None:
    """Return the hash of entry ``n``, None if this database has no such entry."""
    return unit.session.scalar(select(OutboxRecord.hash).where(OutboxRecord.n == n))


def _readable(outcome: wire.Outcome) -> tuple[wire.Outcome, dict[str, Any]]:
    """Return an outcome and its document; one that cannot be read counts as waiting, so that the queue goes on."""
    try:
        content = wire.encode(outcome)
        OUTCOME.check(wire.parse(content), content)
        return outcome, {} if outcome.doc is UNSET else wire.parse(bytes(outcome.doc))
    except ValueError:
        return wire.Outcome(outcome.n, outcome.hash, "deferred", "outcome_unreadable"), {}


def _take(unit: Unit, answered: wire.Outcome) -> None:
    outcome, doc = _readable(answered)
    known = unit.session.get(OutcomeRecord, outcome.n)
    facts = {"state": outcome.state, "code": outcome.code, "seq": outcome.seq, "alias_of": outcome.alias_of}
    more = {"number": outcome.number, "doc": doc, "heard_at": unit.now}
    if known is None:
        unit.session.execute(insert(OutcomeRecord), {"n": outcome.n, **facts, **more})
    else:
        unit.session.execute(update(OutcomeRecord).where(OutcomeRecord.n == outcome.n).values({**facts, **more}))
    set_state(unit, outcome.n, outcome.state, outcome.code)
    if outcome.number:
        _number(unit, outcome)


def _number(unit: Unit, outcome: wire.Outcome) -> None:
    query = select(OutboxRecord.kind, OutboxRecord.subject_id).where(OutboxRecord.n == outcome.n)
    entry = unit.session.execute(query).one()
    if entry.subject_id is not None:
        name = entry.kind.partition(".")[0]
        set_final_number(unit, COMMAND_KINDS[name], entry.subject_id, outcome.number, noted_as=name)
