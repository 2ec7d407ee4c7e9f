"""Small tables (plans, dealerships, holidays …): one reader, whose checks no kind of table can leave out."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from dealer_app.domain.errors import FieldError, Refusal, sentence
from dealer_app.services.imports.tables import small_tables
from dealer_app.services.imports.tables.small_tables import SmallTable, errors_of, read_small_table
from tests.hub.sheets import a_table, headings

KINDS = ("plan", "dealership", "holiday", "status", "rule", "staff")


def line(kind: str) -> list[str]:
    return list(headings(kind).values())


def read(kind: str, path: Path, *lines: list[object]) -> SmallTable:
    return read_small_table(a_table(path, *lines), kind, (next(iter(headings(kind))),))


def said(table: SmallTable, kind: str) -> list[str]:
    return [sentence(error) for row in table.rows for error in errors_of(row, kind, ())]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("#N/A", "خطای اکسل"),
        ("#REF!", "خطای اکسل"),
        ("=A1+1", "فرمول"),
        (1e15, "گرد کرده"),
        (True, "نوعی"),
    ],
)
def test_damaged_cell_of_any_kind_is_named_with_row_and_column(
    tmp_path: Path, kind: str, cell: object, reason: str
) -> None:
    table = read(kind, tmp_path / "t.xlsx", [*line(kind)], [], ["1", cell])
    (error,) = said(table, kind)
    assert f"ردیف ۳، ستون «{line(kind)[1]}»: " in error
    assert reason in error


@pytest.mark.parametrize("kind", KINDS)
def test_heading_that_comes_twice_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(Refusal, match="sheet_heading_twice") as refused:
        read(kind, tmp_path / "t.csv", [*line(kind), line(kind)[1]], ["1"])
    assert line(kind)[1] in sentence(refused.value)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separator_of_a_text_file_is_found(tmp_path: Path, kind: str, separator: str) -> None:
    path = tmp_path / "t.txt"
    path.write_text(f"{separator.join(line(kind))}\n{separator.join(['1', '2'])}\n", encoding="utf-8")
    (row,) = read_small_table(path, kind, (next(iter(headings(kind))),)).rows
    assert list(row.raws.values())[:2] == ["1", "2"]


def test_quotation_mark_that_swallows_rows_is_refused(tmp_path: Path) -> None:
    path, head = tmp_path / "t.csv", "کد نمایندگی,نام نمایندگی,شهر"
    for body in ('1,"نمونه,بم\n2,نمونه,بم\n', '1,"نمونه,بم\n2,نمونه",بم\n3,نمونه,بم\n'):
        path.write_text(f"{head}\n{body}", encoding="utf-8")
        with pytest.raises(Refusal, match="import_quote_open") as refused:
            read_small_table(path, "dealership", ("code",))
        assert "۲" in sentence(refused.value)


def test_row_with_more_cells_than_headings_is_named(tmp_path: Path) -> None:
    head: list[object] = ["کد نمایندگی", "نام نمایندگی", "نشانی"]
    table = read("dealership", tmp_path / "t.csv", head, ["1", "نمونه", "بم", " میدان آزادی"], ["2", "نمونه", "بم", ""])
    (error,) = said(table, "dealership")
    assert error.startswith("ردیف ۲، ستون «نشانی»: این ردیف ۴ خانه دارد")


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(small_tables, "MOST_ROWS", 2)
    rows: list[list[object]] = [["1"], [], ["2"]]
    assert len(read("dealership", tmp_path / "t.xlsx", ["کد نمایندگی"], *rows).rows) == 2
    with pytest.raises(Refusal, match="sheet_long") as refused:
        read("dealership", tmp_path / "t.xlsx", ["کد نمایندگی"], *rows, ["3"])
    assert "۲" in sentence(refused.value)


def test_unknown_headings_are_named_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    head: list[object] = ["کد نمایندگی", "یادداشت", "", "ساعتِ‌کار"]
    table = read("dealership", tmp_path / "t.xlsx", [], head, [], ["1", "x", "", ""])
    assert table.unknown == ("یادداشت",)
    assert [(row.number, dict(row.raws)) for row in table.rows] == [(4, {"code": "1", "hours": ""})]


def test_cover_sheet_is_passed_over_and_two_tables_are_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["راهنما"])
    for name in ("یک", "دو"):
        sheet = book.create_sheet(name)
        sheet.append(["کد نمایندگی", "نام نمایندگی"])
        sheet.append(["1", name])
    book.save(tmp_path / "two.xlsx")
    with pytest.raises(Refusal, match="sheet_two_tables") as refused:
        read_small_table(tmp_path / "two.xlsx", "dealership", ("code",))
    assert "«یک»، «دو»" in sentence(refused.value)
    book["دو"].sheet_state = "hidden"
    book.save(tmp_path / "one.xlsx")
    (row,) = read_small_table(tmp_path / "one.xlsx", "dealership", ("code",)).rows
    assert row.raws["name"] == "یک"


def test_cells_of_a_spreadsheet_are_texts(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["کد طرح", "آغاز", "چک اقساط", "نخستین قسط", "قیمت"])
    book.active.append([27.0, datetime(2026, 12, 3, 18, 30), True, datetime(2026, 12, 3, 18, 30), 2.5])  # noqa: DTZ001 - a cell has no zone
    book.active.append(["-", "", False, "", " 5 "])
    book.save(tmp_path / "t.xlsx")
    first, second = read_small_table(tmp_path / "t.xlsx", "plan", ("code",)).rows
    assert list(first.raws.values()) == ["27", "2026-12-03 18:30", "1", "2026-12-03", "2.5"]
    assert list(second.raws.values()) == ["", "", "0", "", "5"]


def test_damaged_cell_is_named_once() -> None:
    row = small_tables.SheetRow(7, {}, (FieldError("import_cell_error", "code", value="#N/A"),))
    errors = errors_of(row, "plan", [FieldError("plan_code_empty", "code"), FieldError("plan_name_empty", "name")])
    assert [(error.field, error.params["row"]) for error in errors] == [("code", "۷"), ("name", "۷")]
