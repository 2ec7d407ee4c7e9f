"""Open the archive of a workbook: the list of its sheets, its number formats, and its parts in pieces."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from posixpath import join, normpath
from typing import NamedTuple

from dealer_app.domain.errors import Refusal
from dealer_app.services.imports.workbooks.limits import (
    MAX_DIRECTORY_BYTES,
    MAX_ENTRIES,
    MAX_INFLATED_BYTES,
    MAX_PART_BYTES,
    MAX_SHEETS,
)
from dealer_app.services.imports.workbooks.xml_parts import list_elements

_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError, NotImplementedError, struct.error)
_PIECE_BYTES = 1 << 16
_END_MARK, _END_BYTES, _COMMENT_BYTES = b"PK\x05\x06", 22, 1 << 16
_ENCRYPTED = 0x1
_OTHER_OFFICE = ("mimetype", "word/document.xml", "ppt/presentation.xml", "xl/workbook.bin", "index/document.iwa")
_TRUE = frozenset({"1", "true", "on"})


class Sheet(NamedTuple):
    """One sheet of the workbook: its name, its part in the archive, and whether Excel hides it."""

    name: str
    part: str
    is_hidden: bool


class Archive(NamedTuple):
    """An open workbook; ``parts`` are the real names by lower-case name."""

    zip: zipfile.ZipFile
    parts: dict[str, str]
    sheets: tuple[Sheet, ...]
    strings: str
    styles: str
    is_1904: bool
    is_uncalculated: bool  # the program that wrote it asked Excel to calculate every formula

    def pieces(self, part: str) -> Iterator[bytes]:
        """Yield the content of a part; raises Refusal if it is damaged or larger than stated."""
        left = MAX_INFLATED_BYTES
        try:
            with self.zip.open(self.parts[part.lower()]) as file:
                while piece := file.read(_PIECE_BYTES):
                    left -= len(piece)
                    if left < 0:
                        raise Refusal("import_file_too_large")
                    yield piece
        except _DAMAGE as error:
            raise Refusal("import_file_damaged") from error


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a workbook; raises Refusal if it is none, is damaged, or is larger than any export."""
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            yield _describe(archive)
    except _DAMAGE as error:
        raise Refusal("import_file_damaged") from error


def _check_directory(path: Path) -> None:
    """Refuse a directory of too many files before it is read into memory."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(size - _END_BYTES - _COMMENT_BYTES, 0))
        tail = file.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) < at + _END_BYTES:
        raise Refusal("import_file_damaged")
    count, directory = struct.unpack_from("<HL", tail, at + 10)
    if count > MAX_ENTRIES or directory > MAX_DIRECTORY_BYTES:  # a zip64 directory states the highest numbers here
        raise Refusal("import_file_too_large")


def _describe(archive: zipfile.ZipFile) -> Archive:
    infos = archive.infolist()
    parts = {info.filename.replace("\\", "/").lower(): info.filename for info in infos}
    if any(name in parts for name in _OTHER_OFFICE):
        raise Refusal("import_file_other_office")
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise Refusal("import_file_password")
    if sum(info.file_size for info in infos) > MAX_INFLATED_BYTES:
        raise Refusal("import_file_too_large")
    book = _find_book(archive, parts)
    if len(parts) != len(infos):  # which of two parts of one name is meant?
        raise Refusal("import_file_damaged")
    return _read_book(archive, parts, book)


def _find_book(archive: zipfile.ZipFile, parts: dict[str, str]) -> str:
    if "_rels/.rels" in parts:
        for _, link in list_elements(_small(archive, parts, "_rels/.rels")):
            if link.get("Type", "").endswith("/officeDocument"):
                target = link.get("Target", "").lstrip("/")
                if target.lower() in parts:
                    return target
    if "xl/workbook.xml" not in parts:
        raise Refusal("import_file_unknown")
    return "xl/workbook.xml"


def _read_book(archive: zipfile.ZipFile, parts: dict[str, str], book: str) -> Archive:
    folder, _, name = book.rpartition("/")
    links = _links(archive, parts, folder, f"{folder}/_rels/{name}.rels".lstrip("/"))
    sheets: list[Sheet] = []
    is_1904 = is_uncalculated = False
    for element, given in list_elements(_small(archive, parts, book)):
        if element == "sheet":
            kind, part = links.get(given.get("id", ""), ("", ""))
            if kind == "worksheet" or not kind:
                sheets.append(Sheet(given.get("name", ""), part, given.get("state", "visible") != "visible"))
        elif element == "workbookPr":
            is_1904 = given.get("date1904", "") in _TRUE
        elif element == "calcPr":
            is_uncalculated = given.get("fullCalcOnLoad", "") in _TRUE
    if len(sheets) > MAX_SHEETS:
        raise Refusal("import_file_too_many_sheets")
    if any(sheet.part.lower() not in parts for sheet in sheets):
        raise Refusal("import_file_damaged")
    strings, styles = (_part_of(links, parts, kind) for kind in ("sharedStrings", "styles"))
    return Archive(archive, parts, tuple(sheets), strings, styles, is_1904, is_uncalculated)


def _links(archive: zipfile.ZipFile, parts: dict[str, str], folder: str, rels: str) -> dict[str, tuple[str, str]]:
    """Return relation id -> (kind, part)."""
    found: dict[str, tuple[str, str]] = {}
    for element, link in list_elements(_small(archive, parts, rels)) if rels.lower() in parts else ():
        if element == "Relationship":
            target = link.get("Target", "").replace("\\", "/")
            part = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            found[link.get("Id", "")] = link.get("Type", "").rpartition("/")[2], part
    return found


def _part_of(links: dict[str, tuple[str, str]], parts: dict[str, str], kind: str) -> str:
    part = next((part for found, part in links.values() if found == kind), "")
    return part if part.lower() in parts else ""


def _small(archive: zipfile.ZipFile, parts: dict[str, str], part: str) -> bytes:
    with archive.open(parts[part.lower()]) as file:
        content = file.read(MAX_PART_BYTES + 1)
    if len(content) > MAX_PART_BYTES:
        raise Refusal("import_file_too_large")
    return content


def read_part(archive: Archive, part: str) -> bytes:
    """Return a small part as a whole, b"" for the name ""."""
    return _small(archive.zip, archive.parts, part) if part else b""
