"""Collect the counts and notes of a running import, at the counter and at head office, and make the report."""

from dataclasses import dataclass, field

from dealer_app.domain.errors import FieldError, Refusal, sentence
from dealer_app.domain.imports import ImportReport, RowNote
from dealer_app.services.imports.columns import Header
from dealer_app.services.imports.rows import BadCell, RowFacts, RowReader
from dealer_app.services.imports.sheets import Row


@dataclass(slots=True)
class Tally:
    """The results of the rows so far; notes name the columns of ``header``."""

    header: Header
    rows: int = 0
    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    warned: list[RowNote] = field(default_factory=list)
    refused: list[RowNote] = field(default_factory=list)
    mended: list[RowNote] = field(default_factory=list)

    def read_row(self, reader: RowReader, row: Row) -> RowFacts | None:
        """Count a row and return its facts; None for a row that is not an order, and for one that is refused."""
        number, cells = row
        try:
            facts = reader.read(number, cells)
        except BadCell as bad:
            self.rows += 1
            self.refuse(number, bad.error, bad.value)
            return None
        self.rows += facts is not None
        return facts

    def refuse(self, row: int, error: FieldError, value: str) -> None:
        """Note the reason for which a row is refused."""
        self.refused.append(self._note(row, error, value))

    def warn(self, row: int, error: FieldError, value: str) -> None:
        """Note a warning about a row that is accepted."""
        self.warned.append(self._note(row, error, value))

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
            mended=len({note.row for note in self.mended}),
            zeros_restored=sum(note.code == "import_zeros_restored" for note in self.mended),
            warned=_in_order(self.warned),
            refused=_in_order(self.refused),
            mended_notes=_in_order(self.mended),
            is_dry_run=is_dry_run,
            was_stopped=was_stopped,
            unknown_columns=self.header.unknown,
        )

    def _note(self, row: int, error: FieldError, value: str) -> RowNote:
        heading = self.header.heading(error.field)
        words = sentence(Refusal(error.code, **{"heading": heading, **error.params}))
        return RowNote(row, heading, error.code, words, value)


def _in_order(notes: list[RowNote]) -> tuple[RowNote, ...]:
    return tuple(sorted(notes, key=lambda note: note.row))
