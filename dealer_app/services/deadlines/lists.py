"""List the running clocks of all orders page by page, and count them by group and kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from dealer_app.domain.deadlines.lists import (
    MOST_COUNTED,
    DeadlineCounts,
    DeadlineKey,
    DeadlinePage,
    DeadlineRow,
    DeadlineWish,
    Group,
    window_of,
)
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.domain.rights import Right
from dealer_app.services.deadlines.calendar import Reckoning, lacks_holidays, read_reckoning
from dealer_app.services.deadlines.reading import ORDER, Describe, Part, Reading, Source, begin_reading, hidden_from
from dealer_app.services.deadlines.sources import SOURCES
from dealer_app.services.rights import require_to_read
from dealer_app.store.core.unit import Unit

PAGE = 40
EVERYTHING = DeadlineWish()


@dataclass(frozen=True, slots=True)
class Board:
    """The first page of the list and the counts of the whole."""

    page: DeadlinePage
    counts: DeadlineCounts


def open_board(unit: Unit, wish: DeadlineWish = EVERYTHING, limit: int = PAGE) -> Board:
    """Return the first page of the list and its counts from one reading."""
    require_to_read(unit, Right.FIND)
    reading = begin_reading(unit)
    return Board(_page(unit, reading, wish, None, limit), _counts(reading))


def list_deadlines(
    unit: Unit, wish: DeadlineWish = EVERYTHING, after: DeadlineKey | None = None, limit: int = PAGE
) -> DeadlinePage:
    """Return the next ``limit`` clocks of the list after ``after`` (None: from its beginning)."""
    require_to_read(unit, Right.FIND)
    return _page(unit, begin_reading(unit), wish, after, limit)


def get_rows(unit: Unit, keys: Sequence[DeadlineKey]) -> tuple[DeadlineRow, ...]:
    """Return the rows of ``keys`` again, without clocks that no longer run until the same day."""
    require_to_read(unit, Right.FIND)
    hidden = hidden_from(unit)
    return _rows(unit, read_reckoning(unit), [key for key in keys if ORDER[key.kind] not in hidden])


def count_deadlines(unit: Unit) -> DeadlineCounts:
    """Return the clocks of each kind in each group, at most MOST_COUNTED each; none of kinds the actor may not see."""
    return _counts(begin_reading(unit))


def _page(unit: Unit, reading: Reading, wish: DeadlineWish, after: DeadlineKey | None, limit: int) -> DeadlinePage:
    reckoning = reading.reckoning
    first, last = window_of(wish.group, reckoning.today, reckoning.soon_days)
    part = Part(first, last, limit + 1, after, wish.is_latest_first, wish.group)
    streams = [stream for source in _sources(reading, wish.kind) for stream in source.streams(reading, part)]
    joined = merge(*streams, reverse=part.is_backward)
    found = list(islice(joined, part.limit))
    next_key = found[limit - 1] if len(found) > limit else None
    rows = _rows(unit, reckoning, found[:limit])
    return DeadlinePage(rows, next_key, reckoning.today, reckoning.soon_days, lacks_holidays(reckoning))


def _counts(reading: Reading) -> DeadlineCounts:
    counts: dict[Group, dict[ClockKind, int]] = {}
    for group in Group:
        window = window_of(group, reading.reckoning.today, reading.reckoning.soon_days)
        counts[group] = {kind: _count(reading, kind, Part(*window, MOST_COUNTED, group=group)) for kind in ClockKind}
    return DeadlineCounts(counts)


def _count(reading: Reading, kind: ClockKind, part: Part) -> int:
    count = 0
    for source in _sources(reading, kind):
        for stream in source.streams(reading, part):
            count += len(stream)
            if count >= MOST_COUNTED:
                return MOST_COUNTED
    return count


def _sources(reading: Reading, kind: ClockKind | None) -> Iterable[Source]:
    wanted = SOURCES if kind is None else [source for source in SOURCES if source.kind is kind]
    return [source for source in wanted if source.kind not in reading.hidden]


def _rows(unit: Unit, reckoning: Reckoning, keys: Sequence[DeadlineKey]) -> tuple[DeadlineRow, ...]:
    """Return the rows of keys, read in one go for all kinds that share it."""
    mine: dict[Describe, list[DeadlineKey]] = {}
    for key in keys:
        mine.setdefault(_DESCRIBE[ORDER[key.kind]], []).append(key)
    rows: dict[DeadlineKey, DeadlineRow] = {}
    for describe, some in mine.items():
        rows |= describe(unit, reckoning, some)
    return tuple(rows[key] for key in keys if key in rows)


_DESCRIBE = {source.kind: source.describe for source in SOURCES}
