"""Collect the counts and notes of a running import, at the counter and at head office, and make the report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dealer_app.domain.errors import FieldError, Refusal, sentence
from dealer_app.domain.imports import ImportReport, RowNote, SheetNote
from dealer_app.domain.money import group_digits
from dealer_app.domain.persian import join_names, normalise, persian_digits
from dealer_app.services.imports.columns import Column, Header, find_field
from dealer_app.services.imports.rows import BadCell, RowFacts, RowReader
from dealer_app.services.imports.sheets import Row
from dealer_app.services.imports.tables.choosing import Choice, Chosen
from dealer_app.services.imports.tables.headings import column_letters
from resources.texts import imports as texts


@dataclass(slots=True)
class Tally:
    """The results of the rows so far; notes name the columns of ``header`` and, of several tables, the sheet."""

    choice: Choice
    rows: int = 0
    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    repeated: int = 0
    warned: list[RowNote] = field(default_factory=list)
    refused: list[RowNote] = field(default_factory=list)
    mended: list[RowNote] = field(default_factory=list)
    left_out: list[RowNote] = field(default_factory=list)
    header: Header = field(init=False)
    remarks: list[str] = field(default_factory=list)
    _sheet: str = ""
    _is_text: bool = False
    _is_second_table: bool = False
    _unnamed: dict[tuple[str, int], None] = field(default_factory=dict)

    def begin(self, chosen: Chosen) -> None:
        """Begin a table: name the filled rows above its headings."""
        self.header, self._is_second_table = chosen.header, False
        self._sheet = chosen.table.name if len(self.choice.tables) > 1 else ""
        self._is_text = bool(chosen.table.separator)
        for number, cells in chosen.table.head():
            if number < chosen.header.first and _is_filled(cells):
                self._leave_out(number, "import_left_out_title")

    def read_row(self, reader: RowReader, row: Row) -> RowFacts | None:
        """Count a row and return its facts; None for a row that is not an order, and for one that is refused."""
        number, cells = row
        try:
            self._check_place(cells)
            facts = reader.read(number, cells)
        except BadCell as bad:
            self.rows += 1
            self.refuse(number, bad.error, bad.value)
            return None
        if facts is None:
            self._name_left_out(number, cells)
        self.rows += facts is not None
        return facts

    def _check_place(self, cells: Sequence[object]) -> None:
        """Raise BadCell if the cells do not stand under their headings."""
        width = self.header.width
        if self._is_second_table and _is_filled(cells) and not _are_headings(cells):
            raise BadCell(FieldError("import_row_second_table"), "")
        if len(cells) > width and _is_filled(cells[width:]):
            if self._is_text:
                count, wanted = persian_digits(str(len(cells))), persian_digits(str(width))
                raise BadCell(FieldError("import_row_too_wide", cells=count, width=wanted), "")
            self._unnamed |= {
                (self._sheet, at): None for at in range(width, len(cells)) if _is_filled(cells[at : at + 1])
            }

    def _name_left_out(self, number: int, cells: Sequence[object]) -> None:
        if not _is_filled(cells):
            return
        if _are_headings(cells):
            places = {column.index: column.field for column in self.header.columns}
            self._is_second_table = any(places.get(at) != find_field(cell) for at, cell in enumerate(cells) if cell)
            self._leave_out(number, "import_left_out_heading")
        else:
            known = any(_is_filled(cells[column.index : column.index + 1]) for column in self.header.columns)
            self._leave_out(number, "import_left_out_sum" if known else "import_left_out_nothing")

    def _leave_out(self, number: int, code: str) -> None:
        self.left_out.append(RowNote(number, "", code, _words(code), "", self._sheet))

    def refuse(self, row: int, error: FieldError, value: str) -> None:
        """Note the reason for which a row is refused."""
        self.refused.append(self._note(row, error, value))

    def warn(self, row: int, error: FieldError, value: str) -> None:
        """Note a warning about a row that is accepted."""
        self.warned.append(self._note(row, error, value))

    def repeat(self, row: int, error: FieldError, value: str) -> None:
        """Note a row that repeats an earlier one."""
        self.repeated += 1
        self.warn(row, error, value)

    def take_remarks(self, facts: RowFacts) -> None:
        """Note the warnings and mends from reading the row."""
        self.warned += [self._note(facts.row, *remark) for remark in facts.warnings]
        self.mended += [self._note(facts.row, *remark) for remark in facts.mends]

    def report(self, *, is_dry_run: bool, was_stopped: bool = False) -> ImportReport:
        """Return the report with its notes in the order of the rows."""
        return ImportReport(
            rows=self.rows,
            accepted=self.accepted,
            updated=self.updated,
            unchanged=self.unchanged,
            mended=len({(note.sheet, note.row) for note in self.mended}),
            zeros_restored=sum(note.code == "import_zeros_restored" for note in self.mended),
            warned=self._in_order(self.warned),
            refused=self._in_order(self.refused),
            mended_notes=self._in_order(self.mended),
            is_dry_run=is_dry_run,
            was_stopped=was_stopped,
            unknown_columns=self._unknown_columns(),
            repeated=self.repeated,
            left_out=self._in_order(self.left_out),
            left_out_sheets=self.choice.left_out,
            remarks=(*self.remarks, *_remarks(self.choice, self._unknown_columns())),
            is_scaled=any(_scaled_columns(self.choice)),
        )

    def _unknown_columns(self) -> tuple[str, ...]:
        named = [heading for one in self.choice.tables for heading in one.header.unknown]
        named += [texts.NAMELESS_COLUMN.format(letters=column_letters(at)) for _, at in self._unnamed]
        return tuple(dict.fromkeys(named))

    def _note(self, row: int, error: FieldError, value: str) -> RowNote:
        heading = self.header.heading(error.field) if error.field else ""
        return RowNote(row, heading, error.code, _sentence(heading, error), value, self._sheet)

    def _in_order(self, notes: list[RowNote]) -> tuple[RowNote, ...]:
        places = {one.table.name: place for place, one in enumerate(self.choice.tables)}
        return tuple(sorted(notes, key=lambda note: (places.get(note.sheet, 0), note.row)))


def _is_filled(cells: Sequence[object]) -> bool:
    return any(cell is not None and cell != "" and str(cell).strip() for cell in cells)


def _are_headings(cells: Sequence[object]) -> bool:
    """Return whether a row is the headings again: only known ones, and several of them."""
    filled = [cell for cell in cells if cell is not None and str(cell).strip()]
    return len(filled) > 2 and all(find_field(cell) for cell in filled)  # noqa: PLR2004 - as many as a header needs


@lru_cache(maxsize=64)
def _words(code: str) -> str:
    return sentence(Refusal(code))


def _sentence(heading: str, error: FieldError) -> str:
    return sentence(Refusal(error.code, **{"heading": heading, **error.params}))


def _remarks(choice: Choice, unknown: Sequence[str]) -> list[str]:
    """Return what the clerk must know of the file as a whole: sheets and columns left out, units."""
    found = [_left_out(note) for note in choice.left_out]
    if unknown:
        found.append(texts.UNKNOWN_COLUMNS.format(columns=join_names(unknown)))
    units: dict[tuple[str, int], list[str]] = {}
    for column in _scaled_columns(choice):
        units.setdefault((normalise(column.unit), column.factor), []).append(column.heading)
    for (unit, factor), headings in units.items():
        names = join_names(dict.fromkeys(headings))
        found.append(texts.SCALED.format(columns=names, unit=unit, factor=group_digits(factor)))
    found += [texts.HIDDEN_READ.format(name=one.table.name) for one in choice.tables if one.table.is_hidden]
    return found


def _scaled_columns(choice: Choice) -> Iterator[Column]:
    return (column for one in choice.tables for column in one.header.columns if column.factor != 1)


def _left_out(note: SheetNote) -> str:
    return texts.SHEET_LEFT_OUT.format(name=note.name, rows=persian_digits(str(note.rows)), why=note.why)
