"""Compare the outbox and the audit that a counter shows with what head office holds, and settle where it goes on."""

from typing import Any

from sqlalchemy import RowMapping, select

from dealer_app.hub.database.database import Device, Transaction
from dealer_app.hub.database.keys import HubKeys
from dealer_app.hub.database.schema import devices
from dealer_app.hub.devices.devices import change_device, common_entry, find_device
from dealer_app.hub.devices.freshness import Challenge, is_behind, read_challenge, write_challenge
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol import wire


def settle(tx: Transaction, device: Device, body: wire.OpenSession, keys: HubKeys) -> Device:
    """Return the device for the outbox that the counter shows; a reopened one starts after the common entry.

    Raises CallRefusedError ``prove`` if the request may be a late one, ``fork``, ``epoch_old``.
    """
    known = facts_of(tx, device)
    held = Challenge(device.device, device.epoch, known["settled"], _acked(device), _audit(known))
    proof = read_challenge(keys, body.challenge, device.device)
    is_older_program = body.challenge is None and not known["is_proving"]

    def prove() -> CallRefusedError:
        challenge = write_challenge(keys, held)
        return CallRefusedError(409, "prove", acked_n=device.acked_n, epoch=device.epoch, challenge=challenge)

    if body.challenge is None and not is_older_program:  # recorded before the counter's program was renewed
        _refuse_differing(device, body)
    if body.epoch < device.epoch and is_reopened(device, known):
        if not is_older_program and (proof is None or proof.settled != held.settled):
            raise prove()
        return take_base(tx, device, common_entry(tx, (body.head, *body.checkpoints)))
    if is_older_program or body.epoch != device.epoch or device.state == "forked":
        _refuse_differing(device, body)
    if is_behind(body.head, held.acked):
        if proof is None or proof.epoch != device.epoch or not is_behind(body.head, proof.acked):
            raise prove()
        raise CallRefusedError(409, "fork", acked_n=device.acked_n, epoch=device.epoch)
    changes: dict[str, Any] = {"doubted_at": None, "is_proving": not is_older_program}
    if body.audit is not None:
        is_cut = is_behind(body.audit, held.audit)
        if is_cut and (proof is None or proof.epoch != device.epoch or not is_behind(body.audit, proof.audit)):
            raise prove()
        changes |= {"audit_n": body.audit.n, "audit_hash": body.audit.hash[:64]}
        changes |= {"audit_cut_at": tx.now} if is_cut else {}
    change_device(tx, device.device, **changes)
    return device


def facts_of(tx: Transaction, device: Device) -> RowMapping:
    """Return the columns of a device that only settling needs."""
    mine = devices.c.dealership == tx.dealership, devices.c.device == device.device
    columns = devices.c.base_n, devices.c.settled, devices.c.is_proving, devices.c.audit_n, devices.c.audit_hash
    return tx.connection.execute(select(*columns).where(*mine)).mappings().one()


def is_reopened(device: Device, known: RowMapping) -> bool:
    """Return whether a device's epoch was opened and is still unused: its first answer may have been lost."""
    return device.state == "enrolled" or (device.state == "active" and device.acked_n == known["base_n"])


def take_base(tx: Transaction, device: Device, base: wire.Head) -> Device:
    """Let a reopened outbox go on after ``base``."""
    start = {"acked_n": base.n, "acked_hash": base.hash, "base_n": base.n, "settled": devices.c.settled + 1}
    change_device(tx, device.device, **start)
    return find_device(tx.connection, tx.dealership, device.device)


def _refuse_differing(device: Device, body: wire.OpenSession) -> None:
    """Refuse an outbox that differs, without a proof: the device stays as it is, for the request may be a late one."""
    if body.epoch != device.epoch:
        raise CallRefusedError(409, "epoch_old", acked_n=device.acked_n, epoch=device.epoch, is_proved=False)
    if device.state == "forked" or is_behind(body.head, _acked(device)):
        raise CallRefusedError(409, "fork", acked_n=device.acked_n, epoch=device.epoch, is_proved=False)


def _acked(device: Device) -> wire.Head:
    return wire.Head(device.acked_n, device.acked_hash)


def _audit(known: RowMapping) -> wire.Head:
    return wire.Head(known["audit_n"], known["audit_hash"])
