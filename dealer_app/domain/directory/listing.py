"""The list of the directory in memory, filtered at each key: every word in any field, best matches first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from dealer_app.domain.directory.dealerships import LONGEST_CODE, DealershipFacts
from dealer_app.domain.directory.opening import OfficialDays
from dealer_app.domain.persian import normalise, number_beginning, sort_key

_BETWEEN = "\x00"


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    """A dealership of the list; ``closed`` are its closed days from today on, ``origin`` is "hub" or "manager"."""

    id: UUID
    facts: DealershipFacts
    closed: frozenset[date] = frozenset()
    origin: str = "hub"
    edited_by: str = ""
    is_own: bool = False
    key: str = field(default="", compare=False)
    order: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Directory:
    """All dealerships in the order of the list, and what is known of the holidays."""

    rows: tuple[DirectoryRow, ...] = ()
    official: OfficialDays = field(default_factory=OfficialDays)

    def find(self, code: str) -> DirectoryRow | None:
        """Return the dealership of a code."""
        return next((row for row in self.rows if row.facts.code == code), None)


@dataclass(frozen=True, slots=True)
class DirectoryImport:
    """How many rows of a sheet were new, changed and as known, and the headings that were not read."""

    added: int = 0
    changed: int = 0
    same: int = 0
    unknown: tuple[str, ...] = ()


def search_key(facts: DealershipFacts) -> str:
    """Return the text in which the words of a search are looked up: every field, names also without spaces."""
    texts = (facts.name, facts.city, facts.province, facts.address, facts.owner, *facts.services)
    plain = " ".join(normalise(text) for text in texts if text)
    squeezed = " ".join(normalise(text).replace(" ", "") for text in (facts.name, facts.city, facts.province))
    numbers = " ".join(number_beginning(phone.digits) for phone in facts.phones)
    return f"{normalise(facts.code)} {plain} {squeezed} {numbers}"


def order_key(facts: DealershipFacts) -> str:
    """Return the key by which the list is sorted: province, city, name."""
    return _BETWEEN.join(sort_key(text) for text in (facts.province, facts.city, facts.name))


def sort_rows(rows: Iterable[DirectoryRow], column: str, *, is_descending: bool) -> tuple[DirectoryRow, ...]:
    """Return the rows by ``name``, ``code`` or ``place`` (province, city, name; also for any other column)."""
    keys: dict[str, Callable[[DirectoryRow], str]] = {
        "name": lambda row: sort_key(row.facts.name),
        "code": lambda row: row.facts.code.rjust(LONGEST_CODE),
    }
    return tuple(sorted(rows, key=keys.get(column, lambda row: row.order), reverse=is_descending))


def filter_rows(rows: Iterable[DirectoryRow], text: str) -> tuple[DirectoryRow, ...]:
    """Return the rows that contain every word of ``text``: a code first, then a word that begins so."""
    words = _words(text)
    if not words:
        return tuple(rows)
    if len(words) == 1:
        found = [row for row in rows if words[0] in row.key]
    else:
        found = [row for row in rows if all(word in row.key for word in words)]
    first = words[0]
    return tuple(sorted(found, key=lambda row: _rank(row, first)))


def list_neighbours(rows: Iterable[DirectoryRow], row: DirectoryRow) -> tuple[DirectoryRow, ...]:
    """Return the other dealerships of the same province, those of the same city first."""
    province, _, rest = row.order.partition(_BETWEEN)
    if not province:
        return ()
    city = f"{province}{_BETWEEN}{rest.partition(_BETWEEN)[0]}{_BETWEEN}"
    others = (one for one in rows if one.order.startswith(f"{province}{_BETWEEN}") and one.id != row.id)
    return tuple(sorted(others, key=lambda one: not one.order.startswith(city)))


def _rank(row: DirectoryRow, word: str) -> int:
    if row.key.startswith(f"{word} "):
        return 0
    if row.key.startswith(word):
        return 1
    return 2 if f" {word}" in row.key else 3


def _words(text: str) -> Sequence[str]:
    """Return the words of a search; separators inside numbers do not matter."""
    return [
        number_beginning(word).lower() if any(letter.isdecimal() for letter in word) else word
        for word in normalise(text).split()
    ]
