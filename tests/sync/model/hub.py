"""The oracle's head office, in memory: push, pull, lease and session, one transaction per call."""

from collections import Counter as Tally
from dataclasses import dataclass, field

from tests.sync.model.business import apply_command
from tests.sync.model.feed import Books
from tests.sync.model.values import (
    CEILING,
    GENESIS,
    Batch,
    Challenge,
    Command,
    Device,
    Doc,
    FeedRow,
    Key,
    Lease,
    Mistakes,
    Opening,
    Outcome,
    Reply,
    Request,
    Wish,
)

FORGET_AFTER = 1
TAKERS = {"registration": "customer.register", "receipt": "payment.record"}
"""Kind of number -> the command that takes one."""
WINDOW = 10_000


@dataclass
class Slow:
    """An open transaction of head office: the row it will write, and the sequence number if allotted too early."""

    dealership: str
    key: Key
    status: int
    seq: int | None


@dataclass
class Hub:
    """Head office. ``ledger`` is kept permanently; ``applied`` and ``money`` count the commands that took effect."""

    mistakes: Mistakes = field(default_factory=Mistakes)
    books: dict[str, Books] = field(default_factory=dict)
    devices: dict[str, Device] = field(default_factory=dict)
    ledger: dict[tuple[str, int, int], tuple[Command, Outcome]] = field(default_factory=dict)
    applied: Tally[str] = field(default_factory=Tally)
    money: list[tuple[str, int]] = field(default_factory=list)

    def enrol(self, dealership: str, *, acked: int = 0, acked_hash: str = GENESIS) -> str:
        """Create a device whose outbox is known up to ``acked`` and return its id."""
        name = f"device-{len(self.devices) + 1}"
        self.devices[name] = Device(dealership, acked=acked, acked_hash=acked_hash, window=len(self.devices) * WINDOW)
        self.books.setdefault(dealership, Books(dealership))
        return name

    def reopen(self, device: str, acked: int, acked_hash: str) -> int:
        """Reopen a restored device's outbox after ``acked`` and return the new epoch."""
        record = self.devices[device]
        record.epoch, record.acked, record.acked_hash = record.epoch + 1, acked, acked_hash
        record.is_forked = False
        return record.epoch

    def session(self, opening: Opening) -> str:
        """Return "", or why this database may not write: its outbox differs from what head office holds of it.

        "prove": the request may be a late one; only a request that answers a challenge can stop the device.
        """
        record = self.devices[opening.device]
        if opening.epoch != record.epoch:
            return "epoch_old"
        if record.is_forked:
            return "fork"
        now = self.challenge(opening.device)
        if self.mistakes.no_fork_detection or not _is_behind(opening, now):
            return ""
        proof = now if self.mistakes.no_freshness else opening.challenge
        if proof is None or proof.epoch != record.epoch or not _is_behind(opening, proof):
            return "prove"
        record.is_forked = True
        return "fork"

    def challenge(self, device: str) -> Challenge:
        """Return what head office holds of a device now."""
        record = self.devices[device]
        return Challenge(record.epoch, record.acked, record.acked_hash)

    def receive(self, request: Request) -> None:
        """Handle a call whose answer nobody hears."""
        if isinstance(request, Batch):
            self.push(request)
        elif isinstance(request, Opening):
            self.session(request)
        elif isinstance(request, Wish):
            self.lease(request.device, request.kind, request.after)
        else:
            self.pull(request.device, request.cursor, 1)

    def push(self, batch: Batch) -> Reply:
        """Apply a batch: return stored outcomes of known entries, apply new ones, stop at a gap or another hash."""
        record = self.devices[batch.device]
        if batch.epoch != record.epoch:
            return Reply(record.acked, {}, "epoch_old")
        if record.is_forked:
            return Reply(record.acked, {}, "fork")
        outcomes: dict[int, tuple[str, Outcome]] = {}
        for command in batch.commands:
            error = self._push_one(batch.device, record, command, outcomes)
            if error:
                record.is_forked = error == "fork"
                return Reply(record.acked, outcomes, error)
        return Reply(record.acked, outcomes)

    def pull(self, device: str, cursor: int, limit: int) -> tuple[FeedRow, ...]:
        """Return the next feed rows of the device's own dealership."""
        return self._books(device).page(cursor, limit)

    def lease(self, device: str, kind: str, after: int) -> Lease | None:
        """Return a range for this device: the same one again if its answer was lost; None if it holds enough."""
        most = CEILING + self.used(device, kind) if not self.mistakes.no_ceiling else 10**9
        return self._books(device).lease(device, self.devices[device].epoch, kind, after, most=most)

    def used(self, device: str, kind: str) -> int:
        """Return how many numbers of a device's ranges its commands of this epoch have used up."""
        epoch = self.devices[device].epoch
        mine = [line for (owner, at, _), (line, _) in self.ledger.items() if (owner, at) == (device, epoch)]
        borne = {int(line.body["number"]) for line in mine if line.kind == TAKERS[kind]}
        return sum(
            len(borne & set(range(r.first, r.last + 1))) for r in self._books(device).granted(device, epoch, kind)
        )

    def begin(self, dealership: str, order: str, status: int) -> Slow:
        """Open a transaction that publishes the status of an order."""
        seq = self.books[dealership].allot() if self.mistakes.plain_sequence else None
        return Slow(dealership, ("order", order), status, seq)

    def commit(self, slow: Slow) -> None:
        """Commit a transaction; the lock of the head row orders sequence numbers like commits."""
        books = self.books[slow.dealership]
        doc = books.rows.get(slow.key)
        if doc is not None:
            books.put(slow.key, doc.put({"status": slow.status}, "head office"), slow.seq)

    def new_order(self, dealership: str, order: str) -> None:
        """Allocate an order to a dealership."""
        self.books[dealership].put(("order", order), Doc({"status": 0, "request": ""}))

    def move(self, order: str, target: str) -> None:
        """Move an order with its payments to another dealership; the counters of the old one wipe them."""
        source = next(name for name, books in self.books.items() if ("order", order) in books.rows)
        if source == target:
            return
        old, new = self.books[source], self.books[target]
        mine = [key for key, doc in old.rows.items() if key[0] == "payment" and doc.fields["order"] == order]
        for key in (("order", order), *mine):
            new.put(key, old.drop(key))

    def common(self, device: str, commands: list[Command]) -> int:
        """Return the last number of this outbox whose entry the dealership's ledger holds with the same hash."""
        known = {(n, line.hash) for (owner, _, n), (line, _) in self.ledger.items() if self._is_near(owner, device)}
        return max((line.n for line in commands if (line.n, line.hash) in known), default=0)

    def _push_one(self, device: str, record: Device, command: Command, outcomes: dict[int, tuple[str, Outcome]]) -> str:
        if self._is_past(record, command):
            line = self._find(device, command.n)
            if line is not None and line[0].hash != command.hash and not self.mistakes.no_fork_detection:
                return "fork"
            outcomes |= {} if line is None else {command.n: (command.hash, line[1])}
            return ""
        if command.n > record.acked + 1:
            return "gap"
        is_other = command.n == record.acked + 1 and command.previous_hash != record.acked_hash
        if is_other and not self.mistakes.no_fork_detection:
            return "fork"
        outcome = self._find_same(device, command) or self._apply(device, command)
        self.ledger[device, record.epoch, command.n] = (command, outcome)
        outcomes[command.n] = (command.hash, outcome)
        if command.n > record.acked:
            record.acked, record.acked_hash = command.n, command.hash
        return ""

    def _is_past(self, record: Device, command: Command) -> bool:
        """Return whether the device's entry with this number is already held."""
        forgotten = self.mistakes.dedupe_expires and command.n <= record.acked - FORGET_AFTER
        return command.n <= record.acked and not forgotten and not self.mistakes.no_acked_check

    def _find(self, device: str, n: int) -> tuple[Command, Outcome] | None:
        """Return the device's newest entry with this number, or None if another device sent it."""
        epochs = range(self.devices[device].epoch, 0, -1)
        return next((self.ledger[device, e, n] for e in epochs if (device, e, n) in self.ledger), None)

    def _find_same(self, device: str, command: Command) -> Outcome | None:
        """Return the outcome of the same command under an earlier epoch or device of the dealership."""
        if self.mistakes.no_acked_check or self.mistakes.dedupe_expires:
            return None
        lines = (line for (owner, _, _), line in self.ledger.items() if self._is_near(owner, device))
        return next(
            (out for line, out in lines if (line.command_id, line.body) == (command.command_id, command.body)), None
        )

    def _is_near(self, one: str, other: str) -> bool:
        return self.devices[one].dealership == self.devices[other].dealership

    def _apply(self, device: str, command: Command) -> Outcome:
        self.applied[command.command_id] += 1
        if command.kind == "payment.record":
            self.money.append((command.body["id"], command.body["amount"]))
        return apply_command(self._books(device), device, command)

    def _books(self, device: str) -> Books:
        return self.books[self.devices[device].dealership]


def _is_behind(opening: Opening, held: Challenge) -> bool:
    """Return whether the outbox that a request shows lacks the newest entry that was held."""
    is_other = opening.head == held.acked and opening.head_hash != held.acked_hash
    return opening.head < held.acked or is_other
