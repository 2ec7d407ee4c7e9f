"""Enrol the counter with a one-time code, keys made on this PC and head office's numbers (docs/protocol.md, enrol)."""

from base64 import b64decode, b64encode
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from dealer_app.domain.errors import FieldError, Refusal
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import THIS_PC, Carrier
from dealer_app.protocol.sealing import new_box_key, public_box_key
from dealer_app.protocol.signing import new_key, public_key
from dealer_app.services.prints.prints import enqueue_missed
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.enrolments import EnrolmentRecord, change_enrolment, current_enrolment
from dealer_app.store.tables.head_office import FeedRowRecord, KeptRowRecord, UnmatchedOrderRecord
from dealer_app.store.tables.leases import add_lease, close_ranges
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.outbox import OutboxRecord, outbox_head
from dealer_app.sync.apply.outbox_entries import checkpoints, head_of_known
from dealer_app.sync.counter_database import CounterDatabase
from dealer_app.sync.session.attachments import ask_again
from dealer_app.sync.session.talker import HubRefusedError, plain
from dealer_app.sync.session.talker import enrol as show_code

SECRET_LETTERS, CODE_LETTERS = 16, 32
_REFUSED = {"code_wrong": "code", "code_used": "code", "code_expired": "code"}


def enrol(database: CounterDatabase, carrier: Carrier, hub_url: str, code: str, counter: str) -> None:
    """Enrol this counter at head office; repeating the code after a lost answer gives the same device.

    Raises FieldError ``hub_url_wrong`` (field ``hub_url``), ``code_form``, ``code_wrong``, ``code_used``,
    ``code_expired`` (field ``code``), Refusal ``already_enrolled``, ``protocol_old``, ``busy``, ``hub_refused``,
    LineDownError.
    """
    check_hub_url(hub_url)
    letters = letters_of(code)
    asked = database.write(lambda unit: prepare(unit, letters, counter, hub_url)).value
    body = database.read(lambda unit: body_of(unit, asked, letters))
    try:
        answer = show_code(carrier, body, asked.signing_key, letters[SECRET_LETTERS:].lower())
    except HubRefusedError as refused:
        if refused.code in _REFUSED:
            raise FieldError(refused.code, _REFUSED[refused.code]) from None
        raise Refusal(refused.code if refused.code in {"protocol_old", "busy"} else "hub_refused") from None
    database.write(lambda unit: accept(unit, asked.row, answer))


def change_address(database: CounterDatabase, hub_url: str) -> None:
    """Set the address of the same head office, a new one or the first; its key does not change.

    Raises FieldError ``hub_url_wrong`` (field ``hub_url``), Refusal ``not_enrolled``.
    """
    check_hub_url(hub_url)
    database.write(lambda unit: _change_address(unit, hub_url))


def _change_address(unit: Unit, hub_url: str) -> None:
    enrolment = current_enrolment(unit.session)
    if enrolment is None:
        raise Refusal("not_enrolled")
    if enrolment.hub_url != hub_url:
        change_enrolment(unit, hub_url=hub_url, trouble="")
        write_audit(unit, "hub_url_changed", "enrolments", None, {"hub_url": hub_url})


def letters_of(code: str) -> str:
    """Return a one-time code in the form that is signed; raises FieldError ``code_form`` (field ``code``)."""
    letters = plain(code)
    if len(letters) != CODE_LETTERS:
        raise FieldError("code_form", "code")
    return letters


def check_hub_url(text: str) -> None:
    """Raise FieldError ``hub_url_wrong`` (field ``hub_url``) if ``text`` cannot be head office's address."""
    if not is_hub_url(text):
        raise FieldError("hub_url_wrong", "hub_url")


