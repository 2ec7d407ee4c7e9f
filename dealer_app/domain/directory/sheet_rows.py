"""Read a dealership from a row of a sheet, beside what is known of it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dealer_app.domain.directory.dealerships import NO_ZERO, PARSERS, DealershipFacts, parse_dealership, place_errors
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.persian import ascii_digits

_LOST_ZERO = re.compile(rf"(?<![\d-]){NO_ZERO.pattern}(?![\d-])")


def read_row(raws: Mapping[str, str], known: DealershipFacts | None = None) -> DealershipFacts:
    """Return the facts of a row; a column that is missing or empty keeps what is known.

    A telephone that lost its leading zero gets it again. Raises FieldErrors of ``parse_dealership``; of a known
    dealership only the given cells are judged.
    """
    given = {name: text for name, text in raws.items() if text.strip()}
    if "phones" in given:
        given["phones"] = restore_zeros(given["phones"])
    if known is None:
        return parse_dealership(given)
    errors = list[FieldError]()
    read = dict[str, Any]()
    for name, text in given.items():
        try:
            read[name] = PARSERS[name](text)
        except FieldError as error:
            errors.append(error.at(name))
    facts = replace(known, **read)
    errors += [] if errors else place_errors(facts.latitude, facts.longitude)
    if errors:
        raise FieldErrors(errors)
    return replace(facts, hours_note="") if "hours" in read else facts


def restore_zeros(text: str) -> str:
    """Return telephones with ASCII digits and with the leading zero that a number cell lost: ten digits are one."""
    return _LOST_ZERO.sub(r"0\g<0>", ascii_digits(text))
