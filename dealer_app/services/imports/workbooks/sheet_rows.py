"""Read the rows of one sheet of a workbook (xlsx) as they come, every cell by its own type."""

import re
from collections.abc import Callable, Iterator
from time import process_time

from dealer_app.domain.errors import Refusal
from dealer_app.services.imports.workbooks.archive import Archive, read_part
from dealer_app.services.imports.workbooks.cell_faults import CellFault
from dealer_app.services.imports.workbooks.formats import as_moment, list_styles
from dealer_app.services.imports.workbooks.limits import (
    MAX_CELL_CHARS,
    MAX_COLUMN,
    MAX_DEPTH,
    MAX_ROW,
    SILENT_SECONDS,
)
from dealer_app.services.imports.workbooks.plain_rows import Row, read_plain
from dealer_app.services.imports.workbooks.strings import read_strings, unescape
from dealer_app.services.imports.workbooks.xml_parts import Attributes, feed, local_name, make_parser

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_NUMBER = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*", re.ASCII)
_KNOWN = frozenset({"row", "c", "v", "f", "t", "is", "r", "rPh"})
_BEGIN, _ROW_END, _SPECIAL = b"<sheetData>", b"</row>", re.compile(rb"<[!?]")
_PLAIN_BYTES = 1 << 18
_TEXT_KINDS = frozenset({"s", "str", "inlineStr", "d"})
_NO_VALUE = "import_formula_no_value"
_ERROR = "import_cell_error"


