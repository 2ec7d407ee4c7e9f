"""Create and upgrade head office's database in one transaction: the service's role, then the migrations."""

from pathlib import Path

from alembic.command import upgrade
from alembic.config import Config
from sqlalchemy import Connection, text

from dealer_app.domain.directory.dealerships import parse_code
from dealer_app.domain.errors import FieldError
from dealer_app.hub.database.database import SERVICE_ROLE, engine_of

_MIGRATIONS = Path(__file__).parents[1] / "migrations"
_ROLE = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{SERVICE_ROLE}') THEN
        CREATE ROLE {SERVICE_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
END $$"""


def init_hub(url: str) -> None:
    """Bring the database at ``url`` (its owner's address) to the newest schema; a second call changes nothing.

    The service acts as ``bajeh_hub``; the role of the address must be allowed to become it.
    """
    engine = engine_of(url, role="")
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(2606)"))  # two calls at once run one after the other
        connection.execute(text(_ROLE))
        connection.execute(text(f"GRANT {SERVICE_ROLE} TO CURRENT_USER"))
        connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {SERVICE_ROLE}"))
        _upgrade(connection)
    engine.dispose()


def add_dealership(connection: Connection, dealership: str) -> None:
    """Insert the head row of a dealership, once, in the dealership's own transaction.

    Raises FieldError ``hub_dealership_code`` for an invalid code; ``*`` is reserved for rows that all dealerships read.
    """
    if not is_dealership_code(dealership):
        raise FieldError("hub_dealership_code", "dealership")
    statement = (
        "INSERT INTO heads (dealership, dealership_no) VALUES (:dealership, next_dealership_no())"
        " ON CONFLICT (dealership) DO NOTHING"
    )
    connection.execute(text("SELECT pg_advisory_xact_lock(2607)"))  # two new dealerships never share a number
    connection.execute(text(statement), {"dealership": dealership})


def is_dealership_code(text_: str) -> bool:
    """Return whether a text is the code of a dealership, as every sheet and form writes it."""
    try:
        return parse_code(text_) == text_
    except FieldError:
        return False


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    upgrade(config, "head")
