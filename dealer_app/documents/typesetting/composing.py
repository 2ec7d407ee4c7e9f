"""Compose runs of text into lines: break the logical text, then put each line into visual order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from unicodedata import category

from dealer_app.documents.typesetting.bidi import LRI, PDI, RTL, resolve, visual_order
from dealer_app.documents.typesetting.bidi.explicit import REMOVED
from dealer_app.documents.typesetting.faces import Word, load_face, shape
from dealer_app.documents.typesetting.ink import Run, Style
from dealer_app.domain.errors import FieldError
from resources.texts.papers import OTHER_FIELD

_CONTROLS = frozenset("\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\u200e\u200f\u061c")
_INKLESS = _CONTROLS | frozenset("\u200c\u200d\n")
RLM = "\u200f"
_NUMBER_LIKE = frozenset({"L", "EN", "AN", "ES", "ET", "CS"})
_BETWEEN = frozenset({"WS", "ON", "CS", "ES", "ET"})
_SPACES = frozenset(" \u00a0")


class Look(NamedTuple):
    """The face, size and colour of a piece."""

    is_bold: bool
    size: float
    color: str


class Kind(NamedTuple):
    """The properties that are equal within a piece; ``is_glue`` is white space at which no line may break."""

    level: int
    look: Look
    is_space: bool
    is_glue: bool


class Piece(NamedTuple):
    """A shaped text of one level and one look; width in points."""

    text: str
    kind: Kind
    word: Word
    width: float


@lru_cache(maxsize=8192)
def _piece(text: str, kind: Kind) -> Piece:
    face = load_face(is_bold=kind.look.is_bold)
    word = shape(text, face, is_rtl=kind.level % 2 == 1)
    return Piece(text, kind, word, word.width * kind.look.size / face.units)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line ready to draw: pieces from left to right, width in points, ``is_last`` of its paragraph."""

    pieces: tuple[Piece, ...]
    width: float
    is_last: bool

    @property
    def space_count(self) -> int:
        """Return the number of spaces that may be widened."""
        return sum(piece.kind.is_space for piece in self.pieces)


@lru_cache(maxsize=8192)
def compose(runs: tuple[Run, ...], style: Style, width: float) -> tuple[Line, ...]:
    """Break ``runs`` into lines of ``width`` points; a line break in the text begins a new paragraph.

    Raises FieldError ``paper_glyph_missing`` (char, code) for a character that the font cannot draw.
    """
    return tuple(line for paragraph in _paragraphs(runs) for line in _compose(paragraph, style, width))


def natural_width(runs: tuple[Run, ...], style: Style) -> float:
    """Return the width in points of the text on one line."""
    return max(line.width for line in compose(runs, style, float("inf")))


def code_point(char: str) -> str:
    """Return «U+06CC» and the like."""
    return f"U+{ord(char):04X}"


def missing_characters(text: str) -> list[str]:
    """Return the characters of ``text`` that the faces cannot draw."""
    return [] if _drawable().issuperset(text) else [char for char in text if char not in _drawable()]


@cache
def _drawable() -> frozenset[str]:
    """Return the characters that both faces can draw, and those without ink."""
    covered = load_face(is_bold=False).covered & load_face(is_bold=True).covered
    return _INKLESS | frozenset(map(chr, covered))


def _paragraphs(runs: tuple[Run, ...]) -> Iterator[list[Run]]:
    """Cut runs at line breaks."""
    current: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        current.append(Run(first, run.is_bold, run.size, run.color))
        for other in others:
            yield current
            current = [Run(other, run.is_bold, run.size, run.color)]
    yield current


def _compose(runs: list[Run], style: Style, width: float) -> Iterator[Line]:
    rows = list(_broken(_chunks(_pieces(runs, style)), width))
    for number, row in enumerate(rows, 1):
        order = visual_order([piece.kind.level for piece in row])
        yield Line(tuple(row[at] for at in order), sum(piece.width for piece in row), number == len(rows))


