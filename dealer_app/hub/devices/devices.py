"""Enrol a device by a code, reopen it after a restore, revoke it permanently."""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select, text, update
from uuid_utils.compat import uuid7

from dealer_app.domain.errors import Refusal
from dealer_app.domain.persian import clean_text
from dealer_app.hub.database.database import SCOPE, Device, Transaction, lock_head
from dealer_app.hub.database.keys import HubKeys
from dealer_app.hub.database.schema import devices, enrol_codes, ledger
from dealer_app.hub.devices.codes import code_hash
from dealer_app.hub.devices.leases import close_leases, next_window
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol import wire
from dealer_app.protocol.ids import is_row_id
from dealer_app.protocol.sealing import is_public_box_key
from dealer_app.protocol.signing import is_public_key
from dealer_app.store.tables.leases import KINDS

WINDOW, PROVISIONAL = 1_000, 90_000_000
_COLUMNS = (
    "device",
    "dealership",
    "public_key",
    "box_key",
    "epoch",
    "acked_n",
    "acked_hash",
    "state",
    "window_no",
)
_FIELDS = tuple(devices.c[name] for name in _COLUMNS)


def dealership_of_device(connection: Connection, device: str) -> str | None:
    """Return the dealership of a device, None for an unknown one; only this can be asked before the scope is set."""
    if not is_row_id(device):
        return None
    found: str | None = connection.scalar(text("SELECT dealership_of_device(:device)"), {"device": device})
    return found


def enter_dealership_of(connection: Connection, device: str) -> str | None:
    """Limit the rest of the transaction to the device's dealership and return it, None for an unknown device."""
    if not is_row_id(device):
        return None  # no device has this id, and not every text can be bound
    statement = text("SELECT set_config(:name, coalesce(dealership_of_device(:device), ''), true)")
    found: str | None = connection.scalar(statement, {"name": SCOPE, "device": device})
    return found or None


def dealership_of_code(connection: Connection, code: str) -> str | None:
    """Return the dealership of an enrolment code, None for an unknown one."""
    found: str | None = connection.scalar(text("SELECT dealership_of_code(:hash)"), {"hash": code_hash(code)})
    return found


