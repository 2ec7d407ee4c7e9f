"""Read text tables: detect their encoding (UTF-8, UTF-16 or Windows Arabic) and offer each possible separator."""

import codecs
import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn, TextIO
from unicodedata import category

from dealer_app.domain.errors import Refusal
from dealer_app.domain.persian import persian_digits
from dealer_app.services.imports.columns import Header
from dealer_app.services.imports.guarded import unguard

SEPARATORS = (",", ";", "\t", "|")
_CHUNK_BYTES = 1 << 20
_MAX_LINE_CHARS = 1 << 20
_SAMPLE_BYTES = 1 << 16
_LINE_ENDS = "\r\n\t"
Rows = Iterator[tuple[int, Sequence[object]]]


def list_text_tables(path: Path) -> tuple[tuple[str, int, Callable[[], Rows]], ...]:
    """Return (separator, lines, reader) for each separator; the right one is the one with a known header."""
    encoding, lines = _find_encoding(path)
    return tuple((separator, lines, partial(_read_text, path, encoding, separator)) for separator in SEPARATORS)


def check_quotes(rows: Rows, separator: str, header: Header) -> None:
    """Refuse a table in which a quotation mark swallows the rows after it.

    A row of several lines must have as many cells as the table is wide, and none of them as many separators as a
    whole row has. The width of the headings proves nothing about themselves: theirs is compared with the rows below.
    Raises Refusal ``import_quote_open`` (line), before anything is stored.
    """
    widths: Counter[int] = Counter()
    headings: list[_Headings] = []
    first = header.first or header.row
    for number, cells in rows:
        if number > header.row and any(str(cell).strip() for cell in cells):
            widths[len(cells)] += 1
        separators = [cell.count(separator) for cell in cells if isinstance(cell, str) and _has_lines(cell)]
        if not separators or (number < first and not any(separators)):  # a title of several lines
            continue
        is_heading = first <= number <= header.row
        width = len(cells) if is_heading else header.width
        if len(cells) != width or max(separators) >= width - 1:
            _refuse_quote(number)
        if is_heading:
            headings.append(_Headings(number, len(cells), any(separators)))
    usual = max(widths, key=lambda width: widths[width], default=0)
    for row in headings:
        if row.width != usual if usual else row.has_separator:
            _refuse_quote(row.number)


class _Headings(NamedTuple):
    """A row of headings with a cell of several lines: its number, its cells, and whether that cell has separators."""

    number: int
    width: int
    has_separator: bool


def _has_lines(cell: str) -> bool:
    return "\n" in cell or "\r" in cell


def _refuse_quote(line: int) -> NoReturn:
    raise Refusal("import_quote_open", line=persian_digits(str(line)))


def _find_encoding(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        start = file.read(_SAMPLE_BYTES)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", _count_lines(path, "utf-16")
    if b"\0" in start:
        encoding = _unmarked_utf16(start)
        return encoding, _count_lines(path, encoding)
    try:
        return "utf-8-sig", _count_lines(path, "utf-8-sig")
    except UnicodeDecodeError as error:
        if _begins_as_utf8(path):
            raise Refusal("import_file_damaged") from error
        return "cp1256", _count_lines(path, "cp1256")


def _unmarked_utf16(start: bytes) -> str:
    """Return the byte order of UTF-16 without its mark; raises Refusal ``import_file_unknown`` for other zeros.

    Read in the right order the sample has only printable signs and ends of lines.
    """
    whole = start[: len(start) // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = whole.decode(encoding, "replace")
        if any(mark in text for mark in SEPARATORS) and all(_is_text(letter) for letter in text[:-1]):
            return encoding
    raise Refusal("import_file_unknown")


def _is_text(letter: str) -> bool:
    return letter in _LINE_ENDS or (letter != "\ufffd" and category(letter) not in {"Cc", "Cn", "Co", "Cs"})


def _begins_as_utf8(path: Path) -> bool:
    """Return whether the first non-ASCII line is UTF-8: then a later byte is damaged and the encoding is right."""
    with path.open("rb") as file:
        line = next((line for line in iter(lambda: file.readline(_CHUNK_BYTES), b"") if not line.isascii()), b"")
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _count_lines(path: Path, encoding: str) -> int:
    """Count the lines of the file and decode every byte; raises UnicodeDecodeError if the encoding is wrong."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, has_text = 0, False
    try:
        with path.open("rb") as file:
            while piece := file.read(_CHUNK_BYTES):
                text = decoder.decode(piece)
                if "\0" in text:
                    raise Refusal("import_file_unknown")
                has_text = has_text or bool(text.strip())
                lines += text.count("\n") or text.count("\r")
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        if encoding.startswith("utf-16"):
            raise Refusal("import_file_damaged") from error
        raise
    if not has_text:
        raise Refusal("import_file_empty")
    return lines + 1


def _read_text(path: Path, encoding: str, separator: str) -> Rows:
    """Yield the rows by the number of the row; raises Refusal for a quotation mark that does not fit."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(_lines(file), delimiter=separator, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, start=1):
                yield number, [unguard(cell) for cell in cells]
        except csv.Error as error:
            raise Refusal("import_quote_open", line=persian_digits(str(number + 1))) from error


def _lines(file: TextIO) -> Iterator[str]:
    """Yield the lines; raises Refusal for one that no export has."""
    while line := file.readline(_MAX_LINE_CHARS):
        if len(line) == _MAX_LINE_CHARS:
            raise Refusal("import_file_too_large")
        yield line
