"""Checks after synchronisation (docs/protocol.md, section 2), on the databases of both sides."""

import json
from collections import Counter as Tally
from collections.abc import Container, Iterable
from typing import Any

from sqlalchemy import func, select

from dealer_app.domain.attachments import content_hash
from dealer_app.hub.commands.numbers import bill_pair, serial_of
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import attachment_pieces, devices, leases, ledger, money, rows
from dealer_app.hub.devices.ceilings import LEAST, TIMES
from dealer_app.hub.devices.devices import find_device
from dealer_app.services.orders.orders import get_order
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.attachments import AttachmentPieceRecord, AttachmentRecord
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.store.tables.head_office import FeedRowRecord, KeptRowRecord
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.leases import KINDS, LeaseRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.plans.requests import RequestRecord
from dealer_app.store.tables.registrations import RegistrationRecord
from dealer_app.store.tables.visits.visits import VisitRecord
from tests.soak.activations import check_codes
from tests.soak.central import DEALERSHIPS
from tests.soak.contents import check_awaited_plans, check_contents, check_places
from tests.soak.disasters import mend
from tests.soak.edited import check_edited
from tests.soak.newest import check_newest
from tests.soak.promises import promise
from tests.soak.world import Pc, World

MOST_ROUNDS = 40
_HOLDER = leases.c.device, leases.c.kind
_NUMBERED = ("registration", "invitation", "bill", "payment", "visit", "request")
_FAMILIES = {
    "customer": "registration",
    "registration": "registration",
    "invitation": "invitation",
    "bill": "bill",
    "payment": "receipt",
    "receipt": "receipt",
    "visit": "visit",
    "request": "request",
}
"""First word of a command's kind -> the kind of its number."""
_RECORDS: dict[str, Any] = {
    "registration": RegistrationRecord,
    "invitation": InvitationRecord,
    "bill": BillRecord,
    "receipt": PaymentRecord,
    "visit": VisitRecord,
    "request": RequestRecord,
}
_COMPANY_AND_CHECK = 5  # digits of a bill id after the file number
_LEASED_FROM, _LEASED_TO = 1_000_000, 90_000_000

Copy = dict[tuple[str, str], Any]
"""Head office's rows of a dealership: (kind, id) -> (version, document)."""


def heal(world: World, most: int = MOST_ROUNDS) -> None:
    """Let all counters talk and mend them until all is sent and read, in at most ``most`` rounds."""
    world.end_slow()
    for _ in range(most):
        busy = False
        for pc in list(world.pcs):
            pc.line.calls.clear()
            with world.watched(pc):
                report = pc.desktop.talk()
            world.operations["calls"] += len(pc.line.calls)
            if not pc.desktop.is_open:
                busy = True
                continue
            busy |= mend(world, pc) or bool(report.trouble) or bool(report.sent) or bool(report.received)
            busy |= bool(pc.desktop.line_state().waiting)
        if not busy:
            return
    said = [(pc.desktop.line_state(), pc.desktop.talk()) for pc in world.pcs]
    promise(4, holds=False, words=f"never at rest: {said}")


def check(world: World) -> None:
    """Check every promise that can be checked when nothing waits any more."""
    for dealership in DEALERSHIPS:
        _check_books(world, dealership)
        _check_devices(world, dealership)
    for pc in world.pcs:
        check_acknowledged(world, pc)
        _check_sent(world, pc)
        _check_numbers(pc)
        _check_copy(world, pc)
        _check_attachments(world, pc)
        check_codes(world, pc)
        report = pc.desktop.verify()
        promise(2, not report.problems, report.problems)
    _check_money(world)
    check_places(world, DEALERSHIPS)
    check_awaited_plans(world, DEALERSHIPS)


def check_acknowledged(world: World, pc: Pc) -> None:
    """Check that head office holds all that a counter holds as acknowledged (head office never loses a disk here)."""
    enrolment = pc.desktop.read(lambda unit: current_enrolment(unit.session))
    assert enrolment is not None
    with transaction(world.engine, pc.dealership, world.office.clock()) as tx:
        device = find_device(tx.connection, pc.dealership, enrolment.device)
    if device.epoch == enrolment.epoch:
        promise(3, enrolment.acked_n <= device.acked_n, f"{enrolment.acked_n} here, {device.acked_n} there")


