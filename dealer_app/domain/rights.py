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
    JOIN_FILES = "join_files"
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
    READ_CALLS = "read_calls"
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


@cache
def allowers() -> Mapping[Right, Roles]:
    """Return the roles that may allow a colleague one act of each right (column ``allowed_by``); most rights: none."""
    return {Right(row["right"]): frozenset(map(Role, row["allowed_by"].split())) for row in read_table("rights")}


def grant_of(roles: Roles, right: Right) -> Grant:
    """Return the widest grant of ``right`` among ``roles``; Grant.NO without any role."""
    return max((grants()[right][role] for role in roles), key=_WIDTH.index, default=Grant.NO)


def may(roles: Roles, right: Right) -> bool:
    """Return whether a person with ``roles`` may use ``right`` without anybody else."""
    return grant_of(roles, right) is Grant.YES


def may_allow(roles: Roles, right: Right) -> bool:
    """Return whether a person with ``roles`` may allow a colleague one act of ``right``."""
    return not roles.isdisjoint(allowers()[right])


def right_name(right: Right) -> str:
    """Return the Persian name of a right."""
    return words.RIGHTS[right]


def roles_name(roles: Roles) -> str:
    """Return the Persian names of roles in their order: «پذیرش، صندوق»."""
    return words.JOIN_ROLES.join(words.ROLES[role] for role in Role if role in roles)


def who_may(right: Right) -> str:
    """Return the Persian names of the roles that may use ``right``: «سرپرست یا مدیر»."""
    return _either(_holders(right, Grant.YES))


def whose_with_pin(right: Right) -> str:
    """Return the Persian names of the roles that may use ``right`` with somebody's PIN beside, "" if none."""
    return _either(_holders(right, Grant.BESIDE))


def who_may_allow(right: Right) -> str:
    """Return the Persian names of the roles that may allow a colleague ``right``, "" if none."""
    return _either(allowers()[right])


def _holders(right: Right, grant: Grant) -> Roles:
    return frozenset(role for role in Role if grants()[right][role] is grant)


def _either(roles: Roles) -> str:
    names = [words.ROLES[role] for role in Role if role in roles]
    return words.LAST_ROLE.join(filter(None, (words.JOIN_ROLES.join(names[:-1]), *names[-1:])))


def refusal_of(right: Right, grant: Grant = Grant.NO) -> Refusal:
    """Return the refusal to somebody with ``grant``: it names the right and who has it, or who may allow it."""
    if grant is Grant.BESIDE:
        return Refusal("right_beside", right=right.value, what=right_name(right), who=who_may_allow(right))
    return Refusal("right_missing", right=right.value, what=right_name(right), who=who_may(right))
