"""Files are drawn anew by a real process: upright, without what they say about themselves, within limits."""

import zlib
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from dealer_app.domain.attachments import LONGEST_SIDE, MOST_SOURCE_BYTES, Media, PastedPicture
from dealer_app.domain.errors import EnvironmentFault, FieldError, sentence
from dealer_app.services import child_process
from dealer_app.services.attachments.preparing import prepare
from tests.services.attachments.samples import (
    SECRET,
    a_launching_paper,
    a_paper,
    a_photo,
    a_screenshot,
    a_scripted_paper,
)


def written(tmp_path: Path, content: bytes, name: str = "file") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_photo_is_turned_upright_and_says_nothing_of_its_place(tmp_path: Path) -> None:
    kept = prepare(written(tmp_path, a_photo(60, 40), "a.pdf"))  # its name is not believed

    image = Image.open(BytesIO(kept.content))
    assert (kept.media, kept.width, kept.height, image.size) == (Media.JPEG, 40, 60, (40, 60))
    assert SECRET not in kept.content
    assert not image.getexif()
    assert "comment" not in image.info
    assert Image.open(BytesIO(kept.thumb)).size == (40, 60)


def test_screenshot_is_drawn_on_white_without_its_texts(tmp_path: Path) -> None:
    kept = prepare(written(tmp_path, a_screenshot()))
    image = Image.open(BytesIO(kept.content))
    assert (kept.media, image.mode, image.getpixel((5, 5))) == (Media.PNG, "RGB", (255, 255, 255))
    assert SECRET not in kept.content


def test_large_photo_is_made_smaller(tmp_path: Path) -> None:
    kept = prepare(written(tmp_path, a_photo(5_000, 3_000)))
    assert max(kept.width, kept.height) == LONGEST_SIDE
    assert (kept.width, kept.height) == (1_440, 2_400)


def test_paper_keeps_its_pages_as_pictures_and_names_nobody(tmp_path: Path) -> None:
    kept = prepare(written(tmp_path, a_paper(3)))
    document = pypdfium2.PdfDocument(kept.content)
    assert (kept.media, kept.pages, len(document)) == (Media.PDF, 3, 3)
    assert not any(document.get_metadata_dict().values())
    assert SECRET not in kept.content
    document.close()


def test_pasted_picture_is_kept() -> None:
    kept = prepare(PastedPicture(3, 2, b"\x10\x20\x30\xff" * 6))
    assert (kept.media, kept.width, kept.height) == (Media.PNG, 3, 2)
    assert Image.open(BytesIO(kept.content)).getpixel((2, 1)) == (0x10, 0x20, 0x30)


def a_bomb() -> bytes:
    """Return a PNG of a few bytes whose head states 60,000 by 60,000 pixels."""
    head = (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    chunk = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n" + len(head).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
        + b"\x00\x00\x00\x00IDAT" + zlib.crc32(b"IDAT").to_bytes(4, "big")
    )  # fmt: skip


def a_locked_paper() -> bytes:
    """Return a PDF that asks for a password."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", "owner"))
    canvas.showPage()
    canvas.save()
    return out.getvalue()


REFUSED = {
    "attachment_empty": b"",
    "attachment_type": b"GIF89a" + bytes(50),
    "attachment_too_large": b"\xff\xd8\xff" + bytes(MOST_SOURCE_BYTES),
    "attachment_damaged": a_photo()[:200],
    "attachment_pixels": a_bomb(),
    "attachment_pages": a_paper(21),
    "attachment_active": a_scripted_paper(),
    "attachment_locked": a_locked_paper(),
}


@pytest.mark.parametrize("code", REFUSED)
def test_file_that_must_not_be_kept_is_refused_in_words(tmp_path: Path, code: str) -> None:
    with pytest.raises(FieldError, match=code) as caught:
        prepare(written(tmp_path, REFUSED[code], "photo.jpg"))
    assert caught.value.field == "file"
    assert sentence(caught.value)


@pytest.mark.parametrize("content", [a_launching_paper(), b"%PDF-1.7\n" + bytes(90), b"\x89PNG\r\n\x1a\n" + bytes(90)])
def test_hostile_and_broken_files_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FieldError, match=r"attachment_(active|damaged)"):
        prepare(written(tmp_path, content))


def test_missing_file_is_a_fault_in_words(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="attachment_unreadable") as caught:
        prepare(tmp_path / "nothing.jpg")
    assert sentence(caught.value)


def test_dying_process_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "_START", "import os; os.abort()")
    with pytest.raises(FieldError, match="attachment_damaged"):
        prepare(written(tmp_path, a_photo()))
