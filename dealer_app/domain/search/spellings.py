"""Spell a search text in every way that means the same."""

from collections.abc import Iterable

from dealer_app.domain.persian import normalise


def list_spellings(text: str, pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return ``text`` first, then its search key with one phrase of each of ``pairs`` in place of the other."""
    spellings, key = [text], normalise(text)
    for first, second in pairs:
        for here, there in ((normalise(first), second), (normalise(second), first)):
            if here in key:
                spellings.append(key.replace(here, there))
    return tuple(spellings)
