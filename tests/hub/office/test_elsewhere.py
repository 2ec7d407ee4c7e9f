"""Test exports that name another dealership for a known order: refused with a word about ``hub move``."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from dealer_app.domain.imports import ImportReport
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.office.imports import import_orders
from dealer_app.hub.office.moves import move_order
from tests.services.imports.sheets import a_row, as_table, write_csv

REQUEST = "R260000001"


def bring(office_database: OfficeDatabase, folder: Path, *cells: dict[str, object]) -> ImportReport:
    return import_orders(office_database, write_csv(folder / "a.csv", as_table(cells)))


def orders(owner_engine: Engine) -> list[tuple[str, str]]:
    """Return dealership and state of every order of the request."""
    with owner_engine.begin() as connection:
        found = connection.execute(text("SELECT dealership, op FROM rows WHERE kind = 'order' ORDER BY dealership"))
        return [(row.dealership, row.op) for row in found]


@pytest.mark.parametrize("spelt", [REQUEST, "r-260000001", "R 260000001"])
def test_known_order_under_another_dealership_is_refused(
    office_database: OfficeDatabase, owner_engine: Engine, tmp_path: Path, spelt: str
) -> None:
    bring(office_database, tmp_path, a_row(1))

    other = a_row(1, dealership_code="2607", request_number=spelt)
    report = bring(office_database, tmp_path, other, a_row(2, dealership_code="2607"))

    assert (report.accepted, report.updated) == (1, 0)
    (refused,) = report.refused
    assert refused.code == "hub_import_elsewhere"
    assert "hub move" in refused.why
    assert "2606" in refused.why
    assert orders(owner_engine) == [("2606", "upsert"), ("2607", "upsert")]


def test_order_that_was_moved_is_taken_in_its_new_dealership_only(
    office_database: OfficeDatabase, owner_engine: Engine, tmp_path: Path
) -> None:
    bring(office_database, tmp_path, a_row(1))
    move_order(office_database, REQUEST, "2606", "2607")

    there = bring(office_database, tmp_path, a_row(1, dealership_code="2607"))
    here = bring(office_database, tmp_path, a_row(1))

    assert there.refused == ()
    assert [one.code for one in here.refused] == ["hub_import_moved"]
    assert orders(owner_engine) == [("2606", "revoke"), ("2607", "upsert")]
