"""Reopen a stopped counter that has no line: its bundle shows its outbox, the answer tells where it goes on."""

from dealer_app.hub.database.database import Transaction
from dealer_app.hub.devices.devices import change_device, common_entry, find_device
from dealer_app.hub.devices.freshness import is_behind
from dealer_app.hub.devices.settling import facts_of, is_reopened, take_base
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol import wire


def reopen_by_stick(tx: Transaction, body: wire.OpenSession) -> wire.SessionAnswer:
    """Return the epoch and the entry after which a stopped counter goes on; a stick opens no session.

    After head office has reopened the device, the first stick decides; a stick that shows another common entry later is
    refused, because it may be an old one. Raises CallRefusedError ``fork``, ``epoch_old``; neither stops the device.
    """
    device = find_device(tx.connection, tx.dealership, tx.caller.device, is_locked=True)
    known = facts_of(tx, device)
    acked = wire.Head(device.acked_n, device.acked_hash)
    if body.epoch < device.epoch and is_reopened(device, known):
        base = common_entry(tx, (body.head, *body.checkpoints))
        if device.state == "enrolled":
            device = take_base(tx, device, base)
            change_device(tx, device.device, state="active")
        elif base != acked:
            raise CallRefusedError(409, "epoch_old", acked_n=device.acked_n, epoch=device.epoch, is_proved=False)
    elif body.epoch != device.epoch:
        raise CallRefusedError(409, "epoch_old", acked_n=device.acked_n, epoch=device.epoch, is_proved=False)
    elif device.state == "forked" or is_behind(body.head, acked):
        raise CallRefusedError(409, "fork", acked_n=device.acked_n, epoch=device.epoch, is_proved=False)
    change_device(tx, device.device, seen_at=tx.now)
    return wire.SessionAnswer(
        session="",
        nonce="",
        expires_in_s=0,
        protocol=wire.PROTOCOL,
        epoch=device.epoch,
        acked=wire.Head(device.acked_n, device.acked_hash),
        state="active",
        go=True,
    )
