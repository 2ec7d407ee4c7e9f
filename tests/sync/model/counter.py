"""The oracle's counter: a disk with an outbox, leases and a copy of head office's rows."""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from tests.sync.model.values import (
    GENESIS,
    OWN_EDITS,
    PROVISIONAL,
    Batch,
    Command,
    Doc,
    FeedRow,
    Key,
    Lease,
    Mistakes,
    Outcome,
    Reply,
)


@dataclass
class Disk:
    """The state that survives a power cut; a backup and a clone are copies of it."""

    device: str
    epoch: int = 1
    window: int = 0
    outbox: list[Command] = field(default_factory=list)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    acked: int = 0
    cursor: int = 0
    rows: dict[Key, Doc] = field(default_factory=dict)
    leases: list[Lease] = field(default_factory=list)
    provisional: int = 0


@dataclass
class Counter:
    """A PC with its disk; ``serial`` identifies it, so that a clone makes other ids than its original."""

    serial: int
    disk: Disk
    mistakes: Mistakes
    backup: Disk | None = None
    made: int = 0
    is_stopped: bool = False

    def write(self, kind: str, body: dict[str, Any], number_kind: str = "", *, is_crash: bool = False) -> None:
        """Store document, number and command in one transaction; a crash leaves nothing."""
        before = deepcopy(self.disk)
        self.made += 1
        body = {"id": f"{kind[0]}{self.serial}-{self.made}", **body}
        if number_kind:
            body["number"] = self._take(number_kind)
            if self.mistakes.number_in_another_transaction:
                before = deepcopy(self.disk)
        self._enqueue(kind, body)
        if is_crash:
            self.disk = before

    def keep_backup(self) -> None:
        """Copy the disk as it is now."""
        self.backup = deepcopy(self.disk)

    def batch(self, size: int) -> Batch:
        """Return the next ``size`` outbox entries to send."""
        waiting = [line for line in self.disk.outbox if line.n > self.disk.acked]
        return Batch(self.disk.device, self.disk.epoch, tuple(waiting[:size]))

    def hear(self, reply: Reply) -> None:
        """Take the outcomes of the next entries in order whose hashes match the outbox; a fork stops all writing."""
        if reply.error in {"fork", "epoch_old"}:
            self.is_stopped = True
            return
        if reply.error == "gap":
            self.disk.acked = min(self.disk.acked, reply.acked_n)
        for n, (line_hash, outcome) in sorted(reply.outcomes.items()):
            if n == self.disk.acked + 1 and n <= len(self.disk.outbox) and self.disk.outbox[n - 1].hash == line_hash:
                self.disk.outcomes[n], self.disk.acked = outcome, n

    def take_page(self, page: tuple[FeedRow, ...], *, is_crash: bool = False) -> None:
        """Apply a page and its cursor together; a crash leaves neither."""
        if not page:
            return
        before = deepcopy(self.disk)
        self.disk.cursor = page[-1].seq
        if self.mistakes.cursor_before_apply:
            before = deepcopy(self.disk)
        for line in page:
            if line.doc is None:
                self.disk.rows.pop(line.key, None)
            else:
                self.disk.rows[line.key] = line.doc
        if is_crash:
            self.disk = before

    def add_lease(self, granted: Lease) -> None:
        """Store a granted range; storing it twice changes nothing."""
        if all((known.kind, known.first) != (granted.kind, granted.first) for known in self.disk.leases):
            self.disk.leases.append(replace(granted))

    def highest(self, kind: str) -> int:
        """Return the last number of the newest range of a kind."""
        return max((lease.last for lease in self.disk.leases if lease.kind == kind), default=0)

    def needs(self, kind: str) -> bool:
        """Return whether at most half of the kind's numbers are left."""
        mine = [lease for lease in self.disk.leases if lease.kind == kind]
        left = sum(lease.last - lease.next + 1 for lease in mine)
        return left * 2 <= sum(lease.last - lease.first + 1 for lease in mine)

    def start_epoch(self, device: str, epoch: int, acked: int, window: int) -> None:
        """Continue under a new device or epoch; close the ranges of the old one and keep the whole outbox."""
        self.disk = replace(self.disk, device=device, epoch=epoch, acked=acked, leases=[], window=window, provisional=0)
        self.is_stopped = False

    def base_version(self, customer: str) -> int:
        """Return the version that a correction is based on: head office's last seen version and own edits since."""
        seen = self.disk.rows.get(("customer", customer))
        waiting = [line for line in self.disk.outbox if line.n > self.disk.acked and line.kind == "customer.correct"]
        own = len([line for line in waiting if line.body["customer"] == customer])
        return (seen.version if seen else 0) * OWN_EDITS + own

    def customers(self) -> list[str]:
        """Return the ids of the files that this counter can correct: head office's and its own."""
        own = [line.body["id"] for line in self.disk.outbox if line.kind == "customer.register"]
        return sorted({*own, *(row_id for kind, row_id in self.disk.rows if kind == "customer")})

    def _take(self, kind: str) -> int:
        for lease in self.disk.leases:
            if lease.kind == kind and lease.next <= lease.last:
                lease.next += 1
                return lease.next - 1
        self.disk.provisional += 1
        return PROVISIONAL + self.disk.window + self.disk.provisional

    def _enqueue(self, kind: str, body: dict[str, Any]) -> None:
        last = self.disk.outbox[-1] if self.disk.outbox else None
        base = self.base_version(body["customer"]) if kind == "customer.correct" else None
        command_id = f"c{self.serial}-{self.made}"
        n, previous = (last.n + 1, last.hash) if last else (1, GENESIS)
        self.disk.outbox.append(Command(n, command_id, kind, body, base, previous))
