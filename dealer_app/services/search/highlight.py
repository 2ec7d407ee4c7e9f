"""Which letters of a name a search matched, so that the list can show them: spans of the name as it is spelt."""

from dealer_app.domain.persian import normalise

Span = tuple[int, int]


def find_spans(name: str, query: str) -> tuple[Span, ...]:
    """Return the (start, end) spans of ``name`` that hold the words of ``query``, in order, overlaps joined.

    A word matches where a word of the name begins with it; only a word found nowhere so is looked for inside words.
    """
    key, places = _key_with_places(name)
    found: list[Span] = []
    for word in normalise(query).split():
        found += _word_spans(key, places, word) or _word_spans(*_without_spaces(key, places), word)
    return _joined(sorted(found))


def matched_words(name: str, spans: tuple[Span, ...]) -> str:
    """Return the whole words of ``name`` that the spans touch, as the name spells them."""
    words, position = [], 0
    for word in name.split(" "):
        end = position + len(word)
        if any(start < end and position < stop for start, stop in spans):
            words.append(word)
        position = end + 1
    return " ".join(words)


def _key_with_places(name: str) -> tuple[str, list[int]]:
    """Return the search key of ``name`` letter by letter, and where in ``name`` each letter of the key came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(name):
        key = " " if letter == "\u200c" or letter.isspace() else normalise(letter)
        letters.append(key)
        places += [place] * len(key)
    return "".join(letters), places


def _without_spaces(key: str, places: list[int]) -> tuple[str, list[int]]:
    """Return the key as if the name were written in one piece: how it was divided does not matter."""
    kept = [at for at, letter in enumerate(key) if letter != " "]
    return "".join(key[at] for at in kept), [places[at] for at in kept]


def _word_spans(key: str, places: list[int], word: str) -> list[Span]:
    """Return the spans of the name in which ``word`` stands in its key."""
    return [(places[start], places[start + len(word) - 1] + 1) for start in _starts(key, word)]


def _starts(key: str, word: str) -> list[int]:
    """Return where ``word`` stands in ``key``: at beginnings of words, or else anywhere."""
    everywhere = [start for start in range(len(key)) if key.startswith(word, start)]
    at_beginnings = [start for start in everywhere if start == 0 or key[start - 1] == " "]
    return at_beginnings or everywhere


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Return sorted spans with overlapping and touching ones made one; a ZWNJ between two counts as touching."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
