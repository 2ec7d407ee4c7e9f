"""Read text tables: detect their encoding (UTF-8, UTF-16 or Windows Arabic) and offer each possible separator."""

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from dealer_app.domain.errors import Refusal

SEPARATORS = (",", ";", "\t", "|")
_CHUNK_BYTES = 1 << 20


def list_text_tables(path: Path) -> tuple[tuple[int, Callable[[], Iterator[tuple[int, Sequence[object]]]]], ...]:
    """Return (rows, reader) for each separator; the right one is the one with a known header."""
    encoding, lines = _find_encoding(path)
    return tuple((lines, partial(_read_text, path, encoding, separator)) for separator in SEPARATORS)


def _find_encoding(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", _count_lines(path, "utf-16")
    try:
        return "utf-8-sig", _count_lines(path, "utf-8-sig")
    except UnicodeDecodeError as error:
        if _begins_as_utf8(path):
            raise Refusal("import_file_damaged") from error
        return "cp1256", _count_lines(path, "cp1256")


def _begins_as_utf8(path: Path) -> bool:
    """Return whether the first non-ASCII line is UTF-8: then a later byte is damaged and the encoding is right."""
    with path.open("rb") as file:
        line = next((line for line in file if not line.isascii()), b"")
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _count_lines(path: Path, encoding: str) -> int:
    """Count the lines of the file and decode every byte; raises UnicodeDecodeError if the encoding is wrong."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, has_text = 0, False
    with path.open("rb") as file:
        while piece := file.read(_CHUNK_BYTES):
            text = decoder.decode(piece)
            if "\0" in text:
                raise Refusal("import_file_unknown")
            has_text = has_text or bool(text.strip())
            lines += text.count("\n")
    decoder.decode(b"", final=True)
    if not has_text:
        raise Refusal("import_file_empty")
    return lines + 1


def _read_text(path: Path, encoding: str, separator: str) -> Iterator[tuple[int, Sequence[object]]]:
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=separator)
        try:
            yield from enumerate(reader, start=1)
        except csv.Error as error:
            raise Refusal("import_file_damaged") from error
