"""The small files of public bug reports, and workbooks written by hand, part by part."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

BUGS = Path(__file__).parents[2] / "data" / "bugs"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def bug_file(start: str) -> Path:
    """Return the file whose name begins with ``start``."""
    (path,) = BUGS.glob(f"{start}*")
    return path


def write_parts(
    path: Path, sheets: Mapping[str, str], *, states: Mapping[str, str] | None = None, **parts: str
) -> Path:
    """Write a workbook of the XML of its sheets, by name; ``parts`` are further parts, by file name below xl/."""
    names = list(sheets)
    states = states or {}
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    links += "".join(f'<Relationship Id="{name}" Type="{_LINKS}/{name}" Target="{name}.xml"/>' for name in parts)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" state="{states.get(name, "visible")}" r:id="rId{n}"/>'
        for n, name in enumerate(names, start=1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{listed}</sheets></workbook>'
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>')
        for n, name in enumerate(names, start=1):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", sheets[name])
        for name, content in parts.items():
            archive.writestr(f"xl/{name}.xml", content)
    return path


def sheet_xml(rows: Iterable[str], *, before: str = "", prolog: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    """Return the XML of a sheet of ``rows``, each as its own XML."""
    return f'{prolog}<worksheet xmlns="{_MAIN}">{before}<sheetData>{"".join(rows)}</sheetData></worksheet>'


def letters(index: int) -> str:
    """Return the letters of a column by its index from 0."""
    found, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = chr(65 + rest) + found
    return found


def cell_xml(reference: str, value: object) -> str:
    """Return the XML of one cell in its plain form; a text that begins with «<c» is XML already."""
    if isinstance(value, str):
        if value.startswith("<c"):
            return value
        return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{reference}"><v>{value}</v></c>'


def row_xml(number: int, values: Sequence[object]) -> str:
    """Return the XML of one row; empty texts are left out."""
    cells = "".join(cell_xml(f"{letters(at)}{number}", value) for at, value in enumerate(values) if value != "")
    return f'<row r="{number}">{cells}</row>'


def table_xml(table: Iterable[Sequence[object]]) -> str:
    """Return the XML of a sheet with these rows."""
    return sheet_xml(row_xml(number, values) for number, values in enumerate(table, start=1))
