"""Load the two faces of every paper and shape words with them: glyphs, their widths and the text of each."""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

import uharfbuzz as hb

BLANK = -1
"""Index of a glyph without ink, which only carries a character (ZWNJ, the second half of a ligature)."""
CONTROL_WIDTH = 128
"""Width in font units of a control without ink, so that PDF readers keep it; the pen moves back by it."""
_CACHED_WORDS = 20_000


class Glyph(NamedTuple):
    """A glyph at its place in a word; measures are in font units.

    ``text`` is the character that text extraction returns, "" for none; ``width`` is declared in the PDF font,
    ``advance`` is the movement of the pen.
    """

    index: int  # type: ignore[assignment]  # hides tuple.index, which glyphs do not use
    text: str
    advance: int
    width: int
    x_offset: int
    y_offset: int


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A shaped text of one direction and one face: glyphs from left to right, width in font units."""

    glyphs: tuple[Glyph, ...]
    width: int


class Face:
    """A font file that shapes and measures words; the process loads one for each weight."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.hb_face = hb.Face(files("resources.fonts").joinpath(f"{name}.ttf").read_bytes())
        self.hb_font = hb.Font(self.hb_face)
        self.units = int(self.hb_face.upem)
        self.space = int(self.hb_font.get_nominal_glyph(ord(" ")))

    @cached_property
    def covered(self) -> frozenset[int]:
        """Return the code points for which the font has glyphs."""
        return frozenset(self.hb_face.unicodes)

    @cached_property
    def advances(self) -> tuple[int, ...]:
        """Return the advance of each glyph in font units."""
        return tuple(self.hb_font.get_glyph_h_advance(index) for index in range(self.hb_face.glyph_count))


@cache
def _load(name: str) -> Face:
    return Face(name)


def load_face(*, is_bold: bool = False) -> Face:
    """Return the regular or the bold face (Vazirmatn, OFL)."""
    return _load("Vazirmatn-Bold" if is_bold else "Vazirmatn-Regular")


@lru_cache(maxsize=_CACHED_WORDS)
def shape(text: str, face: Face, *, is_rtl: bool) -> Word:
    """Shape ``text``, which has one direction; brackets are mirrored from right to left."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if is_rtl else "ltr"
    buffer.script = "Arab" if is_rtl or not any("A" <= char <= "z" for char in text) else "Latn"
    buffer.language = "fa"
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    hb.shape(face.hb_font, buffer)
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    clusters = [info.cluster for info in infos]
    drawn = [
        Glyph(index, "", place.x_advance, face.advances[index], place.x_offset, place.y_offset)
        for index, place in zip([info.codepoint for info in infos], places, strict=True)
    ]
    if len(set(clusters)) == len(drawn) == len(text):  # a glyph for each character, as in most words
        plain = [_with_char(glyph, text[at], face.space) for glyph, at in zip(drawn, clusters, strict=True)]
        return Word(tuple(plain), sum([glyph.advance for glyph in plain]))
    starts = [*sorted(set(clusters)), len(text)]
    ends = dict(pairwise(starts))
    glyphs: list[Glyph] = []
    for cluster, members in groupby(zip(clusters, drawn, strict=True), key=itemgetter(0)):
        part = text[cluster : ends[cluster]]
        glyphs += _with_text([glyph for _, glyph in members], part[::-1] if is_rtl else part, face.space)
    return Word(tuple(glyphs), sum(glyph.advance for glyph in glyphs))


def _with_char(glyph: Glyph, char: str, space: int) -> Glyph:
    """Return a glyph that is alone in its cluster, with its character."""
    if glyph.index == space and not glyph.advance:  # a control without ink that affects shaping, such as ZWNJ
        return Glyph(BLANK, char, 0, CONTROL_WIDTH, glyph.x_offset, glyph.y_offset)
    return Glyph(glyph.index, char, glyph.advance, glyph.width, glyph.x_offset, glyph.y_offset)


def _with_text(members: list[Glyph], text: str, space: int) -> list[Glyph]:
    """Return the glyphs of a cluster with its characters from left to right, one for each glyph.

    The widest glyph, the base, shares its width with blanks that carry the other characters, because PDF readers
    disagree on the order of several characters of one code, and drop characters without width.
    """
    at = max(range(len(members)), key=lambda index: members[index].advance)
    base = members[at]
    if base.index == space and not base.advance:  # a control without ink that affects shaping, such as ZWNJ
        return [*members[:at], base._replace(index=BLANK, text=text, width=CONTROL_WIDTH), *members[at + 1 :]]
    if len(text) == 1:
        return [*members[:at], base._replace(text=text), *members[at + 1 :]]
    share, rest = divmod(base.advance, len(text))
    carriers = [base._replace(text=text[0], advance=share + rest, width=share + rest)]
    carriers += [Glyph(BLANK, char, share, share, 0, 0) for char in text[1:]]
    return [*members[:at], *carriers, *members[at + 1 :]]
