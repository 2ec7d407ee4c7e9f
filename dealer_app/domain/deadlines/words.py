"""Put a clock into words: the same on the list of deadlines, in the customer's file and on paper."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.calls.calls import Urgency, urgency_of
from dealer_app.domain.deadlines.clocks import Clock
from dealer_app.domain.deadlines.rules import ClockKind, ClockRule
from dealer_app.domain.persian import persian_digits
from resources.texts import deadlines as texts

_CLOSE_DAYS = 3
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_TONES = {Urgency.LATE: "red", Urgency.DUE: "amber", Urgency.TODAY: "accent"}
"""Tones of a call-back by its moment; that of a later day counts days like every clock."""


@dataclass(frozen=True, slots=True)
class ClockWords:
    """A clock in words; ``tone``: red (late, today), amber (within three days), accent."""

    name: str  # «مهلت واریز دعوتنامه»
    left: str  # «۳ روز گذشته», «امروز», «فردا», «۵ روز»
    day: str  # «۱۴۰۵/۰۹/۰۱», with a word before it if it is uncertain
    then: str  # what happens after the day
    action: str  # what the clerk does now
    rule: str  # length and source of the rule, "" for a day that is written on the order
    tone: str


def clock_words(clock: Clock, today: date) -> ClockWords:
    """Return the words of a clock on ``today``."""
    days = (clock.due_on - today).days
    day = format_jalali(clock.due_on)
    return ClockWords(
        name=texts.NAMES[clock.kind].format(span=_span(clock.rule)),
        left=days_left(days),
        day=texts.ABOUT.format(day=day) if clock.is_uncertain else day,
        then=texts.THEN[clock.kind] + _doubt(clock),
        action=texts.ACTIONS_LATE.get(clock.kind, texts.ACTIONS[clock.kind]) if days < 0 else texts.ACTIONS[clock.kind],
        rule="" if clock.rule is None else rule_words(clock.rule),
        tone=tone_of(clock.kind, days),
    )


def _doubt(clock: Clock) -> str:
    """Return why the last day may be another, "" for a certain one."""
    if clock.lacks_year:
        return texts.UNCERTAIN
    return texts.ESTIMATED.format(name=clock.doubtful) if clock.doubtful else ""


def _span(rule: ClockRule | None) -> str:
    return "" if rule is None else texts.SPANS[rule.unit].format(length=persian_digits(str(rule.length)))


def days_left(days: int) -> str:
    """Return the days until a last day in words; negative days have passed."""
    if days in texts.NEAR:
        return texts.NEAR[days]
    template = texts.DAYS_PASSED if days < 0 else texts.DAYS_LEFT
    return template.format(days=persian_digits(str(abs(days))))


def rule_words(rule: ClockRule) -> str:
    """Return length, first day and source of a rule in words; a sample says so."""
    length = texts.LENGTHS[rule.unit].format(length=persian_digits(str(rule.length)))
    words = texts.RULE.format(length=length, day=format_jalali(rule.effective_from), source=rule.source)
    return words + (texts.SAMPLE if rule.is_sample else "")


def tone_of(kind: ClockKind, days: int) -> str:
    """Return the tone of a clock with so many days left; a late invitation of the company is amber, not red."""
    if days <= 0:
        return "amber" if kind is ClockKind.INVITATION else "red"
    return "amber" if days <= _CLOSE_DAYS else "accent"


def call_back_words(words: ClockWords, due_at: datetime, now: datetime, grace: timedelta) -> ClockWords:
    """Return the words of a call-back at ``now``: its tone by its moment, and how long it is late on its day."""
    urgency = urgency_of(due_at, now, grace)
    left, passed = words.left, now - due_at
    if urgency is Urgency.LATE and local_day(due_at) == local_day(now):
        template, unit = (texts.HOURS_LATE, _HOUR) if passed >= _HOUR else (texts.MINUTES_LATE, _MINUTE)
        left = template.format(n=persian_digits(str(passed // unit)))
    return replace(words, left=left, tone=_TONES.get(urgency, words.tone))
