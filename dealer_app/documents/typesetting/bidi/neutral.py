"""Resolve neutral types and bracket pairs (UAX #9: N0-N2) inside one isolating run sequence."""

from dealer_app.documents.typesetting.bidi.brackets import CLOSING, OPENING, canonical
from dealer_app.documents.typesetting.bidi.explicit import IsolatingRun

_NEUTRAL = frozenset({"ON", "WS", "S", "B", "LRI", "RLI", "FSI", "PDI"})
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
_DEEPEST_PAIR = 63


def resolve_neutrals(kinds: list[str], originals: list[str], chars: list[str], sequence: IsolatingRun) -> None:
    """Resolve neutral types in place; ``originals`` are the classes before any rule, ``chars`` the text."""
    inside = "LR"[sequence.level % 2]
    for start, end in _pairs(kinds, chars):
        direction = _pair_direction(kinds, start, end, inside, sequence.before)
        if direction:
            _set_bracket(kinds, originals, start, direction)
            _set_bracket(kinds, originals, end, direction)
    _fill_neutrals(kinds, inside, sequence)


def _pairs(kinds: list[str], chars: list[str]) -> list[tuple[int, int]]:
    """Return the bracket pairs (BD16), sorted by their opening."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for at, char in enumerate(chars):
        if kinds[at] != "ON":
            continue
        if char in OPENING:
            if len(stack) == _DEEPEST_PAIR:
                return []
            stack.append((canonical(OPENING[char]), at))
        elif char in CLOSING:
            wanted = canonical(char)
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == wanted:
                    pairs.append((stack[depth][1], at))
                    del stack[depth:]
                    break
    return sorted(pairs)


def _pair_direction(kinds: list[str], start: int, end: int, inside: str, before: str) -> str:
    """Return the direction of a pair (N0), or "" if nothing strong is inside it."""
    found = {_STRONG.get(kind) for kind in kinds[start + 1 : end]} - {None}
    if inside in found:
        return inside
    if not found:
        return ""
    for kind in reversed(kinds[:start]):
        if kind in _STRONG:
            return _STRONG[kind]
    return before


def _set_bracket(kinds: list[str], originals: list[str], at: int, direction: str) -> None:
    """Set the direction of a bracket and of the marks that follow it."""
    kinds[at] = direction
    for follower in range(at + 1, len(kinds)):
        if originals[follower] != "NSM":
            break
        kinds[follower] = direction


def _fill_neutrals(kinds: list[str], inside: str, sequence: IsolatingRun) -> None:
    """Apply N1 (neutrals between equal directions get that direction) and N2 (others get the embedding's)."""
    at, last = 0, sequence.before
    while at < len(kinds):
        if kinds[at] not in _NEUTRAL:
            last = _STRONG[kinds[at]]
            at += 1
            continue
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        following = _STRONG[kinds[end]] if end < len(kinds) else sequence.after
        kinds[at:end] = [last if last == following else inside] * (end - at)
        at = end