class SheetReader:
    """Reads the sheets of one workbook; the shared strings and the styles are read once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._strings = read_strings(archive.pieces(archive.strings)) if archive.strings else []
        self._kinds = list_styles(read_part(archive, archive.styles))

    def rows(self, part: str) -> Iterator[Row]:
        """Yield number and cells of each row that has any; raises Refusal if the sheet is damaged or endless."""
        ready: list[Row] = []
        parser, handlers = make_parser(), _Handlers(ready, self._value)
        handlers.attach(parser)
        last = process_time()
        for _ in feed(parser, self._left_to_parse(part, handlers)):
            if ready:
                yield from ready
                ready.clear()
                last = process_time()
            elif process_time() - last > SILENT_SECONDS:
                raise Refusal("import_file_too_large")
        yield from ready

    def _left_to_parse(self, part: str, handlers: "_Handlers") -> Iterator[bytes]:
        """Yield the sheet for the parser, without the plain rows, which are read here."""
        is_plain, held = False, b""
        for piece in self._archive.pieces(part):
            held += piece
            if not is_plain and not handlers.row_number:
                before, mark, after = held.partition(_BEGIN)
                is_plain = bool(mark) and not _SPECIAL.search(before, 2)
                if is_plain:
                    yield before + mark
                    held = after
                    continue
            if is_plain and len(held) < _PLAIN_BYTES:
                continue
            cut = held.rfind(_ROW_END) + len(_ROW_END) if is_plain else len(held)
            whole, held = held[:cut], held[cut:]
            is_plain = is_plain and cut >= len(_ROW_END) and not _SPECIAL.search(whole)
            yield whole if not is_plain or not self._take_plain(whole, handlers) else b""
        cut = held.rfind(_ROW_END) + len(_ROW_END)
        if is_plain and cut >= len(_ROW_END) and not _SPECIAL.search(held) and self._take_plain(held[:cut], handlers):
            held = held[cut:]
        yield held

    def _take_plain(self, whole: bytes, handlers: "_Handlers") -> bool:
        read = read_plain(whole, handlers.row_number, self._strings, self._plain_number)
        if read is None:
            return False
        rows, handlers.row_number = read
        handlers.ready += rows
        return True

    def _plain_number(self, style: str, text: str) -> object:
        return self._number(style, text, is_formula=False)

    def _value(self, kind: str, style: str, text: str, *, is_formula: bool, has_value: bool) -> object:
        """Return the value of a cell, "" if it is empty, or a CellFault."""
        if is_formula and not (text if kind != "str" else has_value):
            return CellFault(_NO_VALUE, "")
        if kind == "e":
            return CellFault(_ERROR, text[:MAX_CELL_CHARS] or "#?")
        if not text:
            return ""
        if kind in {"n", ""}:
            return self._number(style, text, is_formula=is_formula)
        if kind in _TEXT_KINDS:
            return self._shared(text) if kind == "s" else _limited(text)
        is_truth = kind == "b" and text.strip() in {"0", "1"}
        return text.strip() == "1" if is_truth else CellFault(_ERROR, text[:MAX_CELL_CHARS])

    def _number(self, style: str, text: str, *, is_formula: bool) -> object:
        if not _NUMBER.fullmatch(text):
            return CellFault(_ERROR, text[:MAX_CELL_CHARS])
        number = float(text)
        if is_formula and number == 0 and self._archive.is_uncalculated:
            return CellFault(_NO_VALUE, "")  # the writing program puts 0 where it has not calculated
        if not style:
            return number
        index = int(style) if style.isdecimal() else -1
        kind = self._kinds[index] if 0 <= index < len(self._kinds) else ""
        return as_moment(number, kind, is_1904=self._archive.is_1904) if kind else number

    def _shared(self, text: str) -> object:
        index = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1  # noqa: PLR2004 - no index is longer
        return _limited(self._strings[index]) if 0 <= index < len(self._strings) else CellFault(_ERROR, text[:20])


def _limited(text: str) -> object:
    return text if len(text) <= MAX_CELL_CHARS else CellFault("import_text_too_long", text[:40])


class _Handlers:
    """The handlers of one sheet; finished rows are appended to ``ready``."""

    def __init__(self, ready: list[Row], value: Callable[..., object]) -> None:
        self.ready, self._value = ready, value
        self.row_number, self._cells = 0, list[object]()
        self._column = 0
        self._cell: Attributes | None = None
        self._texts: list[str] = []
        self._chars = 0
        self._is_formula = self._has_value = self._is_text = False
        self._phonetic = self._unknown = 0

    def attach(self, parser: object) -> None:
        """Give the parser its handlers."""
        for name, handler in (("Start", self._start), ("End", self._end)):
            setattr(parser, f"{name}ElementHandler", handler)
        setattr(parser, "CharacterDataHandler", self._add)  # noqa: B010 - expat names no type

    def _start(self, name: str, attributes: Attributes) -> None:
        if name not in _KNOWN and (name := local_name(name)) not in _KNOWN:
            self._unknown += 1
            if self._unknown > MAX_DEPTH:
                raise Refusal("import_file_damaged")
        elif name == "c":
            self._cell = attributes
            self._is_formula = self._has_value = False
        elif name == "v":
            self._has_value = self._is_text = True
        elif name == "t":
            self._is_text = not self._phonetic
        elif name == "f":
            self._is_formula = True
        elif name == "row":
            self._start_row(attributes.get("r"))
        elif name == "rPh":
            self._phonetic += 1

    def _end(self, name: str) -> None:
        if name == "c" or (name not in _KNOWN and (name := local_name(name)) == "c"):
            self._end_cell()
        elif name in {"v", "t"}:
            self._is_text = False
        elif name == "row":
            if self._cells:
                self.ready.append((self.row_number, self._cells))
            self._cells = []
        elif name == "rPh":
            self._phonetic -= 1
        elif name not in _KNOWN:
            self._unknown -= 1

    def _add(self, text: str) -> None:
        if self._is_text and self._cell is not None and self._chars <= MAX_CELL_CHARS:
            self._texts.append(text)
            self._chars += len(text)

    def _start_row(self, stated: str | None) -> None:
        number = self.row_number + 1
        if stated is not None:
            if not (stated.isascii() and stated.isdecimal() and len(stated) < 9):  # noqa: PLR2004 - MAX_ROW has seven digits
                raise Refusal("import_file_damaged")
            if int(stated) < number:  # two rows of one number: which is meant?
                raise Refusal("import_file_damaged")
            number = int(stated)
        if number > MAX_ROW:
            raise Refusal("import_file_stray_cells")
        self.row_number, self._column = number, 0

    def _end_cell(self) -> None:
        cell = self._cell or {}
        column = self._column_of(cell.get("r"))
        text = "".join(self._texts)
        if self._texts:
            self._texts = []
            self._chars = 0
        kind = cell.get("t", "")
        if kind in {"inlineStr", "str"}:
            text = unescape(text)
        self._cell = None
        self._column = column
        is_formula = self._is_formula
        value = self._value(kind, cell.get("s", ""), text, is_formula=is_formula, has_value=self._has_value)
        if value == "" or value is None:
            return
        if column > MAX_COLUMN:
            raise Refusal("import_file_stray_cells")
        gap = column - 1 - len(self._cells)
        if gap < 0:  # the same cell twice, or an earlier one after a later one
            raise Refusal("import_file_damaged")
        self._cells += [""] * gap
        self._cells.append(value)

    def _column_of(self, reference: str | None) -> int:
        if reference is None:
            return self._column + 1
        found = _REFERENCE.fullmatch(reference)
        if found is None or int(found[2]) != self.row_number:
            raise Refusal("import_file_damaged")
        return column_number(found[1])


def column_number(letters: str) -> int:
    """Return the number of a column from 1: A is 1, AA is 27."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column
