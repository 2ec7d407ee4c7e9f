"""The Unicode Bidirectional Algorithm (UAX #9) with isolates and bracket pairs, for one paragraph at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from unicodedata import bidirectional

from dealer_app.documents.typesetting.bidi.explicit import (
    ISOLATE_CONTROLS,
    REMOVED,
    explicit_levels,
    find_isolates,
    isolating_sequences,
    paragraph_level,
)
from dealer_app.documents.typesetting.bidi.neutral import resolve_neutrals
from dealer_app.documents.typesetting.bidi.weak import resolve_weak

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
RTL, LTR = 1, 0
_ALL_RIGHT = frozenset({"R", "AL", "NSM", "WS", "ON", "CS", "ES", "ET", "BN"})
"""In a right-to-left paragraph of only these classes every rule gives level 1; most texts on paper are such."""


@dataclass(frozen=True, slots=True)
class Bidi:
    """A resolved paragraph: its level, and the class and level of each character (level -1: not drawn)."""

    base: int
    kinds: tuple[str, ...]
    levels: tuple[int, ...]

    def line(self, start: int, end: int) -> list[int]:
        """Return the levels of the line ``[start:end]``; white space at its end gets the base level (L1)."""
        levels = list(self.levels[start:end])
        is_trailing = True
        for at in range(end - 1, start - 1, -1):
            kind = self.kinds[at]
            if kind in {"S", "B"}:
                is_trailing = True
            elif kind != "WS" and kind not in ISOLATE_CONTROLS and levels[at - start] != REMOVED:
                is_trailing = False
            if is_trailing and levels[at - start] != REMOVED:
                levels[at - start] = self.base
        return levels


@lru_cache(maxsize=4096)
def resolve(text: str, base: int | None = None) -> Bidi:
    """Resolve the levels of ``text``; ``base`` is LTR, RTL, or None for the first strong character (else LTR)."""
    kinds = tuple(bidirectional(char) or "L" for char in text)
    if base == RTL and _ALL_RIGHT.issuperset(kinds):
        return Bidi(RTL, kinds, tuple(REMOVED if kind == "BN" else RTL for kind in kinds))
    closing = find_isolates(kinds)
    level = paragraph_level(kinds, closing) if base is None else base
    levels, effective = explicit_levels(kinds, level, closing)
    for sequence in isolating_sequences(kinds, levels, closing, level):
        weak = [effective[at] for at in sequence.indices]
        originals = [kinds[at] for at in sequence.indices]
        resolve_weak(weak, sequence.before)
        resolve_neutrals(weak, originals, [text[at] for at in sequence.indices], sequence)
        for at, kind in zip(sequence.indices, weak, strict=True):
            levels[at] += _step(kind, levels[at])
    return Bidi(level, kinds, tuple(levels))


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the indices of a line from left to right (L2), without characters that are not drawn."""
    order = [at for at, level in enumerate(levels) if level != REMOVED]
    odd = [levels[at] for at in order if levels[at] % 2]
    if not odd:
        return order
    for level in range(max(levels), min(odd) - 1, -1):
        _reverse_runs(order, levels, level)
    return order


def _reverse_runs(order: list[int], levels: Sequence[int], level: int) -> None:
    """Reverse each run of ``order`` at ``level`` or above."""
    flags = [False, *(levels[at] >= level for at in order), False]
    edges = [at for at, (before, after) in enumerate(pairwise(flags)) if before != after]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        order[start:end] = order[start:end][::-1]


def _step(kind: str, level: int) -> int:
    """Return the increase of the level for a resolved class (I1, I2)."""
    if level % 2:
        return 0 if kind == "R" else 1
    return {"L": 0, "R": 1}.get(kind, 2)
