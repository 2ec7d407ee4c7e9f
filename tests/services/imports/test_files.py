"""Files to import: each gives a table with the row numbers of the sheet, or one clear Persian sentence."""

import zipfile
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from dealer_app.domain.errors import CodedError, EnvironmentFault, Refusal, sentence
from dealer_app.services.imports.sheets import list_tables

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _refused(path: Path) -> CodedError:
    with pytest.raises((Refusal, EnvironmentFault)) as caught:
        list_tables(path)
    assert isinstance(caught.value, CodedError)
    assert any("\u0600" <= letter <= "\u06ff" for letter in sentence(caught.value))
    return caught.value


def _bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_rows_keep_their_numbers_if_the_sheet_begins_empty(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active["C4"], workbook.active["D9"] = "first", "last"
    workbook.save(tmp_path / "a.xlsx")
    (table,) = list_tables(tmp_path / "a.xlsx")
    filled = {number: [cell for cell in cells if cell] for number, cells in table.read() if any(cells)}
    assert filled == {4: ["first"], 9: ["last"]}
    assert table.row_count == 9


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_file_empty"),
        (b"  \r\n \n", "import_file_empty"),
        (b"PK\x03\x04 cut off", "import_file_damaged"),
        (OLE + bytes(4096), "import_file_damaged"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), "import_file_password"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "import_file_unknown"),
    ],
)
def test_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    assert _refused(_bytes(tmp_path / "a.xlsx", content)).code == code


def test_missing_file_raises_an_environment_fault(tmp_path: Path) -> None:
    assert _refused(tmp_path / "nothing.xlsx").code == "import_file_unreadable"


def test_folder_raises_an_environment_fault(tmp_path: Path) -> None:
    assert _refused(tmp_path).code == "import_file_unreadable"


def test_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("letter.txt", "hello")
    assert _refused(tmp_path / "a.xlsx").code == "import_file_unknown"


def test_empty_workbook_is_refused(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "a.xlsx")
    assert _refused(tmp_path / "a.xlsx").code == "import_file_empty"


def test_truncated_workbook_is_refused(tmp_path: Path) -> None:
    whole = tmp_path / "whole.xlsx"
    workbook = Workbook()
    workbook.active.append(["x"] * 40)
    workbook.save(whole)
    half = whole.read_bytes()[: whole.stat().st_size // 2]
    assert _refused(_bytes(tmp_path / "half.xlsx", half)).code == "import_file_damaged"


def test_stray_cell_in_the_far_corner_is_refused(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active["A1"], workbook.active["XFD1048576"] = "x", "y"
    workbook.save(tmp_path / "a.xlsx")
    assert _refused(tmp_path / "a.xlsx").code == "import_file_stray_cells"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_table_is_read_in_any_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(separator.join(["شماره", "چاپ", "كد"]) + "\r\n", encoding=encoding)
    readings = [list(table.read()) for table in list_tables(path)]
    assert [(1, ["شماره", "چاپ", "كد"])] in readings


def test_invalid_byte_in_a_utf8_table_is_refused_as_damage(tmp_path: Path) -> None:
    content = "شماره درخواست,شماره ملی\r\nR1,".encode() + b"\xff\xfe\r\n"
    assert _refused(_bytes(tmp_path / "a.csv", content)).code == "import_file_damaged"


def test_text_rows_are_numbered_as_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\r\n"two\nlines",c\r\n\r\nlast,d\r\n', encoding="utf-8")
    table = next(table for table in list_tables(path) if len(table.head()[0][1]) == 2)
    assert [number for number, cells in table.read() if cells] == [1, 2, 4]


@cache
def _small_workbook() -> bytes:
    workbook, content = Workbook(), BytesIO()
    for number in range(30):
        workbook.active.append(["شماره درخواست", number, number * 1.5, "#N/A"])
    workbook.save(content)
    return content.getvalue()


@given(st.integers(0, 2**32))
def test_workbook_with_changed_bytes_is_read_or_refused(own_home: Path, seed: int) -> None:
    path, dice, content = own_home / "a.xlsx", Random(seed), bytearray(_small_workbook())
    for _ in range(dice.randint(1, 20)):
        content[dice.randrange(len(content))] = dice.randrange(256)
    path.write_bytes(content)
    with suppress(Refusal):
        assert all(len(list(table.read())) <= 1_048_576 for table in list_tables(path))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_as_a_text_table_or_refused(own_home: Path, content: bytes) -> None:
    with suppress(Refusal):
        for table in list_tables(_bytes(own_home / "a.csv", content)):
            list(table.read())
