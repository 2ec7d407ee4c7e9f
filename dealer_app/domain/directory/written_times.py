"""Read the times of an interval as people say them: «۴ تا ۸ عصر», «۸ صبح تا ۱۲ شب», «عصر ۴ تا ۷».

A time without «صبح» or «عصر» is read by the clock of 24 hours, unless the words beside it leave one other meaning.
What has two meanings is refused: nobody is sent to a closed door by a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dealer_app.domain.directory.hours import Interval
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import persian_digits

_HOUR, _NOON, _MIDNIGHT = 60, 12 * 60, 24 * 60
_EARLIEST_GUESS = 6 * 60
"""Nobody means a time before it by «۴» alone, and nobody writes it so: «۰۴:۰۰» is the clock of 24 hours."""


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A time in minutes, as it is written: ``kind`` is a value of ``words.TIMES_OF_DAY``, "" without a word."""

    minute: int
    text: str
    kind: str = ""

    @property
    def is_exact(self) -> bool:
        """Return whether no other reading is possible: «۰۸:۰۰», «۱۶»."""
        return self.text.startswith("0") or self.minute >= _NOON + _HOUR


def read_intervals(times: Sequence[WrittenTime]) -> list[Interval]:
    """Return the intervals of pairs of times; raises FieldError ``hours_which`` (time) for one with two meanings."""
    intervals = list[Interval]()
    for opens, closes in zip(times[::2], times[1::2], strict=True):
        one = _interval(opens, closes)
        is_guess = not opens.kind and not opens.is_exact
        if is_guess and any(one.opens < earlier.opens for earlier in intervals):
            raise _two_meanings(opens)
        intervals.append(one)
    return intervals


def _interval(opens: WrittenTime, closes: WrittenTime) -> Interval:
    if opens.kind:
        first = _marked(opens, is_end=False)
        return Interval(first, _marked(closes, is_end=True) if closes.kind else _closing(first, closes))
    if closes.kind:
        last = _marked(closes, is_end=True)
        return Interval(_opening(opens, last), last)
    if not opens.is_exact and _HOUR <= opens.minute < _EARLIEST_GUESS:
        raise _two_meanings(opens)
    return Interval(opens.minute, closes.minute)


def _closing(first: int, closes: WrittenTime) -> int:
    """Return when an interval ends whose opening has a word: «۴ عصر تا ۸» cannot end in the morning."""
    later = closes.minute + _NOON
    return later if not closes.is_exact and closes.minute <= first < later <= _MIDNIGHT else closes.minute


def _opening(opens: WrittenTime, last: int) -> int:
    """Return when an interval begins whose closing has a word: «۸ تا ۴ عصر» in the morning, «۴ تا ۸ عصر» not."""
    later = opens.minute + _NOON
    if opens.is_exact or last <= _NOON or opens.minute >= _NOON or later >= last:
        return opens.minute
    if opens.minute < _EARLIEST_GUESS:
        return later
    raise _two_meanings(opens)


def _marked(time: WrittenTime, *, is_end: bool) -> int:
    """Return the minute of a time with its word."""
    minute = time.minute
    if minute >= _NOON + _HOUR:
        if time.kind in ("morning", "dawn") or (time.kind == "noon" and minute > _NOON + 4 * _HOUR):
            raise _two_meanings(time)
        return minute
    if minute >= _NOON:
        return _twelve(time, is_end=is_end)
    least, most = _LATER.get(time.kind, (_NOON, _NOON))
    if least <= minute < most:
        return minute + _NOON
    if time.kind in ("afternoon", "evening") or (time.kind == "noon" and minute < _NOON - _HOUR):
        raise _two_meanings(time)
    return minute


_LATER = {
    "noon": (_HOUR, 4 * _HOUR),
    "afternoon": (_HOUR, _NOON),
    "evening": (_HOUR, _NOON),
    "night": (5 * _HOUR, _NOON),
}
"""Word -> the times that are after noon with it."""


def _twelve(time: WrittenTime, *, is_end: bool) -> int:
    """Return the minute of 12 o'clock with a word: noon, or the midnight at the end or the beginning of a day."""
    past = time.minute - _NOON
    if time.kind in ("noon", "afternoon") or (time.kind == "morning" and is_end and not past):
        return time.minute
    if time.kind in ("night", "dawn") and not (is_end and past):
        return _MIDNIGHT if is_end else past
    raise _two_meanings(time)


def _two_meanings(time: WrittenTime) -> FieldError:
    return FieldError("hours_which", "hours", time=persian_digits(time.text))
