"""Reads the directory, edits it, imports it, and closes a dealership for today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from dealer_app.domain.changes import Written
from dealer_app.domain.directory.listing import Directory, DirectoryImport, DirectoryRow
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Desktop, Unit

DIRECTORY_DRAFT = "dealership"
Raws = Mapping[str, str]


def read_directory(page: Page, on_done: Callable[[Directory], None]) -> None:
    """Read all dealerships and the holidays."""
    read(page, on_done, _read_directory)


def start_editing(page: Page, code: str, on_done: Callable[[tuple[DirectoryRow, dict[str, str]]], None]) -> None:
    """Read a dealership and its facts as a person would type them."""
    read(page, on_done, _start_editing, code)


def save_dealership(page: Page, raws: Raws, dealership_id: UUID | None, draft_key: str) -> Operation[DirectoryRow]:
    """Save a dealership and drop its draft, in one transaction."""
    return write(page, _save_dealership, raws, dealership_id, draft_key)


def issue_address(page: Page, dealership_id: UUID) -> Operation[PaperRef]:
    """Issue the address slip of a dealership; one that cannot be drawn is not issued."""
    return write(page, _issue_address, dealership_id)


def set_closed(page: Page, code: str, *, is_closed: bool) -> Operation[DirectoryRow]:
    """Note that a dealership is closed today, or that it is not."""
    return write(page, _set_closed, code, is_closed)


def import_directory(
    page: Page, path: Path, on_done: Callable[[DirectoryImport], None], on_error: Callable[[Exception], None]
) -> None:
    """Import a sheet of dealerships, all rows or none, on the slow lane."""

    def done(written: Written[DirectoryImport]) -> None:
        page.context.change_bus.publish(written.changes)
        if page.is_alive():
            on_done(written.value)

    page.context.tasks.run_slow(page, partial(_import_directory, path=path), done, on_error)


def _read_directory(unit: Unit) -> Directory:
    from dealer_app.services.directory import directory

    return directory.read_directory(unit)


def _start_editing(unit: Unit, code: str) -> tuple[DirectoryRow, dict[str, str]]:
    from dealer_app.services.directory import directory

    row = directory.get_dealership(unit, code)
    return row, directory.raws_of(row.facts)


def _save_dealership(unit: Unit, raws: Raws, dealership_id: UUID | None, draft_key: str) -> DirectoryRow:
    from dealer_app.services import drafts
    from dealer_app.services.directory import editing

    row = editing.save_dealership(unit, raws, dealership_id)
    drafts.drop_draft(unit, DIRECTORY_DRAFT, draft_key)
    return row


def _issue_address(unit: Unit, dealership_id: UUID) -> PaperRef:
    from dealer_app.documents.printing import issue_drawable

    return issue_drawable(unit, PaperKind.ADDRESS, dealership_id)


def _set_closed(unit: Unit, code: str, is_closed: bool) -> DirectoryRow:
    from dealer_app.services.directory import editing

    return editing.set_closed(unit, code, is_closed=is_closed)


def _import_directory(desktop: Desktop, path: Path) -> Written[DirectoryImport]:
    from dealer_app.services.directory import importing

    table = importing.read_dealership_sheet(path)
    return desktop.write(lambda unit: importing.import_dealerships(unit, table))
