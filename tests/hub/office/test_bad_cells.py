"""Every column of head office's sheets: a bad cell is named, and nothing is published."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from dealer_app.domain.errors import FieldErrors, sentence
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import BROADCAST, rows
from dealer_app.hub.office.tables import publish_table
from tests.bad_cells import BAD_CELLS, bad_rows
from tests.hub.sheets import a_sheet, headings


@pytest.mark.parametrize("kind", sorted(BAD_CELLS))
def test_bad_cell_is_named_and_nothing_is_published(office_database: OfficeDatabase, tmp_path: Path, kind: str) -> None:
    for field, cells in BAD_CELLS[kind].items():
        for cell in cells:
            with pytest.raises(FieldErrors) as refused:
                publish_table(office_database, kind, a_sheet(tmp_path / "t.csv", kind, *bad_rows(kind, field, cell)))
            said = [sentence(error) for error in refused.value.errors]
            assert any(one.startswith(f"ردیف ۳، ستون «{headings(kind)[field]}»: ") for one in said), (cell, said)
    with transaction(office_database.engine, BROADCAST, office_database.now()) as tx:
        assert tx.connection.scalar(select(func.count()).select_from(rows).where(rows.c.kind == kind)) == 0
