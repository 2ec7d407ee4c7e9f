"""Roles: the table of rights is the agreed one, and every verb obeys it for each role."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import CodedError, FieldError, Refusal, sentence
from dealer_app.domain.ids import StaffId
from dealer_app.domain.rights import Grant, Right, allowers, grants, may, right_name, who_may_allow
from dealer_app.domain.staff import (
    FORMER_ROLES,
    Actor,
    Approval,
    Role,
    StaffRow,
    check_roles,
    parse_roles,
    roles_text,
)
from dealer_app.services.rights import require
from dealer_app.services.staff.approving import approved, list_approvers
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from resources.texts import rights as words
from tests.services.factories import by_manager
from tests.signed_on import CLERK, MANAGER, with_roles

TABLE = """
find            + + + + + - +
reveal          + o + + + - +
register        + - - + + - -
correct         + - - + + - -
activate        + - - + + - -
unlock_activation o - - + + - -
change_contact  + - - + + - -
join_files      o - - + + - -
issue           + - + + + - -
print           + - + + + - +
record_payment  o - + + + - -
reverse_payment - - o + + - -
order           + - - + + - -
visit           + - + + + - -
other_dealership o - o + + - -
call            + + - + + - -
read_calls      + + - + + - +
help            + + + + + - -
attach          + - + + + - -
export_attachment o - o + + - +
withdraw_attachment o - o + + - -
close_today     + - - + + - -
decide_conflict + - - + + - -
import          - - - + + + -
confirm_day     - - - + + + -
counter_look    + + + + + + -
settings        - - - - + - -
plans           - - - - + - -
directory       - - - - + - -
check_lists     - - - - + - -
rules           - - - - + - -
staff           - - - - + + -
counter_name    - - - - + + -
seal_keys       - - - - + + -
recovery        - - - - + + -
backup          - - - - + + -
restore         - - - - + + -
head_office     - - - - + + -
"""
"""Clerk, phone, cashier, supervisor, manager, administrator, auditor: may (+), with a colleague's PIN (o), not (-)."""
SIGNS = {"+": Grant.YES, "o": Grant.BESIDE, "-": Grant.NO}
ROLE_SETS = st.frozensets(st.sampled_from(Role), min_size=1)


def test_table_is_the_agreed_one() -> None:
    agreed = {
        Right(right): dict(zip(Role, map(SIGNS.__getitem__, signs), strict=True))
        for right, *signs in map(str.split, TABLE.strip().splitlines())
    }
    assert grants() == agreed
    assert set(words.RIGHTS) == set(Right)
    assert set(words.ROLES) == set(Role)


@given(ROLE_SETS)
def test_text_of_roles_is_read_back(roles: frozenset[Role]) -> None:
    assert parse_roles(roles_text(roles)) == roles


@given(ROLE_SETS.filter(lambda roles: len(roles) > 1))
def test_auditor_stands_alone(roles: frozenset[Role]) -> None:
    check_roles(roles - {Role.AUDITOR})
    check_roles(frozenset({Role.AUDITOR}))
    with pytest.raises(FieldError, match="auditor_alone"):
        check_roles(roles | {Role.AUDITOR})
    with pytest.raises(FieldError, match="roles_empty"):
        check_roles(frozenset())


@pytest.mark.parametrize("text", ["", "+", "boss", "cashier+clerk", "clerk+clerk", "clerk ", "Clerk"])
def test_other_texts_are_no_roles(text: str) -> None:
    with pytest.raises(FieldError, match="roles_unknown"):
        parse_roles(text)


@given(ROLE_SETS, st.sampled_from(Right))
def test_rights_of_several_roles_add_up(roles: frozenset[Role], right: Right) -> None:
    assert may(roles, right) is any(may(frozenset({role}), right) for role in roles)


def test_former_roles_may_do_what_they_did_but_import() -> None:
    assert [right for right in Right if not may(MANAGER, right)] == []
    lost = {Right.IMPORT}  # the agreed table gives it to supervisors
    former = {"register", "correct", "reveal", "find", "issue", "print", "record_payment", "import", "decide_conflict"}
    assert {right for right in former if not may(CLERK, Right(right))} == lost
    assert FORMER_ROLES == {"clerk": CLERK, "manager": MANAGER}


def colleagues(counter: Desktop, right: Right) -> tuple[StaffRow, ...]:
    return counter.read(lambda unit: list_approvers(unit, right))