def is_hub_url(text: str) -> bool:
    """Return whether ``text`` may be head office's address: with TLS, or a trial hub on this PC."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in THIS_PC))


def prepare(unit: Unit, code: str, counter: str, hub_url: str, **hub_keys: bytes) -> EnrolmentRecord:
    """Return the enrolment that waits for this code; its keys are made and stored before anything is sent.

    ``hub_keys`` are head office's keys known so far, by column. New values for head office replace older ones.
    Raises Refusal ``already_enrolled``.
    """
    current = current_enrolment(unit.session)
    if current is not None and current.state == "active":
        raise Refusal("already_enrolled")
    code_hash = sha256(code.encode()).hexdigest()
    waiting = select(EnrolmentRecord).where(EnrolmentRecord.code_hash == code_hash, EnrolmentRecord.state == "new")
    asked = unit.session.scalars(waiting).first()
    if asked is None:
        asked = EnrolmentRecord(
            code_hash=code_hash,
            counter=counter,
            signing_key=new_key(),
            box_key=new_box_key(),
            base_n=outbox_head(unit.session)[0],  # a repeated request must be the same as the first
        )
        unit.session.add(asked)
    asked.hub_url = hub_url
    for name, key in hub_keys.items():
        setattr(asked, name, key)
    unit.session.flush()
    unit.session.expunge(asked)
    return asked


def body_of(unit: Unit, asked: EnrolmentRecord, code: str) -> wire.Enrol:
    """Return the body of the request, over the line or on a stick; it is the same each time."""
    return wire.Enrol(
        code=code,
        public_key=b64encode(public_key(asked.signing_key)).decode("ascii"),
        box_key=b64encode(public_box_key(asked.box_key)).decode("ascii"),
        counter=asked.counter,
        checkpoints=checkpoints(unit, asked.base_n),
    )


def accept(unit: Unit, row: int, answer: wire.Enrolled) -> None:
    """Become the device named in head office's answer, in one transaction; raises Refusal ``base_unknown``."""
    _check_base(unit, answer.base)
    unit.session.execute(update(EnrolmentRecord).values(is_current=False))
    unit.session.execute(
        update(EnrolmentRecord)
        .where(EnrolmentRecord.row == row)
        .values(
            device=answer.device,
            dealership=answer.dealership,
            state="active",
            hub_key=b64decode(answer.hub_key),
            hub_box_key=b64decode(answer.hub_box_key),
            epoch=answer.epoch,
            base_n=answer.base.n,
            acked_n=answer.base.n,
            cursor=0,
            broadcast=0,
            is_current=True,
        ),
        execution_options={"synchronize_session": False},
    )
    unit.session.expire_all()
    start_numbers(unit, answer.provisional)
    _mark_lines(unit, answer.base.n)
    _forget_feed(unit)
    _note_local_orders(unit)
    enqueue_missed(unit)
    detail = {"dealership": answer.dealership, "device": answer.device, "base": answer.base.n}
    write_audit(unit, "enrolled", "enrolments", UUID(answer.device), detail)


def start_numbers(unit: Unit, provisional: tuple[wire.Range, ...]) -> None:
    """Close the open ranges and add the device's own windows of provisional numbers."""
    close_ranges(unit.session, "local", "hub", "provisional")
    for window in provisional:
        add_lease(unit, window.kind, window.first, window.last, "provisional")


def start_epoch(unit: Unit, epoch: int, base: wire.Head) -> None:
    """Start the epoch that head office opened: entries after ``base`` are sent again, old ranges are closed."""
    _check_base(unit, base)
    close_ranges(unit.session, "hub")
    ask_again(unit)
    change_enrolment(unit, epoch=epoch, base_n=base.n, acked_n=base.n, state="active")
    _mark_lines(unit, base.n)
    enqueue_missed(unit)
    write_audit(unit, "epoch_started", "enrolments", None, {"epoch": epoch, "base": base.n})


def _mark_lines(unit: Unit, base_n: int) -> None:
    """Set entries that head office has from an earlier enrolment to applied, and later entries to queued."""
    known = OutboxRecord.n <= base_n, OutboxRecord.state.in_(("queued", "sent"))
    for where, state in ((known, "applied"), ((OutboxRecord.n > base_n,), "queued")):
        change = update(OutboxRecord).where(*where).values(state=state)
        unit.session.execute(change, execution_options={"synchronize_session": False})


def _check_base(unit: Unit, base: wire.Head) -> None:
    """Refuse a base that is no entry of this outbox: head office would miss or repeat the entries between."""
    if base.n and head_of_known(unit, base.n) != base.hash:
        raise Refusal("base_unknown")
    assert base.n <= outbox_head(unit.session)[0]


def _forget_feed(unit: Unit) -> None:
    """Restart the copy: every row gets version 0, and rows that no page confirms are wiped after the last page."""
    unit.session.execute(delete(FeedRowRecord).where(FeedRowRecord.op != "upsert"))
    unit.session.execute(update(FeedRowRecord).values(version=0, seq=0))
    unit.session.execute(delete(KeptRowRecord))
    ask_again(unit)


def _note_local_orders(unit: Unit) -> None:
    """List every imported order as unmatched; those that head office has are removed when they arrive."""
    unit.session.execute(delete(UnmatchedOrderRecord))
    local = select(OrderRecord.id).where(OrderRecord.origin == "import")
    rows = [{"order_id": order_id, "noted_at": unit.now} for order_id in unit.session.scalars(local)]
    if rows:
        unit.session.execute(insert(UnmatchedOrderRecord), rows)
