"""Find customers by name: whole words and prefixes first, then any part of at least three letters, in any order.

A word of one or two letters is matched as a prefix. Spaces and ZWNJ inside a name do not matter.
"""

from typing import Any

from sqlalchemy.orm import Session

from dealer_app.store.search.search_index import (
    LAST_CHARACTER,
    OF_CUSTOMERS,
    IndexMatch,
    driver_of,
    matches_of_customers,
)
from dealer_app.store.tables.customers import name_key

_TRIGRAM = 3
_FEW, _SEVERAL, _MANY = 500, 2000, 20_000  # rows: read all; read all if needed; filter, which finds enough
_WORD_ROWS = "SELECT customer_row AS found FROM customer_words WHERE word >= ? AND word < ?"
_TRIGRAM_ROWS = "SELECT rowid AS found FROM customer_names WHERE customer_names MATCH ?"
_HAS_PART = "instr(replace(c.name_key, ' ', ''), ?) > 0"
_HAS_BEGINNING = "instr(' ' || c.name_key, ' ' || ?) > 0"
_IS_OF_WORD = f"+f.found IN ({_WORD_ROWS})"  # the plus stops SQLite from starting with the words


def find_by_name(session: Session, text: str, limit: int = 20) -> tuple[IndexMatch, ...]:
    """Return customers whose name contains every word of ``text`` (any spelling), prefixes of words first."""
    words = name_key(text).split()
    if not words:
        return ()
    raw = driver_of(session)
    if len(words) == 1:
        return _find_word(raw, words[0], limit)
    return matches_of_customers(_find_words(raw, words, limit))


def _find_word(raw: Any, word: str, limit: int) -> tuple[IndexMatch, ...]:  # noqa: ANN401 - the driver ships no types
    beginnings = _rows(raw, f"{_WORD_ROWS} ORDER BY word LIMIT {2 * limit:d}", _range(word), 2 * limit)
    begun = tuple(dict.fromkeys(matches_of_customers(beginnings)))[:limit]
    if len(begun) >= limit or len(word) < _TRIGRAM:
        return begun
    held = matches_of_customers(_rows(raw, _TRIGRAM_ROWS, (_trigrams([word]),), limit, [_Test(_HAS_PART, word)]))
    return tuple(dict.fromkeys((*begun, *held)))[:limit]


def _find_words(raw: Any, words: list[str], limit: int) -> Any:  # noqa: ANN401 - the same
    """Return rows that contain all ``words``, starting from the rarest."""
    long, short = [w for w in words if len(w) >= _TRIGRAM], [w for w in words if len(w) < _TRIGRAM]
    parts = [_Test(_HAS_PART, word) for word in long]
    trigrams = (_trigrams(long),) if long else ()
    if long and (not short or _count(raw, _TRIGRAM_ROWS, trigrams, _SEVERAL) < _SEVERAL):
        return _rows(raw, _TRIGRAM_ROWS, trigrams, limit, [*parts, *(_Test(_HAS_PART, word) for word in short)])
    counts = {word: _count(raw, _WORD_ROWS, _range(word), _MANY) for word in short}
    rarest = min(short, key=counts.__getitem__)
    if long and counts[rarest] >= _FEW:
        return _rows(raw, _TRIGRAM_ROWS, trigrams, limit, [*parts, *(_beginning(word, counts[word]) for word in short)])
    others = [_beginning(word, counts[word]) for word in short if word != rarest]
    return _rows(raw, f"{_WORD_ROWS} LIMIT {_MANY}", _range(rarest), limit, [*parts, *others])


def _beginning(word: str, count: int) -> "_Test":
    """Return the test for a short word: by the index, or by the name if very many words begin with it."""
    return _Test(_HAS_BEGINNING, word) if count >= _MANY else _Test(_IS_OF_WORD, *_range(word))


def _rows(
    raw: Any,  # noqa: ANN401 - the same
    source: str,
    values: tuple[object, ...],
    limit: int,
    tests: "list[_Test] | None" = None,
) -> Any:  # noqa: ANN401 - a cursor of the untyped driver
    """Return the customers whose row numbers ``source`` selects, in its order, if they pass every test."""
    where = " AND ".join(test.condition for test in tests) if tests else "1"
    found = f"FROM ({source}) f CROSS JOIN customers c ON c.row = f.found"
    of_found = OF_CUSTOMERS.replace("FROM customers c", found)
    bound = [value for test in tests or [] for value in test.values]
    return raw.execute(f"{of_found} WHERE {where} LIMIT {limit:d}", (*values, *bound))


def _count(raw: Any, source: str, values: tuple[object, ...], most: int) -> int:  # noqa: ANN401 - the same
    """Return the number of rows of ``source``, at most ``most``."""
    (count,) = raw.execute(f"SELECT count(*) FROM ({source} LIMIT {most})", values).fetchone()  # noqa: S608 - constant text
    return int(count)


def _range(word: str) -> tuple[str, str]:
    return word, word + LAST_CHARACTER


def _trigrams(words: list[str]) -> str:
    """Return the full-text query for names that contain every trigram of ``words``."""
    trigrams = {word[at : at + _TRIGRAM] for word in words for at in range(len(word) - _TRIGRAM + 1)}
    return " AND ".join(f'"{trigram}"' for trigram in sorted(trigrams))


class _Test:
    """A condition that a row must pass, and its bound values."""

    def __init__(self, condition: str, *values: str) -> None:
        self.condition = condition
        self.values = values
