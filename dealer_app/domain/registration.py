"""Normalise the fields of a registration, and find its errors and warnings."""

from collections.abc import Callable, Iterator
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date

from dealer_app.domain.calendar.jalali import to_jalali
from dealer_app.domain.codes.banking import parse_sheba, sheba_warning
from dealer_app.domain.codes.identity import (
    mobile_warning,
    parse_foreign_code,
    parse_landline,
    parse_legal_id,
    parse_mobile,
    parse_national_code,
    parse_passport,
    parse_postal_code,
    postal_code_warning,
)
from dealer_app.domain.customers import CustomerFields, CustomerKind
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import ascii_digits, clean_lines, clean_name, clean_text, persian_digits
from dealer_app.domain.places import city_warning
from dealer_app.domain.required import missing_error, required_fields

Parser = Callable[[str], str]
Warner = Callable[[str], FieldError | None]

CODE_PARSERS: dict[CustomerKind, Parser] = {
    CustomerKind.NATURAL: parse_national_code,
    CustomerKind.LEGAL: parse_legal_id,
    CustomerKind.FOREIGN: parse_foreign_code,
}
_WARNERS: dict[str, Warner] = {
    "mobile": mobile_warning,
    "postal_code": postal_code_warning,
    "sheba": sheba_warning,
}
_PERSON_NAMES = ("given_name", "family_name", "father_name", "representative_name")
_NAMES = frozenset({*_PERSON_NAMES, "birth_place", "province", "city", "job", "workplace", "education"})
_PROSE = frozenset({"address", "note"})
LONGEST_LINE, LONGEST_PROSE = 500, 4_000
"""Most letters of a text on one line, and of an address, a note or a reason: on screen, in files and on the wire."""
_ADULT_YEARS = 18
_OLDEST_YEARS = 120


def _parsers(kind: CustomerKind) -> dict[str, Parser]:
    return {
        "national_code": CODE_PARSERS[kind],
        "representative_national_code": parse_national_code,
        "passport_number": parse_passport,
        "mobile": parse_mobile,
        "landline": parse_landline,
        "postal_code": parse_postal_code,
        "sheba": parse_sheba,
        "work_phone": parse_landline,
    }


def normalise_fields(fields: CustomerFields) -> CustomerFields:
    """Return ``fields`` as they are stored: texts clean, codes in ASCII digits; an invalid code is only cleaned."""
    parsers = _parsers(fields.kind)
    changes = {
        field.name: _normalised(value, parsers.get(field.name))
        for field in fields_of(fields)
        if field.name != "kind" and isinstance(value := getattr(fields, field.name), str)
    }
    changes |= {name: clean_name(getattr(fields, name)) for name in _NAMES}
    changes["note"] = clean_lines(fields.note)
    changes["birth_certificate_number"] = ascii_digits(changes["birth_certificate_number"])
    return replace(fields, **changes)  # type: ignore[arg-type]


def _normalised(value: str, parser: Parser | None) -> str:
    cleaned = clean_text(value)
    if parser is None or not cleaned:
        return cleaned
    try:
        return parser(cleaned)
    except FieldError:
        return cleaned


def check_registration(fields: CustomerFields, today: date) -> tuple[FieldError, ...]:
    """Return all errors and warnings (``is_warning``) of a registration, in the order of the form's fields."""
    found = [
        *_missing(fields),
        *_too_long(fields),
        *_bad_codes(fields),
        *_bad_names(fields),
        *_bad_birth(fields, today),
        *_doubts(fields),
    ]
    order = {field.name: at for at, field in enumerate(fields_of(fields))}
    return tuple(sorted(found, key=lambda error: order[error.field]))


def _missing(fields: CustomerFields) -> Iterator[FieldError]:
    parsers = _parsers(fields.kind)
    for one in required_fields()[fields.kind]:
        value = getattr(fields, one.field)
        if not (value.strip() if isinstance(value, str) else value):
            yield _missing_error(fields.kind, one.field, parsers.get(one.field))


def _missing_error(kind: CustomerKind, name: str, parser: Parser | None) -> FieldError:
    """Return the error of a needed field that is empty: in the words of its parser, if they are about nothing else."""
    if parser is None or name == "representative_national_code":
        return missing_error(kind, name)
    try:
        parser("")
    except FieldError as error:
        return error.at(name)
    return missing_error(kind, name)


def _bad_codes(fields: CustomerFields) -> Iterator[FieldError]:
    for name, parser in _parsers(fields.kind).items():
        typed = getattr(fields, name)
        if not typed.strip():
            continue
        try:
            parsed = parser(typed)
        except FieldError as error:
            yield error.at(name)
            continue
        warning = _WARNERS[name](parsed) if name in _WARNERS else None
        if warning is not None:
            yield warning


def _too_long(fields: CustomerFields) -> Iterator[FieldError]:
    for item in fields_of(fields):
        value, most = getattr(fields, item.name), LONGEST_PROSE if item.name in _PROSE else LONGEST_LINE
        if isinstance(value, str) and len(value) > most:
            yield FieldError("text_too_long", item.name, most=persian_digits(str(most)))


def _bad_names(fields: CustomerFields) -> Iterator[FieldError]:
    for name in _PERSON_NAMES:
        value = getattr(fields, name)
        is_company = name == "family_name" and fields.kind is CustomerKind.LEGAL
        if not is_company and any(letter.isdigit() for letter in value):
            yield FieldError("name_has_digits", name)


def _bad_birth(fields: CustomerFields, today: date) -> Iterator[FieldError]:
    born = fields.birth_on
    if born is None or fields.kind is CustomerKind.LEGAL:
        return
    if born > today:
        yield FieldError("birth_in_future", "birth_on")
        return
    years = full_years(born, today)
    if years > _OLDEST_YEARS:
        yield FieldError("birth_too_early", "birth_on")
    elif years < _ADULT_YEARS:
        yield FieldError("birth_minor", "birth_on", is_warning=True)


def full_years(born: date, today: date) -> int:
    """Return the full Jalali years from ``born`` to ``today``."""
    year, month, day = to_jalali(born)
    this_year, this_month, this_day = to_jalali(today)
    return this_year - year - ((this_month, this_day) < (month, day))


def _doubts(fields: CustomerFields) -> Iterator[FieldError]:
    elsewhere = city_warning(fields.province, fields.city)
    if elsewhere is not None:
        yield elsewhere
    yield from _not_own(fields)


def _not_own(fields: CustomerFields) -> Iterator[FieldError]:
    if fields.sheba.strip() and not fields.is_sheba_own:
        yield FieldError("sheba_not_own", "is_sheba_own")
