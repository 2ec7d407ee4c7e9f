"""Resolve explicit embeddings and isolates (UAX #9: P2-P3, X1-X10)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

REMOVED = -1
ISOLATES = frozenset({"LRI", "RLI", "FSI"})
ISOLATE_CONTROLS = ISOLATES | {"PDI"}
EMBEDDINGS = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}
_DEEPEST = 125


@dataclass(frozen=True, slots=True)
class IsolatingRun:
    """Characters that are resolved together (BD13), and the directions before and after them."""

    indices: list[int]
    level: int
    before: str
    after: str


@dataclass(slots=True)
class _Stack:
    """The directional status stack of X1, with its overflow counts."""

    entries: list[tuple[int, str, bool]]
    overflow_isolates: int = 0
    overflow_embeddings: int = 0
    valid_isolates: int = 0

    def push(self, direction: int, override: str, *, is_isolate: bool) -> None:
        """Open an embedding or an isolate (X2-X5c)."""
        level = self.entries[-1][0] + 1
        level += level % 2 != direction
        if level <= _DEEPEST and not self.overflow_isolates and not self.overflow_embeddings:
            self.valid_isolates += is_isolate
            self.entries.append((level, override, is_isolate))
        elif is_isolate:
            self.overflow_isolates += 1
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1

    def close_isolate(self) -> None:
        """Close the innermost isolate and everything opened inside it (X6a)."""
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeddings = 0
            while not self.entries.pop()[2]:
                pass
            self.valid_isolates -= 1

    def close_embedding(self) -> None:
        """Close the innermost embedding, never an isolate (X7)."""
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif not self.entries[-1][2] and len(self.entries) > 1:
            self.entries.pop()


@dataclass(slots=True)
class _Draft:
    """Levels and classes while the explicit rules run."""

    levels: list[int]
    kinds: list[str]
    stack: _Stack = field(default_factory=lambda: _Stack([]))

    def settle(self, at: int) -> None:
        """Set the character's level, and with an override its class, from the innermost embedding."""
        level, override, _ = self.stack.entries[-1]
        self.levels[at] = level
        if override:
            self.kinds[at] = override


def find_isolates(kinds: Sequence[str]) -> dict[int, int]:
    """Return the index of the PDI of each isolate initiator that is closed (BD9)."""
    found: dict[int, int] = {}
    open_at: list[int] = []
    for at, kind in enumerate(kinds):
        if kind in ISOLATES:
            open_at.append(at)
        elif kind == "PDI" and open_at:
            found[open_at.pop()] = at
        elif kind == "B":
            open_at.clear()
    return found


def paragraph_level(kinds: Sequence[str], closing: dict[int, int], start: int = 0, end: int | None = None) -> int:
    """Return 1 when the first strong character outside isolates is right to left, else 0 (P2, P3)."""
    at, end = start, len(kinds) if end is None else end
    while at < end:
        kind = kinds[at]
        if kind in ISOLATES:
            at = closing.get(at, end)
        elif kind in {"L", "R", "AL"}:
            return int(kind != "L")
        at += 1
    return 0


def explicit_levels(kinds: Sequence[str], base: int, closing: dict[int, int]) -> tuple[list[int], list[str]]:
    """Return levels (-1 for characters that X9 removes) and classes after overrides (X1-X9)."""
    draft = _Draft([REMOVED] * len(kinds), list(kinds), _Stack([(base, "", False)]))
    stack = draft.stack
    for at, kind in enumerate(kinds):
        if kind in ISOLATES:
            draft.settle(at)
            inner = paragraph_level(kinds, closing, at + 1, closing.get(at)) if kind == "FSI" else int(kind == "RLI")
            stack.push(inner, "", is_isolate=True)
        elif kind == "PDI":
            stack.close_isolate()
            draft.settle(at)
        elif kind in EMBEDDINGS:
            stack.push(*EMBEDDINGS[kind], is_isolate=False)
        elif kind == "PDF":
            stack.close_embedding()
        elif kind == "B":
            draft.levels[at] = base
        elif kind != "BN":
            draft.settle(at)
    return draft.levels, draft.kinds


def isolating_sequences(
    kinds: Sequence[str], levels: list[int], closing: dict[int, int], base: int
) -> list[IsolatingRun]:
    """Return the isolating run sequences of a paragraph (X10); call before I1 and I2 raise levels."""
    drawn = [at for at, level in enumerate(levels) if level != REMOVED]
    sequences: list[list[int]] = []
    waiting: dict[int, list[int]] = {}
    for run in _level_runs(drawn, levels):
        sequence = waiting.pop(run[0], None)
        if sequence is None:
            sequence = []
            sequences.append(sequence)
        sequence.extend(run)
        if run[-1] in closing:
            waiting[closing[run[-1]]] = sequence
    places = {at: place for place, at in enumerate(drawn)}
    return [_with_edges(sequence, kinds, levels, closing, base, drawn, places) for sequence in sequences]


def _level_runs(drawn: list[int], levels: list[int]) -> list[list[int]]:
    """Cut the drawn characters into runs of one level."""
    runs: list[list[int]] = []
    last = REMOVED
    for at in drawn:
        if levels[at] != last:
            runs.append([])
            last = levels[at]
        runs[-1].append(at)
    return runs


def _with_edges(
    sequence: list[int],
    kinds: Sequence[str],
    levels: list[int],
    closing: dict[int, int],
    base: int,
    drawn: list[int],
    places: dict[int, int],
) -> IsolatingRun:
    """Return a sequence with the directions at its start and its end."""
    level = levels[sequence[0]]
    first, last = places[sequence[0]], places[sequence[-1]]
    before = levels[drawn[first - 1]] if first else base
    is_open = kinds[sequence[-1]] in ISOLATES and sequence[-1] not in closing
    after = base if is_open or last + 1 == len(drawn) else levels[drawn[last + 1]]
    return IsolatingRun(sequence, level, "LR"[max(level, before) % 2], "LR"[max(level, after) % 2])
