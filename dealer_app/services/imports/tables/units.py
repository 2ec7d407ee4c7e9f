"""Find the unit of money in a heading: in brackets of any kind, after a hyphen, or without any mark."""

import re
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import NamedTuple

from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import ascii_digits, normalise
from resources.tables import read_table

_DOTTED = re.compile(r"\b(\w)\s*[./]\s*(\w)\b\.?")
_OPENING, _CLOSING = "([{<\u00ab\u3010\u2039\uff08\ufd3e", ")]}>\u00bb\u3011\u203a\uff09\ufd3f"
_WORD = re.compile(rf"[^\s\-\u2010-\u2015:\u060c,/|{re.escape(_OPENING + _CLOSING)}]+")
_BRACKETS = re.compile(f"[{re.escape(_OPENING)}](.*?)(?:[{re.escape(_CLOSING)}]|$)")


class Unit(NamedTuple):
    """The unit of an amount: ``factor`` makes Rial of it; 0 for what cannot be made Rial (a share, half a unit)."""

    factor: int
    words: str


@cache
def _units() -> dict[str, tuple[int, str]]:
    return {normalise(row["word"]): (int(row["factor"]), row["kind"]) for row in read_table("heading_units")}


@cache
def words_of_kind(kind: str) -> tuple[str, ...]:
    """Return the words of a kind: "link" between a name and its unit, "amount" and "total" at the start of a text."""
    return tuple(normalise(row["word"]) for row in read_table("heading_words") if row["kind"] == kind)


@cache
def _any_unit() -> re.Pattern[str]:
    words = (word for word in _units() if len(word) > 2)  # noqa: PLR2004 - short ones are parts of other words
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


@cache
def _glued() -> re.Pattern[str]:
    """Return the pattern of a word of several units without a space between them."""
    return re.compile(f"(?:{_any_unit().pattern})+")


def split_heading(text: str) -> tuple[str, str]:
    """Return a heading in its plain form without brackets and without the words of a unit, and these words."""
    plain = normalise(text)
    inside = " ".join(found[1] for found in _BRACKETS.finditer(plain))
    outside = _BRACKETS.sub(" ", plain).strip()
    if not outside:
        return plain, ""
    kept: list[str] = []
    words = [word for word in _words(outside) if word not in words_of_kind("link") or kept]
    units = [word for word in words if word in _units()]
    if units:
        kept = [word for word in words if word not in _units() and word not in words_of_kind("link")]
        outside = " ".join(kept)
    return outside or plain, " ".join([*units, inside]).strip()


def _words(text: str) -> list[str]:
    found: list[str] = []
    for word in _WORD.findall(_DOTTED.sub(r"\1.\2 ", text)):
        found += _any_unit().findall(word) if _glued().fullmatch(word) else [word]
    return found


def find_unit(words: str) -> Unit | None:
    """Return the unit that ``words`` state, None if they state none."""
    if not words:
        return None
    factor, currencies, is_scaled = 1, set[int](), False
    for word in _words(words):
        size, kind = _units().get(word, (1, ""))
        if kind in {"foreign", "share"}:
            if kind == "foreign" or len(_words(words)) == 1:
                return Unit(0, words)
        elif kind == "currency":
            currencies.add(size)
        elif kind:
            factor, is_scaled = factor * size, True
            currencies |= {1} if kind == "both" else set()
    if len(currencies) > 1 or (is_scaled and not currencies):
        return Unit(0, words)
    return Unit(factor * next(iter(currencies)), words) if currencies else None


def is_only_unit(text: str) -> bool:
    """Return whether a cell below a heading states nothing but a unit."""
    words = _words(normalise(text))
    return bool(words) and all(word in _units() or word in words_of_kind("link") for word in words)


def find_title_unit(text: str) -> Unit | None:
    """Return the unit of a title above the table that speaks of its amounts."""
    plain = normalise(text)
    is_of_sums = any(word.startswith(words_of_kind("amount")) for word in _words(plain))
    return find_unit(plain) if is_of_sums or is_only_unit(text) else None


def scaled(cell: object, factor: int, words: str) -> object:
    """Return a cell of an amount column in its own unit as the text or number that the column's reader reads in Rial.

    Raises FieldError ``import_unit_twice`` if the cell itself states another unit, ``amount_fraction`` if it is no
    whole Rial.
    """
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _times(repr(cell) if isinstance(cell, float) else str(cell), factor)
    if not isinstance(cell, str):
        return cell
    text = ascii_digits(cell).strip()
    own = [word for word in _words(normalise(text)) if not word[:1].isdecimal() and word.strip(".+()\u066b\u066c")]
    if own and find_unit(" ".join(own)) is not None and find_unit(" ".join(own)) == find_unit(words):
        return cell
    if own and any(word in _units() for word in own):
        raise FieldError("import_unit_twice", value=cell)
    return f"{text} {_suffix(factor)}" if text and any(map(str.isdecimal, text)) else cell


def _times(text: str, factor: int) -> float:
    try:
        exact = Decimal(text) * factor
    except InvalidOperation:
        return float(text)
    if exact.is_finite() and exact != exact.to_integral_value():
        raise FieldError("amount_fraction")
    return float(exact)


@cache
def _suffix(factor: int) -> str:
    """Return the words that state ``factor``, a power of ten, after a number."""
    is_toman = len(str(factor)) % 3 == 2  # noqa: PLR2004 - ten, ten thousand, ten million
    left = factor // 10 if is_toman else factor
    parts: list[str] = []
    while left > 1:
        size = max(size for size, kind in _units().values() if kind == "scale" and size <= left)
        parts.append(_first_word("scale", size))
        left //= size
    return " ".join([*parts, _first_word("currency", 10 if is_toman else 1)])


def _first_word(kind: str, factor: int) -> str:
    return next(word for word, unit in _units().items() if unit == (factor, kind))
