"""Machine-readable codes, drawn in whole modules: the barcode of a bill and the QR code of authenticity."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno

from dealer_app.documents.typesetting.barcodes import bars_of
from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.sheet import Sheet

DOT_PITCH = 0.36  # points: one dot at 200 dpi; two of them are three dots at 300 dpi
_QUIET = 10  # modules of white on each side of the bars
_MASK = 3  # fixed: the search for the best mask takes four fifths of the time, and no scanner needs it
_QR_QUIET = 2


@dataclass(frozen=True)
class Barcode(Block):
    """Digits as Code 128 C or interleaved 2 of 5; a module is ``dots`` of 1/200 inch wide."""

    digits: str
    symbology: str = "code128"
    dots: int = 4
    points: float = 40

    @property
    def width(self) -> float:
        """Return the width in points from the first bar to the last."""
        return sum(bars_of(self.digits, self.symbology)) * self.dots * DOT_PITCH

    def measure(self, width: float) -> float:  # noqa: ARG002 - bars do not bend
        """Return the height of the bars."""
        return self.points

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:  # noqa: ARG002 - as above
        """Draw the bars from the left edge, on white that extends ten modules beyond them."""
        bottom, module = top - self.points, self.dots * DOT_PITCH
        quiet = _QUIET * module
        sheet.fill(left - quiet, bottom - 2, self.width + 2 * quiet, self.points + 4, "#ffffff")
        sheet.draw(f"q {module:g} 0 0 {self.points:g} {left:.3f} {bottom:.3f} cm")
        sheet.draw(f"0 g {_bars(self.digits, self.symbology)} f Q")


@lru_cache(maxsize=256)
def _bars(digits: str, symbology: str) -> str:
    """Return the bars as rectangles, with a module as the unit of width."""
    at, parts = 0, []
    for index, wide in enumerate(bars_of(digits, symbology)):
        if index % 2 == 0:
            parts.append(f"{at} 0 {wide} 1 re")
        at += wide
    return " ".join(parts)


@dataclass(frozen=True)
class QrCode(Block):
    """A QR code with a side of ``points``, on white that extends two modules beyond it."""

    payload: str
    points: float = 80

    def measure(self, width: float) -> float:  # noqa: ARG002 - a square
        """Return the side."""
        return self.points

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Draw the code at the right edge, on white."""
        right = left + width
        side, body = _qr(self.payload)
        module = self.points / side
        quiet, white = _QR_QUIET * module, self.points + 2 * _QR_QUIET * module
        sheet.fill(right - self.points - quiet, top - self.points - quiet, white, white, "#ffffff")
        sheet.draw(f"q {module:.5f} 0 0 {-module:.5f} {right - self.points:.3f} {top:.3f} cm 0 g {body} f Q")


@lru_cache(maxsize=256)
def _qr(payload: str) -> tuple[int, str]:
    """Return the side in modules and the dark runs as rectangles, with rows counted from the top."""
    matrix = segno.make_qr(payload, error="m", mask=_MASK, boost_error=False).matrix
    parts = []
    for row, modules in enumerate(matrix):
        at = 0
        for is_dark, stretch in groupby(modules):
            length = len(list(stretch))
            if is_dark:
                parts.append(f"{at} {row} {length} 1.02 re")
            at += length
    return len(matrix), " ".join(parts)
