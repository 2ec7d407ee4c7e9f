"""Join two files of one company or foreign person into one view, and part them again; neither file changes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from dealer_app.domain.customers import CustomerFields, CustomerKind
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import CustomerId, JoinId
from dealer_app.domain.persian import clean_text

LONGEST_REASON: Final = 200
JOINABLE: Final = frozenset({CustomerKind.LEGAL, CustomerKind.FOREIGN})
"""Kinds whose code may change; a natural person has one national code and so one file."""


class JoinState(StrEnum):
    """Whether two files are shown as one: joined, parted again, or refused by head office."""

    JOINED = "joined"
    PARTED = "parted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class JoinFiles:
    """Request to show ``customer_id`` and everything of it in the file ``kept_id``."""

    kept_id: CustomerId
    customer_id: CustomerId
    reason: str


@dataclass(frozen=True, slots=True)
class PartFiles:
    """Request to show the two files of a join apart again."""

    join_id: JoinId
    reason: str


@dataclass(frozen=True, slots=True)
class JoinDetails:
    """The frozen facts of a join: which file is shown in which one, and why."""

    id: JoinId
    customer_id: CustomerId
    kept_id: CustomerId
    reason: str


@dataclass(frozen=True, slots=True)
class JoinView:
    """An active join as the screen shows it; the name of a file that is not here (it moved away) is ""."""

    id: JoinId
    kept_id: CustomerId
    customer_id: CustomerId
    kept_name: str
    joined_name: str
    reason: str
    joined_at: datetime
    joined_by: str
    is_queued: bool


def check_joinable(kept: CustomerFields, joined: CustomerFields) -> str:
    """Return why two files cannot be those of one person (``join_kind``), or ""."""
    return "" if kept.kind in JOINABLE and kept.kind is joined.kind else "join_kind"


def parse_reason(text: str) -> str:
    """Return a reason as it is stored; raises FieldError ``reason_missing`` or ``text_too_long`` (field ``reason``)."""
    reason = clean_text(text)
    if not reason:
        raise FieldError("reason_missing", "reason")
    if len(reason) > LONGEST_REASON:
        raise FieldError("text_too_long", "reason", most=LONGEST_REASON)
    return reason


def merged(here: JoinState, told: JoinState) -> JoinState:
    """Return the state at a counter that knows ``here`` and is told ``told``: a join that was ended stays ended."""
    return here if here is not JoinState.JOINED and told is JoinState.JOINED else told
