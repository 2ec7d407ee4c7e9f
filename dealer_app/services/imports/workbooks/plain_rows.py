"""Read rows in the plain form in which nearly all programs write them; any other form is left to the XML parser.

The parser calls a handler for each tag, which takes four times as long as these few searches over many rows at once.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from dealer_app.services.imports.workbooks.limits import MAX_CELL_CHARS

Row = tuple[int, list[object]]
_CELL = re.compile(
    r'<c r="([A-Z]{1,2})(\d+)"(?: s="(\d{1,6})")?(?: t="([a-zA-Z]+)")?'
    r"(?: ?/>|>(?:<v ?/>|<v>([-+.0-9eE]*)</v>|"
    r'<is><t(?: xml:space="preserve")?>([^<&\x00-\x08\x0b-\x1f\ufffe\uffff]*)</t></is>)</c>)'
)
_MAY_BE_EMPTY = frozenset({None, "n", "s", "str", "inlineStr"})
_GROUPS = 7  # the text before a cell, and six groups
_BETWEEN = re.compile(r'(?:</row>)?(?:\s*<row r="\d+"[^<>]*/>)*\s*<row r="(\d{1,7})"[^<>/]*>')
_END = re.compile(r"</row>(?:\s*<row r=\"\d+\"[^<>]*/>\s*</row>)*")
_COLUMNS = {
    first + second: (ord(first) - 64 if first else 0) * 26 + ord(second) - 65
    for first in ("", *map(chr, range(65, 91)))
    for second in map(chr, range(65, 91))
}
"""Index of a column, from 0, by its letters."""


def read_plain(
    piece: bytes, last_row: int, strings: Sequence[str], number: Callable[[str, str], object]
) -> tuple[list[Row], int] | None:
    """Return the rows of ``piece`` (whole rows only) and its last number; None if any byte of it has another form.

    ``number`` returns the value of a number by its style and text. The result is what the XML parser would find.
    """
    try:
        text = piece.decode()
    except UnicodeDecodeError:
        return None
    if "&" in text or "_x" in text or "\r" in text:
        return None
    try:
        rows = list(_list_rows(_CELL.split(text), last_row, strings, number))
    except (ValueError, IndexError):
        return None
    return [row for row in rows if row[1]], rows[-1][0]


def _list_rows(
    parts: list[str], last_row: int, strings: Sequence[str], number: Callable[[str, str], object]
) -> Iterator[Row]:
    """Yield the rows, an empty one without cells; raises ValueError or IndexError for another form."""
    between, letters, numbers, styles, kinds, values, texts = (parts[at::_GROUPS] for at in range(_GROUPS))
    if not _END.fullmatch(between[-1]) or len(between) == 1:
        raise ValueError
    starts = [at for at, gap in enumerate(between[:-1]) if gap]
    for start, end in zip(starts, [*starts[1:], len(letters)], strict=True):
        found = _BETWEEN.fullmatch(between[start])
        if found is None or numbers[start:end].count(found[1]) != end - start or int(found[1]) <= last_row:
            raise ValueError
        last_row = int(found[1])
        cells: list[object] = [""] * (_COLUMNS[letters[end - 1]] + 1)
        before = -1
        for at in range(start, end):
            column = _COLUMNS[letters[at]]
            if column <= before:
                raise ValueError
            before = column
            if texts[at] is not None:
                if kinds[at] != "inlineStr" or len(texts[at]) > MAX_CELL_CHARS:
                    raise ValueError
                cells[column] = texts[at]
            elif values[at]:
                cells[column] = _value(kinds[at], styles[at], values[at], strings, number)
            elif kinds[at] not in _MAY_BE_EMPTY:
                raise ValueError
        yield last_row, cells if any(cell != "" for cell in cells) else []


def _value(
    kind: str | None, style: str | None, value: str, strings: Sequence[str], number: Callable[[str, str], object]
) -> object:
    if kind is None or kind == "n":
        return number(style or "", value)
    if kind != "s" or not value.isdecimal():
        raise ValueError
    text = strings[int(value)]
    if len(text) > MAX_CELL_CHARS:
        raise ValueError
    return text
