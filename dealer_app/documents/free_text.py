"""Keep the order of what is written from left to right inside Persian text: e-mail, phone, signs, groups of digits.

The bidirectional algorithm treats such a text as several parts and sets the first at the right. Here it becomes one
isolated part.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from dealer_app.domain.persian import isolate, persian_digits

_ALNUM = "A-Za-z\\d\u00c0-\u024f"
_SIGNS = re.escape("-+*/\\.,:;@#%&=_~'\"!?()[]{}<>|^$`") + "\u2010-\u2015\u2212\u00b0\u00d7\u20ac\u00a3"
_RUN = re.compile(f"[{_ALNUM}{_SIGNS}]+(?: +[{_ALNUM}{_SIGNS}]+)*")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_WORDS = re.compile(f"[{_ALNUM}]")
_ENDS = ".,:;!?'\"-\u2010\u2011\u2012\u2013\u2014\u2015"
_STARTS = ",:;!?'\""
_LISTING = ",;:.!?"
_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">"}
LONGEST_UNBROKEN = 26
"""The longest part in which no line breaks at a space: a phone, a card, a Sheba in groups."""


@lru_cache(maxsize=2048)
def in_order(text: str) -> str:
    """Return ``text`` with each left-to-right part isolated; digits become Persian, except in parts with Latin letters.

    No character is lost and none changes its place in the text.
    """
    return "\n".join(map(_line_in_order, text.split("\n")))


def _line_in_order(line: str) -> str:
    shown, at = [], 0
    for match in _RUN.finditer(line):
        before, after = line[: match.start()][-1:], line[match.end() :][:1]
        for start, end in _parts(match[0]):
            first, last = match.start() + start, match.start() + end
            touches = first == match.start() and before.isalpha(), last == match.end() and after.isalpha()
            left, core, right = _core(line[first:last], touches)
            shown += [line[at:first], left, _part(core), right]
            at = last
    shown.append(line[at:])
    return "".join(shown)


def _parts(run: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the parts; a list of numbers («12, 15») is several, as it is read from right to left."""
    start = 0
    for gap in re.finditer(" +", run):
        before, after = run[: gap.start()].rsplit(" ", 1)[-1], run[gap.end() :].split(" ", 1)[0]
        if before[-1] in _LISTING and not _LATIN.search(before) and not _LATIN.search(after):
            yield start, gap.start()
            start = gap.end()
    yield start, len(run)


def _core(part: str, touches: tuple[bool, bool]) -> tuple[str, str, str]:
    """Return the signs before, the part itself and the signs after: signs that belong to the sentence stay outside.

    ``touches``: whether a letter of the text around it is directly before and after the part.
    """
    start, end = 0, len(part)
    while start < end and not _WORDS.match(part[start]) and (touches[0] or _is_outside_start(part[start:end])):
        start += 1
    while end > start and not _WORDS.match(part[end - 1]) and (touches[1] or _is_outside_end(part[start:end])):
        end -= 1
    return part[:start], part[start:end], part[end:]


def _is_outside_start(part: str) -> bool:
    """Return whether the sign that begins ``part`` belongs to the sentence."""
    sign, is_alone = part[0], part[1:2] in {"", " "}
    return sign == " " or is_alone or sign in _STARTS or (sign in _PAIRS and not _closes(part))


def _is_outside_end(part: str) -> bool:
    """Return whether the sign that ends ``part`` belongs to the sentence."""
    sign, is_alone = part[-1], part[-2:-1] in {"", " "}
    return sign == " " or is_alone or sign in _ENDS or (sign in _PAIRS.values() and not _opens(part))


def _closes(part: str) -> bool:
    """Return whether the bracket that begins ``part`` is closed in it."""
    depth = 0
    opening, closing = part[0], _PAIRS[part[0]]
    for sign in part:
        depth += (sign == opening) - (sign == closing)
        if not depth:
            return True
    return False


def _opens(part: str) -> bool:
    """Return whether the bracket that ends ``part`` is opened in it."""
    closing = part[-1]
    opening = next(left for left, right in _PAIRS.items() if right == closing)
    depth = 0
    for sign in reversed(part):
        depth += (sign == closing) - (sign == opening)
        if not depth:
            return True
    return False


def _part(core: str) -> str:
    """Return a part with its digits as shown, isolated if it has signs or several words."""
    shown = core if _LATIN.search(core) else persian_digits(core)
    if all(map(_WORDS.match, core)):
        return shown
    return isolate(shown) if len(core) <= LONGEST_UNBROKEN else f"\u2068{shown}\u2069"
