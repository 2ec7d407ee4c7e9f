"""The bodies of all calls (docs/protocol.md, section 5), the same types on both sides; unknown fields are ignored."""

from hashlib import sha256
from typing import Annotated, Any, TypeVar

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field, json

T = TypeVar("T", bound=Struct)
PROTOCOL = 1
MOST_COMMANDS, MOST_ROWS = 200, 500
MOST_SENT_BYTES, MOST_INFLATED_BYTES, MOST_BODY_BYTES = 256 * 1024, 4 * 1024 * 1024, 128 * 1024
GENESIS = "0" * 64


class Head(Struct, frozen=True):
    """An outbox entry by its number and its hash."""

    n: int
    hash: str


class OutboxCommand(Struct, frozen=True):
    """One outbox entry as it is sent; ``body`` is the stored text, never serialised again."""

    n: int
    command_id: str
    kind: str
    kind_version: int
    body: str
    actor: str | None
    at: str
    base_version: int | None
    hash: str


class Push(Struct, frozen=True):
    """Entries of one outbox from ``from_n`` on; ``previous_hash`` is the hash of the entry before."""

    epoch: int
    from_n: int
    previous_hash: str
    commands: tuple[OutboxCommand, ...]


class Outcome(Struct, frozen=True, omit_defaults=True):
    """The outcome of one outbox entry; ``seq`` is the feed row that shows it, ``number`` the final number."""

    n: int
    hash: str
    state: str  # applied, applied_with_change, rejected, deferred, quarantined
    code: str = ""
    seq: int = 0
    alias_of: str = ""
    number: str = ""
    doc: Raw | UnsetType = UNSET


class PushAnswer(Struct, frozen=True):
    """The last entry of this outbox that the hub has, and the outcome of every entry that was sent."""

    acked_n: int
    outcomes: tuple[Outcome, ...]


class Row(Struct, frozen=True, omit_defaults=True):
    """One feed row; ``doc`` is canonical JSON as the hub stores it, absent for delete and revoke.

    ``is_broadcast`` is set only in snapshots, where both streams are in one file.
    """

    seq: int
    kind: str
    id: str
    version: int
    op: str  # upsert, delete, revoke
    doc: Raw | UnsetType = UNSET
    is_broadcast: bool = False


Cursor = Annotated[int, Meta(ge=0, le=2**62)]


class FeedPage(Struct, frozen=True):
    """One page of both streams and the cursors after it."""

    rows: tuple[Row, ...]
    broadcast_rows: tuple[Row, ...]
    cursor: Cursor
    broadcast: Cursor
    is_more: bool


class Enrol(Struct, frozen=True):
    """The request of a new counter: its one-time code, its public keys (base64), its name and checkpoints."""

    code: str
    public_key: str
    box_key: str
    counter: str
    protocol: tuple[int, int] = (PROTOCOL, PROTOCOL)
    checkpoints: tuple[Head, ...] = ()


class Range(Struct, frozen=True):
    """A range of numbers of one kind, both ends included."""

    kind: str
    first: int
    last: int


class Enrolled(Struct, frozen=True):
    """The counter's new identity; ``base`` is the last entry that the hub has of this database's earlier enrolment."""

    device: str
    dealership: str
    epoch: int
    base: Head
    hub_key: str
    hub_box_key: str
    provisional: tuple[Range, ...]


class WaitingCount(Struct, frozen=True):
    """Count of the waiting outbox entries and of the payments in them; ``amount`` is the payments' sum in Rial."""

    total: int = 0
    payments: int = 0
    amount: int = 0


class OpenSession(Struct, frozen=True):
    """The first call of a session: the counter's epoch, its newest outbox entry and its cursors.

    ``challenge`` is what the hub sent to prove that this call is fresh, "" in the first call; counters before it send
    none. ``audit`` is the newest row of the counter's audit.
    """

    client_nonce: str
    epoch: int
    head: Head
    cursor: int
    broadcast: int
    waiting: WaitingCount = WaitingCount()
    protocol: tuple[int, int] = (PROTOCOL, PROTOCOL)
    kinds: dict[str, int] = {}
    checkpoints: tuple[Head, ...] = ()
    challenge: str | None = None
    audit: Head | None = None


class SessionAnswer(Struct, frozen=True):
    """The session's token and nonce, and the last entry of this outbox that the hub has."""

    session: str
    nonce: str
    expires_in_s: int
    protocol: int
    epoch: int
    acked: Head
    state: str
    go: bool
    retry_after_s: int = 0


class Want(Struct, frozen=True):
    """A request for numbers of a kind; ``after`` is the end of the newest range held."""

    kind: str
    after: int


class Wants(Struct, frozen=True):
    """All requests for numbers in one call."""

    wants: tuple[Want, ...]


class Ranges(Struct, frozen=True):
    """The ranges granted, one for each request."""

    ranges: tuple[Range, ...]


class KindDigest(Struct, frozen=True):
    """The number of rows of a kind and the digest of each bucket that is not empty."""

    count: int
    buckets: dict[str, str]


