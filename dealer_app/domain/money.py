"""Money in whole Rial: parse written amounts, format them in digits and in words, with Toman as a helper."""

import re
from collections.abc import Iterator

from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import Rial
from dealer_app.domain.persian import ascii_digits, has_number_signs, normalise, persian_digits
from resources.texts.money import CREDIT, DEBIT, HEMMAT, RIAL, SCALES, TOMAN
from resources.texts.numbers import AND, HUNDREDS, MILLIARD, MILLION, SMALL_NUMBERS, TENS, THOUSAND

_GROUP_MARK = "\u066c"
_DECIMAL_MARK = "\u066b"
_TO_COMMA = str.maketrans("\u066c\u060c'\u2019\u066b\u2212\u2013\u2014\u2010\u2011", ",,,,.-----")
_AMOUNT = re.compile(
    r"(?P<open>\()? ?(?P<sign>[-+])? ?(?:(?P<before>[^\W\d_]+) )?(?P<number>\d(?:[\d,. ]*\d)?)"
    r" ?(?P<after>-)? ?(?P<close>\))? ?(?P<words>[^\W\d_]+(?: [^\W\d_]+)*)?(?P<end> ?\))?"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?P<mark>[,. ])\d{3}(?:(?P=mark)\d{3})*")
_PLAIN = re.compile(r"\d+|[1-9]\d{0,2}(?:,\d{3})+", re.ASCII)
_POINT = re.compile(r"(?P<whole>\d+|[1-9]\d{0,2}(?P<mark>[, ])\d{3}(?:(?P=mark)\d{3})*)\.(?P<part>\d+)")
_COMMA_POINT = re.compile(r"(?P<whole>[1-9]\d{0,2}(?:\.\d{3})+),(?P<part>\d+)")
_GROUP = 3
MAX_RIAL = Rial(10**15)
"""The ceiling of every amount, in Rial: larger numbers are codes in the wrong field.

It is fifty thousand times the price of a car of 20 milliard Rial, and more than 9,000 such amounts fit in 64 bits.
"""

_LONGEST_TEXT = 80
_RIAL_OF_TOMAN = 10
_SCALE_NAMES = ((10**9, MILLIARD), (10**6, MILLION), (10**3, THOUSAND))
_THOUSAND_OF = 1_000  # «هزار میلیارد», «هزار میلیون»


def parse_rial(text: str) -> Rial:
    """Return whole Rial from digits of any script, grouped or not, with or without «ریال», «تومان» or «میلیون».

    A text that can mean two sums is refused («500.000»: 500 or 500,000). Raises FieldError ``amount_empty``,
    ``amount_negative``, ``amount_not_number`` (value), ``amount_grouping``, ``amount_ambiguous`` (value),
    ``amount_fraction`` or ``amount_too_large``.
    """
    plain = ascii_digits(text).translate(_TO_COMMA)
    if len(plain) <= _LONGEST_TEXT and _PLAIN.fullmatch(plain):
        return check_ceiling(int(plain.replace(",", "")))
    amount, is_below = _read_amount(text)
    if is_below:
        raise FieldError("amount_negative", "amount")
    return amount


def parse_balance(text: str) -> Rial:
    """Return a balance in Rial like ``parse_rial``; below zero for «-5», «5-», «(5)» and «5 بستانکار» (overpaid)."""
    amount, is_below = _read_amount(text)
    return Rial(-amount if is_below else amount)


def check_ceiling(amount: int, field: str = "amount") -> Rial:
    """Return ``amount`` (Rial, any sign) if it is within MAX_RIAL; raises FieldError ``amount_too_large``."""
    if abs(amount) > MAX_RIAL:
        raise FieldError("amount_too_large", field)
    return Rial(amount)


