"""Talks with faults of line, proxy, power and head office."""

from typing import Any

from sqlalchemy import event

from dealer_app.protocol.carriage import Answer, Call, LineDownError
from tests.soak.lanes import DyingLanes, PowerCutError
from tests.soak.world import Pc, World

FATES = ("ok", "ok", "ok", "cut", "lost", "twice", "dark", "crash", "late")
"""Of a talk: no fault, calls refused, an answer lost, each push sent twice, power cut here, head office killed.

Late: the calls reach nobody now, but may arrive at any later time (``send_again``).
"""
_BROKEN = 500


class Spoiling:
    """The faults of the calls of one talk, from call ``at`` on."""

    def __init__(self, world: World, fate: str, at: int) -> None:
        self.world, self.fate, self.at = world, fate, at
        self.count = self.commits = 0

    @property
    def is_now(self) -> bool:
        return self.count > self.at

    def before(self, call: Call) -> Answer | None:
        """Count a call, keep a push so that it can be sent again, and refuse the call if the line is cut."""
        self.count, self.commits = self.count + 1, 0
        self.world.operations["calls"] += 1
        if self.fate == "cut" and self.is_now:
            raise LineDownError("refused")
        (self.world.wire if call.path == "/v1/push" else self.world.others).append(call)
        if self.fate == "late" and self.is_now:
            raise LineDownError("timeout")
        if self.fate == "twice" and call.path == "/v1/push":
            self.world.office.service.answer(call)
        return None

    def after(self, _call: Call, answer: Answer) -> Answer:
        """Lose the answer if the fault says so; a head office that died before its commit gives none."""
        if (self.fate == "lost" and self.is_now) or (self.fate == "crash" and answer.status == _BROKEN):
            raise LineDownError("cut")
        return answer

    def die(self, _connection: Any) -> None:
        """Kill head office at the commit of a call's work (the first commit of a call only looks up the device)."""
        self.commits += 1
        if self.is_now and self.commits > 1:
            raise LineDownError("cut")


def talk(world: World, pc: Pc, fate: str = "ok", at: int = 0) -> None:
    """Run one talk with the fault ``fate`` from call ``at`` on (dark: from write ``at`` on)."""
    spoiling, lanes = Spoiling(world, fate, at), pc.desktop._lanes
    pc.line.before, pc.line.after = spoiling.before, spoiling.after
    if fate == "dark":
        pc.desktop._lanes = DyingLanes(lanes, at)  # type: ignore[assignment]
    if fate == "crash":
        event.listen(world.engine, "commit", spoiling.die)
    try:
        with world.watched(pc):
            pc.desktop.talk()
    except PowerCutError:
        world.operations["power cuts"] += 1
    finally:
        if fate == "crash":
            event.remove(world.engine, "commit", spoiling.die)
        if pc.desktop.is_open:
            pc.desktop._lanes = lanes
        pc.line.come_back()


def send_again(world: World, at: int) -> None:
    """Deliver an old call, as a slow line, a proxy or a thief would, and drop the answer."""
    calls = [*world.wire, *world.others]
    if calls:
        world.office.service.answer(calls[at % len(calls)])
        world.operations["old calls"] += 1
