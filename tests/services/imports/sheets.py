"""Made-up dealer exports: a valid row with optional changes, written as xlsx or CSV."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from dealer_app.domain.codes.identity import national_check_digit
from dealer_app.services.imports.columns import usual_heading
from resources.tables import read_table

FIELDS = tuple(row["field"] for row in read_table("import_columns"))
SAMPLES = Path(__file__).with_name("samples")
Cells = Mapping[str, object]


def a_national_code(n: int) -> str:
    """Return the n-th made-up valid national code."""
    first_nine = f"{123_000_000 + n:09}"
    return f"{first_nine}{national_check_digit(first_nine)}"


def a_row(n: int = 1, **changes: object) -> dict[str, object]:
    """Return the cells of a valid order by canonical field; ``n`` makes numbers and people differ."""
    row: dict[str, object] = {
        "row_index": n,
        "contract_number": f"2606/{50_000 + n}",
        "contract_on": "1404/05/11",
        "request_number": f"R26{n:07}",
        "request_on": "1404/02/11",
        "tracking_code": f"{391_226_513 + n}",
        "national_code": a_national_code(n),
        "name": "زهرا حسینی",
        "kind": "حقیقی",
        "mobile": f"0913{n:07}",
        "city": "کرمان",
        "postal_code": "7618411700",
        "dealership_code": "2606",
        "dealership_name": "نمایندگی ۲۶۰۶",
        "brand": "KMC",
        "car": "کی‌ام‌سی جی ۷",
        "model_year": 1404,
        "color": "سفید",
        "sale_permit": "۱۴۰۳-11",
        "sale_type": "پیش‌فروش عادی",
        "payment_method": "نقدی",
        "price": 10_000_000_000,
        "discount": 500_000_000,
        "prepayment": 1_000_000_000,
        "received": 4_000_000_000,
        "remaining": 5_500_000_000,
        "invitation_due_on": "1404/08/01",
        "invitation_number": f"D{700_000 + n}",
        "paid_on": "1404/06/01",
        "delivery_due_on": "1405/01/20",
        "vin": f"NAK3XMG7SW2{n:06}",
        "allocated_on": "1404/07/01",
        "plate": "",
        "delivered_on": "",
        "status": "دعوتنامه صادر شد",
        "withdrawal_state": "",
        "withdrawn_on": "",
        "withdrawal_sheba": "",
        "reassignment_state": "",
        "giver_national_code": "",
    }
    return row | changes


def as_table(
    rows: Iterable[Cells], fields: Sequence[str] = FIELDS, headings: Mapping[str, str] | None = None
) -> list[list[object]]:
    """Return a heading row and the rows, in the order of ``fields``."""
    names = headings or {}
    return [[names.get(field) or usual_heading(field) for field in fields], *([row[f] for f in fields] for row in rows)]


def write_xlsx(path: Path, table: Iterable[Sequence[object]], *, title_rows: int = 3) -> Path:
    """Write ``table`` under a few title rows and return ``path``."""
    workbook = Workbook()
    sheet = workbook.active
    for number in range(title_rows):
        sheet.append(["گزارش قراردادها"] if number == 0 else [])
    for row in table:
        sheet.append([None if cell == "" else cell for cell in row])
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "e"):
        cell.data_type = "s"  # openpyxl reads the text «#N/A» as an error cell
    workbook.save(path)
    return path


def write_csv(path: Path, table: Iterable[Sequence[object]], *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """Write ``table`` as text and return ``path``."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(table)
    return path