def find_device(connection: Connection, dealership: str, device: str, *, is_locked: bool = False) -> Device:
    """Return a device of the dealership; ``is_locked`` locks its row, and so its outbox, until the commit."""
    query = select(*_FIELDS).where(devices.c.dealership == dealership, devices.c.device == device)
    row = connection.execute(query.with_for_update() if is_locked else query).one()
    return Device(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def enrol(tx: Transaction, body: wire.Enrol, keys: HubKeys) -> wire.Enrolled:
    """Create a device for a valid code; the same key gets the same answer again.

    Raises CallRefusedError ``code_wrong``, ``code_used``, ``code_expired``, ``protocol_old``, ``malformed``.
    """
    lock_head(tx)
    mine = enrol_codes.c.dealership == tx.dealership, enrol_codes.c.code_hash == code_hash(body.code)
    code = tx.connection.execute(select(enrol_codes).where(*mine)).one_or_none()
    request_hash = sha256(body.public_key.encode()).hexdigest()
    if code is None:
        raise CallRefusedError(403, "code_wrong")
    if code.answer is not None:
        if code.request_hash != request_hash:
            raise CallRefusedError(403, "code_used")
        return wire.decode(wire.Enrolled, code.answer)
    if code.expires_at < tx.now:
        raise CallRefusedError(403, "code_expired")
    answer = _make_device(tx, body, keys, code.replaces)
    done = {"device": answer.device, "answer": wire.encode(answer), "request_hash": request_hash}
    tx.connection.execute(update(enrol_codes).where(*mine).values(done))
    return answer


def reopen(tx: Transaction, device: str) -> int:
    """Let a restored PC write again: return its next epoch, which starts after the last common entry.

    The base is found when the counter sends its checkpoints in its next session (``acked`` of the session's answer).
    Raises Refusal ``hub_device_shut_out`` for a device that was revoked or superseded, which is permanent.
    """
    lock_head(tx)
    known = find_device(tx.connection, tx.dealership, device, is_locked=True)
    if known.state in {"revoked", "superseded"}:
        raise Refusal("hub_device_shut_out")
    _close(tx, known)
    seen = {"doubted_at": None, "audit_n": 0, "audit_hash": "", "audit_cut_at": None}
    change_device(tx, device, state="enrolled", epoch=known.epoch + 1, settled=devices.c.settled + 1, **seen)
    return known.epoch + 1


def revoke(tx: Transaction, device: str) -> None:
    """Revoke a device permanently; its next call tells it to destroy its data."""
    lock_head(tx)
    _close(tx, find_device(tx.connection, tx.dealership, device, is_locked=True))
    change_device(tx, device, state="revoked")


def note_fork(tx: Transaction, device: Device, fork: CallRefusedError) -> None:
    """Stop a device whose outbox was proved to be another one, in the epoch of the proof; else only note the doubt.

    A device that was reopened, replaced or revoked meanwhile does not change.
    """
    mine = devices.c.dealership == tx.dealership, devices.c.device == device.device, devices.c.epoch == fork.epoch
    open_now = devices.c.state.in_(("enrolled", "active"))
    if fork.is_proved:
        tx.connection.execute(update(devices).where(*mine, open_now).values(state="forked"))
    else:
        is_older = devices.c.is_proving.is_(False)  # a newer program proves what it shows
        tx.connection.execute(update(devices).where(*mine, open_now, is_older).values(doubted_at=tx.now))


def change_device(tx: Transaction, device: str, **changes: Any) -> None:  # noqa: ANN401 - columns of the table
    """Change columns of a device of the dealership."""
    mine = devices.c.dealership == tx.dealership, devices.c.device == device
    tx.connection.execute(update(devices).where(*mine).values(changes))


def common_entry(tx: Transaction, checkpoints: tuple[wire.Head, ...]) -> wire.Head:
    """Return the highest of the given entries that the dealership's ledger contains; n is 0 if it contains none."""
    wanted = [head.hash for head in checkpoints]
    found = select(ledger.c.n, ledger.c.hash).where(ledger.c.dealership == tx.dealership, ledger.c.hash.in_(wanted))
    known = {(row.n, row.hash) for row in tx.connection.execute(found)} if wanted else set()
    common = [head for head in checkpoints if (head.n, head.hash) in known]
    return max(common, key=lambda head: head.n, default=wire.Head(0, wire.GENESIS))


def _make_device(tx: Transaction, body: wire.Enrol, keys: HubKeys, replaces: str) -> wire.Enrolled:
    if not body.protocol[0] <= wire.PROTOCOL <= body.protocol[1]:
        raise CallRefusedError(426, "protocol_old")
    base = common_entry(tx, body.checkpoints)
    device = Device(
        device=str(uuid7()),
        dealership=tx.dealership,
        public_key=key_of(body.public_key),
        box_key=box_key_of(body.box_key),
        epoch=1,
        acked_n=base.n,
        acked_hash=base.hash,
        state="enrolled",
        window_no=next_window(tx),
    )
    facts = {name: getattr(device, name) for name in _COLUMNS}
    extra = {"counter": clean_text(body.counter)[:200], "base_n": base.n, "enrolled_at": tx.now, "waiting": {}}
    tx.connection.execute(insert(devices), {**facts, **extra})
    if replaces:
        old = find_device(tx.connection, tx.dealership, replaces, is_locked=True)
        _close(tx, old)
        change_device(tx, replaces, state="superseded")
    return _answer(device, base, keys)


def _answer(device: Device, base: wire.Head, keys: HubKeys) -> wire.Enrolled:
    first = PROVISIONAL + device.window_no * WINDOW
    window = tuple(wire.Range(kind, first, first + WINDOW - 1) for kind in KINDS)
    return wire.Enrolled(
        device=device.device,
        dealership=device.dealership,
        epoch=device.epoch,
        base=base,
        hub_key=b64encode(keys.public).decode("ascii"),
        hub_box_key=b64encode(keys.public_box).decode("ascii"),
        provisional=window,
    )


def _close(tx: Transaction, device: Device) -> None:
    close_leases(replace(tx, device=device))


def key_of(text_: str) -> bytes:
    """Return a device's signing key from base64; raise CallRefusedError ``malformed`` for one that proves nothing."""
    return _key(text_, is_public_key)


def box_key_of(text_: str) -> bytes:
    """Return a device's box key from base64; raise CallRefusedError ``malformed`` for one that keeps no secret."""
    return _key(text_, is_public_box_key)


def _key(text_: str, is_key: Callable[[bytes], bool]) -> bytes:
    try:
        key = b64decode(text_, validate=True)
    except (Base64Error, ValueError):
        key = b""
    if not is_key(key):
        raise CallRefusedError(400, "malformed")
    return key
