"""Merge the customers of an export: one file for each code; existing values stay, missing ones are filled."""

from dataclasses import replace
from functools import cache, lru_cache

from dealer_app.domain.customers import CustomerKind
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import normalise, persian_digits
from dealer_app.services.imports.known import KnownCustomer
from dealer_app.services.imports.rows import PersonFacts
from resources.tables import read_table

_HALF_SPACE = "\u200c"
_CONTACT = ("mobile", "city", "postal_code")


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """Return the same key for different spellings of a name: without spaces and half-spaces."""
    return normalise(name).replace(" ", "")


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("given_name_prefixes"))


def split_name(person: PersonFacts) -> tuple[str, str]:
    """Return (given, family) of a whole name; a company's name or a single word is the family name."""
    words = person.name.split(" ")
    given = 2 if words[0] in _prefixes() and len(words) > 2 else 1  # noqa: PLR2004 - prefix, name, family
    if person.kind is CustomerKind.LEGAL or len(words) == 1:
        return "", person.name
    return " ".join(words[:given]), " ".join(words[given:])


def fill_customer(known: KnownCustomer, person: PersonFacts) -> KnownCustomer:
    """Return the customer with its missing values filled; existing values are kept.

    A name that only an import wrote is replaced by a better spelling, one with more half-spaces.
    """
    missing = {
        field: getattr(person, field) for field in _CONTACT if not getattr(known, field) and getattr(person, field)
    }
    if _is_better_spelling(known, person.name):
        missing["given_name"], missing["family_name"] = split_name(person)
    return replace(known, **missing) if missing else known


def _is_better_spelling(known: KnownCustomer, name: str) -> bool:
    is_untouched = known.origin == "import" and known.version == 1
    return is_untouched and name.count(_HALF_SPACE) > known.name.count(_HALF_SPACE) and _is_same_name(known, name)


def _is_same_name(known: KnownCustomer, name: str) -> bool:
    return name == known.name or name_key(name) == name_key(known.name)


def list_differences(known: KnownCustomer, person: PersonFacts) -> list[FieldError]:
    """Return a warning for each value of the file that the export contradicts; the file's value is kept.

    City and postal code change from order to order in exports, so they are compared only for a file made at the
    counter.
    """
    differences = [] if _is_same_name(known, person.name) else [_difference("name", known.name, person.name)]
    for field in _CONTACT if known.origin == "counter" else ("mobile",):
        ours, theirs = getattr(known, field), getattr(person, field)
        if ours and theirs and name_key(ours) != name_key(theirs):
            differences.append(_difference(field, ours, theirs))
    return differences


def _difference(field: str, known: str, given: str) -> FieldError:
    return FieldError(
        "import_customer_differs",
        field,
        is_warning=True,
        known=persian_digits(known),
        given=persian_digits(given),
    )
