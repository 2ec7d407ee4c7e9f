"""Take the manual's pictures of attachments: a colleague is asked, a bank slip is shown, one is withdrawn."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from dealer_app.domain.attachments import AttachmentPlace, WithdrawAttachment
from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.services.attachments.attachments import withdraw_attachment
from dealer_app.store.core.unit import Unit
from ui.pages.attachments.page import AttachmentsPage
from ui.pages.customer_file.page import CustomerFilePage
from ui.texts import demo_play as words

if TYPE_CHECKING:
    from docs.pictures import Camera

PAPERS = {"identity.png": (860, 540), "deed.pdf": (1240, 1754), "bank_slip.jpg": (900, 1200)}
"""File of each made-up paper, named by its kind -> its size in pixels."""
INK, PAPER, STAMP = "#334155", "#f8fafc", "#0f766e"


def attach(camera: "Camera", order_id: OrderId) -> None:
    """Attach made-up papers as a clerk, and photograph the question to a colleague who may give one out."""
    page = open_attachments(camera, order_id)
    with TemporaryDirectory() as folder:
        for (name, size), note in zip(PAPERS.items(), words.ATTACHED, strict=True):
            add(camera, page, Path(folder) / name, note, size)
    page.rows[0].setChecked(True)
    page.copy_chosen()
    camera.player.until(lambda: page.panel is not None)
    assert page.panel is not None
    page.panel.reason.set_raw(words.ALLOWED_BECAUSE)
    camera.counter.window.notes.clear()
    camera.take("approval")
    page.close_panel()
    camera.counter.window.notes.clear()
    camera.counter.navigate.close_current()


def attachments(camera: "Camera", order_id: OrderId) -> None:
    """Withdraw one as a manager, show another, and photograph the list and the file's timeline."""
    page = open_attachments(camera, order_id)
    wish = WithdrawAttachment(page.rows[2].line.details.id, words.WITHDRAWN_BECAUSE)
    counter, player = camera.counter, camera.player
    counter.tasks.run_write(
        counter, lambda unit: withdraw_attachment(unit, wish), lambda done: counter.change_bus.publish(done.changes)
    )
    player.until(lambda: page.rows[2].line.is_withdrawn)
    page.rows[0].setChecked(True)
    page.rows[0].setFocus()
    page.open_chosen()
    player.until(lambda: bool(page.side.sheets.pages))
    camera.counter.window.notes.clear()
    camera.take("attachments")
    camera.counter.navigate.close_current()
    camera.counter.navigate.open_customer(page.place.customer_id)
    camera.front(CustomerFilePage)
    player.settle()
    camera.take("file-attachments")
    camera.counter.navigate.close_current()


def open_attachments(camera: "Camera", order_id: OrderId) -> AttachmentsPage:
    """Open the attachments of the file that an order belongs to."""

    def owner(unit: Unit) -> CustomerId:
        from dealer_app.services.orders.orders import get_order

        return get_order(unit, order_id).customer_id

    customer_id = camera.read(owner)
    camera.counter.navigate.open_attachments(AttachmentPlace(customer_id))  # type: ignore[arg-type]
    page = camera.front(AttachmentsPage)
    assert isinstance(page, AttachmentsPage)
    camera.player.settle()
    return page


def add(camera: "Camera", page: AttachmentsPage, file: Path, note: str, size: tuple[int, int]) -> None:
    """Attach a made-up paper."""
    file.write_bytes(a_paper(size, file.suffix))
    page.adding.kind.set_raw(file.stem)
    page.adding.note.set_raw(note)
    kept = len(page.rows)
    page.add_files([file])
    camera.player.until(lambda: len(page.rows) > kept)


def a_paper(size: tuple[int, int], ending: str) -> bytes:
    """Return a picture of a paper with lines for words, a box and a stamp: no letters, no person."""
    width, height = size
    image = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((30, 30, width - 30, height - 30), outline=INK, width=3)
    pen.rounded_rectangle((width - 250, 70, width - 70, 190), 16, outline=STAMP, width=6)
    for at, top in enumerate(range(260, height - 220, 64)):
        long = (3 + at * 5 % 7) * (width - 160) // 10
        pen.rounded_rectangle((width - 80 - long, top, width - 80, top + 20), 8, fill=INK)
    pen.ellipse((80, height - 230, 240, height - 70), outline=STAMP, width=8)
    out = BytesIO()
    image.save(out, {".jpg": "JPEG", ".png": "PNG", ".pdf": "PDF"}[ending])
    return out.getvalue()
