"""Judge the plans of a sheet: sums that do not add up, and prices far from those of the same car.

The counter and head office ask the same doubts; each gives the prices that it knows.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from dealer_app.domain.errors import FieldError, sentence
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.plans.checks import list_doubts
from dealer_app.domain.plans.plans import PlanFields
from dealer_app.services.plans.records import car_key
from dealer_app.services.plans.sheet import SheetPlan

KnownPrice = tuple[str, str, int]
"""The key of a car, the code of a plan, its price in Rial."""


def judge_sheet(plans: Sequence[SheetPlan], known: Iterable[KnownPrice]) -> tuple[FieldError, ...]:
    """Return the doubts about the plans of a sheet, each with its row: warnings ``plan_doubt`` (row, name, reason)."""
    cars = _prices_by_car((*known, *(price_of(plan.fields) for plan in plans)))
    found = []
    for plan in plans:
        key, code, _ = price_of(plan.fields)
        for doubt in list_doubts(plan.fields, cars[key].usual_beside(code) if key else 0):
            given = {"row": persian_digits(str(plan.row)), "name": plan.fields.name, "reason": sentence(doubt)}
            found.append(FieldError("plan_doubt", doubt.field, is_warning=True, **given))
    return tuple(found)


def price_of(fields: PlanFields) -> KnownPrice:
    """Return what is compared of a plan."""
    return car_key(fields), fields.code, fields.price


class _Prices:
    """The prices of one car, sorted, and by the code of their plan; each price counts once for a code."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        self._by_code: dict[str, list[int]] = {}
        for code, price in dict.fromkeys(pairs):
            self._by_code.setdefault(code, []).append(price)
        self._all = sorted(price for prices in self._by_code.values() for price in prices)

    def usual_beside(self, code: str) -> float:
        """Return the median of the prices of other codes, 0 without any; it takes as long as the code has prices."""
        own = sorted(self._by_code.get(code, ()))
        count = len(self._all) - len(own)
        if not count:
            return 0
        places = _places(self._all, own)
        middle = [self._all[_skip(places, at)] for at in ((count - 1) // 2, count // 2)]
        return middle[0] if middle[0] == middle[1] else sum(middle) / 2


def _places(all_prices: Sequence[int], own: Sequence[int]) -> list[int]:
    """Return a place among all prices for each own one, ascending; equal prices have places beside each other."""
    places = list[int]()
    for price in own:
        at = bisect_left(all_prices, price)
        places.append(max(at, places[-1] + 1) if places else at)
    return places


def _skip(places: Sequence[int], at: int) -> int:
    """Return the place of the ``at``-th price that is not at one of ``places``."""
    for place in places:
        at += place <= at
    return at


def _prices_by_car(known: Iterable[KnownPrice]) -> dict[str, _Prices]:
    pairs: dict[str, list[tuple[str, int]]] = {}
    for key, code, price in known:
        if key and price:
            pairs.setdefault(key, []).append((code, price))
    return {key: _Prices(of_car) for key, of_car in pairs.items()}
