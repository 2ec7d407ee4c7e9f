"""The facts of a dealership, and their checks: form, sheet and wire use the same functions."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from dealer_app.domain.calendar.jalali import parse_written
from dealer_app.domain.directory.hours import NO_HOURS, WeekHours
from dealer_app.domain.directory.written_hours import parse_hours
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.persian import ascii_digits, clean_name, clean_text, normalise, persian_digits
from resources.texts import directory as words

LONGEST_TEXT = 200
MOST_PHONES, MOST_SERVICES = 8, 12
LONGEST_CODE = 20
_CODE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9-]{{0,{LONGEST_CODE - 1}}}")
_PHONE = re.compile(r"\d{4,12}|\d{3,4}-\d{4,8}")
NO_ZERO = re.compile(r"(?!9099)[1-9]\d{9}")
"""A national number without its leading zero; only the numbers of 9099 are dialled so."""
_DEGREES = re.compile(r"\d{1,3}(?:\.\d{1,6})?")
_BETWEEN = re.compile("[\u061b;\n|]")
_LIST_BETWEEN = re.compile("[\u061b;\u060c,\n|]")
_SEPARATORS = str.maketrans("", "", "()\u2066\u2069 ")
LATITUDES, LONGITUDES = (24.0, 40.5), (43.5, 64.0)
"""Degrees between which Iran lies (its mainland and islands), rounded outwards."""
TEXTS = ("name", "owner", "province", "city", "address", "source")
FIELDS = (
    "code",
    *TEXTS[:5],
    "services",
    "phones",
    "latitude",
    "longitude",
    "hours",
    "phone_hours",
    "valid_from",
    "source",
)
"""The fields of a form and of a sheet, in their order."""


class PhoneKind(StrEnum):
    """What a telephone is for."""

    MAIN = "main"
    SALES = "sales"
    SERVICE = "service"
    PARTS = "parts"
    MOBILE = "mobile"
    FAX = "fax"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in ASCII digits, with a hyphen after the area code if it was written so."""

    kind: PhoneKind
    digits: str


@dataclass(frozen=True, slots=True)
class DealershipFacts:
    """What is known of a dealership; "" is not known. ``hours_note`` are hours of an older row that cannot be read."""

    code: str
    name: str
    owner: str = ""
    province: str = ""
    city: str = ""
    address: str = ""
    services: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    latitude: str = ""  # degrees north, at most six decimals
    longitude: str = ""  # degrees east
    hours: WeekHours = NO_HOURS
    phone_hours: WeekHours = NO_HOURS
    hours_note: str = ""
    valid_from: date | None = None
    source: str = ""

    @property
    def place(self) -> str:
        """Return the geo URI of the coordinates (RFC 5870), "" without them."""
        return f"geo:{self.latitude},{self.longitude}" if self.latitude else ""


def parse_dealership(raws: Mapping[str, str]) -> DealershipFacts:
    """Return the facts typed in ``raws`` (names of FIELDS; a missing one is ""); raises FieldErrors with all errors."""
    errors: list[FieldError] = []
    read: dict[str, Any] = {}
    for name, parse in PARSERS.items():
        try:
            read[name] = parse(raws.get(name, ""))
        except FieldError as error:
            errors.append(error.at(name))
    if not any(error.field in ("latitude", "longitude") for error in errors):
        errors += place_errors(read["latitude"], read["longitude"])
    if errors:
        raise FieldErrors(errors)
    return DealershipFacts(**read)


def refuse_later(facts: DealershipFacts, today: date) -> None:
    """Raise FieldErrors ``dealership_later`` for facts that are valid from a day after ``today``.

    One row holds what is valid now: facts of a later day would replace today's address and hours at once.
    """
    if facts.valid_from is not None and facts.valid_from > today:
        raise FieldErrors([FieldError("dealership_later", "valid_from")])


def check_field(name: str, text: str) -> FieldError | None:
    """Return the error of one field's text, or None; the form asks while the clerk types."""
    try:
        PARSERS[name](text)
    except FieldError as error:
        return error.at(name)
    return None


def parse_code(text: str) -> str:
    """Return a dealership's code; raises FieldError ``dealership_code_empty`` or ``dealership_code_form``."""
    code = ascii_digits(clean_text(text))
    if not code:
        raise FieldError("dealership_code_empty", "code")
    if not _CODE.fullmatch(code):
        raise FieldError("dealership_code_form", "code", code=code[:40])
    return code


def parse_phones(text: str) -> tuple[Phone, ...]:
    """Return the telephones of a text such as «034-32114450؛ فروش: 034-32114451».

    Raises FieldError ``phone_form``, ``phone_zero``, ``phone_kind``, ``phone_twice`` or ``phones_many``.
    """
    phones: list[Phone] = []
    for piece in _BETWEEN.split(text):
        if not piece.strip():
            continue
        kind, colon, number = piece.rpartition(":")
        phone = Phone(_kind(kind) if colon else PhoneKind.MAIN, parse_phone(number))
        if NO_ZERO.fullmatch(phone.digits):
            raise FieldError("phone_zero", "phones", number=persian_digits(phone.digits))
        if any(one.digits == phone.digits and one.kind is phone.kind for one in phones):
            raise FieldError("phone_twice", "phones", number=persian_digits(phone.digits))
        phones.append(phone)
    if len(phones) > MOST_PHONES:
        raise FieldError("phones_many", "phones", most=persian_digits(str(MOST_PHONES)))
    return tuple(phones)


