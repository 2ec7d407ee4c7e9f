"""Photograph the attachments of a file, with made-up papers."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from dealer_app.domain.attachments import AttachmentKind, AttachmentPlace
from ui.pages.attachments.page import AttachmentsPage
from ui.pages.customer_file.page import CustomerFilePage

if TYPE_CHECKING:
    from docs.pictures import Camera

_PAPERS = ((AttachmentKind.IDENTITY, (1600, 1000), "#dfe9e6"), (AttachmentKind.BANK_SLIP, (900, 1400), "#f7f3e6"))


def attachments(camera: Camera) -> None:
    """Add two made-up papers to the file in front and photograph the page with one of them shown."""
    file = camera.front(CustomerFilePage)
    assert isinstance(file, CustomerFilePage)
    camera.counter.navigate.open_attachments(AttachmentPlace(file.customer_id))
    page = camera.front(AttachmentsPage)
    assert isinstance(page, AttachmentsPage)
    camera.player.settle()
    with tempfile.TemporaryDirectory() as folder:
        for number, (kind, size, color) in enumerate(_PAPERS, 1):
            page.adding.kind.set_raw(kind.value)
            page.add_files([_paper(Path(folder), kind.value, size, color)])
            camera.player.until(lambda number=number: len(page.rows) == number)  # type: ignore[misc]
    page.open_chosen()
    camera.player.until(lambda: bool(page.side.sheets.pages))
    camera.counter.window.notes.clear()
    camera.take("attachments")
    camera.counter.navigate.close_current()
    camera.front(CustomerFilePage)


def _paper(folder: Path, name: str, size: tuple[int, int], color: str) -> Path:
    """Return a JPEG that looks like a scanned paper."""
    image = Image.new("RGB", size, color)
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.rectangle((60, 60, width - 60, height - 60), outline="#8a9a96", width=6)
    for top in range(160, height - 160, 70):
        draw.rectangle((width // 3, top, width - 140 - top % 210, top + 18), fill="#9aa8a4")
    path = folder / f"{name}.jpg"
    image.save(path, quality=80)
    return path
