"""Keep the print log: a row with the copy number, written before printing, and the result of the print."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from uuid_utils.compat import uuid7

from dealer_app.domain.calendar.tehran import local_time
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import CustomerId, PrintId
from dealer_app.domain.papers.papers import PaperRef, PrintStamp
from dealer_app.domain.rights import Right
from dealer_app.services.days.days import require_day
from dealer_app.services.papers.seals import ensure_key
from dealer_app.services.prints.tables import TABLES
from dealer_app.services.rights import may_use, require
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.enrolments import is_stopped
from dealer_app.store.tables.head_office import FeedRowRecord
from dealer_app.store.tables.outbox import OutboxRecord, enqueue
from dealer_app.store.tables.prints import PrintRecord

STATES = ("prepared", "queued", "printed", "failed")


@dataclass(frozen=True, slots=True)
class BegunPrint:
    """A print whose row is written but whose bytes are not made yet."""

    print_id: PrintId
    ref: PaperRef  # for a confirmation, its own id, not the customer's
    number: str
    stamp: PrintStamp


def begin_print(unit: Unit, ref: PaperRef) -> BegunPrint:
    """Write the row of a paper's next copy and return its number and stamp.

    The first print makes a paper valid and needs the right to issue. Raises Refusal for an unknown paper.
    """
    require(unit, Right.PRINT)
    require_day(unit)
    ensure_key(unit)
    ref = PaperRef(ref.kind, TABLES[ref.kind].issue(unit, ref.id))
    copies = unit.session.scalar(select(func.max(PrintRecord.copy_number)).where(*_prints_of(ref))) or 0
    if not copies:
        require(unit, Right.ISSUE)
    begun = BegunPrint(PrintId(uuid7()), ref, paper_number(unit, ref), next_stamp(unit, copies))
    unit.session.add(
        PrintRecord(
            id=begun.print_id,
            paper_kind=ref.kind.value,
            paper_id=ref.id,
            number=begun.number,
            copy_number=begun.stamp.copy_number,
            printed_by=unit.actor.name,
            staff_id=unit.actor.staff_id,
            counter=begun.stamp.counter,
            printed_at=unit.now,
        )
    )
    unit.session.flush()
    _announce(unit, ref, begun)
    return begun


def next_stamp(unit: Unit, copies: int) -> PrintStamp:
    """Return the stamp of the copy after ``copies`` earlier ones; a preview uses it without writing a row."""
    counter = unit.actor.counter or get_settings(unit).counter.counter
    is_inspection = may_use(unit, Right.PRINT) and not may_use(unit, Right.ISSUE)
    return PrintStamp(copies + 1, unit.actor.name, counter, local_time(unit.now), is_inspection)


def count_prints(unit: Unit, ref: PaperRef) -> int:
    """Return the number of prints of a paper in the log; a confirmation that is not issued yet has none."""
    return unit.session.scalar(select(func.count()).where(*_prints_of(_own_ref(unit, ref)))) or 0


def finish_print(unit: Unit, print_id: PrintId, sha256: str, template: str = "") -> None:
    """Record the hash of the printed bytes (written once) and their template, and queue a command to head office.

    A database that may write no more commands can still print; ``enqueue_missed`` queues them when it may write again.
    """
    record = _get_record(unit, print_id)
    record.sha256, record.template = sha256, template
    unit.session.flush()
    if not is_stopped(unit.session):
        _enqueue(unit, record)


def enqueue_missed(unit: Unit) -> None:
    """Queue commands for the prints that were made while this counter could write no commands."""
    told = select(OutboxRecord.n).where(OutboxRecord.subject_id == PrintRecord.id).exists()
    heard = select(FeedRowRecord.id).where(FeedRowRecord.kind == "print", FeedRowRecord.id == PrintRecord.id).exists()
    missed = select(PrintRecord).where(PrintRecord.sha256 != "", ~told, ~heard).order_by(PrintRecord.row)
    for record in unit.session.scalars(missed).all():
        _enqueue(unit, record)


def mark_print(unit: Unit, print_id: PrintId, state: str, printer: str = "", fault: str = "") -> None:
    """Record the state of a print (one of STATES), its printer, and the printer's message if it failed."""
    record = _get_record(unit, print_id)
    record.state, record.printer, record.fault = state, printer or record.printer, fault
    unit.session.flush()
    write_audit(unit, f"print_{state}", "prints", print_id, {"printer": record.printer})
    unit.touch("prints", print_id)


def paper_number(unit: Unit, ref: PaperRef) -> str:
    """Return the number of a paper, "" for a help slip; raises Refusal if this counter has no such paper."""
    table = TABLES[ref.kind]
    row = unit.session.execute(select(table.number).where(table.record.id == ref.id)).one_or_none()
    if row is None:
        raise Refusal(table.missing)
    return str(row[0] or "")


def customer_of(unit: Unit, ref: PaperRef) -> CustomerId | None:
    """Return the customer of a paper, None if it is of nobody with a file; ``ref`` has the paper's own id."""
    table = TABLES[ref.kind]
    if table.owner is None:
        return None
    owner = unit.session.scalars(table.owner.where(table.record.id == ref.id)).one()
    return None if owner is None else CustomerId(owner)


def _own_ref(unit: Unit, ref: PaperRef) -> PaperRef:
    """Return the reference with the paper's own id; a confirmation may be requested by its customer's id."""
    return PaperRef(ref.kind, TABLES[ref.kind].own_id(unit, ref.id))


def _prints_of(ref: PaperRef) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for the prints of a paper; ``ref`` has the paper's own id."""
    return PrintRecord.paper_kind == ref.kind.value, PrintRecord.paper_id == ref.id


def _announce(unit: Unit, ref: PaperRef, begun: BegunPrint) -> None:
    """Write the audit row of a print and touch the print and its customer."""
    facts = {"paper": ref.kind.value, "paper_id": str(ref.id), "number": begun.number, "copy": begun.stamp.copy_number}
    write_audit(unit, "printed", "prints", begun.print_id, facts)
    unit.touch("prints", begun.print_id)
    owner = customer_of(unit, ref)
    if owner is not None:
        unit.touch("customers", owner)


def _enqueue(unit: Unit, record: PrintRecord) -> None:
    """Queue the command that records a print."""
    body = {
        "id": str(record.id),
        "paper": record.paper_kind,
        "paper_id": str(record.paper_id),
        "number": record.number,
        "copy": record.copy_number,
        "sha256": record.sha256,
        "state": record.state,
        "printer": record.printer,
    }
    enqueue(unit, "print.record", body, subject_id=record.id, kind_version=2)


def _get_record(unit: Unit, print_id: PrintId) -> PrintRecord:
    """Return the row of an existing print."""
    return unit.session.scalars(select(PrintRecord).where(PrintRecord.id == print_id)).one()