def _check_books(world: World, dealership: str) -> None:
    """Check that each command took effect once and that no two documents have the same number."""
    with transaction(world.engine, dealership, world.office.clock()) as tx:
        mine = ledger.c.dealership == dealership
        once = select(ledger.c.command_id).where(mine, ledger.c.is_first).group_by(ledger.c.command_id)
        promise(5, not tx.connection.execute(once.having(func.count() > 1)).all(), "a command took effect twice")
        found = select(rows.c.kind, rows.c.doc).where(rows.c.dealership == dealership, rows.c.op == "upsert")
        stored = [(row.kind, json.loads(row.doc)) for row in tx.connection.execute(found)]
    numbers = Tally(
        (kind, number) for kind, doc in stored if kind in _NUMBERED for number in [_number(doc)] if _is_leased(number)
    )
    twice = [number for number, count in numbers.items() if count > 1]
    promise(15, not twice, twice)


def _check_devices(world: World, dealership: str) -> None:
    """Check that only restored or copied counters are stopped, and that no device holds more than it can use up."""
    with transaction(world.engine, dealership, world.office.clock()) as tx:
        known = tx.connection.execute(select(devices).where(devices.c.dealership == dealership)).all()
        is_open = leases.c.dealership == dealership, leases.c.closed_at.is_(None)
        size = func.sum(leases.c.last - leases.c.first + 1)
        held = select(leases.c.device, leases.c.kind, size.label("size")).where(*is_open).group_by(*_HOLDER)
        ranges = tx.connection.execute(held).all()
        sent = select(ledger.c.device, func.count().label("count")).where(ledger.c.dealership == dealership)
        counts = {row[0]: row[1] for row in tx.connection.execute(sent.group_by(ledger.c.device))}
    stopped = [row.device for row in known if row.state == "forked" and row.device not in world.disturbed]
    promise(19, not stopped, stopped)
    for row in ranges:
        most = max(LEAST, TIMES * counts.get(row.device, 0)) + counts.get(row.device, 0)
        promise(20, not row.device or row.size <= most, f"{row.size} numbers of {row.kind} are held")


def _check_money(world: World) -> None:
    """Check that the sums of payments sent and entered are equal, each command counted once."""
    sent: dict[str, int] = {}
    entered = 0
    for dealership in DEALERSHIPS:
        with transaction(world.engine, dealership, world.office.clock()) as tx:
            paid = ledger.c.kind.in_(("payment.record", "payment.reverse"))
            query = select(ledger.c.command_id, ledger.c.kind, ledger.c.body, ledger.c.state)
            for row in tx.connection.execute(query.where(ledger.c.dealership == dealership, paid)):
                promise(8, row.state not in {"rejected", "quarantined"}, "a payment was refused")
                amount = int(json.loads(row.body)["amount"])
                sent[row.command_id] = -amount if row.kind == "payment.record" else amount
            total = select(func.coalesce(func.sum(money.c.amount), 0)).where(money.c.dealership == dealership)
            entered += int(tx.connection.scalars(total).one())
    promise(8, sum(sent.values()) == entered, f"sent {sum(sent.values())}, entered {entered}")


def _check_sent(world: World, pc: Pc) -> None:
    """Check that the ledger holds every outbox entry of the counter with the same hash."""
    lines = pc.desktop.read(
        lambda unit: {
            row.command_id: row.hash for row in unit.session.execute(select(OutboxRecord.command_id, OutboxRecord.hash))
        }
    )
    with transaction(world.engine, pc.dealership, world.office.clock()) as tx:
        query = select(ledger.c.command_id, ledger.c.hash).where(ledger.c.dealership == pc.dealership)
        held = {(row.command_id, row.hash) for row in tx.connection.execute(query)}
    lost = [command for command, line_hash in lines.items() if (str(command), line_hash) not in held]
    promise(4, not lost, f"{len(lost)} lines were lost")


def _check_numbers(pc: Pc) -> None:
    """Check that every number that was taken is on a document."""
    taken = pc.desktop.read(_taken)
    borne = pc.desktop.read(_borne)
    for kind, serials in taken.items():
        missing = serials - borne[kind]
        promise(16, not missing, f"{kind}: {sorted(missing)[:5]} stand on nothing")


def _taken(unit: Unit) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for lease in unit.session.scalars(select(LeaseRecord)):
        found[lease.kind] |= set(range(lease.first, lease.next))
    return found


