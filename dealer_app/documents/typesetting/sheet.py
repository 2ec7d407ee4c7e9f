"""Draw a PDF on reportlab's canvas, with text in embedded faces; coordinates in points from the lower left corner."""

from functools import lru_cache
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from dealer_app.documents.typesetting.composing import Line, Piece
from dealer_app.documents.typesetting.embedding import EmbeddedFace
from dealer_app.documents.typesetting.faces import load_face
from dealer_app.documents.typesetting.ink import POINTS_PER_MM

A4 = (210 * POINTS_PER_MM, 297 * POINTS_PER_MM)
A5_LANDSCAPE = (210 * POINTS_PER_MM, 148 * POINTS_PER_MM)
_CREATOR = "Bajeh"
_CURVE = 0.4477  # of a radius: distance of a curve's handles from the corner of the box

rl_config.useA85 = 0  # binary streams are a quarter smaller; reportlab has no other switch


class _PersianCanvas(Canvas):
    """A canvas whose pages do not start with a font that is not embedded."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class Sheet:
    """One PDF: draw, call ``next_page`` after each page and ``finish`` for the bytes; equal calls give equal bytes."""

    def __init__(self, size: tuple[float, float], title: str) -> None:
        self.width, self.height = size
        self.canvas = _PersianCanvas(BytesIO(), pagesize=size, invariant=1, lang="fa-IR", pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setCreator(_CREATOR)
        self.canvas.setProducer(_CREATOR)
        self.canvas.setAuthor(_CREATOR)
        self.canvas.setSubject(title)
        self.canvas.setViewerPreference("Direction", "R2L")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        self._faces = {
            is_bold: EmbeddedFace(load_face(is_bold=is_bold), f"FV{int(is_bold)}") for is_bold in (False, True)
        }
        self._bodies: dict[Line, str] = {}
        self._blocks: set[str] = set()

    def draw(self, operators: str) -> None:
        """Append PDF operators to the page."""
        self.canvas._code.append(operators)

    def text(self, line: Line, left: float, baseline: float, *, stretch: float = 0) -> None:
        """Draw a line; ``stretch`` points are added to each of its spaces."""
        if stretch:
            body = self._body(line.pieces, stretch)
        else:
            body = self._bodies.get(line, "")
            if not body:
                body = self._bodies[line] = self._body(line.pieces, 0)
        self.draw(f"BT 1 0 0 1 {left:.2f} {baseline:.2f} Tm {body}ET")

    def _body(self, pieces: tuple[Piece, ...], stretch: float) -> str:
        parts: list[str] = []
        look = None
        for piece in pieces:
            if piece.kind.look != look:
                look = piece.kind.look
                parts.append(f"{']TJ ' if parts else ''}{ink(look.color)} rg/FV{int(look.is_bold)} {look.size:g} Tf[")
            if stretch and piece.kind.is_space:
                parts.append(f"{-stretch * 1000 / look.size:.1f}")
            parts.append(self._faces[look.is_bold].encode(piece.word, look.size))
        return f"{''.join(parts)}]TJ " if parts else ""

    def fill(self, left: float, bottom: float, width: float, height: float, color: str) -> None:
        """Fill a rectangle."""
        self.draw(f"{ink(color)} rg {left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re f")

    def rule(self, start: tuple[float, float], end: tuple[float, float], color: str, *, thickness: float = 0.6) -> None:
        """Draw a straight line."""
        self.draw(f"{ink(color)} RG {thickness:g} w {start[0]:.2f} {start[1]:.2f} m {end[0]:.2f} {end[1]:.2f} l S")

    def dashes(self, left: float, right: float, at: float, color: str) -> None:
        """Draw a horizontal dashed line to cut along."""
        self.draw(f"q [5 4] 0 d {ink(color)} RG .8 w {left:.2f} {at:.2f} m {right:.2f} {at:.2f} l S Q")

    def box(
        self,
        left: float,
        bottom: float,
        width: float,
        height: float,
        *,
        radius: float = 0,
        stroke: str = "",
        fill: str = "",
        thickness: float = 0.8,
    ) -> None:
        """Draw a box with rounded corners, stroked, filled or both."""
        paint = {(True, False): "S", (False, True): "f", (True, True): "B"}[bool(stroke), bool(fill)]
        look = (f"{ink(stroke)} RG {thickness:g} w " if stroke else "") + (f"{ink(fill)} rg " if fill else "")
        self.draw(f"{look}{round_path(left, bottom, width, height, radius)} {paint}")

    def once(self, name: str) -> bool:
        """Return whether the form ``name`` is not yet defined in this document, and record it as defined."""
        is_new = name not in self._blocks
        self._blocks.add(name)
        return is_new

    def next_page(self) -> None:
        """Close the page."""
        self.canvas.showPage()

    def finish(self) -> bytes:
        """Embed the faces and return the PDF."""
        for face in self._faces.values():
            face.register(self.canvas._doc)
        return bytes(self.canvas.getpdfdata())


@lru_cache(maxsize=64)
def ink(color: str) -> str:
    """Return the PDF operands (0 to 1) of a colour written #rrggbb."""
    return " ".join(f"{int(color[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))


def round_path(left: float, bottom: float, width: float, height: float, radius: float) -> str:
    """Return the path of a box with rounded corners."""
    if not radius:
        return f"{left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re"
    right, top, near, far = left + width, bottom + height, radius * _CURVE, radius
    steps = (
        f"{left + far:.2f} {bottom:.2f} m {right - far:.2f} {bottom:.2f} l",
        f"{right - near:.2f} {bottom:.2f} {right:.2f} {bottom + near:.2f} {right:.2f} {bottom + far:.2f} c",
        f"{right:.2f} {top - far:.2f} l",
        f"{right:.2f} {top - near:.2f} {right - near:.2f} {top:.2f} {right - far:.2f} {top:.2f} c",
        f"{left + far:.2f} {top:.2f} l",
        f"{left + near:.2f} {top:.2f} {left:.2f} {top - near:.2f} {left:.2f} {top - far:.2f} c",
        f"{left:.2f} {bottom + far:.2f} l",
        f"{left:.2f} {bottom + near:.2f} {left + near:.2f} {bottom:.2f} {left + far:.2f} {bottom:.2f} c h",
    )
    return " ".join(steps)
