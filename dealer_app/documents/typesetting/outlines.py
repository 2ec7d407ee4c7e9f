"""Draw words as shapes instead of text, so that decoration is not read, searched or copied with the paper."""

from functools import lru_cache

from dealer_app.documents.typesetting.faces import load_face, shape


@lru_cache(maxsize=16)
def outline(text: str, *, is_bold: bool = True) -> tuple[str, float]:
    """Return the path of a right-to-left word at a size of one point (origin at the baseline's left), and its width."""
    face = load_face(is_bold=is_bold)
    word = shape(text, face, is_rtl=True)
    pen = _Pen(1 / face.units)
    for glyph in word.glyphs:
        if glyph.index >= 0:
            pen.shift(glyph.x_offset, glyph.y_offset)
            face.hb_font.draw_glyph_with_pen(glyph.index, pen)
            pen.shift(-glyph.x_offset, -glyph.y_offset)
        pen.shift(glyph.advance, 0)
    return " ".join(pen.parts), word.width / face.units


class _Pen:
    """Collect the outlines that HarfBuzz draws, as PDF path operators."""

    def __init__(self, scale: float) -> None:
        self.parts: list[str] = []
        self._scale = scale
        self._x = self._y = 0.0
        self._last = (0.0, 0.0)

    def shift(self, x: float, y: float) -> None:
        """Move the origin, in font units."""
        self._x += x
        self._y += y

    def moveTo(self, point: tuple[float, float]) -> None:
        """Begin a contour."""
        self._add("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:
        """Draw a straight line."""
        self._add("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:
        """Draw a cubic curve."""
        self._add("c", *points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:
        """Draw a quadratic curve, raised to a cubic one."""
        control, end = points
        first, second = (
            tuple(at + 2 / 3 * (to - at) for at, to in zip(edge, control, strict=True)) for edge in (self._last, end)
        )
        self._add("c", (first[0], first[1]), (second[0], second[1]), end)

    def closePath(self) -> None:
        """Close a contour."""
        self.parts.append("h")

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        self._last = points[-1]
        numbers = " ".join(f"{(x + self._x) * self._scale:.4f} {(y + self._y) * self._scale:.4f}" for x, y in points)
        self.parts.append(f"{numbers} {operator}")