def _borne(unit: Unit) -> dict[str, set[int]]:
    """Return the serials of the documents in the outbox and in the tables (also those of a copied PC) by kind."""
    found: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for line in unit.session.execute(select(OutboxRecord.kind, OutboxRecord.body)):
        body = json.loads(line.body)
        family = _FAMILIES.get(line.kind.partition(".")[0])
        paper = body.get("registration") or {}
        if family is not None:
            found[family] |= {serial_of(str(doc.get("number") or "")) for doc in (body, paper)}
        if line.kind == "bill.issue":
            found["bill_file"].add(int(body["bill_id"][:-_COMPANY_AND_CHECK]))
    for kind, record in _RECORDS.items():
        found[kind] |= {serial_of(number) for number in unit.session.scalars(select(record.number))}
    ids = unit.session.scalars(select(BillRecord.bill_id))
    found["bill_file"] |= {int(bill_id[:-_COMPANY_AND_CHECK]) for bill_id in ids}
    return found


def _check_copy(world: World, pc: Pc) -> None:
    """Check that the counter's copy equals head office's rows, that no other row is kept raw, and that money agrees."""
    with transaction(world.engine, pc.dealership, world.office.clock()) as tx:
        mine = rows.c.dealership == pc.dealership, rows.c.op == "upsert"
        query = select(rows.c.kind, rows.c.id, rows.c.version, rows.c.doc).where(*mine)
        theirs = {(row.kind, row.id): (row.version, row.doc) for row in tx.connection.execute(query)}
    here = pc.desktop.read(_feed)
    versions = {key: version for key, (version, _) in theirs.items()}
    differing = {key for key in versions.keys() | here.keys() if versions.get(key) != here.get(key)}
    promise(12, not differing, sorted(differing)[:5])
    kept = pc.desktop.read(lambda unit: unit.session.execute(select(KeptRowRecord.kind, KeptRowRecord.id)).all())
    aside = _second_reversals(theirs)
    lying_aside = aside.keys() | _prints_of(aside, theirs)
    strange = [row for row in kept if str(row.id) not in lying_aside and not _is_orphan(row.kind, str(row.id), theirs)]
    promise(12, not strange, strange)
    _check_shown_money(pc, theirs, aside)
    shown = [(*key, json.loads(doc)) for key, (_, doc) in theirs.items() if not _is_orphan(*key, theirs)]
    check_contents(world, pc, shown)
    check_edited(world, pc, shown)
    check_newest(pc, shown)
    for order_id in pc.desktop.read(lambda unit: list(unit.session.scalars(select(OrderRecord.id)))):
        pc.desktop.read(lambda unit, wanted=order_id: get_order(unit, wanted))  # type: ignore[misc]


def _check_attachments(world: World, pc: Pc) -> None:
    """Check that head office and the counter hold all bytes of each attachment, and no bytes of others.

    Bytes that were only on a disk that was restored or stolen are lost with it: no other counter may have them then.
    """
    with transaction(world.engine, pc.dealership, world.office.clock()) as tx:
        mine = rows.c.dealership == pc.dealership, rows.c.op == "upsert", rows.c.kind == "attachment"
        docs = {str(row.id): json.loads(row.doc) for row in tx.connection.execute(select(rows).where(*mine))}
        query = select(attachment_pieces).where(attachment_pieces.c.dealership == pc.dealership)
        there = _hashes(
            (str(one.id), one.content) for one in tx.connection.execute(query.order_by(attachment_pieces.c.at))
        )
    wanted = {key: doc["body"]["sha256"] for key, doc in docs.items()}
    lost_disks = world.disturbed | world.revoked
    lost = {key for key, doc in docs.items() if there.get(key) != wanted[key] and doc["device"] in lost_disks}
    whole = {key: found for key, found in wanted.items() if key not in lost}
    found_there = {key: found for key, found in there.items() if key not in lost}
    promise(4, found_there == whole, f"head office holds {len(found_there)} of {len(whole)} attachments")
    shown = pc.desktop.read(lambda unit: {str(one) for one in unit.session.scalars(select(AttachmentRecord.id))})
    pieces = select(AttachmentPieceRecord).order_by(AttachmentPieceRecord.at)
    here = pc.desktop.read(
        lambda unit: _hashes((str(one.attachment_id), one.content) for one in unit.session.scalars(pieces))
    )
    held = {key: whole.get(key) for key in shown - lost}
    promise(12, here == held, f"{len(here)} of {len(held)} attachments are whole here")


