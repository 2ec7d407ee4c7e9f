"""Declare the hub's tables for SQLAlchemy Core; the migrations create them (keys, partitions, policies).

Every key starts with the dealership. Ids are the text of UUIDs; money is whole Rial.
``rows`` is both head office's copy of every row and the feed: one feed row per row, moved to the end when it changes.
"""

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Integer, LargeBinary, MetaData, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import INT8RANGE, JSONB

metadata = MetaData()
BROADCAST = "*"
"""The dealership code of rows that all dealerships may read."""


def _text(name: str, default: str | None = "") -> Column[str]:
    return Column(name, Text, nullable=False, default=default)


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


heads = Table(
    "heads",
    metadata,
    _key("dealership"),
    Column("seq", BigInteger, nullable=False, default=0),
    Column("dealership_no", SmallInteger, nullable=False),
    Column("serials", JSONB, nullable=False, default=dict),  # kind -> last serial leased or given by the hub
)
devices = Table(
    "devices",
    metadata,
    _key("dealership"),
    _key("device"),
    Column("public_key", LargeBinary, nullable=False),
    Column("box_key", LargeBinary, nullable=False),
    _text("counter"),
    Column("epoch", Integer, nullable=False, default=1),
    Column("acked_n", BigInteger, nullable=False, default=0),
    _text("acked_hash"),
    _text("state", "enrolled"),  # enrolled, active, forked, superseded, revoked
    Column("window_no", Integer, nullable=False),
    Column("base_n", BigInteger, nullable=False, default=0),
    Column("enrolled_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True)),
    Column("waiting", JSONB, nullable=False, default=dict),
    Column("settled", BigInteger, nullable=False, default=0),  # how often the device was reopened or its base was set
    Column("is_proving", Boolean, nullable=False, default=False),  # its program answers challenges
    Column("doubted_at", DateTime(timezone=True)),  # an older program's session showed less than the hub holds
    Column("audit_n", BigInteger, nullable=False, default=0),
    _text("audit_hash"),
    Column("audit_cut_at", DateTime(timezone=True)),  # its audit became shorter, or another one
)
enrol_codes = Table(
    "enrol_codes",
    metadata,
    _key("dealership"),
    _key("code_hash"),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    _text("device"),  # "" while the code is unused
    _text("replaces"),  # the device whose database continues under a new one
    Column("answer", LargeBinary),
    _text("request_hash"),
)
ledger = Table(
    "ledger",
    metadata,
    _key("dealership"),
    _key("device"),
    Column("epoch", Integer, primary_key=True),
    Column("n", BigInteger, primary_key=True),
    _text("command_id"),
    _text("kind"),
    Column("kind_version", Integer, nullable=False),
    _text("body"),
    Column("actor", Text),
    _text("at"),
    Column("base_version", BigInteger),
    _text("previous_hash"),
    _text("hash"),
    Column("is_first", Boolean, nullable=False),
    _text("state"),
    _text("code"),
    Column("seq", BigInteger, nullable=False, default=0),
    _text("outcome"),  # canonical JSON of alias_of, number, doc
    Column("received_at", DateTime(timezone=True), nullable=False),
)
rows = Table(
    "rows",
    metadata,
    _key("dealership"),
    _key("kind"),
    _key("id"),
    Column("version", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    _text("op", "upsert"),
    _text("doc"),  # canonical JSON; "" for delete and revoke
    Column("meta", JSONB, nullable=False, default=dict),  # never leaves the hub
)
identities = Table("identities", metadata, _key("dealership"), _key("national_code"), _text("customer_id"))
numbers = Table("numbers", metadata, _key("dealership"), _key("kind"), _key("number"), _text("id"), _text("device"))
money = Table(
    "money",
    metadata,
    _key("dealership"),
    _key("id"),
    _text("order_id"),
    _text("device"),
    _text("account"),
    Column("amount", BigInteger, nullable=False),  # signed: a payment is below zero
    _text("bank_reference"),
    _text("state", "entered"),  # entered, reconcile
    _text("code"),
)
leases = Table(
    "leases",
    metadata,
    _key("dealership"),
    _key("kind"),
    Column("first", BigInteger, primary_key=True),
    Column("last", BigInteger, nullable=False),
    Column("span", INT8RANGE, nullable=False),
    _text("device"),
    Column("epoch", Integer, nullable=False),
    Column("granted_at", DateTime(timezone=True), nullable=False),
    Column("closed_at", DateTime(timezone=True)),
)
void_numbers = Table(
    "void_numbers",
    metadata,
    _key("dealership"),
    _key("kind"),
    Column("first", BigInteger, primary_key=True),
    Column("last", BigInteger, nullable=False),
    _text("device"),
    _text("reason"),
)
snapshots = Table(
    "snapshots",
    metadata,
    _key("dealership"),
    _key("name"),
    Column("seq", BigInteger, nullable=False),
    Column("broadcast", BigInteger, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    _text("sha256"),
    Column("rows", BigInteger, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
)
snapshot_parts = Table(
    "snapshot_parts",
    metadata,
    _key("dealership"),
    _key("name"),
    Column("part", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
attachment_pieces = Table(
    "attachment_pieces",
    metadata,
    _key("dealership"),
    _key("id"),
    Column("at", BigInteger, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
sms = Table(
    "sms",
    metadata,
    _key("dealership"),
    _key("id"),
    _text("receptor"),
    _text("template"),
    Column("tokens", JSONB, nullable=False, default=dict),
    _text("state", "queued"),  # queued, sent, failed
    _text("code"),
    Column("tries", Integer, nullable=False, default=0),
    Column("queued_at", DateTime(timezone=True), nullable=False),
    Column("done_at", DateTime(timezone=True)),
)
