"""Draw a PDF anew with pdfium and Pillow: each page as a picture, nothing else of the file.

What a PDF may do (run programs, open addresses, carry other files) cannot be in pictures. A file that wants to is
refused all the same, so that nobody believes that it was kept whole.
"""

import re
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from dealer_app.domain.attachments import MOST_BYTES, MOST_PAGES, Media, Prepared
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import persian_digits
from dealer_app.services.attachments.pictures import draw_thumb

_POINTS_AN_INCH = 72
_DRAWN = ((150, 75), (110, 60), (90, 45))
"""Dots an inch and JPEG quality: the first that fits is taken."""
_LONGEST_PAGE = 2_000
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)\b")


def draw_pdf(content: bytes) -> Prepared:
    """Return a PDF of pictures of the pages of ``content``.

    Raises FieldError ``attachment_locked``, ``attachment_active``, ``attachment_pages``, ``attachment_damaged``,
    ``attachment_large``.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        is_locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise FieldError("attachment_locked" if is_locked else "attachment_damaged", "file") from None
    try:
        return _drawn(document)
    except (pypdfium2.PdfiumError, OSError, ValueError):
        raise FieldError("attachment_damaged", "file") from None
    finally:
        document.close()


def _drawn(document: Any) -> Prepared:  # noqa: ANN401 - pypdfium2 has no types
    count = len(document)
    if not count:
        raise FieldError("attachment_damaged", "file")
    if count > MOST_PAGES:
        raise FieldError("attachment_pages", "file", most=persian_digits(str(MOST_PAGES)))
    if is_active(document):
        raise FieldError("attachment_active", "file")
    document.init_forms()  # otherwise the words in the fields of a form are not drawn
    for dots, quality in _DRAWN:
        pages = [_page(document[index], dots) for index in range(count)]
        kept = _joined(pages, dots, quality)
        if len(kept) <= MOST_BYTES:
            return Prepared(Media.PDF, kept, pages[0].width, pages[0].height, count, draw_thumb(pages[0]))
    raise FieldError("attachment_large", "file")


def is_active(document: Any) -> bool:  # noqa: ANN401 - the same
    """Return whether a PDF has a script, another file, a program to start, or a form that sends itself.

    The copy that pdfium writes has every name in plain text, also those that were in packed parts of the file.
    """
    raw = document.raw
    if pdfium.FPDFDoc_GetJavaScriptActionCount(raw) > 0 or pdfium.FPDFDoc_GetAttachmentCount(raw) > 0:
        return True
    copy = BytesIO()
    document.save(copy)
    return _ACTIVE.search(_STREAM.sub(b"", copy.getvalue())) is not None


def _page(page: Any, dots: int) -> Image.Image:  # noqa: ANN401 - the same
    longest = max(page.get_size())
    scale = min(dots / _POINTS_AN_INCH, _LONGEST_PAGE / max(longest, 1))
    drawn: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    page.close()
    return drawn


def _joined(pages: list[Image.Image], dots: int, quality: int) -> bytes:
    """Return a PDF of pictures that names neither program nor day."""
    out = BytesIO()
    nothing = dict.fromkeys(("title", "creationDate", "modDate"))
    first, *rest = pages
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=dots, quality=quality, **nothing)
    return out.getvalue()
