"""The company's names, telephone numbers and official addresses: where they come from, and how they are checked."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import ascii_digits, clean_name, clean_text, persian_digits
from dealer_app.domain.registration import LONGEST_LINE
from resources.tables import read_table
from resources.texts.sentences import signs

LONGEST_PHONE = 20
_PHONE = re.compile(r"\+?\d(?:[\d-]*\d)?")
_LEAST_DIGITS, _MOST_DIGITS = 3, 15
_SITE = re.compile(r"https://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[\w./~%-]*)?", re.ASCII)
LONGEST_SITE = 120
"""Most letters of an address; a longer one makes a QR code too dense for a small paper."""


@dataclass(frozen=True, slots=True)
class CompanySettings:
    """The company as visitors look for it; a dated setting that a manager changes, with its source.

    ``other_name`` is the second spelling that people use, ``short_phone`` the number inside the company's network.
    """

    name: str = ""
    other_name: str = ""
    phone: str = ""  # as it is written: 021-42724
    short_phone: str = ""
    site: str = ""  # https://…/
    payment_site: str = ""
    unified_site: str = ""  # of the unified system; "" while nobody knows it for certain
    source: str = ""
    is_sample: bool = True


@cache
def load_company() -> CompanySettings:
    """Return the values of the table ``company.csv``, which are samples until a manager confirms them."""
    rows = {row["name"]: row for row in read_table("company")}
    sources = sorted({row["source"] for row in rows.values() if row["value"]})
    values = {name: row["value"] for name, row in rows.items()}
    return CompanySettings(**values, source=signs.JOIN_SOURCES.join(sources), is_sample=True)


def parse_site(text: str) -> str:
    """Return an address that begins with https://, as a QR code holds it; raises ``site_empty``, ``site_form``.

    A bare host gets its closing slash, so that the code of the same address is always the same.
    """
    site = "".join(clean_text(text).split())
    if not site:
        raise FieldError("site_empty", "site")
    scheme, mark, rest = site.partition("://")
    host, slash, path = rest.partition("/")
    site = f"{scheme.lower()}{mark}{host.lower()}{slash or '/'}{path}"
    if len(site) > LONGEST_SITE or not _SITE.fullmatch(site):
        raise FieldError("site_form", "site")
    return site


def parse_site_or_none(text: str) -> str:
    """Return an address as ``parse_site`` does, or "" for an empty text; raises ``site_form``."""
    return parse_site(text) if clean_text(text) else ""


def parse_company_phone(text: str) -> str:
    """Return a telephone number of 3 to 15 digits with its hyphens, in ASCII; raises ``company_phone_form``."""
    phone = "".join(ascii_digits(clean_text(text)).split())
    count = sum(mark.isdecimal() for mark in phone)
    is_phone = _PHONE.fullmatch(phone) is not None and len(phone) <= LONGEST_PHONE
    if not is_phone or not _LEAST_DIGITS <= count <= _MOST_DIGITS:
        raise FieldError("company_phone_form", "phone")
    return phone


def parse_company_name(text: str) -> str:
    """Return a name of the company; raises ``company_name_empty``, ``text_too_long``."""
    name = clean_name(text)
    if not name:
        raise FieldError("company_name_empty", "name")
    if len(name) > LONGEST_LINE:
        raise FieldError("text_too_long", "name", most=persian_digits(str(LONGEST_LINE)))
    return name


def parse_source(text: str) -> str:
    """Return where a value comes from: no value is kept without one. Raises ``source_empty``, ``text_too_long``."""
    source = clean_text(text)
    if not source:
        raise FieldError("source_empty", "source")
    if len(source) > LONGEST_LINE:
        raise FieldError("text_too_long", "source", most=persian_digits(str(LONGEST_LINE)))
    return source


PARSERS: dict[str, Callable[[str], str]] = {
    "name": parse_company_name,
    "other_name": parse_company_name,
    "phone": parse_company_phone,
    "short_phone": parse_company_phone,
    "site": parse_site,
    "payment_site": parse_site,
    "unified_site": parse_site_or_none,
    "source": parse_source,
}
"""Field of the settings -> the check that both the service and the form ask."""


def clean_company(company: CompanySettings) -> tuple[CompanySettings, tuple[FieldError, ...]]:
    """Return the settings as they are stored, and the errors of the fields that cannot be stored."""
    values, errors = {}, []
    for name, parse in PARSERS.items():
        try:
            values[name] = parse(getattr(company, name))
        except FieldError as error:
            errors.append(error.at(name))
    return replace(company, **values), tuple(errors)  # type: ignore[arg-type]


def synonyms_of(company: CompanySettings) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that mean the same: who types one also finds the other."""
    if company.name and company.other_name and company.name != company.other_name:
        yield company.name, company.other_name
