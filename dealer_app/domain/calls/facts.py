"""The facts by which a caller is recognised: which ones a file has, and whether an answer is right."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dealer_app.domain.calendar.jalali import parse_jalali
from dealer_app.domain.calls.gate import Fact
from dealer_app.domain.codes.digit_fields import compact
from dealer_app.domain.codes.identity import parse_foreign_code, parse_legal_id, parse_mobile, parse_national_code
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import normalise, number_key
from dealer_app.domain.search.recognise import LONGEST_SEARCH

MOBILE_DIGITS, NATIONAL_DIGITS = 4, 10
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What one order and its customer's file say; empty texts and None are unknown."""

    mobile: str = ""
    birth_on: date | None = None
    car: str = ""
    city: str = ""
    father_name: str = ""
    others: str = ""  # brand, colour and model year, which an answer about the car may add

    def known(self) -> frozenset[Fact]:
        """Return the facts that can be asked for: only those that the file really has."""
        held = {
            Fact.MOBILE: len(self.mobile) >= MOBILE_DIGITS,
            Fact.BIRTH: self.birth_on is not None,
            Fact.CAR: bool(_telling(self.car)),
            Fact.CITY: bool(_key(self.city)),
            Fact.FATHER: bool(_key(self.father_name)),
        }
        return frozenset(fact for fact, is_held in held.items() if is_held)


def parse_caller(number: str, code: str) -> tuple[str, str]:
    """Return the key of an order's number and the national code as stored.

    Only the form is checked, which says nothing about any file. Raises FieldError ``call_number_empty``,
    ``call_number_form`` (field ``number``) and the errors of ``parse_national_code`` (field ``national_code``).
    """
    return parse_caller_number(number), parse_caller_code(code)


def parse_caller_number(text: str) -> str:
    """Return the key of an order's number; raises FieldError ``call_number_empty``, ``call_number_form``."""
    key = number_key(text[:LONGEST_SEARCH])
    if not key:
        raise FieldError("call_number_empty", "number")
    if not (key.isascii() and key.isalnum()):
        raise FieldError("call_number_form", "number")
    return key


def parse_caller_code(text: str) -> str:
    """Return a national code, a legal id or a foreign national's code in ASCII digits; raises FieldError.

    Ten digits are a national code, so that a misheard one is noticed by its check digit and costs no question.
    """
    try:
        return parse_national_code(text)
    except FieldError as error:
        first = error.at("national_code")
    if len(compact(text)) != NATIONAL_DIGITS:
        for parse in (parse_legal_id, parse_foreign_code):
            try:
                return parse(text)
            except FieldError:
                continue
    raise first


def parse_answer(fact: Fact, text: str, today: date) -> str:
    """Return the key of an answer; raises FieldError of field ``fact`` if it has no possible form.

    Codes: ``fact_empty``, ``fact_digits`` (mobile: four digits, or the whole number), those of ``parse_jalali``.
    """
    if not text.strip():
        raise FieldError("fact_empty", "fact")
    try:
        return _PARSERS[fact](text, today)
    except FieldError as error:
        raise error.at("fact") from None


def is_right(file: FileFacts, fact: Fact, key: str) -> bool:
    """Return whether ``key``, an answer as ``parse_answer`` returns it, is what the file says; unknown is wrong."""
    if fact not in file.known():
        return False
    if fact is Fact.CAR:
        said = set(key.split())
        return _telling(file.car) <= said <= _words(f"{file.car} {file.others}")
    held = {
        Fact.MOBILE: file.mobile[-MOBILE_DIGITS:],
        Fact.BIRTH: file.birth_on.isoformat() if file.birth_on else "",
        Fact.CITY: _key(file.city),
        Fact.FATHER: _key(file.father_name),
    }
    return held[fact] == key


def _last_digits(text: str, _today: date) -> str:
    digits = compact(text)
    if digits.isascii() and digits.isdecimal() and len(digits) == MOBILE_DIGITS:
        return digits
    try:
        return parse_mobile(text)[-MOBILE_DIGITS:]
    except FieldError:
        raise FieldError("fact_digits") from None


def _name(text: str, _today: date) -> str:
    key = _key(text)
    if not key:
        raise FieldError("fact_empty")
    return key


def _car(text: str, _today: date) -> str:
    words = _words(text)
    if not words:
        raise FieldError("fact_empty")
    return " ".join(sorted(words))


_PARSERS: dict[Fact, Callable[[str, date], str]] = {
    Fact.MOBILE: _last_digits,
    Fact.BIRTH: lambda text, today: parse_jalali(text, today).isoformat(),
    Fact.CAR: _car,
    Fact.CITY: _name,
    Fact.FATHER: _name,
}


def _key(text: str) -> str:
    """Return a name without spaces, so that «محمد رضا» and «محمدرضا» are one."""
    return "".join(_WORD.findall(normalise(text)))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(normalise(text)))


def _telling(car: str) -> set[str]:
    """Return the words that tell a car from others of its brand: those with a digit or a Latin letter, else all."""
    words = _words(car)
    return {word for word in words if any(mark.isdigit() or mark.isascii() for mark in word)} or words
