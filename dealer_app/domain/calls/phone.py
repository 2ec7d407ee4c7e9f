"""Settings of the company's phone line: its hours, and when a call-back is pressing; each with its source."""

from dataclasses import dataclass, replace

from dealer_app.domain.company import parse_source
from dealer_app.domain.directory.hours import encode_hours, is_stored_hours
from dealer_app.domain.directory.written_hours import parse_hours
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import persian_digits
from resources.texts.settings_names import PHONE_SOURCE

MOST_GRACE_MINUTES = 240
SAMPLE_HOURS = ";".join(f"{day} 08:00-16:30" for day in ("sat", "sun", "mon", "tue", "wed"))


@dataclass(frozen=True, slots=True)
class PhoneSettings:
    """Hours of the line whose number is ``CompanySettings.phone``; a dated setting that a manager changes.

    ``hours`` are stored as ``encode_hours`` writes them. The source names office hours without figures: the figures are
    samples until a manager confirms them. A call-back is due from ``call_back_grace_minutes`` before its moment, and
    late from so long after it.
    """

    hours: str = SAMPLE_HOURS
    is_open_on_holidays: bool = False
    source: str = PHONE_SOURCE
    is_sample: bool = True
    call_back_grace_minutes: int = 15


def parse_grace(text: str) -> int:
    """Return a number of minutes; raises FieldError ``settings_grace_range``."""
    minutes = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_GRACE_MINUTES)) else 0
    if not 1 <= minutes <= MOST_GRACE_MINUTES:
        most = persian_digits(str(MOST_GRACE_MINUTES))
        raise FieldError("settings_grace_range", "call_back_grace_minutes", most=most)
    return minutes


def clean_phone(phone: PhoneSettings) -> tuple[PhoneSettings, tuple[FieldError, ...]]:
    """Return the settings as they are stored, and the errors of the fields that cannot be stored.

    ``hours`` may be written as ``parse_hours`` reads them, or as they are stored.
    """
    errors = []
    try:
        hours = parse_phone_hours(phone.hours)
    except FieldError as error:
        hours, errors = "", [error.at("phone_hours")]
    try:
        source = parse_source(phone.source)
    except FieldError as error:
        source, errors = "", [*errors, error.at("phone_source")]
    try:
        parse_grace(str(phone.call_back_grace_minutes))
    except FieldError as error:
        errors = [*errors, error]
    return replace(phone, hours=hours, source=source), tuple(errors)


def parse_phone_hours(text: str) -> str:
    """Return hours as they are stored, from their words or their stored form; raises FieldError of ``parse_hours``."""
    return text if is_stored_hours(text) else encode_hours(parse_hours(text))
