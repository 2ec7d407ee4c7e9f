"""A block of another scope returns to the transaction's own; an error of the database is raised as it is."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError

from dealer_app.hub.database.database import Transaction, transaction, within
from dealer_app.hub.database.schema import BROADCAST
from tests.hub.head_office import Office


def _scope(tx: Transaction) -> str:
    return str(tx.connection.scalar(text("SELECT current_setting('bajeh.dealership')")))


def test_scope_returns_after_the_block_and_after_a_refusal_in_it(office: Office) -> None:
    with transaction(office.engine, "2606", office.clock()) as tx:
        with within(tx, BROADCAST):
            assert _scope(tx) == BROADCAST
        assert _scope(tx) == "2606"
        with pytest.raises(LookupError), within(tx, BROADCAST):
            raise LookupError
        assert _scope(tx) == "2606"


def test_error_of_the_database_is_not_hidden_by_the_return(office: Office) -> None:
    with (
        pytest.raises(DataError),
        transaction(office.engine, "2606", office.clock()) as tx,
        within(tx, BROADCAST),
    ):
        tx.connection.execute(text("SELECT CAST('x' AS integer)"))
