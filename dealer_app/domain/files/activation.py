"""The activation of a mobile: asked → code sent → active or locked; how one typed code changes the state."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from dealer_app.domain.customers import Activation, CustomerKind
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import ActivationId, CustomerId
from dealer_app.domain.persian import ascii_digits

CODE_DIGITS: Final = 6
MOST_WRONG: Final = 5
"""Wrong codes after which an activation is locked."""
LONGEST_WAIT: Final = timedelta(days=2)
"""After this time a request that was never answered may be made again."""


class CodeState(StrEnum):
    """The state of one code that was asked for: waiting, sent, not sendable, proved, locked."""

    ASKED = "asked"
    SENT = "sent"
    FAILED = "failed"
    ACTIVE = "active"
    LOCKED = "locked"


FINAL: Final = frozenset({CodeState.ACTIVE, CodeState.LOCKED})


@dataclass(frozen=True, slots=True)
class AskedCode:
    """The frozen request for a code: for which file, to which mobile, when.

    Of two requests for one file and mobile the one with the later ``asked_at`` counts.
    """

    id: ActivationId
    customer_id: CustomerId
    mobile: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class CodeView:
    """What the screen shows of the code that counts; ``state`` None: none was asked for yet.

    ``again``: the state of a later code, not sent yet, while this one still can be proved; else None. ``reason`` is the
    code of why the newest was not sent, or ""; ``is_queued``: its request has not left this PC. ``wrong`` counts the
    wrong codes since the last final one.
    """

    state: CodeState | None
    activation: Activation
    mobile: str
    wrong: int = 0
    reason: str = ""
    asked_at: datetime | None = None
    expires_at: datetime | None = None
    is_expired: bool = False
    is_queued: bool = False
    again: CodeState | None = None


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """What came of one typed code: the state after it, and how many wrong ones are left."""

    state: CodeState
    left: int


def needs_activation(kind: CustomerKind) -> bool:
    """Return whether the mobile of such a customer is proved by a code: a company's is its representative's."""
    return kind is not CustomerKind.LEGAL


def parse_code(text: str) -> str:
    """Return the six ASCII digits of a typed code; raises FieldError ``activation_code_form``."""
    digits = re.sub(r"[\s-]", "", ascii_digits(text))
    if len(digits) != CODE_DIGITS or not (digits.isascii() and digits.isdecimal()):
        raise FieldError("activation_code_form", "code")
    return digits


def asking_time(now: datetime, newest: datetime | None) -> datetime:
    """Return the moment of a new request: now, but always after the ``newest`` one, whose PC's clock may run ahead."""
    return now if newest is None else max(now, newest + timedelta(milliseconds=1))


def after_try(state: CodeState, wrong: int, *, is_right: bool) -> tuple[CodeState, int]:
    """Return the state and the count of wrong codes after one was typed.

    Only a sent code can be proved, and no final state is ever left. Raises ValueError for any other state: the caller
    refuses it before.
    """
    if state is not CodeState.SENT:
        raise ValueError(state)
    if is_right:
        return CodeState.ACTIVE, wrong
    return (CodeState.LOCKED if wrong + 1 >= MOST_WRONG else CodeState.SENT), wrong + 1


def merged(here: CodeState, told: CodeState) -> CodeState:
    """Return the state at a counter that knows ``here`` and is told ``told`` by head office.

    What was decided here and still waits in the outbox is not undone by an older word of head office.
    """
    return here if here in FINAL and told not in FINAL else told


def activation_of(state: CodeState | None, *, is_expired: bool) -> Activation:
    """Return the state of a file whose newest code is in ``state``."""
    if state is CodeState.SENT and not is_expired:
        return Activation.SENT
    if state is CodeState.ACTIVE:
        return Activation.ACTIVE
    return Activation.LOCKED if state is CodeState.LOCKED else Activation.PENDING
