"""Columns: found under any spelling and in any order; missing and unknown ones are reported."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import Refusal, sentence
from dealer_app.services.imports.columns import find_field, usual_heading
from dealer_app.services.imports.rows import RowFacts, make_reader
from dealer_app.services.imports.run import import_orders
from dealer_app.services.imports.sheets import list_tables
from dealer_app.services.imports.tables.choosing import choose_tables
from resources.tables import read_table
from tests.services.imports.sheets import FIELDS, SAMPLES, a_national_code, a_row, as_table, write_csv, write_xlsx

HEADINGS = [(row["field"], heading) for row in read_table("import_columns") for heading in row["headings"].split("|")]
OTHER_LETTERS = str.maketrans({"ی": "ي", "ک": "ك"})
DIGITS = ["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"]
WITHDRAWN = {
    "withdrawal_state": "انصراف",
    "withdrawn_on": "1404/09/01",
    "withdrawal_sheba": "IR820540102680020817909002",
    "reassignment_state": "صلح شده",
    "giver_national_code": a_national_code(77),
    "plate": "12 ب 345 ایران 67",
    "delivered_on": "1405/02/01",
}


@st.composite
def spellings(draw: st.DrawFn, text: str) -> str:
    """Draw another spelling of the same words: Arabic letters, other spaces, hamza, brackets."""
    if draw(st.booleans()):
        text = text.translate(OTHER_LETTERS)
    text = text.replace(" ", draw(st.sampled_from([" ", "\u200c", "  ", "\u00a0", "\n", ""])))
    text = text.replace("\u200c", draw(st.sampled_from(["\u200c", " ", ""])))
    return draw(st.sampled_from(["{}", " {} ", "{} (ریال)", "\u200f{}", "{}:", "{}*"])).format(text)


@pytest.mark.parametrize(("field", "heading"), HEADINGS)
def test_every_heading_of_the_table_is_found(field: str, heading: str) -> None:
    assert find_field(heading) == field


@given(st.data())
def test_heading_is_found_under_every_spelling(data: st.DataObject) -> None:
    field, heading = data.draw(st.sampled_from(HEADINGS))
    assert find_field(data.draw(spellings(heading))) == field


def _read(path: Path) -> list[RowFacts]:
    table, header = choose_tables(list_tables(path)).tables[0]
    reader = make_reader(header)
    facts = (reader.read(number, cells) for number, cells in table.read() if number > header.row)
    return [row for row in facts if row is not None]


@settings(max_examples=60)  # each example writes a file; more of them only make the deep profile slow
@given(st.data())
def test_order_spelling_and_digits_do_not_change_the_result(own_home: Path, data: st.DataObject) -> None:
    rows = [a_row(1), a_row(2, **WITHDRAWN)]
    expected = _read(write_csv(own_home / "plain.csv", as_table(rows)))
    fields = data.draw(st.permutations(FIELDS))
    digits = str.maketrans(DIGITS[0], data.draw(st.sampled_from(DIGITS)))
    headings = {field: data.draw(spellings(usual_heading(field))) for field in FIELDS}
    mixed = [{field: str(cell).translate(digits) for field, cell in row.items()} for row in rows]
    separator = data.draw(st.sampled_from(",;\t|"))
    path = write_csv(own_home / "mixed.csv", as_table(mixed, fields, headings), delimiter=separator)
    found = _read(path)
    assert [(facts.order, facts.person) for facts in found] == [(facts.order, facts.person) for facts in expected]


@pytest.mark.parametrize("title_rows", [0, 1, 3, 25])
def test_header_is_found_below_titles_and_rows_keep_their_numbers(
    desktop: Desktop, tmp_path: Path, title_rows: int
) -> None:
    table = as_table([a_row(1), a_row(2, national_code="1111111111")])
    report = import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", table, title_rows=title_rows))
    assert [note.row for note in report.refused] == [title_rows + 3]
    assert report.accepted == 1


def test_table_is_found_on_another_sheet(desktop: Desktop, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = write_xlsx(tmp_path / "a.xlsx", as_table([a_row(1)]))
    workbook = load_workbook(path)
    workbook.create_sheet("راهنما", 0).append(["این برگه راهنماست"])
    workbook.save(path)
    assert import_orders(desktop, path).accepted == 1


def test_unknown_columns_are_reported_and_ignored(desktop: Desktop, tmp_path: Path) -> None:
    table = as_table([a_row(1)])
    table[0].append("امتیاز مشتری")
    table[1].append("۵")
    report = import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", table))
    assert report.unknown_columns == ("امتیاز مشتری",)
    assert report.accepted == 1


def test_second_column_of_the_same_name_is_reported_as_unknown(desktop: Desktop, tmp_path: Path) -> None:
    table = as_table([a_row(1)])
    table[0].append("كد ملي")
    table[1].append("1111111111")
    report = import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", table))
    assert (report.unknown_columns, report.accepted) == (("کد ملی",), 1)


@pytest.mark.parametrize("missing", ["request_number", "national_code", "name", "status"])
def test_missing_required_column_is_refused_by_name(desktop: Desktop, tmp_path: Path, missing: str) -> None:
    fields = [field for field in FIELDS if field != missing]
    with pytest.raises(Refusal) as caught:
        import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", as_table([a_row(1)], fields)))
    assert usual_heading(missing) in sentence(caught.value)


def test_file_without_a_known_heading_is_refused(desktop: Desktop, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", [["نام", "نمره"], ["مریم", 20]]))
    assert caught.value.code == "import_header_unknown"
    assert "{" not in sentence(caught.value)


def test_required_columns_are_enough(desktop: Desktop, tmp_path: Path) -> None:
    fields = ["status", "name", "national_code", "request_number"]
    assert import_orders(desktop, write_csv(tmp_path / "a.csv", as_table([a_row(1)], fields))).accepted == 1


def test_sample_as_csv_gives_the_same_result_as_the_workbook(desktop: Desktop, tmp_path: Path) -> None:
    (table,) = list_tables(SAMPLES / "dealer-export.xlsx")
    filled = {number: [int(c) if isinstance(c, float) else c for c in cells] for number, cells in table.read()}
    rows = [filled.get(number, []) for number in range(1, table.row_count + 1)]
    expected = import_orders(desktop, SAMPLES / "dealer-export.xlsx", dry_run=True)
    for encoding in ("utf-8", "utf-8-sig", "cp1256"):
        letters = dict.fromkeys(map(ord, "ی"), "ي") if encoding == "cp1256" else {}
        digits = str.maketrans(DIGITS[1] + DIGITS[2], DIGITS[0] * 2) if encoding == "cp1256" else {}
        plain = [[str(cell).translate(letters).translate(digits) for cell in row] for row in rows]
        report = import_orders(desktop, write_csv(tmp_path / "a.csv", plain, encoding=encoding), dry_run=True)
        assert report.accepted == expected.accepted == 1441
        assert [note.row for note in report.refused] == [note.row for note in expected.refused]
        assert [note.row for note in report.warned] == [note.row for note in expected.warned]


def test_rows_of_sums_and_repeated_headings_are_skipped(desktop: Desktop, tmp_path: Path) -> None:
    table = as_table([a_row(1), a_row(2)])
    blank: list[object] = [""] * len(FIELDS)
    sums: list[object] = [
        "جمع کل" if field == "contract_number" else 20_000_000_000 if field == "price" else "" for field in FIELDS
    ]
    table = [table[0], table[1], blank, table[0], table[2], [" "] * len(FIELDS), sums]
    report = import_orders(desktop, write_xlsx(tmp_path / "a.xlsx", table))
    assert (report.rows, report.accepted, report.refused) == (2, 2, ())


@given(st.integers(0, 2**32))
def test_order_of_the_rows_does_not_change_the_orders(own_home: Path, seed: int) -> None:
    rows = [a_row(n) for n in range(1, 8)]
    shuffled = random.Random(seed).sample(rows, len(rows))
    first = {facts.order for facts in _read(write_csv(own_home / "a.csv", as_table(rows)))}
    assert {facts.order for facts in _read(write_csv(own_home / "b.csv", as_table(shuffled)))} == first
