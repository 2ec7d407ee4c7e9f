"""Test that no workbook ends the program or takes the PC: refused in words within 300 MB and 10 seconds, measured."""

import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dealer_app.services import child_process
from dealer_app.services.imports.workbooks.limits import MAX_SHEETS
from dealer_app.services.imports.workbooks.process import read_sheet
from tests.services.imports.bug_files import row_xml, sheet_xml, table_xml, write_parts
from tests.services.imports.sheets import a_row, as_table

ROOT = Path(__file__).parents[3]
MOST_MB = 300
MOST_SECONDS = 10
_MEASURE = """
import resource, sys
from pathlib import Path
from dealer_app.domain.errors import CodedError
from dealer_app.services.imports.sheets import list_tables
from dealer_app.services.imports.tables.choosing import choose_tables
code = "read"
try:
    for chosen in choose_tables(list_tables(Path(sys.argv[1]))).tables:
        for _ in chosen.table.read():
            pass
except CodedError as error:
    code = error.code
own = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
child = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, int(own) / 1024 + child.ru_maxrss / 1024)
"""


def outcome(path: Path) -> tuple[str, float]:
    """Read every table of ``path`` in a process of its own; return the outcome and the peak memory of both, in MB."""
    command = [sys.executable, "-c", _MEASURE, str(path)]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True, timeout=120)
    code, megabytes = done.stdout.split()
    return code, float(megabytes)


def orders_xml(*more: str, before: str = "") -> str:
    rows = [row_xml(number, values) for number, values in enumerate(as_table([a_row(1), a_row(2)]), start=1)]
    return sheet_xml([*rows, *more], before=before)


def far_row(folder: Path) -> Path:
    return write_parts(folder / "a.xlsx", {"s": orders_xml('<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>')})


def far_cell_of_lying_row(folder: Path) -> Path:
    return write_parts(folder / "a.xlsx", {"s": orders_xml('<row r="4"><c r="A900000"><v>5</v></c></row>')})


def lying_dimension(folder: Path) -> Path:
    return write_parts(folder / "a.xlsx", {"s": orders_xml(before='<dimension ref="A1:XFD1048576"/>')})


def deep_xml(folder: Path) -> Path:
    return write_parts(folder / "a.xlsx", {"s": orders_xml("<a>" * 200_000)})


def giant_tag(folder: Path) -> Path:
    return write_parts(folder / "a.xlsx", {"s": orders_xml(f'<row r="9" x="{"y" * 12_000_000}"></row>')})


def entities(folder: Path) -> Path:
    uses = {n: f"&e{n - 1};" * 10 for n in range(1, 12)}
    bomb = "".join(f'<!ENTITY e{n} "{text}">' for n, text in uses.items())
    prolog = f'<!DOCTYPE x [<!ENTITY e0 "y">{bomb}]>'
    return write_parts(folder / "a.xlsx", {"s": sheet_xml(["<row><c><v>&e11;</v></c></row>"], prolog=prolog)})


def shared_strings(folder: Path) -> Path:
    strings = f"<sst>{'<si><t>abcdefgh</t></si>' * 1_200_000}</sst>"
    return write_parts(folder / "a.xlsx", {"s": orders_xml()}, sharedStrings=strings)


def long_strings(folder: Path) -> Path:
    string = f"<si><t>{'x' * 900}</t></si>"
    strings = f"<sst>{string * 40_000}</sst>"
    return write_parts(folder / "a.xlsx", {"s": orders_xml()}, sharedStrings=strings)


def many_sheets(folder: Path) -> Path:
    return write_parts(folder / "a.xlsx", {f"s{n}": orders_xml() for n in range(MAX_SHEETS + 1)})


def many_entries(folder: Path) -> Path:
    with zipfile.ZipFile(write_parts(folder / "a.xlsx", {"s": orders_xml()}), "a") as archive:
        for number in range(6_000):
            archive.writestr(f"x/{number}", b"")
    return folder / "a.xlsx"


def stated_giant(folder: Path) -> Path:
    path = write_parts(folder / "a.xlsx", {"s": orders_xml()})
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<L", content, at + 24, 0xF0000000)
    path.write_bytes(content)
    return path


def wide_rows(folder: Path) -> Path:
    cells = "".join(f"<c><v>{n}</v></c>" for n in range(20_000))
    return write_parts(folder / "a.xlsx", {"s": orders_xml(f"<row>{cells}</row>")})


BOMBS: dict[Callable[[Path], Path], str] = {
    far_row: "import_file_stray_cells",
    far_cell_of_lying_row: "import_file_damaged",
    lying_dimension: "read",
    deep_xml: "import_file_damaged",
    giant_tag: "import_file_too_large",
    entities: "import_file_damaged",
    shared_strings: "import_file_too_large",
    long_strings: "import_file_too_large",
    many_sheets: "import_file_too_many_sheets",
    many_entries: "import_file_too_large",
    stated_giant: "import_file_too_large",
    wide_rows: "import_file_stray_cells",
}


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_bomb_is_refused_in_words_within_bounds(tmp_path: Path, bomb: Callable[[Path], Path]) -> None:
    code, megabytes = outcome(bomb(tmp_path))
    assert code == BOMBS[bomb]
    assert megabytes < MOST_MB


def test_many_rows_are_read_in_little_memory(tmp_path: Path) -> None:
    table = as_table(a_row(n) for n in range(1, 2_501))
    few = outcome(write_parts(tmp_path / "few.xlsx", {"s": table_xml(table[:400])}))
    many = outcome(write_parts(tmp_path / "many.xlsx", {"s": table_xml(table)}))
    assert (few[0], many[0]) == ("read", "read")
    assert many[1] < few[1] + 20


def test_dying_reading_process_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control of the last guard: a process that dies without a word reaches the clerk as a sentence."""
    path = write_parts(tmp_path / "a.xlsx", {"s": orders_xml()})
    monkeypatch.setattr(child_process, "_START", "import os; os.abort()")
    with pytest.raises(Exception, match="import_file_too_large"):
        list(read_sheet(path, 0))


def test_reader_that_is_left_early_ends_its_process(tmp_path: Path) -> None:
    rows = read_sheet(write_parts(tmp_path / "a.xlsx", {"s": table_xml(as_table(a_row(n) for n in range(1, 900)))}), 0)
    assert next(rows)[0] == 1
    assert isinstance(rows, Iterator)
    rows.close()  # type: ignore[attr-defined]  # a generator; it waits for the process
