"""Calls and call-backs: the requests to record them and the values that screens show."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dealer_app.domain.calendar.tehran import TEHRAN, local_day
from dealer_app.domain.calls.gate import Gate
from dealer_app.domain.calls.line_hours import LineState
from dealer_app.domain.codes.identity import parse_landline, parse_mobile
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import CallBackId, CallId, CustomerId, OrderId, StaffId
from dealer_app.domain.orders.orders import StatusCard
from dealer_app.domain.persian import ascii_digits

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
FURTHEST_DAYS = 366
"""A call-back further away than this is a slip of the pen."""


class CallOutcome(StrEnum):
    """How a call ended for the gate: the caller was recognised, was refused, or nobody asked for a file."""

    IDENTIFIED = "identified"
    REFUSED = "refused"
    GENERAL = "general"


class CallBackState(StrEnum):
    """The state of a call-back: to be made, made, or no longer wanted."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Urgency(StrEnum):
    """How pressing an open call-back is, the most pressing first; screens show a word and an icon for each."""

    LATE = "late"
    DUE = "due"
    TODAY = "today"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Caller:
    """What a caller said: a request, contract or invitation number and a national code, as typed."""

    call_id: CallId
    number: str
    national_code: str


@dataclass(frozen=True, slots=True)
class NewCallBack:
    """Request to call somebody back: the moment, whose work it is, what about; name and phone if no file is known.

    ``phone`` is a mobile or a landline as typed.
    """

    due_at: datetime | None  # aware; None if the day or the hour is missing
    owner_id: StaffId | None
    subject: str
    caller_name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class RecordCall:
    """Request to record a call that has ended; whose file it was about is known from the gate, not from the screen.

    ``spoken`` is the sentence that the screen showed to be read aloud: the order may have changed since then.
    """

    call_id: CallId
    started_at: datetime  # aware
    asked: str
    answer: str
    call_back: NewCallBack | None = None
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class MoveCallBack:
    """Request to make a call-back at another moment or somebody else's work."""

    call_back_id: CallBackId
    due_at: datetime | None  # aware
    owner_id: StaffId | None


@dataclass(frozen=True, slots=True)
class CloseCallBack:
    """Request to close a call-back: it was made, or nobody wants it any more; ``result`` says what came of it."""

    call_back_id: CallBackId
    state: CallBackState
    result: str


@dataclass(frozen=True, slots=True)
class GateView:
    """The gate of a call as the screen shows it, and the words of its status once it is open.

    ``card`` and all after it are None or empty unless the gate is open; ``is_recorded``: the call is over and recorded.
    """

    gate: Gate
    card: StatusCard | None = None
    order_id: OrderId | None = None
    customer_id: CustomerId | None = None
    customer_name: str = ""
    car: str = ""
    request_number: str = ""
    is_recorded: bool = False


@dataclass(frozen=True, slots=True)
class CallBackRow:
    """One call-back of the list; the phone is that of the file if the caller was recognised, masked."""

    id: CallBackId
    call_id: CallId | None
    customer_id: CustomerId | None
    order_id: OrderId | None
    name: str
    masked_phone: str
    subject: str
    due_at: datetime  # aware UTC
    owner_id: StaffId | None
    owner_name: str
    state: CallBackState
    result: str = ""


@dataclass(frozen=True, slots=True)
class CallBackOwner:
    """A member of staff who may own a call-back."""

    id: StaffId
    name: str


@dataclass(frozen=True, slots=True)
class CallDesk:
    """What a call page shows when it opens; ``call_id`` is that of a call that begins now."""

    call_id: CallId
    today: date
    now: datetime
    owners: tuple[CallBackOwner, ...]
    line: LineState


def parse_clock(text: str) -> time:
    """Return the time of a day, «۱۰:۳۰» or «۱۰»; raises FieldError ``call_back_time_form``."""
    match = _CLOCK.fullmatch("".join(ascii_digits(text).split()))
    try:
        return time.fromisoformat(f"{int(match[1]):02}:{match[2] or '00'}" if match else "")
    except ValueError as error:
        raise FieldError("call_back_time_form", "call_back_time") from error


def parse_phone(text: str) -> str:
    """Return a mobile or a landline in ASCII digits; raises FieldError ``call_back_phone_form``."""
    for parse in (parse_mobile, parse_landline):
        try:
            return parse(text)
        except FieldError:
            continue
    raise FieldError("call_back_phone_form", "call_back_phone")


def moment_of(day: date | None, clock: time | None) -> datetime | None:
    """Return the aware moment of a day and a time in Tehran; None if either is missing."""
    return datetime.combine(day, clock, TEHRAN) if day is not None and clock is not None else None


def urgency_of(due_at: datetime, now: datetime, grace: timedelta) -> Urgency:
    """Return how pressing a call-back is at ``now``; both moments are aware.

    It is due (amber) from ``grace`` before its moment and late (red) from ``grace`` after it: settings of the phone.
    """
    if now >= due_at + grace:
        return Urgency.LATE
    if now >= due_at - grace:
        return Urgency.DUE
    return Urgency.TODAY if local_day(due_at) == local_day(now) else Urgency.LATER
