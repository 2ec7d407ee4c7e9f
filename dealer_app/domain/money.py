"""Money in whole Rial: parse typed amounts, format them in digits and in words, with Toman as a helper."""

import re
from collections.abc import Iterator
from decimal import Decimal

from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import Rial
from dealer_app.domain.persian import ascii_digits, normalise, persian_digits
from resources.texts.money import RIAL, SCALES, TOMAN
from resources.texts.numbers import AND, HUNDREDS, MILLIARD, MILLION, SMALL_NUMBERS, TENS, THOUSAND

_GROUP_MARK = "\u066c"
_DECIMAL_MARK = "\u066b"
_TO_COMMA = str.maketrans("\u066c\u060c'\u066b\u2212\u2013\u2010", ",,,.---")
_AMOUNT = re.compile(
    r"(?P<open>\(?)\s*(?P<minus>-?)\s*(?P<number>\d[\d,. ]*)(?P<after>-?)\s*\)?\s*(?P<words>[^\W\d][^\d]*)?"
)
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[,. ])\d{3}(?:(?P=mark)\d{3})*")
_PLAIN = re.compile(r"\d+|\d{1,3}(?:,\d{3})+", re.ASCII)
_DECIMAL = re.compile(r"(\d+)\.(\d+)")
MAX_RIAL = Rial(10**15)
"""The largest plausible amount; a larger number is a code typed into the wrong field."""

_RIAL_OF_TOMAN = 10
_SCALE_NAMES = ((10**9, MILLIARD), (10**6, MILLION), (10**3, THOUSAND))


def parse_rial(text: str) -> Rial:
    """Return whole Rial from digits of any script, grouped or not, with or without «ریال», «تومان» or «میلیون».

    Raises FieldError ``amount_empty``, ``amount_negative``, ``amount_not_number`` (value), ``amount_grouping``,
    ``amount_fraction`` or ``amount_too_large``.
    """
    plain = ascii_digits(text).translate(_TO_COMMA)
    if _PLAIN.fullmatch(plain):
        return _in_range(int(plain.replace(",", "")))
    key = normalise(text).translate(_TO_COMMA)
    if not key:
        raise FieldError("amount_empty", "amount")
    return _in_range(_read_amount(key, text))


def _in_range(amount: int) -> Rial:
    if amount > MAX_RIAL:
        raise FieldError("amount_too_large", "amount")
    return Rial(amount)


def _read_amount(key: str, typed: str) -> int:
    match = _AMOUNT.fullmatch(key)
    if match is None:
        raise FieldError("amount_not_number", "amount", value=typed.strip())
    if match["open"] or match["minus"] or match["after"]:
        raise FieldError("amount_negative", "amount")
    scale = _scale_of((match["words"] or "").split(), typed)
    exact = _number(match["number"].strip(), scale) * scale
    if exact != int(exact):
        raise FieldError("amount_fraction", "amount")
    return int(exact)


def _number(digits: str, scale: int) -> Decimal:
    """Return the number before the words; a point is a decimal point only before a word such as «میلیون»."""
    decimal = _DECIMAL.fullmatch(digits)
    if decimal and scale > _RIAL_OF_TOMAN:
        return Decimal(digits)
    if digits.isdecimal():
        return Decimal(digits)
    if _GROUPED.fullmatch(digits):
        return Decimal(re.sub(r"\D", "", digits))
    if decimal and not int(decimal[2]):
        return Decimal(decimal[1])
    raise FieldError("amount_fraction" if decimal else "amount_grouping", "amount")


def _scale_of(words: list[str], typed: str) -> int:
    scale = 1
    for word in words:
        if word in SCALES:
            scale *= SCALES[word]
        elif word == TOMAN:
            scale *= _RIAL_OF_TOMAN
        elif word != RIAL:
            raise FieldError("amount_not_number", "amount", value=typed.strip())
    return scale


def group_digits(number: int) -> str:
    """Return «۱۲٬۳۴۵»: Persian digits grouped by thousands; a negative number keeps a leading minus."""
    return persian_digits(f"{number:,}").replace(",", _GROUP_MARK).replace("-", "\u2212")


def format_rial(amount: int) -> str:
    """Return an amount as screens and papers print it: «۴٬۵۰۰٬۰۰۰٬۰۰۰» (no unit)."""
    return group_digits(amount)


def rial_in_words(amount: int) -> str:
    """Return the formal words of an amount without the unit: «دوازده میلیون و هفتاد هزار و یکصد و شصت»."""
    if amount == 0:
        return SMALL_NUMBERS[0]
    return AND.join(_parts_in_words(amount))


def _parts_in_words(amount: int) -> Iterator[str]:
    """Yield the words of each group; from a thousand milliard on, the milliards are counted («یک هزار میلیارد»)."""
    for scale, name in _SCALE_NAMES:
        count, amount = divmod(amount, scale)
        if count:
            yield f"{rial_in_words(count)} {name}"
    if amount >= 100:  # noqa: PLR2004 - decimal digits of one group
        yield HUNDREDS[amount // 100]
    below = amount % 100
    if below >= len(SMALL_NUMBERS):
        yield TENS[below // 10]
        below %= 10
    if below:
        yield SMALL_NUMBERS[below]


def format_toman(amount: int) -> str:
    """Return Rial as Toman: «۴۵۰٬۰۰۰٬۰۰۰ تومان», with a last digit other than 0 after the decimal mark."""
    toman, rest = divmod(abs(amount), _RIAL_OF_TOMAN)
    fraction = f"{_DECIMAL_MARK}{persian_digits(str(rest))}" if rest else ""
    minus = "\u2212" if amount < 0 else ""
    return f"{minus}{group_digits(toman)}{fraction} {TOMAN}"


def magnitude_warning(typed: int, expected: int) -> FieldError | None:
    """Return a warning if ``typed`` is ten times or a tenth of ``expected`` (Rial taken for Toman, a zero lost)."""
    if expected <= 0 or typed <= 0:
        return None
    given = {"typed": format_rial(typed), "expected": format_rial(expected)}
    if typed == expected * _RIAL_OF_TOMAN:
        return FieldError("amount_ten_times", "amount", is_warning=True, **given)
    if typed * _RIAL_OF_TOMAN == expected:
        return FieldError("amount_a_tenth", "amount", is_warning=True, **given)
    return None
