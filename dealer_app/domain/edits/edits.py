"""What a manager edits at a counter, and the rules by which all counters of the dealership show the same.

A thing that can be edited has a topic and a key; of each thing only the newest edit counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from dealer_app.domain.rights import Right

LONGEST_KEY = 120
"""Most letters of the key of a thing."""
AHEAD = timedelta(days=1)
"""How far an edit's moment may be ahead of a clock that is believed."""
_STEP = timedelta(microseconds=1)


class Topic(StrEnum):
    """What can be edited; a new topic is one entry here, in ``RIGHTS`` and in the tables of both sides."""

    DEALERSHIP = "dealership"  # key: the code
    CLOSURE = "closure"  # key: the code and the day, «2606@2026-11-22»
    CHECK_LIST = "check_list"  # key: the purpose and the day from which the list is valid
    QUESTION = "question"  # key: the code and the day from which the version is in force
    HOLIDAY = "holiday"  # key: the day
    HOLIDAY_YEAR = "holiday_year"  # key: the Jalali year whose days are taken over
    DEADLINE_RULE = "deadline_rule"  # key: the kind of clock and the day from which the rule is in force


RIGHTS: Final[Mapping[Topic, Right]] = {
    Topic.DEALERSHIP: Right.DIRECTORY,
    Topic.CLOSURE: Right.CLOSE_TODAY,
    Topic.CHECK_LIST: Right.CHECK_LISTS,
    Topic.QUESTION: Right.RULES,
    Topic.DEADLINE_RULE: Right.RULES,
    Topic.HOLIDAY: Right.DIRECTORY,
    Topic.HOLIDAY_YEAR: Right.DIRECTORY,
}
"""Topic -> the right that an edit of it needs, at the counter and at head office."""


@dataclass(frozen=True, slots=True)
class Made:
    """Who made an edit, and when (aware UTC)."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """The place of an edit among the edits of one thing: its moment, then its id."""

    moment: datetime
    edit: UUID


def is_newer(one: Stamp, other: Stamp | None) -> bool:
    """Return whether an edit replaces another edit of the same thing, in whatever order they arrive."""
    return other is None or one > other


def holds(seen: int, published: int) -> bool:
    """Return whether the newest edit of a thing stands over head office's row.

    ``seen`` is the version of head office's row that the manager saw, ``published`` the version that is known now; 0 is
    none. A newer version replaces the edit, because the manager did not know it. An edit of a row that head office took
    away goes with the row.
    """
    return seen >= published if published else seen == 0


def next_moment(now: datetime, known: datetime | None) -> datetime:
    """Return the moment of a new edit: after the one that its maker saw, even if a clock is late.

    A moment that head office would refuse is not followed.
    """
    return now if known is None or known > now + AHEAD else max(now, known + _STEP)


def edit_id_of(topic: Topic, key: str) -> UUID:
    """Return the id of the row that has the newest edit of a thing: the same at every counter."""
    return uuid5(NAMESPACE_URL, f"bajeh:edit:{topic}:{key}")


def key_of(*parts: object) -> str:
    """Return the key of a thing that is known by several values: «2606@2026-11-22»."""
    return "@".join(map(str, parts))


def parts_of(key: str) -> tuple[str, str]:
    """Return what stands before and after the last «@» of a key; "" after it if there is none."""
    first, at, last = key.rpartition("@")
    return (first, last) if at else (last, "")
