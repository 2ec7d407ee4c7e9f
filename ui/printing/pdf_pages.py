"""Render the pages of a PDF as pictures with pdfium, for the preview and for printers that do not accept PDF.

Call it on a lane, never on the GUI thread; QImage may cross threads, QPixmap may not.
"""

from PySide6.QtGui import QImage

POINTS_PER_INCH = 72


def page_pictures(pdf: bytes, dots_per_inch: float) -> tuple[QImage, ...]:
    """Return every page of ``pdf`` as a picture at ``dots_per_inch``."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_picture(document[index], dots_per_inch / POINTS_PER_INCH) for index in range(len(document)))
    finally:
        document.close()


def count_pages(pdf: bytes) -> int:
    """Return the number of pages of ``pdf``."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _picture(page: object, scale: float) -> QImage:
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)  # type: ignore[attr-defined]
    image = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
    ).copy()
    bitmap.close()
    page.close()  # type: ignore[attr-defined]
    return image
