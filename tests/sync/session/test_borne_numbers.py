"""Test that a number that a document already has is skipped; a copied PC shares its ranges."""

from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.hub.service.bundles import answer_bundle
from dealer_app.store.tables.registrations import RegistrationRecord
from tests.hub.head_office import Office
from tests.sync.counters import SpoiltLine, bill, new_order, open_counter, register


@pytest.mark.parametrize("count", [1, 3])
def test_number_that_came_by_stick_is_not_taken_again(
    joined: Desktop, office: Office, tmp_path: Path, count: int
) -> None:
    joined.talk()
    joined.close()
    copytree(joined.home, tmp_path / "copy")
    joined.open()
    for at in range(count):
        register(joined, at)
    joined.talk()
    joined.export_bundle(tmp_path / "up")
    copy = open_counter(tmp_path / "copy", SpoiltLine(office))
    copy.export_bundle(tmp_path / "up")
    (tmp_path / "down").write_bytes(answer_bundle(office.service, (tmp_path / "up").read_bytes()))
    copy.import_bundle(tmp_path / "down")
    assert len(numbers(copy)) == count
    register(copy, 50)
    assert len(numbers(copy)) == count + 1
    copy.close()


def test_bills_do_not_share_a_file_number(joined: Desktop) -> None:
    joined.talk()
    for at in range(3):
        bill(joined, new_order(joined, f"R990000000{at}"))
    assert joined.verify().problems == ()


def numbers(desktop: Desktop) -> set[str]:
    return desktop.read(lambda unit: set(unit.session.scalars(select(RegistrationRecord.number))))
