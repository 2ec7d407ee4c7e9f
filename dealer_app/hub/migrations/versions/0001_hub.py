"""Create head office's tables: partitioned by dealership, each row visible to its own dealership alone.

Only core PostgreSQL is used. ``lease_span`` folds dealership, kind and numbers into one range, so that no contrib
module is needed to forbid overlap. The file numbers of bills are unique across all dealerships and thus under ``*``.
"""

from alembic import op

revision = "0001"
down_revision = None

_PARTITIONS = 8
_TABLES = {
    "heads": """
        dealership text PRIMARY KEY, seq bigint NOT NULL DEFAULT 0, dealership_no smallint NOT NULL,
        serials jsonb NOT NULL DEFAULT '{}'""",
    "devices": """
        dealership text, device text, public_key bytea NOT NULL, box_key bytea NOT NULL, counter text NOT NULL,
        epoch int NOT NULL, acked_n bigint NOT NULL, acked_hash text NOT NULL,
        state text NOT NULL CHECK (state IN ('enrolled', 'active', 'forked', 'superseded', 'revoked')),
        window_no int NOT NULL, base_n bigint NOT NULL, enrolled_at timestamptz NOT NULL, seen_at timestamptz,
        waiting jsonb NOT NULL DEFAULT '{}', PRIMARY KEY (dealership, device)""",
    "enrol_codes": """
        dealership text, code_hash text, expires_at timestamptz NOT NULL, device text NOT NULL DEFAULT '',
        replaces text NOT NULL DEFAULT '', answer bytea, request_hash text NOT NULL DEFAULT '',
        PRIMARY KEY (dealership, code_hash)""",
    "ledger": """
        dealership text, device text, epoch int, n bigint, command_id text NOT NULL, kind text NOT NULL,
        kind_version int NOT NULL, body text NOT NULL, actor text, at text NOT NULL, base_version bigint,
        previous_hash text NOT NULL, hash text NOT NULL, is_first boolean NOT NULL,
        state text NOT NULL
            CHECK (state IN ('applied', 'applied_with_change', 'rejected', 'deferred', 'quarantined')),
        code text NOT NULL, seq bigint NOT NULL, outcome text NOT NULL, received_at timestamptz NOT NULL,
        PRIMARY KEY (dealership, device, epoch, n)""",
    "rows": """
        dealership text, kind text, id text, version bigint NOT NULL, seq bigint NOT NULL,
        op text NOT NULL CHECK (op IN ('upsert', 'delete', 'revoke')), doc text NOT NULL,
        meta jsonb NOT NULL DEFAULT '{}', PRIMARY KEY (dealership, id, kind), UNIQUE (dealership, seq)""",
    "identities": "dealership text, national_code text, customer_id text NOT NULL, "
    "PRIMARY KEY (dealership, national_code)",
    "numbers": "dealership text, kind text, number text, id text NOT NULL, device text NOT NULL, "
    "PRIMARY KEY (dealership, kind, number)",
    "money": """
        dealership text, id text, order_id text NOT NULL, device text NOT NULL, account text NOT NULL,
        amount bigint NOT NULL, bank_reference text NOT NULL,
        state text NOT NULL CHECK (state IN ('entered', 'reconcile')), code text NOT NULL,
        PRIMARY KEY (dealership, id)""",
    "leases": """
        dealership text, kind text, first bigint, last bigint NOT NULL, span int8range NOT NULL, device text NOT NULL,
        epoch int NOT NULL, granted_at timestamptz NOT NULL, closed_at timestamptz,
        CHECK (first <= last), PRIMARY KEY (dealership, kind, first)""",
    "void_numbers": """
        dealership text, kind text, first bigint, last bigint NOT NULL, device text NOT NULL, reason text NOT NULL,
        PRIMARY KEY (dealership, kind, first)""",
    "snapshots": """
        dealership text, name text, seq bigint NOT NULL, broadcast bigint NOT NULL, bytes bigint NOT NULL,
        sha256 text NOT NULL, rows bigint NOT NULL, made_at timestamptz NOT NULL, PRIMARY KEY (dealership, name)""",
    "snapshot_parts": """
        dealership text, name text, part int, content bytea NOT NULL, PRIMARY KEY (dealership, name, part)""",
    "sms": """
        dealership text, id text, receptor text NOT NULL, template text NOT NULL, tokens jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('queued', 'sent', 'failed')), code text NOT NULL, tries int NOT NULL,
        queued_at timestamptz NOT NULL, done_at timestamptz, PRIMARY KEY (dealership, id)""",
}
_INDEXES = (
    "CREATE UNIQUE INDEX ledger_first ON ledger (dealership, command_id) WHERE is_first",
    "CREATE INDEX ledger_quarantined ON ledger (dealership) WHERE state = 'quarantined'",
    "CREATE INDEX leases_device ON leases (dealership, device, kind)",
    "CREATE INDEX money_reference ON money (dealership, bank_reference)",
    "CREATE INDEX sms_queued ON sms (dealership, queued_at) WHERE state = 'queued'",
)
_ROUTES = """
    CREATE TABLE device_directory (device text PRIMARY KEY, dealership text NOT NULL);
    CREATE TABLE code_directory (code_hash text PRIMARY KEY, dealership text NOT NULL);
    CREATE FUNCTION dealership_of_device(text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = pg_catalog, public AS 'SELECT dealership FROM public.device_directory WHERE device = $1';
    CREATE FUNCTION dealership_of_code(text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = pg_catalog, public AS 'SELECT dealership FROM public.code_directory WHERE code_hash = $1';
    CREATE FUNCTION route_device() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, public AS $$ BEGIN
            INSERT INTO public.device_directory VALUES (new.device, new.dealership); RETURN new; END $$;
    CREATE FUNCTION route_code() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, public AS $$ BEGIN
            INSERT INTO public.code_directory VALUES (new.code_hash, new.dealership); RETURN new; END $$;
    CREATE TRIGGER devices_route AFTER INSERT ON devices FOR EACH ROW EXECUTE FUNCTION route_device();
    CREATE TRIGGER codes_route AFTER INSERT ON enrol_codes FOR EACH ROW EXECUTE FUNCTION route_code();
    CREATE FUNCTION list_dealerships() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = pg_catalog, public AS 'SELECT dealership FROM public.heads ORDER BY dealership';
    CREATE FUNCTION next_dealership_no() RETURNS smallint LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = pg_catalog, public
        AS 'SELECT (coalesce(max(dealership_no), -1) + 1)::smallint FROM public.heads';
"""
_READ_BROADCAST = {"rows", "heads"}


