"""Questions that a manager edited, acts of help, and the help slip among the printed papers.

The table of prints is rebuilt, because its CHECK lists the kinds of papers; its indexes and guards are made anew from
their own statements.
"""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText, UuidBlob

revision = "0020"
down_revision = "0019"

_PAPERS = ("invitation", "principal-slip", "penalty-slip", "receipt", "registration", "visit", "brochure", "help-slip")
_NO_PERMIT = "NOT EXISTS (SELECT 1 FROM permits)"
_FIXED = "id, topic, customer_id, code, recorded_on, recorded_at, recorded_by, facts"
_OF_PRINTS = "SELECT sql FROM sqlite_master WHERE tbl_name = 'prints' AND type IN ('index', 'trigger') AND sql <> ''"


def upgrade() -> None:
    _make_questions()
    _make_help_records()
    _rebuild_prints()


def _make_questions() -> None:
    op.create_table(
        "questions",
        *_identified("questions"),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("code", "question", "answer", "words", "source")),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.CheckConstraint("length(code) > 0", name=op.f("ck_questions_code")),
    )
    op.create_index(op.f("ix_questions_code"), "questions", ["code"], unique=False)


def _make_help_records() -> None:
    op.create_table(
        "help_records",
        *_identified("help_records"),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("customer_id", UuidBlob(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("facts", JsonText(), nullable=False),
        sa.CheckConstraint("topic IN ('answer', 'lottery', 'slip')", name=op.f("ck_help_records_topic")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_help_records_customer_id_customers")),
    )
    op.create_index(op.f("ix_help_records_customer_id"), "help_records", ["customer_id"], unique=False)
    for name, event in (("keep_rows", "DELETE"), ("keep_facts", f"UPDATE OF {_FIXED}")):
        refuse = f"BEGIN SELECT RAISE(ABORT, 'help_records_{name}'); END"
        op.execute(f"CREATE TRIGGER help_records_{name} BEFORE {event} ON help_records WHEN {_NO_PERMIT} {refuse}")


def _identified(table: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return (
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{table}_id")),
    )


def _rebuild_prints() -> None:
    made = [str(sql) for (sql,) in op.get_bind().execute(sa.text(_OF_PRINTS))]
    op.execute("CREATE TABLE kept_prints AS SELECT * FROM prints")
    op.drop_table("prints")
    texts = ("counter", "template", "sha256", "state", "printer", "fault")
    columns: dict[str, sa.Column[object]] = {
        "paper_kind": sa.Column("paper_kind", sa.Text(), nullable=False),
        "paper_id": sa.Column("paper_id", UuidBlob(), nullable=False),
        "number": sa.Column("number", sa.Text(), nullable=False),
        "copy_number": sa.Column("copy_number", sa.Integer(), nullable=False),
        "printed_by": sa.Column("printed_by", sa.Text(), nullable=False),
        "staff_id": sa.Column("staff_id", UuidBlob(), nullable=True),
        "counter": sa.Column("counter", sa.Text(), nullable=False),
        "printed_at": sa.Column("printed_at", Instant(), nullable=False),
        **{name: sa.Column(name, sa.Text(), nullable=False) for name in texts[1:]},
    }
    kinds = ", ".join(map(repr, _PAPERS))
    op.create_table(
        "prints",
        *_identified("prints"),
        *columns.values(),
        sa.CheckConstraint(f"paper_kind IN ({kinds})", name=op.f("ck_prints_paper_kind")),
        sa.CheckConstraint("state IN ('prepared', 'queued', 'printed', 'failed')", name=op.f("ck_prints_state")),
        sa.CheckConstraint("copy_number >= 1", name=op.f("ck_prints_copy_number")),
        sa.UniqueConstraint(
            "paper_kind", "paper_id", "copy_number", name=op.f("uq_prints_paper_kind_paper_id_copy_number")
        ),
    )
    names = ", ".join(("row", "id", *columns))
    op.execute(f"INSERT INTO prints ({names}) SELECT {names} FROM kept_prints")  # noqa: S608 - constants
    op.drop_table("kept_prints")
    for sql in made:
        op.execute(sa.text(sql.replace(":", "\\:")))
