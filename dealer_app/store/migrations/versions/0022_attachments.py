"""Attachments of customers' files, and their bytes in pieces."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText, UuidBlob

revision = "0022"
down_revision = "0021"

_NO_PERMIT = "NOT EXISTS (SELECT 1 FROM permits)"
_FIXED = "id, customer_id, subject, subject_id, kind, media, size, sha256, added_on, added_at, added_by, facts"
_KINDS = "kind IN ('bank_slip', 'identity', 'deed', 'lottery', 'other')"
_SUBJECTS = "subject IN ('file', 'order', 'payment', 'visit', 'help')"


def upgrade() -> None:
    _make_attachments()
    op.create_table(
        "attachment_files",
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=True),
        sa.Column("thumb", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_files")),
        sa.CheckConstraint("held >= 0 AND held <= size", name=op.f("ck_attachment_files_held")),
    )
    op.create_table(
        "attachment_pieces",
        sa.Column("attachment_id", UuidBlob(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("attachment_id", "at", name=op.f("pk_attachment_pieces")),
    )


def _make_attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("customer_id", UuidBlob(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", UuidBlob(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "media", "sha256")),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("added_by", "state", "reason")),
        sa.Column("facts", JsonText(), nullable=False),
        sa.CheckConstraint(_KINDS, name=op.f("ck_attachments_kind")),
        sa.CheckConstraint(_SUBJECTS, name=op.f("ck_attachments_subject")),
        sa.CheckConstraint("media IN ('jpeg', 'png', 'pdf')", name=op.f("ck_attachments_media")),
        sa.CheckConstraint("state IN ('kept', 'withdrawn')", name=op.f("ck_attachments_state")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_attachments_customer_id_customers")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_attachments")),
        sa.UniqueConstraint("id", name=op.f("uq_attachments_id")),
    )
    op.create_index(op.f("ix_attachments_customer_id"), "attachments", ["customer_id"])
    for name, event, rule in (
        ("keep_rows", "DELETE", _NO_PERMIT),
        ("keep_facts", f"UPDATE OF {_FIXED}", _NO_PERMIT),
        ("keep_withdrawal", "UPDATE OF state, reason", f"OLD.state = 'withdrawn' AND {_NO_PERMIT}"),
    ):
        refuse = f"BEGIN SELECT RAISE(ABORT, 'attachments_{name}'); END"
        op.execute(f"CREATE TRIGGER attachments_{name} BEFORE {event} ON attachments WHEN {rule} {refuse}")
