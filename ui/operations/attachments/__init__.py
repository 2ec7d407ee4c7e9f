"""Reads and changes the attachments of a file; files are drawn anew and pictures drawn on the slow lane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage

from dealer_app.desktop import Desktop
from dealer_app.domain.attachments import (
    THUMB_SIDE,
    AddAttachment,
    AttachmentContent,
    AttachmentDetails,
    AttachmentLine,
    AttachmentPlace,
    Media,
    PastedPicture,
    Prepared,
    WithdrawAttachment,
)
from dealer_app.domain.errors import EnvironmentFault
from dealer_app.domain.ids import AttachmentId, CustomerId
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit

ATTACHMENT_DRAFT = "attachment"
PREVIEW_DPI = 110


@dataclass(frozen=True, slots=True)
class FileAttachments:
    """What the page shows: the customer's name and the attachments, the newest first."""

    name: str
    lines: tuple[AttachmentLine, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An opened attachment: its pages as pictures and a small JPEG of the first."""

    details: AttachmentDetails
    pages: tuple[QImage, ...]
    thumb: bytes


def draft_key(place: AttachmentPlace) -> str:
    """Return the key of what is typed and not saved: one for each file, and for each thing in it."""
    return str(place.subject_id or place.customer_id)


def list_attachments(page: Page, customer_id: CustomerId, on_done: Callable[[FileAttachments], None]) -> None:
    """Read the attachments of a file."""
    read(page, on_done, _list_attachments, customer_id)


def prepare(
    page: Page,
    source: Path | QImage,
    on_done: Callable[[Prepared], None],
    on_error: Callable[[Exception], None],
) -> None:
    """Have a file or a picture of the clipboard drawn anew, beside the database."""
    page.context.tasks.run_slow(page, partial(_prepare, source=source), on_done, on_error)


def add_attachment(page: Page, command: AddAttachment, draft_key: str) -> Operation[AttachmentDetails]:
    """Keep a prepared file and drop the draft of its note, in one transaction."""
    return write(page, _add, command, draft_key)


def open_attachment(page: Page, attachment_id: AttachmentId) -> Operation[AttachmentContent]:
    """Read an attachment with its bytes; the audit says who opened it."""
    return write(page, _open, attachment_id)


def export_attachment(page: Page, attachment_id: AttachmentId) -> Operation[AttachmentContent]:
    """Read an attachment with its bytes, to leave the program."""
    return write(page, _export, attachment_id)


def withdraw_attachment(page: Page, command: WithdrawAttachment, draft_key: str) -> Operation[None]:
    """Mark an attachment as withdrawn and drop the draft of the reason."""
    return write(page, _withdraw, command, draft_key)


def keep_thumb(page: Page, attachment_id: AttachmentId, thumb: bytes) -> Operation[None]:
    """Keep the thumbnail of an attachment that came from another counter."""
    return write(page, _keep_thumb, attachment_id, thumb)


def draw_pages(page: Page, content: AttachmentContent, on_done: Callable[[Shown], None]) -> None:
    """Draw the pages of an attachment, beside the database."""
    page.context.tasks.run_slow(page, partial(_draw, content=content), on_done)


def save_file(
    page: Page,
    content: AttachmentContent,
    path: Path,
    on_done: Callable[[None], None],
    on_error: Callable[[Exception], None],
) -> None:
    """Write an attachment to a file that only its owner can read."""
    page.context.tasks.run_slow(page, partial(_save, content=content, path=path), on_done, on_error)


def _list_attachments(unit: Unit, customer_id: CustomerId) -> FileAttachments:
    from dealer_app.services.attachments import attachments
    from dealer_app.services.customers import customers

    name = customers.get_customer(unit, customer_id).name
    return FileAttachments(name, attachments.list_attachments(unit, customer_id))


def _prepare(_desktop: Desktop, source: Path | QImage) -> Prepared:
    from dealer_app.services.attachments import preparing

    return preparing.prepare(source if isinstance(source, Path) else _pasted(source))


def _pasted(image: QImage) -> PastedPicture:
    rows = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return PastedPicture(rows.width(), rows.height(), bytes(rows.constBits()))


def _add(unit: Unit, command: AddAttachment, draft_key: str) -> AttachmentDetails:
    from dealer_app.services import drafts
    from dealer_app.services.attachments import attachments

    added = attachments.add_attachment(unit, command)
    drafts.drop_draft(unit, ATTACHMENT_DRAFT, draft_key)
    return added


def _open(unit: Unit, attachment_id: AttachmentId) -> AttachmentContent:
    from dealer_app.services.attachments import attachments

    return attachments.open_attachment(unit, attachment_id)


def _export(unit: Unit, attachment_id: AttachmentId) -> AttachmentContent:
    from dealer_app.services.attachments import attachments

    return attachments.export_attachment(unit, attachment_id)


def _withdraw(unit: Unit, command: WithdrawAttachment, draft_key: str) -> None:
    from dealer_app.services import drafts
    from dealer_app.services.attachments import attachments

    attachments.withdraw_attachment(unit, command)
    drafts.drop_draft(unit, ATTACHMENT_DRAFT, draft_key)


def _keep_thumb(unit: Unit, attachment_id: AttachmentId, thumb: bytes) -> None:
    from dealer_app.services.attachments import attachments

    attachments.keep_thumb(unit, attachment_id, thumb)


def _draw(_desktop: Desktop, content: AttachmentContent) -> Shown:
    if content.details.media is Media.PDF:
        from ui.printing.pdf_pages import page_pictures

        pages = tuple(page_pictures(content.content, PREVIEW_DPI))
    else:
        pages = (QImage.fromData(content.content),)
    return Shown(content.details, pages, _thumb_of(pages[0]))


def _thumb_of(picture: QImage) -> bytes:
    ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.scaled(THUMB_SIDE, THUMB_SIDE, ratio, smooth).save(buffer, "JPEG", 70)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _save(_desktop: Desktop, content: AttachmentContent, path: Path) -> None:
    try:
        path.touch(mode=0o600)
        path.write_bytes(content.content)
    except OSError as error:
        raise EnvironmentFault("file_not_saved", name=path.name, said=error.strerror or "") from error
