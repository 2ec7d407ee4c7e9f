"""Format a customer's field for reading: days in Jalali, choices by name, digits in Persian."""

from contextlib import suppress
from datetime import date

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.codes.banking import group_sheba
from dealer_app.domain.persian import persian_digits
from ui.texts import head_office as words
from ui.texts import registration as registration_words
from ui.widgets.words.directed import directed

CHOICES = {
    "kind": dict(registration_words.KINDS),
    "gender": dict(registration_words.GENDERS),
    "is_sheba_own": words.YES_NO,
}


def shown_value(field: str, value: str) -> str:
    """Return the displayed text of a field's stored value."""
    if field in CHOICES:
        return CHOICES[field].get(value, value) or words.EMPTY_VALUE
    if not value:
        return words.EMPTY_VALUE
    if field == "birth_on":
        with suppress(ValueError):
            return directed(format_jalali(date.fromisoformat(value)))
    if field == "sheba":
        return directed(group_sheba(value))
    return directed(persian_digits(value))