class Verify(Struct, frozen=True):
    """The checkpoints and digests of a counter, for comparison."""

    checkpoints: tuple[Head, ...] = ()
    digests: dict[str, KindDigest] = {}


class RowVersion(Struct, frozen=True):
    """A row by its id, and the version that the hub has."""

    id: str
    version: int


class Verified(Struct, frozen=True):
    """The newest common entry, the buckets that differ, and the hub's rows in them; ``is_more``: others differ too."""

    common_n: int
    differs: dict[str, tuple[str, ...]]
    rows: dict[str, tuple[RowVersion, ...]]
    is_more: bool = False


class SnapshotHead(Struct, frozen=True):
    """A snapshot file of one dealership: its size, its hash and the cursors that are valid after it."""

    name: str
    seq: int
    broadcast: int
    bytes: int
    sha256: str
    signature: str
    rows: int


class PutPiece(Struct, frozen=True):
    """Bytes of an attachment from ``offset`` on (base64 in JSON); empty ones only ask how many are held."""

    id: str
    offset: Annotated[int, Meta(ge=0, le=2**53)]
    content: bytes


class PieceHeld(Struct, frozen=True, omit_defaults=True):
    """How many bytes of an attachment head office holds; ``code``: ``unknown``, ``hash`` (begin anew) or ``quota``."""

    id: str
    held: int
    code: str = ""


class GetPiece(Struct, frozen=True):
    """A request for the bytes of an attachment from ``offset`` on."""

    id: str
    offset: Annotated[int, Meta(ge=0, le=2**53)]


class Piece(Struct, frozen=True):
    """Bytes of an attachment from ``offset`` on and the size of the whole; none if head office does not hold all."""

    id: str
    offset: int
    content: bytes
    size: int


class CallRefusal(Struct, frozen=True, omit_defaults=True):
    """Why a call was refused: a code of section 6, never a sentence.

    ``epoch`` is the device's epoch in which it was judged (0: no matter); ``challenge`` goes with ``prove``.
    """

    code: str
    acked_n: int = 0
    retry_after_s: int = 0
    epoch: int = 0
    challenge: str = ""


class PullFrom(Struct, frozen=True):
    """The cursors of a counter in both streams when it writes a bundle."""

    cursor: int = 0
    broadcast: int = 0


class BundleCall(Struct, frozen=True, omit_defaults=True):
    """One call in a bundle: the same path and body as over the line; a call of ``enrol`` also has its signature."""

    path: str
    body: Raw
    signature: str = ""


class BundleUp(Struct, frozen=True):
    """The calls of one counter on a stick."""

    calls: tuple[BundleCall, ...]


class BundleAnswer(Struct, frozen=True, omit_defaults=True):
    """The answer to one call of a bundle; ``cursor`` and ``broadcast`` are where the page of a pull begins."""

    path: str
    status: int
    body: Raw
    cursor: int = 0
    broadcast: int = 0


class BundleDown(Struct, frozen=True):
    """The answers of the hub on a stick, in the order of the calls; ``name`` is the bundle that they answer."""

    answers: tuple[BundleAnswer, ...]
    name: str = field(default="")


def encode(body: Struct) -> bytes:
    """Return the JSON of a body."""
    return json.encode(body)


def decode(kind: type[T], body: bytes) -> T:
    """Return ``body`` decoded as a ``kind``; raises msgspec.DecodeError if it is not one."""
    return json.decode(body, type=kind)


def bundle_call(path: str, body: Struct) -> BundleCall:
    """Return a call as it is written to a stick."""
    return BundleCall(path, Raw(encode(body)))


_SORTED = json.Encoder(order="sorted")


def plain_json(value: Any) -> bytes:  # noqa: ANN401 - any JSON
    """Return canonical JSON of a value parsed from JSON: the bytes of ``canonical_json``, several times faster."""
    return _SORTED.encode(value)


def parse(text: str | bytes) -> Any:  # noqa: ANN401 - any JSON
    """Return the value of a JSON text; raises ValueError if it is not valid JSON (NaN, half a character)."""
    return json.decode(text)


def raw(value: Any) -> Raw:  # noqa: ANN401 - any JSON
    """Return canonical JSON of ``value``, ready to be part of a body."""
    return Raw(plain_json(value))


def command_hash(previous_hash: str, line: OutboxCommand) -> str:
    """Return the hash that the entry ``line`` must have after ``previous_hash`` (section 3)."""
    facts = [previous_hash, line.at, line.n, line.command_id, line.kind, line.kind_version]
    return sha256(plain_json([*facts, line.body, line.actor, line.base_version])).hexdigest()


def row_digest(kind: str, row_id: str, version: int, doc: bytes) -> bytes:
    """Return the SHA-256 of ``[kind, id, version, doc]``; ``doc`` is canonical JSON as received (section 5)."""
    return sha256(plain_json([kind, row_id, version])[:-1] + b"," + doc + b"]").digest()
