"""Resolve weak types (UAX #9: W1-W7): marks, numbers, separators and signs in one isolating run sequence."""

_NOTHING_WEAK = frozenset({"L", "R", "ON", "WS", "S", "B", "LRI", "RLI", "FSI", "PDI"})
_SIGNS = frozenset({"CS", "ES", "ET"})
_CONTROLS = frozenset({"LRI", "RLI", "FSI", "PDI"})


def resolve_weak(kinds: list[str], before: str) -> None:
    """Resolve weak types in place; ``before`` is the direction at the start of the sequence."""
    if _NOTHING_WEAK.issuperset(kinds):
        return
    _marks_and_numbers(kinds, before)
    if not _SIGNS.isdisjoint(kinds):
        _separators(kinds)
        _terminators(kinds)
    _european_numbers(kinds, before)


def _marks_and_numbers(kinds: list[str], before: str) -> None:
    """Apply W1 (a mark gets the class before it), W2 (numbers after Arabic letters) and W3 (those letters are R)."""
    last, strong = before, before
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[at] = "ON" if last in _CONTROLS else last
        last = kinds[at]
        if last == "EN" and strong == "AL":
            kinds[at] = "AN"
        elif last in {"L", "R", "AL"}:
            strong = last
    for at, kind in enumerate(kinds):
        if kind == "AL":
            kinds[at] = "R"


def _separators(kinds: list[str]) -> None:
    """Apply W4: a single separator between two numbers of one class gets their class."""
    for at in range(1, len(kinds) - 1):
        kind, left, right = kinds[at], kinds[at - 1], kinds[at + 1]
        if left == right and ((kind == "CS" and left in {"EN", "AN"}) or (kind == "ES" and left == "EN")):
            kinds[at] = left


def _terminators(kinds: list[str]) -> None:
    """Apply W5 (terminators beside a European number get its class) and W6 (remaining signs are neutral)."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > at:
            is_number = (at and kinds[at - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")
            kinds[at:end] = ["EN" if is_number else "ON"] * (end - at)
        at = max(end, at + 1)
    for at, kind in enumerate(kinds):
        if kind in {"ES", "CS"}:
            kinds[at] = "ON"


def _european_numbers(kinds: list[str], before: str) -> None:
    """Apply W7: a European number after left-to-right text is left to right."""
    strong = before
    for at, kind in enumerate(kinds):
        if kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
