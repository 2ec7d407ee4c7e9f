"""Find the spans of a name that a search matched, so that the list can highlight them."""

from dealer_app.domain.persian import normalise

Span = tuple[int, int]


def find_spans(name: str, query: str) -> tuple[Span, ...]:
    """Return the (start, end) spans of ``name`` that match the words of ``query``, in order, overlaps joined.

    A word matches at the beginning of a word of the name; only if it matches no beginning, it matches inside words.
    """
    key, places = _key_with_places(name)
    found: list[Span] = []
    for word in normalise(query).split():
        found += _word_spans(key, places, word) or _word_spans(*_without_spaces(key, places), word)
    return _joined(sorted(found))


def matched_words(name: str, spans: tuple[Span, ...]) -> str:
    """Return the whole words of ``name`` that overlap the spans, in the name's spelling."""
    words, position = [], 0
    for word in name.split(" "):
        end = position + len(word)
        if any(start < end and position < stop for start, stop in spans):
            words.append(word)
        position = end + 1
    return " ".join(words)


def _key_with_places(name: str) -> tuple[str, list[int]]:
    """Return the search key of ``name``, and for each letter of the key its position in ``name``."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(name):
        key = " " if letter == "\u200c" or letter.isspace() else normalise(letter)
        letters.append(key)
        places += [place] * len(key)
    return "".join(letters), places


def _without_spaces(key: str, places: list[int]) -> tuple[str, list[int]]:
    """Return the key and its positions without spaces, so that the division into words does not matter."""
    kept = [at for at, letter in enumerate(key) if letter != " "]
    return "".join(key[at] for at in kept), [places[at] for at in kept]


def _word_spans(key: str, places: list[int], word: str) -> list[Span]:
    """Return the spans of the name that match ``word`` in its key."""
    return [(places[start], places[start + len(word) - 1] + 1) for start in _starts(key, word)]


def _starts(key: str, word: str) -> list[int]:
    """Return the positions of ``word`` in ``key``: at beginnings of words, or else anywhere."""
    everywhere = [start for start in range(len(key)) if key.startswith(word, start)]
    at_beginnings = [start for start in everywhere if start == 0 or key[start - 1] == " "]
    return at_beginnings or everywhere


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Join overlapping and touching spans of a sorted list; spans with one letter (ZWNJ) between count as touching."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