def _hashes(pieces: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Return the hash of the bytes of each attachment, whose pieces come in their order."""
    found: dict[str, bytes] = {}
    for key, content in pieces:
        found[key] = found.get(key, b"") + content
    return {key: content_hash(content) for key, content in found.items()}


def _check_shown_money(pc: Pc, theirs: Copy, aside: dict[str, str]) -> None:
    """Check that each payment of a known order is shown, and of several reversals of one payment exactly one."""
    shown = pc.desktop.read(_payments)
    stored = {
        row_id: (abs(int(json.loads(doc)["body"]["amount"])), json.loads(doc)["doc_state"])
        for (kind, row_id), (_, doc) in theirs.items()
        if kind == "payment" and _stands(json.loads(doc), theirs)
    }
    wrong = [(key, shown.get(key), stored.get(key)) for key in (shown.keys() | stored.keys()) - aside.keys()]
    wrong = [entry for entry in wrong if entry[1] != entry[2]]
    promise(8, not wrong, wrong[:5])
    counted = Tally(aside[key] for key in aside.keys() & shown.keys())
    wanted = {aside[key] for key in aside.keys() & stored.keys()}
    promise(8, counted.keys() == wanted and set(counted.values()) <= {1}, f"reversals counted: {counted}")


def _second_reversals(theirs: Copy) -> dict[str, str]:
    """Return the reversals that share their payment with another reversal: id -> the payment's id."""
    docs = {row_id: json.loads(doc) for (kind, row_id), (_, doc) in theirs.items() if kind == "payment"}
    reversals = {key: str(doc["body"]["reversal_of"]) for key, doc in docs.items() if doc["body"].get("reversal_of")}
    often = {payment for payment, count in Tally(reversals.values()).items() if count > 1}
    return {key: payment for key, payment in reversals.items() if payment in often}


def _prints_of(papers: Container[str], theirs: Copy) -> set[str]:
    """Return the ids of the prints of these papers, which are kept aside together with their paper."""
    prints = {row_id: json.loads(doc) for (kind, row_id), (_, doc) in theirs.items() if kind == "print"}
    return {row_id for row_id, doc in prints.items() if doc["body"]["paper_id"] in papers}


def _stands(doc: dict[str, Any], theirs: Copy) -> bool:
    return ("order", str(doc["body"]["order_id"])) in theirs


def _is_orphan(kind: str, row_id: str, theirs: Copy) -> bool:
    """Return whether a row waits for a person: its order or file moved away before, or another bill has its ids."""
    found = theirs.get((kind, row_id))
    if found is None:
        return False
    doc = json.loads(found[1])
    if kind == "bill" and _has_twin(row_id, doc, theirs):
        return True
    if kind == "print":
        paper = str(doc["body"]["paper_id"])
        return not any(_stands_here(key, theirs) for key in theirs if key[1] == paper)
    if kind in {"registration", "visit", "help", "attachment", "contact", "activation", "join"}:
        owner = doc["body"]["customer_id"]
        return owner is not None and not {("customer", owner), ("alias", owner)} & theirs.keys()
    if kind in {"call", "call_back"} and doc["body"]["order_id"] is None:
        return False
    return kind in {"invitation", "bill", "payment", "request", "call", "call_back"} and not _stands(doc, theirs)


def _has_twin(row_id: str, bill: dict[str, Any], theirs: Copy) -> bool:
    """Return whether another bill that is not void has the same ids; a counter shows only one of the two."""
    slips = (json.loads(doc) for (kind, key), (_, doc) in theirs.items() if kind == "bill" and key != row_id)
    ids = bill_pair(bill["body"])
    return any(slip["doc_state"] != "void" and bill_pair(slip["body"]) == ids for slip in slips)


def _stands_here(key: tuple[str, str], theirs: Copy) -> bool:
    return not _is_orphan(*key, theirs)


def _feed(unit: Unit) -> dict[tuple[str, str], int]:
    query = select(FeedRowRecord).where(FeedRowRecord.op == "upsert", ~FeedRowRecord.is_broadcast)
    return {(row.kind, str(row.id)): row.version for row in unit.session.scalars(query)}


def _payments(unit: Unit) -> dict[str, tuple[int, str]]:
    return {str(row.id): (row.amount, row.state) for row in unit.session.scalars(select(PaymentRecord))}


def _number(doc: dict[str, Any]) -> str:
    return str(doc["number"] or doc["body"].get("number") or "")


def _is_leased(number: str) -> bool:
    serial = number.rpartition("/")[2]
    return serial.isdigit() and _LEASED_FROM <= int(serial) < _LEASED_TO
