"""Write the error sheet: refused rows, warnings and corrections in a right-to-left Excel sheet."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.domain.imports import ImportReport, RowNote
from resources.texts.imports import (
    ERROR_SHEET_HEADINGS,
    ERROR_SHEET_NAME,
    IN_SHEET,
    LEFT_OUT,
    MENDED,
    REFUSED,
    WARNED,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_COLUMN_WIDTHS = (12, 14, 20, 26, 90)
_PRIVATE_MODE = 0o600  # the sheet contains codes and names


def write_error_sheet(report: ImportReport, path: Path) -> None:
    """Write every note of ``report`` to ``path`` (xlsx, replaced as a whole); raises EnvironmentFault."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    part = path.with_name(f"{path.name}.part")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE_MODE))
        with Workbook(str(part), {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
            _fill(workbook, report)
        part.replace(path)
    except (OSError, FileCreateError) as error:
        raise EnvironmentFault("import_sheet_error", name=path.name) from error


def _fill(workbook: "Workbook", report: ImportReport) -> None:
    sheet = workbook.add_worksheet(ERROR_SHEET_NAME)
    sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    cell = workbook.add_format({"align": "right", "valign": "top", "text_wrap": True, "num_format": "@"})
    head = workbook.add_format({"align": "right", "bold": True, "bottom": 1})
    for column, width in enumerate(_COLUMN_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_row(0, 0, ERROR_SHEET_HEADINGS, head)
    lines = 0
    for lines, (result, note) in enumerate(_list_notes(report), start=1):
        if note.sheet:
            sheet.write_string(lines, 0, IN_SHEET.format(sheet=note.sheet, row=note.row), cell)
        else:
            sheet.write_number(lines, 0, note.row, cell)
        for column, text in enumerate((result, note.field, note.value, note.why), start=1):
            sheet.write_string(lines, column, text, cell)
    sheet.autofilter(0, 0, lines, len(_COLUMN_WIDTHS) - 1)


def _list_notes(report: ImportReport) -> Iterator[tuple[str, RowNote]]:
    """Yield the notes of refused rows, then warnings, mended values and rows that are no orders, as in the sheet."""
    noted = (
        (REFUSED, report.refused),
        (WARNED, report.warned),
        (MENDED, report.mended_notes),
        (LEFT_OUT, report.left_out),
    )
    for result, notes in noted:
        for note in notes:
            yield result, note
