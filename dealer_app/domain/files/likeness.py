"""Compare what is typed with a stored file, field by field, for the warning that it may be the same person."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.codes.masking import mask_mobile, mask_national_code, mask_passport, mask_sheba
from dealer_app.domain.customers import CustomerFields, Difference
from dealer_app.domain.persian import normalise, persian_digits
from dealer_app.domain.registration import normalise_fields

_MASKS: Final[dict[str, Callable[[str], str]]] = {
    "national_code": mask_national_code,
    "representative_national_code": mask_national_code,
    "mobile": mask_mobile,
    "sheba": mask_sheba,
    "landline": mask_mobile,
    "work_phone": mask_mobile,
    "postal_code": mask_national_code,
    "passport_number": mask_passport,
}
"""Fields whose stored value is masked: the person at the counter may be somebody else."""
_LATIN: Final = frozenset({"sheba", "passport_number"})
COMPARED: Final = (
    "kind",
    "national_code",
    "given_name",
    "family_name",
    "father_name",
    "birth_on",
    "birth_certificate_number",
    "passport_number",
    "representative_name",
    "representative_national_code",
    "mobile",
    "landline",
    "province",
    "city",
    "postal_code",
    "sheba",
)
"""Fields that tell two people apart, in the order of the form; an address is written in too many ways."""


def differences(stored: CustomerFields, typed: CustomerFields) -> tuple[Difference, ...]:
    """Return the compared fields that are typed and differ from the stored ones; writing variants do not differ."""
    given = normalise_fields(typed)
    found = []
    for name in COMPARED:
        kept, new = getattr(stored, name), getattr(given, name)
        if new and _key(kept) != _key(new):
            found.append(Difference(name, _stored(name, kept), _shown(name, new)))
    return tuple(found)


def compare(one: CustomerFields, other: CustomerFields) -> tuple[Difference, ...]:
    """Return the compared fields in which two stored files differ; both values are masked."""
    return tuple(
        Difference(name, _stored(name, getattr(one, name)), _stored(name, getattr(other, name)))
        for name in COMPARED
        if _key(getattr(one, name)) != _key(getattr(other, name))
    )


def _words(value: object) -> str:
    return format_jalali(value) if isinstance(value, date) else str(value or "")


def _stored(name: str, value: object) -> str:
    return _MASKS[name](_words(value)) if name in _MASKS else _shown(name, value)


def _shown(name: str, value: object) -> str:
    words = _words(value)
    return words if name in _LATIN else persian_digits(words)


def _key(value: object) -> str:
    return " ".join(re.findall(r"\w+", normalise(_words(value))))
