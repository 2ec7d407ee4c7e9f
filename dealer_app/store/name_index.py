"""Finding names: whole words and beginnings first, then any part of three letters and more, several words in any order.

A word of one or two letters is a beginning of a word. How a name was divided by spaces or ZWNJ does not matter.
"""

from typing import Any

from sqlalchemy.orm import Session

from dealer_app.store.customers import name_key
from dealer_app.store.search_index import (
    LAST_CHARACTER,
    OF_CUSTOMERS,
    IndexMatch,
    driver_of,
    matches_of_customers,
)

_TRIGRAM = 3
_FEW = 2000  # rows that may be read one by one between two key strokes
_WORD_ROWS = "SELECT customer_row AS found FROM customer_words WHERE word >= ? AND word < ?"
_TRIGRAM_ROWS = "SELECT rowid AS found FROM customer_names WHERE customer_names MATCH ?"
_HAS_PART = "instr(replace(c.name_key, ' ', ''), ?) > 0"
_HAS_BEGINNING = "instr(' ' || c.name_key, ' ' || ?) > 0"


def find_by_name(session: Session, text: str, limit: int = 20) -> tuple[IndexMatch, ...]:
    """Return customers whose name holds every word of ``text`` (any spelling), beginnings of words first."""
    words = name_key(text).split()
    if not words:
        return ()
    raw = driver_of(session)
    if len(words) == 1:
        return _find_word(raw, words[0], limit)
    return matches_of_customers(_find_words(raw, words, limit))


def _find_word(raw: Any, word: str, limit: int) -> tuple[IndexMatch, ...]:  # noqa: ANN401 - the driver ships no types
    beginnings = _rows(raw, f"{_WORD_ROWS} ORDER BY word LIMIT ?", (*_range(word), 2 * limit), 2 * limit)
    begun = tuple(dict.fromkeys(matches_of_customers(beginnings)))[:limit]
    if len(begun) >= limit or len(word) < _TRIGRAM:
        return begun
    held = matches_of_customers(_rows(raw, _TRIGRAM_ROWS, (_trigrams([word]),), limit, [(_HAS_PART, word)]))
    return tuple(dict.fromkeys((*begun, *held)))[:limit]


def _find_words(raw: Any, words: list[str], limit: int) -> Any:  # noqa: ANN401 - the same
    """Return rows that hold all ``words``, read by way of whatever is rarest."""
    long, short = [w for w in words if len(w) >= _TRIGRAM], [w for w in words if len(w) < _TRIGRAM]
    parts = [(_HAS_PART, word) for word in words]
    if long:
        match = (_trigrams(long),)
        if not short or _are_few(raw, _TRIGRAM_ROWS, match):
            return _rows(raw, _TRIGRAM_ROWS, match, limit, parts)
    rarest = min(short, key=lambda word: _count(raw, _WORD_ROWS, _range(word)))
    beginnings = [(_HAS_BEGINNING if word in short else _HAS_PART, word) for word in words]
    if long and not _are_few(raw, _WORD_ROWS, _range(rarest)):
        return _rows(raw, _TRIGRAM_ROWS, (_trigrams(long),), limit, beginnings)
    return _rows(raw, f"{_WORD_ROWS} LIMIT {10 * _FEW}", _range(rarest), limit, beginnings)


def _rows(
    raw: Any,  # noqa: ANN401 - the same
    source: str,
    values: tuple[object, ...],
    limit: int,
    tests: list[tuple[str, str]] | None = None,
) -> Any:  # noqa: ANN401 - a cursor of the untyped driver
    """Return customers whose row numbers ``source`` gives, in its order, and who pass every test."""
    where = " AND ".join(condition for condition, _ in tests or [("1", "")])
    found = f"FROM ({source}) f CROSS JOIN customers c ON c.row = f.found"
    of_found = OF_CUSTOMERS.replace("FROM customers c", found)
    bound = [word for _, word in tests or []]
    return raw.execute(f"{of_found} WHERE {where} LIMIT ?", (*values, *bound, limit))


def _are_few(raw: Any, source: str, values: tuple[object, ...]) -> bool:  # noqa: ANN401 - the same
    return _count(raw, source, values) < _FEW


def _count(raw: Any, source: str, values: tuple[object, ...]) -> int:  # noqa: ANN401 - the same
    """Return how many rows ``source`` gives, counting no further than a few."""
    (count,) = raw.execute(f"SELECT count(*) FROM ({source} LIMIT {_FEW})", values).fetchone()  # noqa: S608 - constant text
    return int(count)


def _range(word: str) -> tuple[str, str]:
    return word, word + LAST_CHARACTER


def _trigrams(words: list[str]) -> str:
    """Return the full-text query for names that hold every trigram of ``words``."""
    trigrams = {word[at : at + _TRIGRAM] for word in words for at in range(len(word) - _TRIGRAM + 1)}
    return " AND ".join(f'"{trigram}"' for trigram in sorted(trigrams))
