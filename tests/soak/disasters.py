"""Disasters: sticks, restored backups, copied and stolen PCs and wrong clocks; and head office's repair of them."""

import shutil
from datetime import timedelta
from uuid import uuid4

from dealer_app.domain.errors import CodedError
from dealer_app.hub.database.database import transaction
from dealer_app.hub.devices.devices import reopen, revoke
from dealer_app.hub.service.bundles import answer_bundle
from dealer_app.protocol import wire
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.store.tables.leases import KINDS
from tests.soak.line import talk
from tests.soak.promises import promise
from tests.soak.world import Pc, World, device_of

MOST_COUNTERS = 9
DAYS = (400, -400, 30, -30, 1)


def write_stick(world: World, pc: Pc) -> None:
    """Take a bundle of the waiting entries to head office and keep the answer."""
    up, down = world.folder / f"up-{uuid4().hex}", world.folder / f"down-{uuid4().hex}"
    try:
        pc.desktop.export_bundle(up, with_attachments=True)
    except CodedError:
        return
    world.end_slow()
    down.write_bytes(answer_bundle(world.office.service, up.read_bytes()))
    world.sticks.append((pc, down))
    world.operations["sticks"] += 1


def read_stick(world: World, at: int) -> None:
    """Let a counter import one of its answers, in any order and any number of times."""
    if world.sticks:
        pc, down = world.sticks[at % len(world.sticks)]
        try:
            with world.watched(pc):
                pc.desktop.import_bundle(down)
        except CodedError:
            return
        world.operations["sticks"] += 1


def keep_backup(world: World, pc: Pc) -> None:
    """Keep a copy of the PC's disk as it is now."""
    to = world.folder / f"backup-{uuid4().hex}"
    pc.desktop.close()
    shutil.copytree(pc.home, to)
    pc.desktop.open()
    if pc.backup is not None:
        shutil.rmtree(pc.backup)
    pc.backup = to
    world.operations["backups"] += 1


def restore(world: World, pc: Pc) -> None:
    """Replace the disk by the backup; newer content of the disk is lost."""
    if pc.backup is None:
        return
    world.disturbed.add(device_of(pc))
    pc.desktop.close()
    shutil.rmtree(pc.home)
    shutil.copytree(pc.backup, pc.home)
    pc.desktop.open()
    world.disturbed.add(device_of(pc))
    world.operations["restores"] += 1


def clone(world: World, pc: Pc) -> None:
    """Copy a PC including its key."""
    if len(world.pcs) >= MOST_COUNTERS:
        return
    world.disturbed.add(device_of(pc))
    home = world.folder / f"clone-{uuid4().hex[:8]}"
    pc.desktop.close()
    shutil.copytree(pc.home, home)
    pc.desktop.open()
    world.open_pc(home, pc.dealership)
    world.operations["clones"] += 1


def steal(world: World, pc: Pc) -> None:
    """Revoke a stolen PC: at its next call it destroys its data, and a new PC replaces it."""
    device = device_of(pc)
    if any(other is not pc and device_of(other) == device for other in world.pcs):
        return  # a copied PC shares its device; ``mend`` handles that
    world.end_slow()
    with transaction(world.engine, pc.dealership, world.office.clock()) as tx:
        revoke(tx, device)
    world.revoked.add(device)
    talk(world, pc)
    if pc in world.pcs:
        raise AssertionError("a revoked counter lives on")
    world.operations["stolen"] += 1


def pass_time(world: World, pc: Pc, b: int) -> None:
    """Move head office's clock forward or back, or set one PC's clock wrong."""
    days = timedelta(days=DAYS[b % len(DAYS)])
    if b % 2:
        world.office.clock.now += days
    else:
        pc.clock.wrong_by = days
    world.operations["clocks"] += 1


def drain(world: World, pc: Pc, b: int) -> None:
    """Let a PC ask for numbers as if it held all of them, again and again."""
    world.end_slow()
    device = world.office.service.find(device_of(pc))
    for at in range(3):
        wants = wire.Wants(tuple(wire.Want(kind, b * 10**at) for kind in KINDS))
        world.office.service.run(device, "/v1/lease", wire.encode(wants))
    world.operations["drained"] += 1


def mend(world: World, pc: Pc) -> bool:
    """Reopen a stopped counter, or enrol it again if it is a copy; return whether it had stopped."""
    state = pc.desktop.read(lambda unit: current_enrolment(unit.session))
    assert state is not None
    if state.state not in {"forked", "superseded"}:
        return False
    promise(19, state.device in world.disturbed, f"an honest counter was stopped: {state.trouble}")
    world.end_slow()
    if any(other is not pc and device_of(other) == state.device for other in world.pcs):
        pc.desktop.enrol("https://hub.test", world.office.code(pc.dealership))
    else:
        with transaction(world.engine, pc.dealership, world.office.clock()) as tx:
            reopen(tx, state.device)
    return True
