"""Who may do what: the rights of each role. Services ask ``services.rights.require``; the screen asks ``may``."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from dealer_app.domain.staff import Role


class Right(StrEnum):
    """One thing that a person may do at the counter."""

    REGISTER = "register"
    CORRECT = "correct"
    REVEAL = "reveal"
    TRACK = "track"
    ISSUE = "issue"
    PRINT = "print"
    RECORD_PAYMENT = "record_payment"
    IMPORT = "import"
    DECIDE_CONFLICT = "decide_conflict"
    COUNTER_LOOK = "counter_look"
    REVERSE_PAYMENT = "reverse_payment"
    SETTINGS = "settings"
    COUNTER_NAME = "counter_name"
    STAFF = "staff"
    SEAL_KEYS = "seal_keys"
    RECOVERY = "recovery"
    BACKUP = "backup"
    RESTORE = "restore"
    CONFIRM_DAY = "confirm_day"
    VISIT = "visit"
    OTHER_DEALERSHIP = "other_dealership"
    CALL = "call"
    HELP = "help"
    ORDER = "order"
    CLOSE_TODAY = "close_today"
    DIRECTORY = "directory"
    CHECK_LISTS = "check_lists"
    PLANS = "plans"
    RULES = "rules"


_EVERYBODY: Final = frozenset(
    {
        Right.REGISTER,
        Right.CORRECT,
        Right.REVEAL,
        Right.TRACK,
        Right.ISSUE,
        Right.PRINT,
        Right.RECORD_PAYMENT,
        Right.IMPORT,
        Right.DECIDE_CONFLICT,
        Right.COUNTER_LOOK,
        Right.VISIT,
        Right.CALL,
        Right.HELP,
        Right.ORDER,
        Right.CLOSE_TODAY,
    }
)
RIGHTS: Final[Mapping[Role, frozenset[Right]]] = {Role.CLERK: _EVERYBODY, Role.MANAGER: frozenset(Right)}
"""Role -> its rights. A new role is one entry here."""


def may(role: Role, right: Right) -> bool:
    """Return whether a person with ``role`` may use ``right``."""
    return right in RIGHTS[role]
