"""A later export: head office's rows win, history grows, what must be kept is kept, counter money is counted once."""

from pathlib import Path

from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.imports import ImportReport
from dealer_app.services.imports.run import import_orders, run_import
from dealer_app.store.tables.orders import StatusHistoryRecord
from tests.services.imports.contents import all_rows, balance, counts, the_customer, the_order
from tests.services.imports.sheets import FIELDS, a_national_code, a_row, as_table, write_csv

SHEBA = "IR820540102680020817909002"
REQUEST = "R260000001"


def take(desktop: Desktop, folder: Path, *rows: dict[str, object], without: str = "") -> ImportReport:
    """Import an export of ``rows``, perhaps without a column."""
    fields = [field for field in FIELDS if field != without]
    return import_orders(desktop, write_csv(folder / "export.csv", as_table(rows, fields)))


def statuses(desktop: Desktop, request_number: str) -> list[str]:
    order_id = the_order(desktop, request_number).id
    query = select(StatusHistoryRecord.status).where(StatusHistoryRecord.order_id == order_id)
    return desktop.read(lambda unit: list(unit.session.scalars(query.order_by(StatusHistoryRecord.row))))


def test_a_later_status_is_taken_and_remembered(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1), a_row(2))
    report = take(desktop, tmp_path, a_row(1, status="تکمیل وجه"), a_row(2))
    assert (report.accepted, report.updated, report.unchanged) == (0, 1, 1)
    order = the_order(desktop, REQUEST)
    assert (order.status, order.version) == ("تکمیل وجه", 2)
    assert statuses(desktop, REQUEST) == ["دعوتنامه صادر شد", "تکمیل وجه"]
    assert the_order(desktop, "R260000002").version == 1


def test_a_later_fact_that_is_no_status_adds_no_history(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1))
    take(desktop, tmp_path, a_row(1, color="مشکی", vin=""))
    assert statuses(desktop, REQUEST) == ["دعوتنامه صادر شد"]
    assert (the_order(desktop, REQUEST).color, the_order(desktop, REQUEST).vin) == ("مشکی", "")


def test_later_amounts_move_the_balance_with_them(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1))
    assert balance(desktop, REQUEST) == 5_500_000_000
    later = ((11_000_000_000, 0, 4_000_000_000), (11_000_000_000, 5, 11_000_000_000), (9, 0, 0))
    for price, discount, received in later:
        changes = {"price": price, "discount": discount, "received": received, "remaining": price - discount - received}
        assert take(desktop, tmp_path, a_row(1, **changes)).warned == ()
        assert balance(desktop, REQUEST) == price - discount - received
    assert counts(desktop)["ledger_entries"] == 1


def test_a_column_that_is_not_in_the_export_keeps_its_facts(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1))
    report = take(desktop, tmp_path, a_row(1), without="price")
    assert report.unchanged == 1
    assert the_order(desktop, REQUEST).price == 10_000_000_000


def test_sheba_and_giver_outlive_an_export_that_no_longer_names_them(desktop: Desktop, tmp_path: Path) -> None:
    giver = a_national_code(5)
    take(desktop, tmp_path, a_row(1, withdrawal_sheba=SHEBA, giver_national_code=giver))
    report = take(desktop, tmp_path, a_row(1))
    assert report.unchanged == 1
    order = the_order(desktop, REQUEST)
    assert (order.withdrawal_sheba, order.giver_national_code) == (SHEBA, giver)


def test_an_order_that_moved_to_another_person_moves_and_says_so(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1))
    taker = a_national_code(8)
    report = take(desktop, tmp_path, a_row(1, national_code=taker, giver_national_code=a_national_code(1)))
    assert (report.updated, [note.field for note in report.warned]) == (1, ["شماره ملی"])
    assert taker not in report.warned[0].why
    assert the_order(desktop, REQUEST).customer_id == the_customer(desktop, taker).id
    assert statuses(desktop, REQUEST) == ["دعوتنامه صادر شد"]


def test_another_spelling_of_the_request_number_is_the_same_order(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1))
    report = take(desktop, tmp_path, a_row(1, request_number="r-26۰۰۰۰۰۰۱"))
    assert (report.accepted, report.unchanged) == (0, 1)


def test_what_changed_is_told_to_the_screens(desktop: Desktop, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "export.csv", as_table([a_row(1)]))
    changes = run_import(desktop, path).changes
    assert ("orders", the_order(desktop, REQUEST).id) in changes.touched
    assert ("customers", the_customer(desktop, a_national_code(1)).id) in changes.touched
    assert not run_import(desktop, path).changes.touched


def test_the_same_later_export_twice_changes_nothing(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1), a_row(2))
    later = (a_row(1, received=5_000_000_000, remaining=4_500_000_000, status="تکمیل وجه"), a_row(2, color="آبی"))
    assert take(desktop, tmp_path, *later).updated == 2
    before = all_rows(desktop)
    assert take(desktop, tmp_path, *later).unchanged == 2
    after = all_rows(desktop)
    assert len(after.pop("audit")) == len(before.pop("audit")) + 1
    assert after == before
