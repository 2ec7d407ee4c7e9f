"""Choose the tables of a file: every visible sheet that is one; name the sheets that are left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dealer_app.domain.errors import Refusal
from dealer_app.domain.imports import SheetNote
from dealer_app.domain.persian import join_names
from dealer_app.services.imports.columns import Header, refuse_missing
from dealer_app.services.imports.sheets import SheetTable
from dealer_app.services.imports.tables.headings import find_header
from dealer_app.services.imports.text_tables import check_quotes
from resources.texts import imports as texts


class Chosen(NamedTuple):
    """A table that is imported, and its header."""

    table: SheetTable
    header: Header


@dataclass(frozen=True, slots=True)
class Choice:
    """The tables of a file in its order, and the sheets with rows that are left out, each with the reason."""

    tables: tuple[Chosen, ...]
    left_out: tuple[SheetNote, ...]


def choose_tables(tables: Sequence[SheetTable]) -> Choice:
    """Return every table of the file; raises Refusal if none is an export, or if a quotation mark swallows rows.

    A hidden sheet is read only if no visible one has headings of an export.
    """
    if tables[0].separator:
        return Choice((_choose_text(tables),), ())
    found = [(table, find_header(table)) for table in tables if any(any(cells) for _, cells in table.head())]
    candidates = [Chosen(table, header) for table, header in found if header and not table.is_hidden]
    candidates = candidates or [Chosen(table, header) for table, header in found if header]
    good = tuple(one for one in candidates if not one.header.missing)
    if not candidates:
        raise Refusal("import_header_unknown")
    if not good:
        refuse_missing(max(candidates, key=lambda one: len(one.header.columns)).header)
    names = {one.table.name for one in good}
    return Choice(good, tuple(_note(table, header) for table, header in found if table.name not in names))


def _choose_text(tables: Sequence[SheetTable]) -> Chosen:
    """Return the reading of a text file with the separator that gives the most known columns."""
    found: list[Chosen] = []
    open_mark: Refusal | None = None
    for table in tables:
        try:
            header = find_header(table)
        except Refusal as refusal:  # with another separator the quotation marks may fit
            if refusal.code != "import_quote_open":
                raise
            open_mark = open_mark or refusal
        else:
            found += [Chosen(table, header)] if header else []
    best = max(found, key=lambda one: len(one.header.columns), default=None)
    if best is None:
        raise open_mark or Refusal("import_header_unknown")
    check_quotes(best.table.read(), best.table.separator, best.header)  # first: an open mark hides headings too
    refuse_missing(best.header)
    return best


def _note(table: SheetTable, header: Header | None) -> SheetNote:
    if table.is_hidden:
        why = texts.SHEET_HIDDEN
    elif header is None:
        why = texts.SHEET_NO_TABLE
    else:
        why = texts.SHEET_COLUMNS_MISSING.format(columns=join_names(header.missing))
    return SheetNote(table.name, table.row_count, why, is_hidden=table.is_hidden)
