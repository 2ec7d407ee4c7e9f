"""Declare the fields of a customer's file, whole or in part, and of the dealership on a paper."""

from dataclasses import MISSING, fields
from typing import Any

from dealer_app.domain.company import CompanySettings
from dealer_app.domain.customers import CustomerFields, CustomerKind
from dealer_app.domain.settings import DealershipSettings
from dealer_app.protocol.schemas import values as v
from dealer_app.protocol.schemas.fields import Field, Record

_FIELDS: dict[str, Field] = {
    "kind": v.one_of(*CustomerKind),
    "national_code": v.PERSON_CODE_OR_NONE,
    "given_name": v.LINE,
    "family_name": v.LINE,
    "father_name": v.LINE,
    "birth_on": v.DAY_OR_NONE,
    "birth_certificate_number": v.LINE,
    "birth_place": v.LINE,
    "gender": v.one_of("", "female", "male"),
    "passport_number": v.PASSPORT,
    "representative_name": v.LINE,
    "representative_national_code": v.NATIONAL_CODE,
    "mobile": v.MOBILE,
    "landline": v.LANDLINE,
    "province": v.LINE,
    "city": v.LINE,
    "postal_code": v.POSTAL_CODE,
    "address": v.PROSE,
    "sheba": v.SHEBA,
    "is_sheba_own": v.FLAG,
    "job": v.LINE,
    "workplace": v.LINE,
    "work_phone": v.LANDLINE,
    "education": v.LINE,
    "note": v.PROSE,
}


def whole(kind: type, declared: dict[str, Field]) -> dict[str, Field]:
    """Return the fields of a frozen value: those of its class, each as declared; one with a default may be absent.

    Raises KeyError for a field of the class that is not declared: what is not declared is not parsed.
    """
    return {
        one.name: declared[one.name]
        if one.default is MISSING and one.default_factory is MISSING
        else declared[one.name].optional()
        for one in fields(kind)
    }


def _wrong_code(given: dict[str, Any]) -> str:
    """Return the code's field if the code is not one of a person of this kind."""
    code, kind = given.get("national_code"), given.get("kind")
    return "national_code" if code and kind and not is_code_of(kind, code) else ""


_CODES_OF = {kind: v.parsed_by(parser) for kind, parser in v.PERSON_PARSERS.items()}


def is_code_of(kind: str, code: str) -> bool:
    """Return whether the domain reads ``code`` as the code of a person of ``kind``."""
    return kind in _CODES_OF and _CODES_OF[kind](code)


_LINE = Record({"text": v.LINE})


def is_line(text: str) -> bool:
    """Return whether a text is one line of what a database and a reader can stand."""
    return _LINE.fits({"text": text})


FILE = Record(whole(CustomerFields, _FIELDS), _wrong_code)
"""The fields of a file, each of them optional: a correction has only those that change."""
ONE_FIELD = {name: Record({"value": field}) for name, field in FILE.fields.items()}
"""Name of a field -> the record of a value for it."""
DEALERSHIP = Record(
    whole(
        DealershipSettings,
        {
            "code": v.PASTED,
            "name": v.LINE,
            "city": v.LINE,
            "address": v.LINE,
            "phone": v.PASTED,
            "hours": v.LINE,
            "company_phone": v.PASTED,
            "is_sample": v.FLAG,
        },
    )
)
COMPANY = Record(
    whole(
        CompanySettings,
        {
            **dict.fromkeys(("name", "other_name", "phone", "short_phone", "source"), v.LINE),
            **dict.fromkeys(("site", "payment_site", "unified_site"), v.SITE),
            "is_sample": v.FLAG,
        },
    )
)
