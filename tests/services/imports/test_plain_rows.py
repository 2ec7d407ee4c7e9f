"""Test that the quick reading of plain rows and the XML parser find the same, and what they leave to each other."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from dealer_app.domain.errors import Refusal
from dealer_app.services.imports.workbooks import sheet_rows
from dealer_app.services.imports.workbooks.archive import open_archive
from dealer_app.services.imports.workbooks.cell_faults import CellFault
from dealer_app.services.imports.workbooks.sheet_rows import SheetReader
from tests.services.imports.bug_files import row_xml, sheet_xml, write_parts

VALUES = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**12), 10**12), st.text(max_size=12), st.just("")
)
TABLES = st.lists(st.lists(VALUES, max_size=6), max_size=6)
ERROR_FORMS = [
    '<c r="B2" t="e"><v>#REF!</v></c>',
    '<c t="e" r="B2"><v>#REF!</v></c>',
    "<c r='B2' t='e'><v>#REF!</v></c>",
    '<c r = "B2" t = "e" ><v>#REF!</v></c>',
    '<c r="B2" t="&#101;"><v>#REF!</v></c>',
    '<x:c r="B2" t="e"><x:v>#REF!</x:v></x:c>',
    '<c r="B2" s="0" t="e"><f>A1</f><v>#REF!</v></c>',
    '<c r="B2" t="e"><!-- a note --><v><![CDATA[#REF!]]></v></c>',
    '<c r="B2" t="e"/>',
    '<c r="B2" t="e"></c>',
]
NO_VALUE_FORMS = [
    '<c r="B2"><f>A1</f></c>',
    '<c r="B2"><f>A1</f><v/></c>',
    '<c r="B2"><f>A1</f><v></v></c>',
    '<c r="B2" t="str"><f>A1</f></c>',
    '<c r="B2"><f t="shared" si="0"/></c>',
    '<c r="B2"><v></v><f>A1</f></c>',
]


def rows_of(path: Path) -> list[tuple[int, list[object]]]:
    with open_archive(path) as archive:
        return [(number, list(cells)) for number, cells in SheetReader(archive).rows(archive.sheets[0].part)]


@settings(max_examples=50)
@given(TABLES)
def test_both_ways_read_the_same(own_home: Path, table: list[list[object]]) -> None:
    clean = [[v if not isinstance(v, str) else "".join(c for c in v if c.isprintable()) for v in row] for row in table]
    path = write_parts(own_home / "a.xlsx", {"s": sheet_xml(row_xml(n, row) for n, row in enumerate(clean, 1))})
    quick = rows_of(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_rows, "read_plain", lambda *_: None)
        assert rows_of(path) == quick


def test_workbook_of_another_program_reads_as_its_cells(tmp_path: Path) -> None:
    workbook = Workbook()
    table: list[list[object]] = [
        ["شماره", 1, 2.5, True, "a & b\nc", "x" * 300],
        ["", None, "=1+1", 10**14, "_x0041_", "é"],
    ]
    for row in table:
        workbook.active.append(row)
    workbook.save(tmp_path / "a.xlsx")
    found = rows_of(tmp_path / "a.xlsx")
    assert found[0] == (1, ["شماره", 1.0, 2.5, True, "a & b\nc", "x" * 300])
    assert found[1][1][2] == CellFault("import_formula_no_value", "")
    assert found[1][1][3] == 1e14


@pytest.mark.parametrize(
    ("forms", "code"), [(ERROR_FORMS, "import_cell_error"), (NO_VALUE_FORMS, "import_formula_no_value")]
)
def test_error_and_formula_without_value_are_found_in_every_spelling(
    tmp_path: Path, forms: list[str], code: str
) -> None:
    for form in forms:
        rows = [row_xml(1, ["a", "b"]), f'<row r="2"><c r="A2"><v>1</v></c>{form}<c r="C2"><v>3</v></c></row>']
        path = write_parts(tmp_path / "a.xlsx", {"s": sheet_xml(rows)})
        cells = rows_of(path)[1][1]
        assert isinstance(cells[1], CellFault), form
        assert (cells[0], cells[1].code, cells[2]) == (1.0, code, 3.0), form


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</c></row>',
    ],
)
def test_sheet_that_can_mean_two_tables_is_damaged(tmp_path: Path, row: str) -> None:
    with pytest.raises(Refusal, match="import_file_damaged"):
        rows_of(write_parts(tmp_path / "a.xlsx", {"s": sheet_xml([row])}))
