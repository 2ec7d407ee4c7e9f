"""Tables of customers, dealerships, staff, settings, drafts and holidays."""

import sqlalchemy as sa
from alembic import op

from dealer_app.store.core.types import Instant, JsonText, OptionalText, UuidBlob

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "customers",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("national_code", OptionalText(), nullable=True),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("father_name", sa.Text(), nullable=False),
        sa.Column("birth_on", sa.Date(), nullable=True),
        sa.Column("birth_certificate_number", sa.Text(), nullable=False),
        sa.Column("birth_place", sa.Text(), nullable=False),
        sa.Column("gender", sa.Text(), nullable=False),
        sa.Column("passport_number", sa.Text(), nullable=False),
        sa.Column("representative_name", sa.Text(), nullable=False),
        sa.Column("representative_national_code", sa.Text(), nullable=False),
        sa.Column("mobile", OptionalText(), nullable=True),
        sa.Column("landline", sa.Text(), nullable=False),
        sa.Column("province", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("postal_code", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("sheba", sa.Text(), nullable=False),
        sa.Column("is_sheba_own", sa.Boolean(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("workplace", sa.Text(), nullable=False),
        sa.Column("work_phone", sa.Text(), nullable=False),
        sa.Column("education", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text(), nullable=False),
        sa.Column("activation", sa.Text(), nullable=False),
        sa.Column("is_identity_seen", sa.Boolean(), nullable=False),
        sa.Column("registered_at", Instant(), nullable=False),
        sa.Column("registration_number", OptionalText(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.CheckConstraint("activation IN ('pending', 'active')", name=op.f("ck_customers_activation")),
        sa.CheckConstraint("gender IN ('', 'female', 'male')", name=op.f("ck_customers_gender")),
        sa.CheckConstraint("kind IN ('natural', 'legal', 'foreign')", name=op.f("ck_customers_kind")),
        sa.CheckConstraint("origin IN ('counter', 'import', 'hub')", name=op.f("ck_customers_origin")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_customers")),
        sa.UniqueConstraint("id", name=op.f("uq_customers_id")),
        sa.UniqueConstraint("national_code", name=op.f("uq_customers_national_code")),
        sa.UniqueConstraint("registration_number", name=op.f("uq_customers_registration_number")),
    )
    op.create_index(op.f("ix_customers_mobile"), "customers", ["mobile"], unique=False)
    op.create_index(op.f("ix_customers_name_sort"), "customers", ["name_sort"], unique=False)
    op.create_table(
        "customer_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("customer_row", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("word", "customer_row", name=op.f("pk_customer_words")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dealerships",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("province", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_dealerships")),
        sa.UniqueConstraint("code", name=op.f("uq_dealerships_code")),
        sa.UniqueConstraint("id", name=op.f("uq_dealerships_id")),
    )
    op.create_index(op.f("ix_dealerships_name_key"), "dealerships", ["name_key"], unique=False)
    op.create_table(
        "staff",
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("id", UuidBlob(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("failed_count", sa.Integer(), nullable=False),
        sa.Column("locked_until_at", Instant(), nullable=True),
        sa.Column("added_at", Instant(), nullable=False),
        sa.CheckConstraint("role IN ('clerk', 'manager')", name=op.f("ck_staff_role")),
        sa.CheckConstraint("failed_count >= 0", name=op.f("ck_staff_failed_count")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_staff")),
        sa.UniqueConstraint("id", name=op.f("uq_staff_id")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_name")),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", JsonText(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_settings")),
    )
    op.create_table(
        "drafts",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", JsonText(), nullable=False),
        sa.Column("staff_id", UuidBlob(), nullable=True),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_drafts")),
    )
    op.create_table(
        "holidays",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_estimated", sa.Boolean(), nullable=False),
        sa.Column("is_holiday", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.CheckConstraint("origin IN ('library', 'manager', 'hub')", name=op.f("ck_holidays_origin")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holidays")),
    )
