"""Read opening hours as people write them: «شنبه تا چهارشنبه ۸:۳۰ تا ۱۴ و ۱۶ تا ۱۹؛ پنجشنبه ۸ تا ۱۲؛ جمعه تعطیل»."""

import re
from dataclasses import dataclass, field, replace

from dealer_app.domain.directory.hours import DAYS, Interval, WeekHours, format_hours, make_week
from dealer_app.domain.directory.written_times import WrittenTime, read_intervals
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import normalise, persian_digits
from resources.texts import directory as words

LONGEST_HOURS = 500
_TOKEN = re.compile(r"\d+(?:[:.]\d+)?|[^\W\d_]+|\S")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_LAST_HOUR, _LAST_MINUTE = 24, 59
_DASHES = frozenset("-\u2013\u2014")
_BREAKS = frozenset(";\u061b|")
_LINKS = frozenset("\u060c,+/&")
_IGNORED = frozenset(":.()")


@dataclass(slots=True)
class _Part:
    """The days of one part of the text, then their times."""

    days: list[int] = field(default_factory=list)
    times: list[WrittenTime] = field(default_factory=list)
    kind: str = ""  # the word before the next interval: «عصر ۴ تا ۸»
    kind_until: int = 0  # how many times there are when that interval is whole
    is_after_time: bool = False
    is_closed: bool = False
    is_range: bool = False
    is_every_day: bool = False  # a day that is named later goes before


def parse_hours(text: str) -> WeekHours:
    """Return the week that ``text`` describes; an empty text is a week whose hours are not known.

    A day that is not named is closed; «هر روز» gives way to a day that is named. Raises FieldError ``hours_form`` with
    the piece that cannot be read, ``hours_time``, ``hours_no_day``, ``hours_no_time``, ``hours_day_twice``,
    ``hours_all_closed``, ``hours_which``, ``text_long``, and those of ``make_week``.
    """
    if len(text) > LONGEST_HOURS:
        raise FieldError("hours_form", "hours", piece=text[:40])
    days: list[list[Interval]] = [[] for _ in range(DAYS)]
    named: set[int] = set()
    parts = _parts(_tokens(text))
    for part in parts:
        intervals = _intervals(part)
        for day in part.days:
            if day in named:
                raise FieldError("hours_day_twice", "hours", day=words.WEEK[day])
            days[day] = intervals
        named.update(() if part.is_every_day else part.days)
    week = make_week(days)
    if parts and not week.is_known:
        raise FieldError("hours_all_closed", "hours")
    if len(format_hours(week)) > LONGEST_HOURS:
        raise FieldError("text_long", "hours", most=persian_digits(str(LONGEST_HOURS)))
    return week


def _tokens(text: str) -> list[str]:
    """Return the words, times and marks of a text; a weekday and «هر روز» are one token each."""
    lines = " ; ".join(line for line in text.splitlines() if line.strip())
    key = re.sub(words.NUMBERED, rf"\1_{words.DAY_WORD}", normalise(lines))
    for phrase in words.EVERY_DAY:
        key = key.replace(phrase, words.EVERY_DAY[0].replace(" ", "_"))
    for phrase, word in words.TIME_PHRASES.items():
        key = key.replace(phrase, word)
    found = re.findall(rf"[^\W\d]+_[^\W\d]+|{_TOKEN.pattern}", key)
    return [token.replace("_", " ") for token in found]


def _parts(tokens: list[str]) -> list[_Part]:
    """Return the parts: a weekday after times begins a new one."""
    parts, part = [], _Part()
    for token in tokens:
        is_day = token in words.WEEK_KEYS or token == words.EVERY_DAY[0]
        if (is_day or token in _BREAKS) and (part.times or part.is_closed):
            parts.append(part)
            part = _Part()
        if is_day:
            _add_day(part, token)
        else:
            _add_other(part, token)
    if part.days or part.times or part.is_closed:
        parts.append(part)
    return parts


def _add_day(part: _Part, token: str) -> None:
    if token == words.EVERY_DAY[0]:
        part.days += range(DAYS)
        part.is_every_day = True
        return
    day = words.WEEK_KEYS.index(token)
    if part.is_range and part.days:
        first = part.days[-1]
        part.days += [(first + step) % DAYS for step in range(1, (day - first) % DAYS + 1)]
    else:
        part.days.append(day)
    part.is_range = False


def _add_other(part: _Part, token: str) -> None:
    """Add a time, a link or a closing; raises FieldError for anything else."""
    was_time, part.is_after_time = part.is_after_time, False
    if token in words.UNTIL or token in _DASHES:
        part.is_range = True
    elif token in words.CLOSED:
        part.is_closed = True
    elif token in words.TIMES_OF_DAY:
        _add_word(part, words.TIMES_OF_DAY[token], was_time=was_time)
    elif token[0].isdecimal():
        part.times.append(replace(_time(token), kind=part.kind if len(part.times) < part.kind_until else ""))
        part.is_range, part.is_after_time = False, True
    elif not (
        token in words.BOTH
        or token in _LINKS
        or token in _BREAKS
        or token in _IGNORED
        or token in words.FILLERS
        or token == words.PLURAL
    ):
        raise FieldError("hours_form", "hours", piece=persian_digits(token[:40]))


def _add_word(part: _Part, kind: str, *, was_time: bool) -> None:
    """Add «عصر»: to the time before it, or else to both times of the interval after it."""
    if was_time:
        part.times[-1] = replace(part.times[-1], kind=kind)
        return
    if len(part.times) < part.kind_until or len(part.times) % 2:
        raise FieldError("hours_no_time", "hours", day=words.WEEK[part.days[0]] if part.days else "")
    part.kind, part.kind_until = kind, len(part.times) + 2


def _time(token: str) -> WrittenTime:
    match = _TIME.fullmatch(token)
    if match is None or int(match[1]) > _LAST_HOUR or int(match[2] or 0) > _LAST_MINUTE:
        raise FieldError("hours_time", "hours", time=persian_digits(token[:20]))
    minute = int(match[1]) * 60 + int(match[2] or 0)
    if minute > _LAST_HOUR * 60:
        raise FieldError("hours_time", "hours", time=persian_digits(token[:20]))
    return WrittenTime(minute, token)


def _intervals(part: _Part) -> list[Interval]:
    if not part.days:
        raise FieldError("hours_no_day", "hours")
    if part.is_closed and not part.times:
        return []
    if part.is_closed or len(part.times) % 2 or not part.times or len(part.times) < part.kind_until:
        raise FieldError("hours_no_time", "hours", day=words.WEEK[part.days[0]])
    return read_intervals(part.times)
