"""Whether the company's phone line is open now, by the dated setting of its hours."""

from dataclasses import dataclass
from datetime import datetime

from dealer_app.domain.calendar.jalali import to_jalali
from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.directory.hours import decode_hours
from dealer_app.domain.directory.opening import OfficialDays, Openness, OpenState, next_opening, open_at
from dealer_app.domain.directory.sentences import opening_sentence
from dealer_app.domain.settings import Settings


@dataclass(frozen=True, slots=True)
class LineState:
    """The company's phone line at a moment: its numbers, the sentence to read aloud, and where the hours come from."""

    number: str
    short_number: str
    state: OpenState
    closes: int  # minute of the day; 0 if it is not open
    sentence: str
    source: str
    is_sample: bool


def line_state(settings: Settings, now: datetime, official: OfficialDays) -> LineState:
    """Return the state of the line at ``now`` (aware); its number is the one that every paper prints."""
    phone, company = settings.phone, settings.company
    hours = decode_hours(phone.hours)
    days = _without_holidays(now) if phone.is_open_on_holidays else official
    found: Openness = open_at(hours, now, days, frozenset())
    upcoming = next_opening(hours, now, days, frozenset())
    words = opening_sentence(found, upcoming, now)
    is_sample = phone.is_sample or company.is_sample
    return LineState(company.phone, company.short_phone, found.state, found.closes, words, phone.source, is_sample)


def _without_holidays(now: datetime) -> OfficialDays:
    """Return a calendar for a line that holidays do not close: nothing about them is unknown."""
    year = to_jalali(local_day(now))[0]
    return OfficialDays({}, frozenset({year - 1, year, year + 1}))