def _read_amount(text: str) -> tuple[Rial, bool]:
    """Return (amount in Rial, whether it is below zero)."""
    key = normalise(text).translate(_TO_COMMA)
    if not key:
        raise FieldError("amount_empty", "amount")
    if len(key) > _LONGEST_TEXT:
        raise FieldError("amount_too_large" if key[0].isdecimal() else "amount_not_number", "amount", value=key[:20])
    match = _AMOUNT.fullmatch(key)
    if match is None or has_number_signs(text):
        raise _not_number(text)
    words = [*(match["before"] or "").split(), *(match["words"] or "").split()]
    scale, balance_words = _scale_of(words, text)
    minus = [match["open"], match["sign"], match["after"], *balance_words]
    signs = [sign for sign in minus if sign]
    if bool(match["open"]) != (bool(match["close"]) != bool(match["end"])) or len(signs) > 1:
        raise _not_number(text)
    amount = check_ceiling(_whole_rial(match["number"], scale, text))
    return amount, bool(signs) and signs[0] not in {"+", DEBIT}


def _not_number(text: str) -> FieldError:
    return FieldError("amount_not_number", "amount", value=text.strip())


def _whole_rial(number: str, scale: int, typed: str) -> int:
    """Return ``number`` times ``scale``; raises FieldError if that is not whole Rial or can mean two sums."""
    whole, part = _whole_and_part(number, typed)
    if part.strip("0") and scale <= _RIAL_OF_TOMAN:
        raise FieldError("amount_fraction", "amount")
    unit: int = 10 ** len(part)
    rial, rest = divmod(int(whole + part) * scale, unit)
    if rest:
        raise FieldError("amount_fraction", "amount")
    return rial


def _whole_and_part(number: str, typed: str) -> tuple[str, str]:
    """Return the digits before and after the decimal mark; groups of three digits after one mark are ambiguous."""
    if number.isdecimal():
        return number, ""
    grouped = _GROUPED.fullmatch(number)
    if grouped and (grouped["mark"] != "." or number.count(".") > 1):
        return re.sub(r"\D", "", number), ""
    decimal = _POINT.fullmatch(number) or _COMMA_POINT.fullmatch(number)
    if decimal is None:
        raise FieldError("amount_grouping", "amount")
    whole, part = re.sub(r"\D", "", decimal["whole"]), decimal["part"]
    if len(part) % _GROUP == 0 and whole.strip("0"):
        raise FieldError("amount_ambiguous", "amount", value=typed.strip())
    return whole, part


def _scale_of(words: list[str], typed: str) -> tuple[int, list[str]]:
    """Return the Rial of one unit and the words of debit or credit: at most one unit, after at most two scales."""
    balance = [word for word in words if word in {CREDIT, DEBIT}]
    units = [word for word in words if word in {RIAL, TOMAN}]
    scales = [word for word in words if word in SCALES]
    is_hemmat = HEMMAT in scales
    if len(balance) + len(units) + len(scales) < len(words) or len(units) > 1 or (is_hemmat and RIAL in units):
        raise _not_number(typed)
    if units and scales and words.index(units[0]) < words.index(scales[-1]):
        raise _not_number(typed)
    factors = [SCALES[word] for word in scales]
    if len(factors) > 1 and (len(factors) > 2 or factors[0] != _THOUSAND_OF or is_hemmat or factors[1] == factors[0]):  # noqa: PLR2004
        raise _not_number(typed)
    scale = _RIAL_OF_TOMAN if TOMAN in units or is_hemmat else 1
    for factor in factors:
        scale *= factor
    return scale, balance


def group_digits(number: int) -> str:
    """Return «۱۲٬۳۴۵»: Persian digits grouped by thousands; a negative number keeps a leading minus."""
    return persian_digits(f"{number:,}").replace(",", _GROUP_MARK).replace("-", "\u2212")


def format_rial(amount: int) -> str:
    """Return an amount as screens and papers print it: «۴٬۵۰۰٬۰۰۰٬۰۰۰» (no unit)."""
    return group_digits(amount)


def format_balance(remaining: int, unit: str = "") -> str:
    """Return what remains of an account; below zero as owed to the customer: «۱٬۰۰۰ ریال بستانکار»."""
    amount = f"{format_rial(abs(remaining))} {unit}".rstrip()
    return f"{amount} {CREDIT}" if remaining < 0 else amount


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
