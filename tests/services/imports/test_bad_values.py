"""Bad values: for every column, a Persian sentence names the column, and nothing of the row is stored."""

import re
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import FieldError
from dealer_app.services.imports.columns import usual_heading
from dealer_app.services.imports.readers import AMOUNT_FIELDS, DATE_FIELDS, TEXT_PARSERS, make_cell_reader
from dealer_app.services.imports.run import import_orders
from tests.services.imports.contents import all_rows, balance, the_customer, the_order
from tests.services.imports.sheets import FIELDS, a_national_code, a_row, as_table, write_csv, write_xlsx

LONG = "الف" * 200
A_MOMENT = datetime.fromisoformat("2026-11-22T00:00:00")  # a cell of Excel has no time zone
BAD: dict[str, list[object]] = {
    "contract_number": ["بدون شماره", "??؟", "1" * 60, True, 1.5e16, "1.23457E+12", "#N/A"],
    "contract_on": ["1402/13/05", "1404/12/30", "1404/07/31", "فردا", "+30", "02/06/21", "2025/02/30", 45000.5, True],
    "request_number": ["", "   ", "-", None, "؟؟", "x" * 41 + "1", "#REF!", time(1, 2)],
    "request_on": ["1403/00/01", "دیروز", "1302030"],
    "tracking_code": ["ندارد", 1e15, "#VALUE!"],
    "national_code": ["", "1111111111", "1234567890", "0684159415", "123", "ab12345678", 1.5, "12345678901", True],
    "name": ["", "  ", "-", LONG, A_MOMENT, True],
    "kind": ["نامعلوم", "123", True],
    "mobile": ["#N/A", True],
    "city": ["#REF!", True],
    "postal_code": ["#VALUE!", A_MOMENT],
    "dealership_code": [LONG, "1.5E+10"],
    "dealership_name": [LONG],
    "brand": [LONG, "#NAME?"],
    "car": [LONG, True],
    "model_year": ["14O4", "404", 14.5, "۱۲۰۴"],
    "color": [LONG],
    "sale_permit": [LONG],
    "sale_type": [LONG],
    "payment_method": [LONG],
    "price": [-1, "-5", "ده میلیون و اندی", 1.5, "12,34", 1e16, True, date(2026, 1, 1)],
    "discount": ["-1,000", "تخفیف"],
    "prepayment": [-1.0, "۱۲۳ دلار"],
    "received": ["−۵٬۰۰۰", -5_000, "#DIV/0!"],
    "remaining": ["نامشخص", 1.25],
    "invitation_due_on": ["1404/02/32", "#N/A", -1, "-30"],
    "invitation_number": ["صادر نشده", True],
    "paid_on": ["1404-15-01"],
    "delivery_due_on": ["۱۴۰۴/۱۲/۳۰"],
    "vin": ["NAK" * 20],
    "allocated_on": ["1399/1/99"],
    "plate": ["۱۲۳", "AB 12 345"],
    "delivered_on": ["1600/01/01"],
    "status": ["", "وضعیت نامشخص ۷", "-"],
    "withdrawal_state": [LONG],
    "withdrawn_on": ["14040230x"],
    "withdrawal_sheba": ["IR820540102680020817909003", "IR82", "DE820540102680020817909002", 8.2054e23],
    "reassignment_state": [LONG],
    "giver_national_code": ["1111111111", "123", "12345678901"],
}
CASES = [(field, value) for field, values in BAD.items() for value in values]


def test_every_column_has_a_bad_value() -> None:
    assert set(BAD) == {*TEXT_PARSERS, *AMOUNT_FIELDS, *DATE_FIELDS}


@pytest.mark.parametrize("field", BAD)
def test_bad_value_is_refused_at_its_column_and_nothing_is_stored(desktop: Desktop, tmp_path: Path, field: str) -> None:
    before = all_rows(desktop)
    rows = [a_row(n, **{field: value}) for n, value in enumerate(BAD[field], start=1)]
    report = import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", as_table(rows), title_rows=0))
    assert [note.row for note in report.refused] == list(range(2, 2 + len(rows)))
    for note in report.refused:
        assert note.field == usual_heading(field)
        assert re.search("[\u0600-\u06ff]{2}", note.why)
        assert "{" not in note.why
    assert (report.accepted, report.warned) == (0, ())
    after = all_rows(desktop)
    assert after.pop("audit") != before.pop("audit")
    assert after == before


def test_bad_row_does_not_affect_other_rows(desktop: Desktop, tmp_path: Path) -> None:
    rows = [a_row(1), a_row(2, received=-1), a_row(3)]
    report = import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", as_table(rows)))
    assert (report.accepted, len(report.refused)) == (2, 1)


def test_row_with_two_bad_cells_has_one_note_at_the_first(desktop: Desktop, tmp_path: Path) -> None:
    rows = [a_row(1, kind="?", price=-1, vin="bad")]
    report = import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", as_table(rows)))
    assert [note.field for note in report.refused] == ["نوع مشتری"]
    assert report.warned == ()