def test_act_with_a_colleagues_pin_is_audited_with_both_names(counter: Desktop) -> None:
    (manager,) = colleagues(counter, Right.REVERSE_PAYMENT)
    approval = Approval(manager.id, "111111", "مشتری فیش اشتباه داد")

    def work(unit: Unit) -> None:
        require(unit, Right.REVERSE_PAYMENT)
        require(unit, Right.REVERSE_PAYMENT)

    with pytest.raises(Refusal, match="right_beside") as caught:
        counter.write(work)
    assert "سرپرست" in sentence(caught.value)
    counter.write(lambda unit: approved(unit, Right.REVERSE_PAYMENT, approval, work))
    notes = counter.read(
        lambda unit: [row.detail for row in unit.session.query(AuditRecord) if row.action == "approved"]
    )
    assert len(notes) == 1
    for part in (counter.actor.name, manager.name, approval.reason, "reverse_payment"):
        assert part in notes[0]


def reverse(unit: Unit) -> None:
    require(unit, Right.REVERSE_PAYMENT)


def test_approval_is_for_one_right_and_one_act(counter: Desktop) -> None:
    (manager,) = colleagues(counter, Right.REVERSE_PAYMENT)
    approval = Approval(manager.id, "111111", "بازبینی")
    with pytest.raises(Refusal, match="right_beside"):
        counter.write(lambda unit: approved(unit, Right.OTHER_DEALERSHIP, approval, reverse))
    counter.write(lambda unit: approved(unit, Right.REVERSE_PAYMENT, approval, reverse))
    with pytest.raises(Refusal, match="right_beside"):
        counter.write(reverse)


BAD = (("222222", "چون", "pin_wrong"), ("111111", " ", "reason_missing"), ("", "چون", "pin_wrong"))


@pytest.mark.parametrize(("pin", "reason", "code"), BAD)
def test_bad_approval_changes_nothing(counter: Desktop, pin: str, reason: str, code: str) -> None:
    (manager,) = colleagues(counter, Right.REVERSE_PAYMENT)
    done: list[int] = []
    approval = Approval(manager.id, pin, reason)
    with pytest.raises(CodedError, match=code):
        counter.write(lambda unit: approved(unit, Right.REVERSE_PAYMENT, approval, lambda _unit: done.append(1)))
    assert done == []


def test_nobody_approves_what_they_may_not_do_or_their_own_act(counter: Desktop) -> None:
    me = counter.actor.staff_id
    assert me is not None
    with pytest.raises(Refusal, match="approval_own"):
        counter.write(
            lambda unit: approved(unit, Right.REVERSE_PAYMENT, Approval(me, "222222", "چون"), lambda _unit: None)
        )

    def by_the_manager(unit: Unit) -> None:
        manager = by_manager(unit)
        approved(replace(unit, actor=manager.actor), Right.SETTINGS, Approval(me, "222222", "چون"), lambda _unit: None)

    with pytest.raises(Refusal, match="approval_missing"):
        counter.write(by_the_manager)


BESIDE = [right for right in Right if Grant.BESIDE in grants()[right].values()]


@pytest.mark.parametrize("right", BESIDE)
def test_supervisor_or_manager_allows_an_act_and_nobody_else_does(counter: Desktop, right: Right) -> None:
    """Whoever may use a right may not lend it: the auditor least of all, who writes nothing."""

    def join(unit: Unit, role: Role) -> tuple[StaffId, Actor]:
        actor = with_roles(unit, frozenset({role})).actor
        assert actor.staff_id is not None
        return actor.staff_id, actor

    people = {role: counter.write(lambda unit, role=role: join(unit, role)).value for role in Role}  # type: ignore[misc]
    asking = next(role for role in Role if grants()[right][role] is Grant.BESIDE)
    _, actor = people[asking]

    def ask(unit: Unit, by: StaffId) -> None:
        approved(replace(unit, actor=actor), right, Approval(by, "271828", "چون"), lambda mine: require(mine, right))

    others = [role for role in Role if role is not asking]
    for role in others:
        if role in {Role.SUPERVISOR, Role.MANAGER}:
            counter.write(lambda unit, role=role: ask(unit, people[role][0]))  # type: ignore[misc]
            continue
        with pytest.raises(Refusal, match="approval_missing") as caught:
            counter.write(lambda unit, role=role: ask(unit, people[role][0]))  # type: ignore[misc]
        assert right_name(right) in sentence(caught.value)
    offered = counter.read(lambda unit: list_approvers(replace(unit, actor=actor), right))
    assert all(one.roles & {Role.SUPERVISOR, Role.MANAGER} for one in offered)
    assert {people[role][0] for role in others} & {one.id for one in offered} == {
        people[Role.SUPERVISOR][0],
        people[Role.MANAGER][0],
    }
    assert who_may_allow(right) == "سرپرست یا مدیر"


def test_who_may_allow_a_right_may_use_it() -> None:
    assert {right for right, roles in allowers().items() if roles} == set(BESIDE)
    for right, roles in allowers().items():
        assert all(may(frozenset({role}), right) for role in roles)