def _pieces(runs: list[Run], style: Style) -> list[Piece]:
    """Cut a paragraph into pieces at each change of level, look, or word and space; controls are removed."""
    text = "".join(run.text for run in runs)
    looks = [look for run in runs for look in [_look(run, style)] * len(run.text)]
    bidi = resolve(text, RTL)
    for char in missing_characters(text):
        raise FieldError("paper_glyph_missing", char=char, code=code_point(char), label=OTHER_FIELD)
    levels = _drawn_levels(bidi.line(0, len(text)))
    marks = zip(_separated(text, bidi.kinds, levels), levels, looks, text, _glued(text), strict=True)
    drawn = [
        (shown, (level, look, char in _SPACES, glued))
        for shown, level, look, char, glued in marks
        if char not in _CONTROLS
    ]
    return [_piece("".join(map(itemgetter(0), group)), Kind(*key)) for key, group in groupby(drawn, key=itemgetter(1))]


def _separated(text: str, kinds: tuple[str, ...], levels: list[int]) -> Iterator[str]:
    """Insert a right-to-left mark after each number, Latin word or colon in right-to-left text.

    PDF readers know only the places of characters; without the mark they treat the space as part of the number.
    """
    is_after_number, last = False, len(text) - 1
    for at, (char, kind, level) in enumerate(zip(text, kinds, levels, strict=True)):
        is_number = kind in _NUMBER_LIKE
        before = RLM if is_after_number and kind in _BETWEEN and level % 2 else ""
        yield f"{before}{char}{RLM}" if at == last and is_number and level % 2 else before + char
        if char not in _CONTROLS:
            is_after_number = is_number


def _look(run: Run, style: Style) -> Look:
    return Look(run.is_bold or style.is_bold, run.size or style.size, run.color or style.color)


def _drawn_levels(levels: list[int]) -> list[int]:
    """Return the levels with joiners, which have no level, at the level of the letter before them."""
    drawn: list[int] = []
    for level in levels:
        drawn.append((drawn[-1] if drawn else RTL) if level == REMOVED else level)
    return drawn


def _glued(text: str) -> Iterator[bool]:
    """Yield for each character whether it is a space at which no line may break: in a code, or a no-break space."""
    depth = 0
    for char in text:
        depth += (char == LRI) - (char == PDI and depth > 0)
        yield char == "\u00a0" or (char == " " and depth > 0)


def _chunks(pieces: list[Piece]) -> Iterator[tuple[list[Piece], bool]]:
    """Group pieces that stay together; the flag is True for white space at which a line may break."""
    for is_break, group in groupby(pieces, key=_is_break):
        yield list(group), is_break


def _is_break(piece: Piece) -> bool:
    return piece.kind.is_space and not piece.kind.is_glue


def _broken(chunks: Iterable[tuple[list[Piece], bool]], width: float) -> Iterator[list[Piece]]:
    """Fill lines greedily; white space at a break is dropped, a word wider than the line is cut."""
    line: list[Piece] = []
    space: list[Piece] = []
    used = 0.0
    for chunk, is_break in chunks:
        chunk_width = sum(piece.width for piece in chunk)
        if is_break:
            space = chunk
            continue
        gap = sum(piece.width for piece in space) if line else 0.0
        if line and used + gap + chunk_width > width:
            yield line
            line, used, gap = [], 0.0, 0.0
        line, used = ([*line, *space] if line else []), used + gap
        *full, rest = _cut(chunk, width) if chunk_width > width else [chunk]
        yield from full
        line, used, space = [*line, *rest], used + sum(piece.width for piece in rest), []
    yield line


def _cut(chunk: list[Piece], width: float) -> list[list[Piece]]:
    """Cut a word that is wider than the line between characters, never before a mark or a joiner."""
    rows: list[list[Piece]] = [[]]
    used = 0.0
    for piece in chunk:
        for part in _graphemes(piece):
            if rows[-1] and used + part.width > width:
                rows.append([])
                used = 0.0
            used += part.width
            rows[-1].append(part)
    return [_joined(row) for row in rows]


def _graphemes(piece: Piece) -> Iterator[Piece]:
    start = 0
    for at in range(1, len(piece.text) + 1):
        if at == len(piece.text) or category(piece.text[at]) not in {"Mn", "Cf"}:
            yield _piece(piece.text[start:at], piece.kind)
            start = at


def _joined(row: list[Piece]) -> list[Piece]:
    """Merge neighbouring pieces of one kind, so that their letters join."""
    groups = groupby(row, key=itemgetter(1))
    return [_piece("".join(piece.text for piece in group), kind) for kind, group in groups]
