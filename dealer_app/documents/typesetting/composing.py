"""Compose runs of text into lines: break the logical text, then put each line into visual order."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple
from unicodedata import category

from dealer_app.documents.typesetting.bidi import visual_order
from dealer_app.documents.typesetting.cutting import CONTROLS, Kind, Look, cut, pattern_of
from dealer_app.documents.typesetting.faces import Word, load_face, shape
from dealer_app.documents.typesetting.ink import Run, Style
from dealer_app.domain.errors import FieldError
from resources.texts.papers import OTHER_FIELD

_INKLESS = CONTROLS | frozenset("\u200c\u200d\n")


class Piece(NamedTuple):
    """A shaped text of one level and one look; width in points."""

    text: str
    kind: Kind
    word: Word
    width: float


_WIDTH = attrgetter("width")


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


def _paragraphs(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """Cut runs at line breaks."""
    if not any("\n" in run.text for run in runs):
        yield runs
        return
    current: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        current.append(Run(first, run.is_bold, run.size, run.color))
        for other in others:
            yield tuple(current)
            current = [Run(other, run.is_bold, run.size, run.color)]
    yield tuple(current)


def _compose(runs: tuple[Run, ...], style: Style, width: float) -> Iterator[Line]:
    rows = list(_broken(_chunks(runs, style), width))
    for number, row in enumerate(rows, 1):
        order = _visual_order(tuple([piece.kind.level for piece in row]))
        yield Line(tuple([row[at] for at in order]), sum(map(_WIDTH, row)), number == len(rows))


@lru_cache(maxsize=4096)
def _visual_order(levels: tuple[int, ...]) -> list[int]:
    return visual_order(levels)


@lru_cache(maxsize=256)
def _chunks(runs: tuple[Run, ...], style: Style) -> list[tuple[list[Piece], bool]]:
    """Cut a paragraph into shaped pieces that stay together; True marks white space at which a line may break."""
    text = "".join([run.text for run in runs])
    for char in missing_characters(text):
        raise FieldError("paper_glyph_missing", char=char, code=code_point(char), label=OTHER_FIELD)
    looks = tuple([(len(run.text), _look(run, style)) for run in runs])
    return [
        ([_piece(part.of(text), part.kind) for part in cuts], is_break)
        for cuts, is_break in cut(pattern_of(text), looks)
    ]


def _look(run: Run, style: Style) -> Look:
    return Look(run.is_bold or style.is_bold, run.size or style.size, run.color or style.color)


def _broken(chunks: list[tuple[list[Piece], bool]], width: float) -> Iterator[list[Piece]]:
    """Fill lines greedily; white space at a break is dropped, a word wider than the line is cut."""
    line: list[Piece] = []
    space: list[Piece] = []
    used = 0.0
    for whole, is_break in chunks:
        if is_break:
            space = whole
            continue
        chunk, chunk_width = whole, sum(map(_WIDTH, whole))
        if line:
            gap = sum(map(_WIDTH, space))
            if used + gap + chunk_width > width:
                yield line
                line, used = [], 0.0
            else:
                line += space
                used += gap
        space = []
        if chunk_width > width:
            *full, chunk = _cut(chunk, width)
            yield from full
            chunk_width = sum(map(_WIDTH, chunk))
            line = []
        line += chunk
        used += chunk_width
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
