"""Who may do what: the rights of each role, as a table.

Services ask ``services.rights.require``; the screen asks ``grant_of`` and ``may``.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final

from dealer_app.domain.errors import Refusal
from dealer_app.domain.staff import Role, Roles
from resources.tables import read_table
from resources.texts import rights as words


class Right(StrEnum):
    """One thing that a person may do at the counter."""

    FIND = "find"
    REGISTER = "register"
    CORRECT = "correct"
    ACTIVATE = "activate"
    UNLOCK_ACTIVATION = "unlock_activation"
    CHANGE_CONTACT = "change_contact"
    REVEAL = "reveal"
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
    ATTACH = "attach"
    EXPORT_ATTACHMENT = "export_attachment"
    WITHDRAW_ATTACHMENT = "withdraw_attachment"
    HEAD_OFFICE = "head_office"


class Grant(StrEnum):
    """What a role may do with a right: use it, use it with the PIN of somebody who may, or not at all."""

    YES = "yes"
    BESIDE = "beside"
    NO = "no"


_WIDTH: Final = (Grant.NO, Grant.BESIDE, Grant.YES)


@cache
def grants() -> Mapping[Right, Mapping[Role, Grant]]:
    """Return the table of rights (``resources/tables/rights.csv``), one row a right, one column a role."""
    return {Right(row["right"]): {role: Grant(row[role.value]) for role in Role} for row in read_table("rights")}


def grant_of(roles: Roles, right: Right) -> Grant:
    """Return the widest grant of ``right`` among ``roles``; Grant.NO without any role."""
    return max((grants()[right][role] for role in roles), key=_WIDTH.index, default=Grant.NO)


def may(roles: Roles, right: Right) -> bool:
    """Return whether a person with ``roles`` may use ``right`` without anybody else."""
    return grant_of(roles, right) is Grant.YES


def right_name(right: Right) -> str:
    """Return the Persian name of a right."""
    return words.RIGHTS[right]


def roles_name(roles: Roles) -> str:
    """Return the Persian names of roles in their order: «پذیرش، صندوق»."""
    return words.JOIN_ROLES.join(words.ROLES[role] for role in Role if role in roles)


def who_may(right: Right) -> str:
    """Return the Persian names of the roles that may use ``right``: «سرپرست یا مدیر»."""
    return _named(right, Grant.YES)


def whose_with_pin(right: Right) -> str:
    """Return the Persian names of the roles that may use ``right`` with somebody's PIN beside, "" if none."""
    return _named(right, Grant.BESIDE)


def _named(right: Right, grant: Grant) -> str:
    names = [words.ROLES[role] for role in Role if grants()[right][role] is grant]
    return words.LAST_ROLE.join(filter(None, (words.JOIN_ROLES.join(names[:-1]), *names[-1:])))


def refusal_of(right: Right, grant: Grant = Grant.NO) -> Refusal:
    """Return the refusal to somebody with ``grant``: it names the right and who has it."""
    code = "right_beside" if grant is Grant.BESIDE else "right_missing"
    return Refusal(code, right=right.value, what=right_name(right), who=who_may(right))
