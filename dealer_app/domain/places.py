"""Provinces and their larger cities: completion of a city, and a doubt about a city of another province.

The tables name their source; a city that no table knows is no doubt, because most cities are in none.
"""

from functools import cache

from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import normalise
from resources.tables import read_table


@cache
def list_provinces() -> tuple[str, ...]:
    """Return the names of all provinces in alphabetical order."""
    return tuple(row["province"] for row in read_table("provinces"))


@cache
def cities_of(province: str) -> tuple[str, ...]:
    """Return the larger cities of ``province``, the largest first; () for an unknown province."""
    rows = (row["cities"] for row in read_table("provinces") if row["province"] == province)
    return tuple(next(rows, "").split("|")) if province in list_provinces() else ()


@cache
def _provinces_by_city() -> dict[str, frozenset[str]]:
    """Return the provinces in which there is a city of a name, by the name's key."""
    found: dict[str, set[str]] = {}
    for province in list_provinces():
        for city in cities_of(province):
            found.setdefault(_key(city), set()).add(province)
    for row in read_table("shared_city_names"):
        found.setdefault(_key(row["city"]), set()).add(row["province"])
    return {city: frozenset(provinces) for city, provinces in found.items()}


def city_warning(province: str, city: str) -> FieldError | None:
    """Return a warning if ``city`` is known, but only in other provinces than ``province``."""
    known = _provinces_by_city().get(_key(city), frozenset())
    if not province or not known or province in known:
        return None
    return FieldError("city_other_province", "city", is_warning=True, city=city, province=province, known=min(known))


def _key(city: str) -> str:
    return normalise(city).replace(" ", "")
