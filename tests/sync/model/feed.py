"""The oracle's books of one dealership: its rows, its self-compacting feed and its leases."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from tests.sync.model.values import HUB_FIRST, LEASE_SIZE, PROVISIONAL, Doc, FeedRow, Key, Lease


@dataclass
class Books:
    """Everything that head office keeps under one dealership's key; ``seq`` is the head row."""

    name: str
    rows: dict[Key, Doc] = field(default_factory=dict)
    feed: dict[Key, FeedRow] = field(default_factory=dict)
    seq: int = 0
    leases: list[tuple[str, int, Lease]] = field(default_factory=list)
    numbers: dict[tuple[str, str, int], str] = field(default_factory=dict)
    references: set[str] = field(default_factory=set)

    def allot(self) -> int:
        """Return the next sequence number of this dealership."""
        self.seq += 1
        return self.seq

    def put(self, key: Key, doc: Doc, seq: int | None = None) -> int:
        """Store a row and move its feed row to the tail; pass ``seq`` only if it was allotted too early."""
        self.rows[key] = doc
        return self._line(key, "upsert", doc, seq)

    def drop(self, key: Key) -> Doc:
        """Remove a row from this dealership's scope and tell its counters to wipe it."""
        doc = self.rows.pop(key)
        self._line(key, "revoke", None, None)
        return doc

    def page(self, cursor: int, limit: int) -> tuple[FeedRow, ...]:
        """Return at most ``limit`` feed rows after ``cursor``, in order."""
        later = sorted((line for line in self.feed.values() if line.seq > cursor), key=lambda line: line.seq)
        return tuple(later[:limit])

    def lease(self, device: str, epoch: int, kind: str, after: int, *, most: int) -> Lease | None:
        """Return this device's range after ``after``: the one granted before if its answer was lost, or a new one.

        ``most`` is how many numbers the device may have been granted in this epoch; beyond it, it gets none.
        """
        mine = self.granted(device, epoch, kind)
        for known in mine:
            if known.first > after:
                return known
        held = sum(known.last - known.first + 1 for known in mine)
        return self._grant(device, epoch, kind) if held + LEASE_SIZE <= most else None

    def granted(self, device: str, epoch: int, kind: str) -> list[Lease]:
        """Return the ranges that were granted to a device in an epoch."""
        same = device, epoch, kind
        return [known for owner, at, known in self.leases if (owner, at, known.kind) == same]

    def claim(self, kind: str, number: int, owner: str, device: str) -> int:
        """Return the number of ``owner``: its own if it is final and free, otherwise one of head office's.

        A number from before the enrolment is unique only within its own counter.
        """
        zone = device if number < HUB_FIRST else ""
        if number < PROVISIONAL and self.numbers.setdefault((kind, zone, number), owner) == owner:
            return number
        fresh = self._grant("head office", 0, kind).first
        self.numbers[kind, "", fresh] = owner
        return fresh

    def _grant(self, device: str, epoch: int, kind: str) -> Lease:
        taken = [known.last for _, _, known in self.leases if known.kind == kind]
        first = max(taken, default=HUB_FIRST - 1) + 1
        granted = Lease(kind, first, first + LEASE_SIZE - 1, first)
        self.leases.append((device, epoch, granted))
        return granted

    def _line(self, key: Key, op: str, doc: Doc | None, seq: int | None) -> int:
        line = FeedRow(self.allot() if seq is None else seq, key, op, doc)
        self.feed[key] = line
        return line.seq


def overlaps(books: Books) -> Iterator[tuple[Lease, Lease]]:
    """Yield each pair of ranges of one kind that share a number."""
    ranges = sorted((lease for _, _, lease in books.leases), key=lambda lease: (lease.kind, lease.first))
    for one, other in pairwise(ranges):
        if one.kind == other.kind and one.last >= other.first:
            yield one, other
