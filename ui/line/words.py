"""Describe the state of the line in words: status bar, the page's heading, times in Jalali."""

from dataclasses import dataclass
from datetime import datetime

from dealer_app.domain.calendar.moments import moment_words
from dealer_app.domain.errors import EnvironmentFault, sentence
from dealer_app.domain.head_office import LineState
from dealer_app.domain.persian import persian_digits
from ui.texts import head_office as words

STOPPED = frozenset({"forked", "superseded", "revoked"})
"""States in which the counter no longer writes."""
_MACHINE = ("disk_", "database_")
"""Prefixes of the trouble codes that concern this PC instead of the line."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One sentence about the line with its tone and icon, and an optional hint."""

    text: str
    tone: str
    icon: str
    hint: str = ""


def number(count: int) -> str:
    """Return a count in Persian digits."""
    return persian_digits(str(count))


def moment(at: datetime | None) -> str:
    """Return a time as «۱۴۰۵/۰۹/۰۱ ۱۴:۳۰» in Tehran's time, "" for None."""
    return "" if at is None else moment_words(at)


def needs_person(state: LineState) -> bool:
    """Return whether a person must decide or call; orders that head office does not know do not count."""
    return state.enrolment in STOPPED or bool(state.conflicts)


def bar_words(state: LineState, *, is_talking: bool) -> tuple[str, str]:
    """Return the status bar's words and tone."""
    line, tone = _bar_line(state, is_talking=is_talking)
    decide = words.NEEDS_PERSON if state.conflicts else ""
    queue = words.QUEUE.format(count=number(state.waiting)) if state.waiting else words.QUEUE_EMPTY
    heard = words.BAR_HEARD.format(heard=moment(state.last_heard_at)) if state.last_heard_at else ""
    return words.BAR_BREAK.join(filter(None, (line, decide, queue, heard))), "amber" if needs_person(state) else tone


def _bar_line(state: LineState, *, is_talking: bool) -> tuple[str, str]:
    if state.enrolment in STOPPED:
        return words.STOPPED, "amber"
    if is_talking:
        return words.TALKING, "accent"
    if state.trouble.startswith(_MACHINE):
        return words.CANNOT_SAVE, "amber"
    if state.is_by_stick:
        return words.BAR_BY_STICK, "muted"
    if not state.is_enrolled or state.trouble or state.last_heard_at is None:
        return words.OFFLINE, "muted"
    return words.ONLINE, "green"


def heading(state: LineState, *, is_talking: bool, is_stopping: bool = False) -> Heading:
    """Return the heading of the head office page."""
    if state.enrolment in STOPPED:
        return Heading(words.HEADS[state.enrolment], "amber", "shield-alert", words.STATE_HINTS[state.enrolment])
    if not state.is_enrolled:
        return Heading(words.HEADS["alone"], "neutral", "cloud-off", words.NOT_ENROLLED_HINT)
    if is_talking:
        return Heading(words.HEADS["stopping" if is_stopping else "talking"], "accent", "refresh-cw")
    if state.trouble.startswith(_MACHINE) or (state.trouble and not state.is_by_stick):
        return _trouble_heading(state.trouble)
    return _stick_heading(state) if state.is_by_stick else _quiet_heading(state)


def _trouble_heading(code: str) -> Heading:
    """Return the heading for trouble of this PC, the line or head office."""
    if code.startswith(_MACHINE):
        return Heading(words.HEADS["machine"], "amber", "hard-drive", trouble_sentence(code))
    head, icon = ("offline", "wifi-off") if code.startswith("line_") else ("trouble", "cloud-off")
    return Heading(words.HEADS[head], "neutral", icon, trouble_sentence(code))


def _stick_heading(state: LineState) -> Heading:
    hint = trouble_sentence(state.trouble) if state.trouble else words.BY_STICK_HINT
    if state.waiting:
        said = words.HEADS["by_stick_waiting"].format(count=number(state.waiting))
        return Heading(said, "accent", "hard-drive", hint)
    return Heading(words.HEADS["by_stick"], "neutral", "hard-drive", hint)


def _quiet_heading(state: LineState) -> Heading:
    if state.waiting:
        return Heading(words.HEADS["waiting"].format(count=number(state.waiting)), "accent", "upload")
    if state.last_heard_at is None:
        return Heading(words.HEADS["new"], "neutral", "clock")
    return Heading(words.HEADS["good"], "green", "circle-check")


def trouble_sentence(code: str) -> str:
    """Return the sentence for a trouble code, or a general one that explains what is safe."""
    try:
        return sentence(EnvironmentFault(code))
    except KeyError:
        return words.TALK_FAILED