def test_numbers_and_dates_of_excel_are_read(desktop: Desktop, tmp_path: Path) -> None:
    row = a_row(
        1,
        national_code=499370899,
        mobile=9131234567,
        contract_on=A_MOMENT,
        request_on=date(2025, 3, 20),
        paid_on=14040601,
        postal_code=7618411700,
        price="۱۰,۰۰۰,۰۰۰,۰۰۰ ریال",
        received=4e9,
        dealership_code=2606,
        delivery_due_on="2026-11-22 00:00:00",
    )
    report = import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", as_table([row])))
    assert (report.accepted, report.zeros_restored, report.mended) == (1, 1, 1)
    order = the_order(desktop, "R260000001")
    assert (order.contract_on, order.request_on) == (date(2026, 11, 22), date(2025, 3, 20))
    assert order.delivery_due_on == date(2026, 11, 22)
    assert order.paid_on == date(2025, 8, 23)
    assert (order.dealership_code, order.price, order.received) == ("2606", 10_000_000_000, 4_000_000_000)
    customer = the_customer(desktop, "0499370899")
    assert (customer.mobile, customer.postal_code) == ("09131234567", "7618411700")
    assert balance(desktop, "R260000001") == 5_500_000_000


def test_numbers_that_end_in_point_zero_are_read_from_text_files(desktop: Desktop, tmp_path: Path) -> None:
    row = a_row(1, national_code="499370899.0", model_year="1404.0", mobile="9131234567.0", price="10000000000.0")
    report = import_orders(desktop, write_csv(tmp_path / "a.csv", as_table([row])))
    assert (report.accepted, report.zeros_restored) == (1, 1)
    assert the_order(desktop, "R260000001").price == 10_000_000_000


def test_wrong_chassis_number_is_stored_with_a_warning(desktop: Desktop, tmp_path: Path) -> None:
    report = import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", as_table([a_row(1, vin="NAKOIIIIIIIIIIIII")])))
    assert (report.accepted, [note.field for note in report.warned]) == (1, ["شماره شاسی"])
    assert the_order(desktop, "R260000001").vin == "NAKOIIIIIIIIIIIII"


def test_wrong_remainder_gives_a_warning_with_both_amounts(desktop: Desktop, tmp_path: Path) -> None:
    rows = [a_row(1, remaining=1_000), a_row(2, received=10_000_000_000, remaining="-500,000,000")]
    report = import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", as_table(rows)))
    (note,) = report.warned
    assert (note.field, note.value) == ("مانده", "1000")
    assert "۱٬۰۰۰" in note.why
    assert "۵٬۵۰۰٬۰۰۰٬۰۰۰" in note.why
    assert balance(desktop, "R260000002") == -500_000_000


@given(st.sampled_from(sorted(BAD)), st.text(max_size=30) | st.floats() | st.integers() | st.booleans() | st.dates())
def test_reader_accepts_or_refuses_any_cell(field: str, cell: object) -> None:
    with suppress(FieldError):
        make_cell_reader(field)(cell)


def test_lost_zeros_are_restored_for_companies_and_givers_too(desktop: Desktop, tmp_path: Path) -> None:
    legal = "01038028479"
    rows = [a_row(1, giver_national_code=499370899), a_row(2, kind="حقوقی", national_code=int(_legal_id(legal)))]
    report = import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", as_table(rows)))
    assert (report.accepted, report.mended, report.zeros_restored) == (2, 2, 2)
    assert the_order(desktop, "R260000001").giver_national_code == "0499370899"
    assert the_customer(desktop, _legal_id(legal)).kind == "legal"


def _legal_id(first_eleven: str) -> str:
    from dealer_app.services.demo.people import _is_legal_id

    stem = first_eleven[:10]
    return next(f"{stem}{last}" for last in range(10) if _is_legal_id(f"{stem}{last}"))


def test_giver_of_a_reassigned_order_is_stored(desktop: Desktop, tmp_path: Path) -> None:
    row = a_row(1, reassignment_state="صلح", giver_national_code=a_national_code(9))
    import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", as_table([row])))
    assert the_order(desktop, "R260000001").giver_national_code == a_national_code(9)


def test_error_cell_of_excel_is_refused_and_not_read_as_empty(desktop: Desktop, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", as_table([a_row(1), a_row(2), a_row(3)]))
    workbook = load_workbook(path)
    workbook.create_sheet("یادداشت", 0)["B5"] = "#REF!"
    sheet = workbook["Sheet"]
    sheet.cell(5, FIELDS.index("price") + 1, "#N/A")
    sheet.cell(6, FIELDS.index("row_index") + 1, "#REF!")
    sheet.insert_cols(1)
    workbook.save(path)
    report = import_orders(desktop, path)
    (note,) = report.refused
    assert (note.row, note.field, note.code, note.value) == (5, "قیمت مصوب", "import_cell_error", "#N/A")
    assert report.accepted == 2
