"""Values of the oracle: commands, documents, feed rows, outcomes and the mistakes that can be switched on."""

import json
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

GENESIS = "0" * 64
PROVISIONAL = 90_000_000
HUB_FIRST = 1_000_000
OWN_EDITS = 1_000_000
"""A counter's version of a row is head office's version times this, plus its own edits since."""
LEASE_SIZE, CEILING = 4, 8
"""The size of a range, and how many numbers of a kind a device may hold that its documents have not used up."""

Fields = dict[str, Any]
Key = tuple[str, str]
"""(kind, id) of a row."""


class BrokenInvariantError(AssertionError):
    """Raised if an invariant of docs/protocol.md is broken; ``number`` is its number there."""

    def __init__(self, number: int, what: object) -> None:
        super().__init__(f"I{number}: {what}")
        self.number = number


@dataclass(frozen=True)
class Mistakes:
    """The negative controls: each breaks one promise of the protocol."""

    no_acked_check: bool = False
    plain_sequence: bool = False
    cursor_before_apply: bool = False
    number_in_another_transaction: bool = False
    ack_before_commit: bool = False
    dedupe_expires: bool = False
    no_freshness: bool = False
    no_fork_detection: bool = False
    no_ceiling: bool = False


@dataclass(frozen=True)
class Command:
    """One outbox entry."""

    n: int
    command_id: str
    kind: str
    body: Fields
    base_version: int | None
    previous_hash: str

    @property
    def hash(self) -> str:
        """The hash that the next entry chains to."""
        facts = [self.previous_hash, self.n, self.command_id, self.kind, self.body, self.base_version]
        return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Doc:
    """A row of head office; ``marks`` holds, per field, (version, device) of its last change."""

    fields: Fields
    version: int = 1
    marks: dict[str, tuple[int, str]] = field(default_factory=dict)
    conflicts: tuple[tuple[str, str, Any], ...] = ()

    def put(self, values: Fields, device: str) -> "Doc":
        """Return the row with ``values`` set by ``device`` in the next version."""
        version = self.version + 1
        marks = {**self.marks, **dict.fromkeys(values, (version, device))}
        return replace(self, fields={**self.fields, **values}, version=version, marks=marks)


@dataclass(frozen=True)
class FeedRow:
    """The single feed row that a dealership's feed keeps for a row."""

    seq: int
    key: Key
    op: str
    doc: Doc | None


@dataclass(frozen=True)
class Outcome:
    """The result of a command at head office; ``seq`` is the place of its effect in the feed."""

    state: str
    code: str = ""
    seq: int = 0


@dataclass(frozen=True)
class Batch:
    """One push as it is on the wire."""

    device: str
    epoch: int
    commands: tuple[Command, ...]


@dataclass(frozen=True)
class Challenge:
    """What head office held of a device when it asked for a proof."""

    epoch: int
    acked: int
    acked_hash: str


@dataclass(frozen=True)
class Opening:
    """The request of a session as it is on the wire: the outbox that it shows, and the challenge that it answers."""

    device: str
    epoch: int
    head: int
    head_hash: str
    challenge: Challenge | None = None


@dataclass(frozen=True)
class Wish:
    """The request for numbers as it is on the wire."""

    device: str
    kind: str
    after: int


@dataclass(frozen=True)
class Look:
    """The request for a page as it is on the wire."""

    device: str
    cursor: int


Request = Batch | Opening | Wish | Look
"""Any call as it is on the wire; it may arrive late, out of order and twice."""


@dataclass(frozen=True)
class Reply:
    """The answer to a push: the last number up to which all is known, the outcomes by number, or the error."""

    acked_n: int
    outcomes: dict[int, tuple[str, Outcome]]
    error: str = ""


@dataclass
class Lease:
    """A range of numbers of one kind; ``next`` is the next one to take."""

    kind: str
    first: int
    last: int
    next: int


@dataclass
class Device:
    """Head office's record of a counter; the dealership is read from here and never from a request."""

    dealership: str
    epoch: int = 1
    acked: int = 0
    acked_hash: str = GENESIS
    is_forked: bool = False
    window: int = 0
