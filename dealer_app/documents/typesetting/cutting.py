"""Cut a paragraph at each change of level, look, or word and space, by the directions of its characters alone.

Texts whose characters have equal directions, such as two amounts, have one pattern and are cut once.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from unicodedata import bidirectional

from dealer_app.documents.typesetting.bidi import LRI, PDI, RTL, resolve
from dealer_app.documents.typesetting.bidi.brackets import CLOSING, OPENING
from dealer_app.documents.typesetting.bidi.explicit import REMOVED

CONTROLS = frozenset("\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\u200e\u200f\u061c")
RLM = "\u200f"
_NO_BREAK_SPACE = "\u00a0"
_SPACES = frozenset({" ", _NO_BREAK_SPACE})
_NUMBER_LIKE = frozenset({"L", "EN", "AN", "ES", "ET", "CS"})
_BETWEEN = frozenset({"WS", "ON", "CS", "ES", "ET"})
_OF_CLASS = {
    "L": "a",
    "R": "\u05d0",
    "AL": "\u0627",
    "EN": "0",
    "AN": "\u0660",
    "ES": "+",
    "ET": "%",
    "CS": ",",
    "ON": "!",
    "NSM": "\u064b",
    "BN": "\u200c",
}
"""One character of each class that occurs in text; a pattern has it instead of all others of its class."""

_WORDS_ONLY = re.compile(f"[{_OF_CLASS['AL']}{_OF_CLASS['NSM']}{_OF_CLASS['BN']}! ]*")
_WORD_OR_SPACE = re.compile(" +|[^ ]+")


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


class Cut(NamedTuple):
    """The place of one piece in a text: slices, and None where a right-to-left mark is inserted."""

    parts: tuple[slice | None, ...]
    kind: Kind

    def of(self, text: str) -> str:
        """Return the piece of ``text``."""
        parts = self.parts
        if len(parts) == 1 and parts[0]:
            return text[parts[0]]
        return "".join([text[part] if part else RLM for part in parts])


class _Pattern(dict[int, str]):
    """The character that replaces another in a pattern; controls, spaces and brackets stay themselves."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        is_kept = char in CONTROLS or char in _SPACES or char in OPENING or char in CLOSING
        shown = self[code] = char if is_kept else _OF_CLASS.get(bidirectional(char) or "L", char)
        return shown


_PATTERN = _Pattern()


def pattern_of(text: str) -> str:
    """Return ``text`` with one character for all of a bidirectional class: equal patterns are cut at equal places."""
    return text.translate(_PATTERN)


@lru_cache(maxsize=2048)
def cut(pattern: str, looks: tuple[tuple[int, Look], ...]) -> tuple[tuple[tuple[Cut, ...], bool], ...]:
    """Return the pieces that stay together on a line, each group with whether it is white space for a line break.

    ``looks`` are the runs: the number of characters and the look of each. Controls are left out.
    """
    if len(looks) == 1 and _WORDS_ONLY.fullmatch(pattern):
        return tuple(_words(pattern, looks[0][1]))
    bidi = resolve(pattern, RTL)
    levels = _drawn_levels(bidi.line(0, len(pattern)))
    of_run = [look for length, look in looks for look in [look] * length]
    marks = zip(_separated(pattern, bidi.kinds, levels), levels, of_run, pattern, _glued(pattern), strict=True)
    drawn = [
        (places, (level, look, char in _SPACES, is_glued))
        for places, level, look, char, is_glued in marks
        if char not in CONTROLS
    ]
    cuts = [
        Cut(tuple(_parts([place for places, _ in group for place in places])), Kind(*key))
        for key, group in groupby(drawn, key=itemgetter(1))
    ]
    return tuple((tuple(group), is_break) for is_break, group in groupby(cuts, key=_is_break))


def _words(pattern: str, look: Look) -> Iterator[tuple[tuple[Cut, ...], bool]]:
    """Yield words and the spaces between them; in right-to-left text without numbers every level is 1."""
    kinds = Kind(RTL, look, is_space=False, is_glue=False), Kind(RTL, look, is_space=True, is_glue=False)
    for part in _WORD_OR_SPACE.finditer(pattern):
        is_space = pattern[part.start()] == " "
        yield (Cut((slice(*part.span()),), kinds[is_space]),), is_space


def _is_break(one: Cut) -> bool:
    return one.kind.is_space and not one.kind.is_glue


def _parts(places: list[int | None]) -> Iterator[slice | None]:
    """Yield neighbouring places as one slice."""
    start = end = 0
    for at in places:
        if at is not None and at == end and end > start:
            end += 1
            continue
        if end > start:
            yield slice(start, end)
        start, end = (at, at + 1) if at is not None else (0, 0)
        if at is None:
            yield None
    if end > start:
        yield slice(start, end)


def _separated(text: str, kinds: tuple[str, ...], levels: list[int]) -> Iterator[tuple[int | None, ...]]:
    """Yield the place of each character, with None for a mark after a number, Latin word or colon in Persian text.

    PDF readers know only the places of characters; without the right-to-left mark they treat the space as part of the
    number.
    """
    is_after_number, last = False, len(text) - 1
    for at, (char, kind, level) in enumerate(zip(text, kinds, levels, strict=True)):
        is_number = kind in _NUMBER_LIKE
        before = (None,) if is_after_number and kind in _BETWEEN and level % 2 else ()
        after = (None,) if at == last and is_number and level % 2 else ()
        yield (*before, at, *after)
        if char not in CONTROLS:
            is_after_number = is_number


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
        yield char == _NO_BREAK_SPACE or (char == " " and depth > 0)
