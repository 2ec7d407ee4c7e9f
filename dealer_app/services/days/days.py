"""Ask, for every verb that numbers, dates or takes money, whether the day of this PC can be believed."""

from dealer_app.domain.calendar.moments import moment_words
from dealer_app.domain.days import DayDoubt, doubt_of
from dealer_app.domain.errors import Refusal
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.clock import move_clock, read_clock

_ASKED = "day_asked"


def find_doubt(unit: Unit) -> DayDoubt | None:
    """Return why the unit's moment is not believed after the last one that was, None if it is."""
    believed_at, longest_pause_days = read_clock(unit.session)
    return doubt_of(unit.now, believed_at, longest_pause_days)


def refuse_doubt(unit: Unit) -> None:
    """Raise the refusal of ``require_day`` and write nothing, for work that takes many transactions."""
    doubt = find_doubt(unit)
    if doubt is not None:
        raise refusal_of(doubt)


def require_day(unit: Unit) -> None:
    """Raise Refusal ``clock_back``, ``clock_ahead`` or ``clock_old`` until a manager has confirmed the day.

    Every verb that numbers, dates or takes money calls this first (``tests/architecture/test_days.py``). A believed
    moment becomes the last believed one.
    """
    if unit.session.info.get(_ASKED) == unit.now:
        return
    refuse_doubt(unit)
    move_clock(unit.session, unit.now)
    unit.session.info[_ASKED] = unit.now


def refusal_of(doubt: DayDoubt) -> Refusal:
    """Return the refusal that names both moments in the Iranian calendar."""
    last = moment_words(doubt.last) if doubt.last is not None else ""
    return Refusal(str(doubt.why), now=moment_words(doubt.now), last=last)
