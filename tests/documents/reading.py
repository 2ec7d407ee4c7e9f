"""Read papers back with other programs: words with poppler, pixels with pdfium, barcodes with zxing."""

import re
import subprocess

import pypdfium2
import zxingcpp
from PIL import Image

_DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


def words_of(pdf: bytes) -> str:
    """Return the text of a PDF from pdftotext, on one line and without direction marks."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(_DIRECTION_MARKS.sub("", done.stdout.decode()).split())


def lines_of(pdf: bytes) -> list[str]:
    """Return the lines of a PDF from pdftotext, as they stand on the page, without direction marks."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return [" ".join(_DIRECTION_MARKS.sub("", line).split()) for line in done.stdout.decode().splitlines()]


def page_count(pdf: bytes) -> int:
    """Return the number of pages."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def picture(pdf: bytes, dpi: int, page: int = 0) -> Image.Image:
    """Return a page in colour."""
    with pypdfium2.PdfDocument(pdf) as document:
        image: Image.Image = document[page].render(scale=dpi / 72).to_pil()
        return image.convert("RGB")


def black_and_white(pdf: bytes, dpi: int, page: int = 0) -> Image.Image:
    """Return a page with one bit a pixel, like the output of a printer."""
    return picture(pdf, dpi, page).convert("L").point(lambda level: 255 * (level > 127)).convert("1")


def codes_on(pdf: bytes, dpi: int, page: int = 0) -> dict[str, list[str]]:
    """Return the codes that a scanner reads on a page, by kind of code."""
    found: dict[str, list[str]] = {}
    for code in zxingcpp.read_barcodes(black_and_white(pdf, dpi, page).convert("L")):
        found.setdefault(code.format.name, []).append(code.text)
    return found


def colored_share(pdf: bytes, color: str, page: int = 0) -> float:
    """Return the share of a page's pixels that have this colour (#rrggbb), within 2 levels a channel."""
    image = picture(pdf, 72, page)
    wanted = tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))
    near = sum(
        count
        for count, pixel in image.getcolors(image.width * image.height) or []
        if isinstance(pixel, tuple) and all(abs(a - b) <= 2 for a, b in zip(pixel, wanted, strict=True))
    )
    return near / (image.width * image.height)
