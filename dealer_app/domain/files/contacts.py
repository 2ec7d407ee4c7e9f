"""Change the mobile or the Sheba of a file: which paper proves it and who saw that paper; the old number is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

from dealer_app.domain.codes.banking import parse_sheba, sheba_warning
from dealer_app.domain.codes.identity import mobile_warning, parse_mobile
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import ContactId, CustomerId
from dealer_app.domain.persian import clean_text, persian_digits
from resources.tables import read_table
from resources.texts.papers import SAMPLE

LONGEST_DETAIL: Final = 200
"""Most letters of a paper's number and of the name of who saw it."""


class ContactField(StrEnum):
    """A number of a file that changes only with a paper."""

    MOBILE = "mobile"
    SHEBA = "sheba"


@dataclass(frozen=True, slots=True)
class ContactPaper:
    """A paper that may prove a number; one row of the table ``contact_papers.csv``."""

    code: str
    name: str
    source: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ChangeContact:
    """Request to change one number of the file with this national code, legal id or foreign code.

    ``paper`` is the code of a ContactPaper, ``paper_number`` what is written on it (may be empty), ``seen_by`` who
    held it in their hands. ``is_own`` says that a Sheba is the customer's own account. ``accepted_warnings`` holds the
    codes of the doubts that the clerk confirmed.
    """

    national_code: str
    field: ContactField
    value: str
    paper: str
    paper_number: str
    seen_by: str
    is_own: bool = False
    accepted_warnings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """One change as it was recorded: frozen, with the number before it ("" if there was none)."""

    id: ContactId
    customer_id: CustomerId
    field: ContactField
    old: str
    new: str
    paper: str
    paper_name: str
    paper_number: str
    seen_by: str
    changed_on: date


PARSERS: Final = {ContactField.MOBILE: parse_mobile, ContactField.SHEBA: parse_sheba}
_WARNERS: Final = {ContactField.MOBILE: mobile_warning, ContactField.SHEBA: sheba_warning}


@cache
def contact_papers() -> Mapping[ContactField, tuple[ContactPaper, ...]]:
    """Return the papers that may prove each number, in the order of the table."""
    found: dict[ContactField, list[ContactPaper]] = {field: [] for field in ContactField}
    for row in read_table("contact_papers"):
        paper = ContactPaper(row["code"], row["name"], row["source"], row["note"].startswith(SAMPLE))
        found[ContactField(row["field"])].append(paper)
    return {field: tuple(papers) for field, papers in found.items()}


def find_paper(field: ContactField, code: str) -> ContactPaper | None:
    """Return the paper with this code that may prove ``field``, None if there is none."""
    return next((paper for paper in contact_papers()[field] if paper.code == code), None)


def check_change(command: ChangeContact) -> tuple[FieldError, ...]:
    """Return every error and warning (``is_warning``) of a change, in the order of the form's fields."""
    found: list[FieldError] = []
    try:
        parsed = PARSERS[command.field](command.value)
    except FieldError as error:
        found.append(error.at("value"))
    else:
        doubt = _WARNERS[command.field](parsed)
        found += [doubt.at("value")] if doubt is not None else []
    if command.field is ContactField.SHEBA and not command.is_own:
        found.append(FieldError("sheba_not_own", "is_own"))
    if find_paper(command.field, command.paper) is None:
        found.append(FieldError("contact_paper_unknown", "paper"))
    most = persian_digits(str(LONGEST_DETAIL))
    found += [FieldError("text_too_long", name, most=most) for name in _too_long(command)]
    if not clean_text(command.seen_by):
        found.append(FieldError("seen_by_empty", "seen_by"))
    return tuple(found)


def _too_long(command: ChangeContact) -> tuple[str, ...]:
    texts = {"paper_number": command.paper_number, "seen_by": command.seen_by}
    return tuple(name for name, text in texts.items() if len(clean_text(text)) > LONGEST_DETAIL)
