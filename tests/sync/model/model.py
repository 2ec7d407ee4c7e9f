"""The oracle of docs/protocol.md: head office, its counters and the line between them, in memory."""

from copy import deepcopy
from dataclasses import dataclass, field

from tests.sync.model.counter import Counter, Disk
from tests.sync.model.hub import Hub, Slow
from tests.sync.model.values import (
    GENESIS,
    Batch,
    BrokenInvariantError,
    Challenge,
    Look,
    Mistakes,
    Opening,
    Reply,
    Request,
    Wish,
)

PAGE = 2
MOST_ROUNDS = 50


@dataclass
class World:
    """Head office, counters and line.

    ``wire`` keeps every call ever made, so that it can arrive late, out of order and twice. ``disturbed`` are the
    devices whose disk was restored or copied: only they may be stopped.
    """

    mistakes: Mistakes = field(default_factory=Mistakes)
    hub: Hub = field(init=False)
    counters: list[Counter] = field(default_factory=list)
    wire: list[Request] = field(default_factory=list)
    disturbed: set[str] = field(default_factory=set)
    sticks: list[tuple[int, Reply]] = field(default_factory=list)
    slow: list[Slow] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hub = Hub(self.mistakes)

    def add_counter(self, dealership: str) -> Counter:
        """Enrol a new counter."""
        device = self.hub.enrol(dealership)
        disk = Disk(device, window=self.hub.devices[device].window)
        self.counters.append(Counter(len(self.counters) + 1, disk, self.mistakes))
        self.counters[-1].keep_backup()
        return self.counters[-1]

    def push(self, counter: Counter, size: int, fate: str = "ok") -> None:
        """Send a batch; ``fate``: ok, lost (the answer), twice (the request), crash (head office before its commit)."""
        if counter.is_stopped or self._is_refused(counter):
            return
        batch = counter.batch(size)
        if not batch.commands:
            return
        self.wire.append(batch)
        if fate == "crash":
            self._crash(counter, batch)
            return
        reply = self.hub.push(batch)
        if fate == "twice":
            reply = self.hub.push(batch)
        if fate != "lost":
            counter.hear(reply)

    def replay(self, at: int) -> None:
        """Deliver an old call (a slow line, a stick, a proxy, a thief) and drop the answer."""
        if self.wire:
            self.hub.receive(self.wire[at % len(self.wire)])

    def delay(self, counter: Counter, what: int) -> None:
        """Let a counter make a call that reaches nobody yet; it may arrive later."""
        disk, kind = counter.disk, ("registration", "receipt")[what % 2]
        calls: tuple[Request, ...] = (
            self._opening(counter),
            self._opening(counter, self.hub.challenge(disk.device)),
            counter.batch(2),
            Wish(disk.device, kind, counter.highest(kind)),
            Look(disk.device, disk.cursor),
        )
        self.wire.append(calls[what % len(calls)])

    def drain(self, counter: Counter, kind: str, after: int) -> None:
        """Ask for numbers as if all ranges up to ``after`` were held already."""
        self.hub.lease(counter.disk.device, kind, after)

    def write_stick(self, counter: Counter, size: int) -> None:
        """Take a batch to head office by stick and keep the answer for the way back."""
        batch = counter.batch(size)
        if batch.commands and not counter.is_stopped:
            self.wire.append(batch)
            self.sticks.append((self.counters.index(counter), self.hub.push(batch)))

    def read_stick(self, at: int) -> None:
        """Let a counter read an answer, in any order and any number of times."""
        if self.sticks:
            owner, reply = self.sticks[at % len(self.sticks)]
            if not reply.error:
                self.counters[owner].hear(reply)

    def pull(self, counter: Counter, *, is_crash: bool = False) -> bool:
        """Fetch and apply one page; return whether there was one."""
        self.wire.append(Look(counter.disk.device, counter.disk.cursor))
        page = self.hub.pull(counter.disk.device, counter.disk.cursor, PAGE)
        counter.take_page(page, is_crash=is_crash)
        return bool(page)

    def lease(self, counter: Counter, kind: str, *, is_lost: bool = False) -> None:
        """Lease more numbers if at most half are left; a lost answer is given again."""
        if counter.needs(kind) and not counter.is_stopped and not self._is_refused(counter):
            self.wire.append(Wish(counter.disk.device, kind, counter.highest(kind)))
            granted = self.hub.lease(counter.disk.device, kind, counter.highest(kind))
            if granted is not None and not is_lost:
                counter.add_lease(granted)

    def restore(self, counter: Counter) -> None:
        """Replace the disk by the backup; newer content of the disk is lost."""
        if counter.backup is not None:
            self.disturbed |= {counter.disk.device, counter.backup.device}
            counter.disk, counter.is_stopped = deepcopy(counter.backup), False

    def clone(self, counter: Counter) -> None:
        """Copy a PC including its key."""
        self.disturbed.add(counter.disk.device)
        twin = Counter(len(self.counters) + 1, deepcopy(counter.disk), self.mistakes, is_stopped=counter.is_stopped)
        self.counters.append(twin)

    def heal(self) -> None:
        """Commit open transactions, mend forks, push all commands and pull all rows."""
        while self.slow:
            self.hub.commit(self.slow.pop(0))
        for counter in self.counters:
            for _ in range(MOST_ROUNDS):
                if not self._mend(counter) and not counter.batch(1).commands:
                    break
                self.push(counter, 200)
            else:
                raise BrokenInvariantError(4, "this counter and head office never agree")
        for counter in self.counters:
            while self.pull(counter):
                pass

    def _crash(self, counter: Counter, batch: Batch) -> None:
        """Crash head office after it worked and before it committed: nothing of the batch is stored."""
        kept = deepcopy(self.hub)
        reply = self.hub.push(batch)
        self.hub = kept
        if self.mistakes.ack_before_commit:
            counter.hear(reply)

    def _is_refused(self, counter: Counter) -> bool:
        """Open a session; if head office asks for a proof, show the outbox again."""
        self.wire.append(self._opening(counter))
        said = self.hub.session(self._opening(counter))
        if said == "prove":
            self.wire.append(self._opening(counter, self.hub.challenge(counter.disk.device)))
            said = self.hub.session(self._opening(counter, self.hub.challenge(counter.disk.device)))
        counter.is_stopped = bool(said)
        return counter.is_stopped

    def _opening(self, counter: Counter, challenge: Challenge | None = None) -> Opening:
        disk = counter.disk
        head_hash = disk.outbox[-1].hash if disk.outbox else GENESIS
        return Opening(disk.device, disk.epoch, len(disk.outbox), head_hash, challenge)

    def _mend(self, counter: Counter) -> bool:
        """Give a forked database a new epoch, or its own device if another PC uses its name."""
        if not counter.is_stopped and not self._is_refused(counter):
            return False
        disk, hub = counter.disk, self.hub
        common = hub.common(disk.device, disk.outbox)
        common_hash = disk.outbox[common - 1].hash if common else GENESIS
        is_cloned = any(other is not counter and other.disk.device == disk.device for other in self.counters)
        dealership = hub.devices[disk.device].dealership
        device = hub.enrol(dealership, acked=common, acked_hash=common_hash) if is_cloned else disk.device
        epoch = 1 if is_cloned else hub.reopen(device, common, common_hash)
        counter.start_epoch(device, epoch, common, hub.devices[device].window)
        return True
