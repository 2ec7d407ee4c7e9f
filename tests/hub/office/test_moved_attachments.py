"""Attachments move with their file: their bytes too, also those that come late to the dealership that the file left."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from dealer_app.desktop import Desktop
from dealer_app.domain.attachments import PIECE_BYTES, AttachmentDetails
from dealer_app.domain.ids import OrderId
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import attachment_pieces
from dealer_app.hub.office.imports import import_orders
from dealer_app.hub.office.moves import move_order
from dealer_app.protocol.carriage import Answer, Call, LineDownError
from dealer_app.services.attachments.attachments import add_attachment
from dealer_app.services.attachments.pieces import read_content
from dealer_app.services.orders.orders import get_order
from dealer_app.store.tables.attachments import AttachmentFileRecord, AttachmentPieceRecord
from tests.hub.head_office import Office
from tests.services.attachments.samples import an_attachment, prepared
from tests.services.imports.contents import the_order
from tests.services.imports.sheets import a_row, as_table, write_csv
from tests.sync.counters import HUB_URL, SpoiltLine, enrolled_counter, open_counter

REQUEST = "R260000001"
SIZE = 2 * PIECE_BYTES + 9


def attach(desktop: Desktop) -> AttachmentDetails:
    order_id = OrderId(the_order(desktop, REQUEST).id)
    owner = desktop.read(lambda unit: get_order(unit, order_id).customer_id)
    return desktop.write(lambda unit: add_attachment(unit, an_attachment(owner, seed=3, size=SIZE))).value


def count_at(office: Office, dealership: str) -> int:
    with transaction(office.engine, dealership, office.clock()) as tx:
        mine = attachment_pieces.c.dealership == dealership
        return int(tx.connection.scalar(select(func.count()).select_from(attachment_pieces).where(mine)) or 0)


def left(desktop: Desktop) -> tuple[int, int]:
    """Return how many files and pieces are in a database."""
    tables = AttachmentFileRecord, AttachmentPieceRecord
    return desktop.read(
        lambda unit: tuple(unit.session.scalar(select(func.count()).select_from(one)) or 0 for one in tables)  # type: ignore[return-value]
    )


@pytest.mark.parametrize("sent", [0, 1, 2, 3])
def test_bytes_reach_the_new_dealership_however_many_were_sent(
    office: Office, office_database: OfficeDatabase, tmp_path: Path, sent: int
) -> None:
    assert import_orders(office_database, write_csv(tmp_path / "a.csv", as_table([a_row(1)]))).refused == ()
    line = SpoiltLine(office)
    old = open_counter(tmp_path / "old", line)
    old.enrol(HUB_URL, office.code("2606"))
    assert old.talk().trouble == ""
    added = attach(old)

    def before(call: Call) -> Answer | None:
        if call.path.endswith("put") and line.paths.count("attachments/put") == sent + 1:
            raise LineDownError("cut")
        return None

    line.before = before
    old.talk()
    line.come_back()

    move_order(office_database, REQUEST, "2606", "2607")
    for _ in range(2):
        assert old.talk().trouble == ""

    assert left(old) == (0, 0)
    assert (count_at(office, "2606"), count_at(office, "2607")) == (0, 3)
    with enrolled_counter(tmp_path / "new", office, "2607") as new:
        assert new.talk().trouble == ""
        assert new.read(lambda unit: read_content(unit, added.id)) == prepared(3, SIZE).content
        assert new.verify().is_sound
    assert old.verify().is_sound
    old.close()
