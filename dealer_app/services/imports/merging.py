"""Merge head office's facts into a known order; what only looks lost, blank or 0, keeps its known value."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.errors import FieldError
from dealer_app.domain.money import format_rial
from dealer_app.domain.orders.orders import OrderFields
from dealer_app.domain.persian import fuller_number, number_beginning, persian_digits
from dealer_app.services.imports.rows import RowFacts
from resources.texts.imports import BLANK_OR_ZERO

KEPT_FIELDS = ("withdrawal_sheba", "giver_national_code")
"""A withdrawn order's Sheba and a reassigned order's giver are kept if a later export has no value for them."""
_NUMBERS = {"contract_number", "invitation_number"}
_AMOUNTS = ("price", "discount", "prepayment", "received")
_SETTLED = ("contract_number", "contract_on", "request_on", "tracking_code", "brand", "car", "model_year")
"""Facts that an order never loses; other blanks, such as a chassis number taken back, are head office's word."""


def merge_order(known: OrderFields, facts: RowFacts, present: frozenset[str]) -> tuple[OrderFields, list[FieldError]]:
    """Return head office's new facts, and a warning for each value that is kept; ``present`` have a column.

    An amount becomes 0 only if the row's own remaining amount says so, and a price never.
    """
    given = facts.order
    if given == known:
        return known, []
    changes = {name: value for name in present if (value := getattr(given, name)) != getattr(known, name)}
    changes.pop("request_number", None)  # the same number in another spelling is the same number
    for name in _NUMBERS & changes.keys():
        changes[name] = fuller_number(getattr(known, name), getattr(given, name))
    for name in KEPT_FIELDS:
        if name in changes and not changes[name]:
            del changes[name]
    kept = list(_list_accidents(changes, facts)) if changes else []
    for name in kept:
        del changes[name]
    warnings = [*_list_lost_zeros(known, given), *(_kept_warning(name, getattr(known, name)) for name in kept)]
    return (replace(known, **changes) if changes else known), warnings


def _list_lost_zeros(known: OrderFields, given: OrderFields) -> Iterator[FieldError]:
    """Yield a warning if the request is known by a number with other leading zeros: both are one order."""
    zeros, theirs = (len(number_beginning(order.request_number)) for order in (known, given))
    if zeros != theirs:
        numbers = {"known": known.request_number, "given": given.request_number}
        yield FieldError("import_number_zeros", "request_number", is_warning=True, **numbers)


def _list_accidents(changes: Mapping[str, object], facts: RowFacts) -> Iterator[str]:
    is_said = facts.is_summed and facts.order.price > 0
    for name in _AMOUNTS:
        if name in changes and not changes[name] and (name == "price" or not is_said):
            yield name
    for name in _SETTLED:
        if name in changes and not changes[name]:
            yield name


def _kept_warning(name: str, known: object) -> FieldError:
    if isinstance(known, date):
        shown = format_jalali(known)
    else:
        shown = format_rial(known) if isinstance(known, int) else persian_digits(str(known))
    return FieldError("import_value_kept", name, is_warning=True, known=shown, given=BLANK_OR_ZERO)