def upgrade() -> None:
    for table, columns in _TABLES.items():
        op.execute(f"CREATE TABLE {table} ({columns}) PARTITION BY HASH (dealership)")
        for part in range(_PARTITIONS):
            name = f"{table}_p{part}"
            values = f"FOR VALUES WITH (MODULUS {_PARTITIONS}, REMAINDER {part})"
            op.execute(f"CREATE TABLE {name} PARTITION OF {table} {values}")
            if table == "leases":
                op.execute(f"ALTER TABLE {name} ADD EXCLUDE USING gist (span WITH &&)")
        _guard(table)
    for statement in (*_INDEXES, _ROUTES):
        op.execute(statement)
    op.execute("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO bajeh_hub")
    op.execute("INSERT INTO heads (dealership, dealership_no) VALUES ('*', 0)")


def _guard(table: str) -> None:
    """Let a dealership see only its own rows; all may read broadcast rows, which are written under their own scope."""
    mine = "dealership = current_setting('bajeh.dealership', true)"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY own ON {table} TO bajeh_hub USING ({mine}) WITH CHECK ({mine})")
    op.execute(f"CREATE POLICY owner ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)")
    if table in _READ_BROADCAST:
        op.execute(f"CREATE POLICY broadcast ON {table} FOR SELECT TO bajeh_hub USING (dealership = '*')")
    rights = "SELECT, INSERT" if table == "void_numbers" else "SELECT, INSERT, UPDATE"
    if table == "ledger":
        rights = "SELECT, INSERT, UPDATE (state, code, seq, outcome)"
    if table in {"snapshots", "snapshot_parts", "identities", "numbers"}:
        rights += ", DELETE"
    op.execute(f"GRANT {rights} ON {table} TO bajeh_hub")