def parse_phone(text: str) -> str:
    """Return a telephone number in ASCII digits; raises FieldError ``phone_form``."""
    number = ascii_digits(clean_text(text)).translate(_SEPARATORS).replace("–", "-").replace("/", "-")
    if not _PHONE.fullmatch(number):
        raise FieldError("phone_form", "phones", number=persian_digits(text.strip()[:40]))
    return number


def format_phones(phones: tuple[Phone, ...]) -> str:
    """Return the telephones as ``parse_phones`` reads them, in ASCII digits."""
    return words.PHONES_BETWEEN.join(
        one.digits
        if one.kind is PhoneKind.MAIN
        else words.PHONE.format(kind=words.PHONE_KINDS[one.kind], number=one.digits)
        for one in phones
    )


def encode_phones(phones: tuple[Phone, ...]) -> str:
    """Return the telephones as they are stored and sent: «main 034-32114450;sales 034-32114451»."""
    return ";".join(f"{one.kind} {one.digits}" for one in phones)


def decode_phones(text: str) -> tuple[Phone, ...]:
    """Return the telephones of a stored text; raises FieldError ``phone_form``, ``phone_kind`` or ``phones_many``."""
    pieces = text.split(";") if text else []
    if len(pieces) > MOST_PHONES:
        raise FieldError("phones_many", "phones", most=persian_digits(str(MOST_PHONES)))
    phones = []
    for piece in pieces:
        kind, _, number = piece.partition(" ")
        if kind not in set(PhoneKind):
            raise FieldError("phone_kind", "phones", kind=kind[:40])
        phones.append(Phone(PhoneKind(kind), parse_phone(number)))
    return tuple(phones)


def is_stored_phones(text: str) -> bool:
    """Return whether ``text`` is exactly as ``encode_phones`` writes it."""
    try:
        return encode_phones(decode_phones(text)) == text
    except FieldError:
        return False


def parse_services(text: str) -> tuple[str, ...]:
    """Return the services of a text, separated by commas; raises FieldError ``services_many`` or ``text_long``.

    Together they are a line of the address slip, so the whole list has the limit of a text.
    """
    found = split_services(text)
    if len(found) > MOST_SERVICES:
        raise FieldError("services_many", "services", most=persian_digits(str(MOST_SERVICES)))
    if len(format_services(found)) > LONGEST_TEXT:
        raise _too_long("services")
    return found


def split_services(text: str) -> tuple[str, ...]:
    """Return the services of a stored text, however many an older program took."""
    return tuple(dict.fromkeys(filter(None, (clean_name(piece) for piece in _LIST_BETWEEN.split(text)))))


def format_services(services: tuple[str, ...]) -> str:
    """Return the services as one text."""
    return words.SERVICES_BETWEEN.join(services)


def parse_latitude(text: str) -> str:
    """Return degrees north; raises FieldError ``degrees_form``, ``place_swapped`` or ``place_outside``."""
    return _degrees(text, "latitude", LATITUDES, LONGITUDES)


def parse_longitude(text: str) -> str:
    """Return degrees east; raises FieldError ``degrees_form``, ``place_swapped`` or ``place_outside``."""
    return _degrees(text, "longitude", LONGITUDES, LATITUDES)


def _degrees(text: str, name: str, bounds: tuple[float, float], others: tuple[float, float]) -> str:
    typed = ascii_digits(clean_text(text)).replace("\u066b", ".").rstrip("°")
    if not typed:
        return ""
    if not _DEGREES.fullmatch(typed):
        raise FieldError("degrees_form", name, typed=persian_digits(typed[:40]))
    degrees = float(typed)
    if not bounds[0] <= degrees <= bounds[1]:
        is_swapped = others[0] <= degrees <= others[1]
        least, most = (persian_digits(f"{bound:g}") for bound in bounds)
        if is_swapped:
            raise FieldError("place_swapped", name)
        raise FieldError("place_outside", name, least=least, most=most)
    whole, _, rest = typed.partition(".")
    return f"{int(whole)}.{rest.rstrip('0') or '0'}"


def place_errors(latitude: str, longitude: str) -> list[FieldError]:
    """Return the error of the degree that is missing if only the other one is given."""
    if bool(latitude) == bool(longitude):
        return []
    return [FieldError("place_half", "longitude" if latitude else "latitude")]


def _kind(text: str) -> PhoneKind:
    key = normalise(text)
    for kind, name in words.PHONE_KINDS.items():
        if key == normalise(name):
            return PhoneKind(kind)
    raise FieldError("phone_kind", "phones", kind=clean_text(text)[:40])


def _too_long(name: str) -> FieldError:
    return FieldError("text_long", name, most=persian_digits(str(LONGEST_TEXT)))


def _line(name: str, *, is_needed: bool = False) -> Callable[[str], str]:
    def parse(text: str) -> str:
        line = clean_name(text)
        if is_needed and not line:
            raise FieldError("dealership_name_empty", name)
        if len(line) > LONGEST_TEXT:
            raise _too_long(name)
        return line

    return parse


def _valid_from(text: str) -> date | None:
    return parse_written(text) if text.strip() else None


PARSERS: Mapping[str, Callable[[str], object]] = {
    "code": parse_code,
    **{name: _line(name, is_needed=name == "name") for name in TEXTS},
    "services": parse_services,
    "phones": parse_phones,
    "latitude": parse_latitude,
    "longitude": parse_longitude,
    "hours": parse_hours,
    "phone_hours": parse_hours,
    "valid_from": _valid_from,
}


def with_note(facts: DealershipFacts, written: str) -> DealershipFacts:
    """Return the facts with hours as an older row has them: as intervals if they can be read, else as a note."""
    if facts.hours.is_known or not written:
        return facts
    try:
        return replace(facts, hours=parse_hours(written))
    except FieldError:
        return replace(facts, hours_note=written)
