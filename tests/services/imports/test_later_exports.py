"""Later exports: changed values, status history, facts that must be kept, and repeated imports."""

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
    """Import an export of ``rows``, without the column ``without`` if it is given."""
    fields = [field for field in FIELDS if field != without]
    return import_orders(desktop, write_csv(folder / "export.csv", as_table(rows, fields)))


def statuses(desktop: Desktop, request_number: str) -> list[str]:
    order_id = the_order(desktop, request_number).id
    query = select(StatusHistoryRecord.status).where(StatusHistoryRecord.order_id == order_id)
    return desktop.read(lambda unit: list(unit.session.scalars(query.order_by(StatusHistoryRecord.row))))


def test_later_status_is_stored_and_added_to_the_history(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1), a_row(2))
    report = take(desktop, tmp_path, a_row(1, status="تکمیل وجه"), a_row(2))
    assert (report.accepted, report.updated, report.unchanged) == (0, 1, 1)
    order = the_order(desktop, REQUEST)
    assert (order.status, order.version) == ("تکمیل وجه", 2)
    assert statuses(desktop, REQUEST) == ["دعوتنامه صادر شد", "تکمیل وجه"]
    assert the_order(desktop, "R260000002").version == 1


def test_later_change_of_other_facts_adds_no_history(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1))
    take(desktop, tmp_path, a_row(1, color="مشکی", vin=""))
    assert statuses(desktop, REQUEST) == ["دعوتنامه صادر شد"]
    assert (the_order(desktop, REQUEST).color, the_order(desktop, REQUEST).vin) == ("مشکی", "")


def test_later_amounts_change_the_balance(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1))
    assert balance(desktop, REQUEST) == 5_500_000_000
    later = ((11_000_000_000, 0, 4_000_000_000), (11_000_000_000, 5, 11_000_000_000), (9, 0, 0))
    for price, discount, received in later:
        changes = {"price": price, "discount": discount, "received": received, "remaining": price - discount - received}
        assert take(desktop, tmp_path, a_row(1, **changes)).warned == ()
        assert balance(desktop, REQUEST) == price - discount - received
    assert counts(desktop)["ledger_entries"] == 1


def test_column_missing_in_the_export_keeps_its_values(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1))
    report = take(desktop, tmp_path, a_row(1), without="price")
    assert report.unchanged == 1
    assert the_order(desktop, REQUEST).price == 10_000_000_000


def test_sheba_and_giver_are_kept_if_a_later_export_omits_them(desktop: Desktop, tmp_path: Path) -> None:
    giver = a_national_code(5)
    take(desktop, tmp_path, a_row(1, withdrawal_sheba=SHEBA, giver_national_code=giver))
    report = take(desktop, tmp_path, a_row(1))
    assert report.unchanged == 1
    order = the_order(desktop, REQUEST)
    assert (order.withdrawal_sheba, order.giver_national_code) == (SHEBA, giver)


def test_order_of_another_person_is_moved_with_a_warning(desktop: Desktop, tmp_path: Path) -> None:
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


def test_changed_rows_are_reported_to_the_screens(desktop: Desktop, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "export.csv", as_table([a_row(1)]))
    changes = run_import(desktop, path).changes
    assert ("orders", the_order(desktop, REQUEST).id) in changes.touched
    assert ("customers", the_customer(desktop, a_national_code(1)).id) in changes.touched
    assert not run_import(desktop, path).changes.touched


def test_repeated_later_export_changes_nothing(desktop: Desktop, tmp_path: Path) -> None:
    take(desktop, tmp_path, a_row(1), a_row(2))
    later = (a_row(1, received=5_000_000_000, remaining=4_500_000_000, status="تکمیل وجه"), a_row(2, color="آبی"))
    assert take(desktop, tmp_path, *later).updated == 2
    before = all_rows(desktop)
    assert take(desktop, tmp_path, *later).unchanged == 2
    after = all_rows(desktop)
    assert len(after.pop("audit")) == len(before.pop("audit")) + 1
    assert after == before
