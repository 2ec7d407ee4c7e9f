"""Records of calls and call-backs: whole or not at all, and only what the gate allows."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from dealer_app.desktop import Desktop
from dealer_app.domain.calls.calls import CallBackState, CloseCallBack, MoveCallBack, NewCallBack, Urgency, urgency_of
from dealer_app.domain.directory.opening import OpenState
from dealer_app.domain.errors import FieldErrors, Refusal
from dealer_app.domain.ids import OrderId, StaffId
from dealer_app.domain.registration import LONGEST_PROSE
from dealer_app.domain.rights import Right, may
from dealer_app.domain.staff import Actor, Role
from dealer_app.services.calls import call_backs, calls, gate
from dealer_app.services.orders.orders import get_order, list_timeline
from dealer_app.services.settings import get_settings, save_settings
from dealer_app.services.staff.staff import list_staff
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.phone.calls import CallBackRecord, CallRecord
from tests.services.calls.phone import a_call_back, a_caller, end, fail, identify
from tests.services.conftest import NOON, FakeClock
from tests.services.factories import by_manager
from tests.signed_on import with_roles


def the_call(unit: Unit) -> CallRecord:
    record = unit.session.scalars(select(CallRecord).order_by(CallRecord.row.desc())).first()
    assert record is not None
    return record


def last_action(unit: Unit) -> str | None:
    return unit.session.scalar(select(AuditRecord.action).order_by(AuditRecord.n.desc()).limit(1))


def test_recognised_call_is_recorded_with_the_sentence_that_was_read(counter: Desktop, main_order: OrderId) -> None:
    caller = a_caller()
    card = identify(counter, caller).card
    assert card is not None
    end(counter, caller.call_id, a_call_back(counter))
    record = counter.read(the_call)
    assert (record.order_id, record.outcome, record.spoken) == (main_order, "identified", card.spoken)
    assert record.fact
    (row,) = counter.read(call_backs.list_call_backs)
    assert (row.order_id, row.call_id, row.subject) == (main_order, caller.call_id, "پیگیری قطعات")
    assert row.name == counter.read(lambda unit: get_order(unit, main_order)).customer_name
    assert row.masked_phone == "۰۹۱۲•••۲۵۸۰"
    assert counter.write(lambda unit: call_backs.show_phone(unit, row.id)).value == "09122582580"
    assert counter.read(last_action) == "call_back_phone_shown"


def test_record_has_the_sentence_that_was_read_although_the_order_has_changed(counter: Desktop) -> None:
    caller = a_caller()
    identify(counter, caller)
    end(counter, caller.call_id, spoken="خودروی شما در راه است.")
    assert counter.read(the_call).spoken == "خودروی شما در راه است."
    stranger = a_caller()
    end(counter, stranger.call_id, spoken="خودروی شما در راه است.")
    assert counter.read(the_call).spoken == "", "nothing of a file is read to somebody who was not recognised"
    identify(counter, caller := a_caller())
    with pytest.raises(FieldErrors):
        end(counter, caller.call_id, spoken="و" * (LONGEST_PROSE + 1))


def test_refused_call_names_no_file_and_needs_no_words(counter: Desktop) -> None:
    caller = a_caller()
    for _ in range(3):
        fail(counter, caller)
    end(counter, caller.call_id, asked="", answer="")
    record = counter.read(the_call)
    assert (record.order_id, record.outcome, record.wrong, record.spoken) == (None, "refused", 3, "")


def test_general_call_needs_question_and_answer(counter: Desktop) -> None:
    with pytest.raises(FieldErrors) as caught:
        end(counter, a_caller().call_id, asked=" ", answer="")
    assert {(error.field, error.code) for error in caught.value.errors} == {
        ("asked", "call_asked_empty"),
        ("answer", "call_answer_empty"),
    }
    end(counter, a_caller().call_id)
    assert counter.read(the_call).outcome == "general"


def test_call_is_recorded_once(counter: Desktop) -> None:
    caller = a_caller()
    end(counter, caller.call_id)
    with pytest.raises(Refusal, match="call_recorded"):
        end(counter, caller.call_id)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"due_at": None}, {"call_back_day"}),
        ({"due_at": NOON - timedelta(minutes=1)}, {"call_back_time"}),
        ({"due_at": NOON + timedelta(days=400)}, {"call_back_day"}),
        ({"owner_id": None}, {"call_back_owner"}),
        ({"subject": " "}, {"call_back_subject"}),
        ({"caller_name": ""}, {"call_back_name"}),
        ({"phone": "123"}, {"call_back_phone"}),
    ],
)
def test_bad_call_back_saves_nothing(counter: Desktop, changes: dict[str, Any], wrong: set[str]) -> None:
    values = {"caller_name": "حسین", "phone": "09123456789", "due_at": NOON + timedelta(hours=1), **changes}
    owner = counter.read(list_staff)[0].id
    command = a_call_back(counter, **{"owner_id": owner, **values})
    if changes.get("due_at", 1) is None:
        command = a_call_back(counter, **{**values, "due_at": NOON + timedelta(hours=1)})
        command = replace(command, due_at=None)
    with pytest.raises(FieldErrors) as caught:
        end(counter, a_caller().call_id, command)
    assert {error.field for error in caught.value.errors} == wrong
    assert counter.read(lambda unit: unit.session.scalar(select(CallRecord.row))) is None
    assert counter.read(call_backs.list_call_backs) == ()


def test_call_back_of_a_stranger_keeps_name_and_phone(counter: Desktop) -> None:
    end(counter, a_caller().call_id, a_call_back(counter, caller_name="حسین", phone="۰۲۱-۸۸۷۷۶۶۵۵"))
    (row,) = counter.read(call_backs.list_call_backs)
    assert (row.name, row.masked_phone, row.order_id) == ("حسین", "۰۲۱۸•••۶۶۵۵", None)
    assert counter.write(lambda unit: call_backs.show_phone(unit, row.id)).value == "02188776655"


def test_call_back_of_a_refused_call_can_follow_its_record(counter: Desktop) -> None:
    caller = a_caller()
    stranger = a_call_back(counter, caller_name="حسین", phone="09123456789")

    def add(command: NewCallBack) -> object:
        return counter.write(lambda unit: call_backs.add_call_back(unit, caller.call_id, command)).value

    with pytest.raises(Refusal, match="call_not_recorded"):
        add(stranger)
    for _ in range(3):
        fail(counter, caller)
    assert not counter.read(lambda unit: gate.view_gate(unit, caller.call_id)).is_recorded
    end(counter, caller.call_id)
    assert counter.read(lambda unit: gate.view_gate(unit, caller.call_id)).is_recorded
    with pytest.raises(FieldErrors) as caught:
        add(replace(stranger, caller_name="", phone="12"))
    assert {error.field for error in caught.value.errors} == {"call_back_name", "call_back_phone"}
    assert counter.read(call_backs.list_call_backs) == ()
    add(stranger)
    (row,) = counter.read(call_backs.list_call_backs)
    assert (row.name, row.call_id, row.order_id) == ("حسین", caller.call_id, None)


def made_by(unit: Unit, role: Role) -> tuple[Unit, StaffId]:
    """Return the unit of a new colleague with one role, and their id."""
    theirs = with_roles(unit, frozenset({role}))
    assert theirs.actor.staff_id is not None
    return theirs, theirs.actor.staff_id


@pytest.mark.parametrize("role", Role)
def test_owner_of_a_call_back_may_call(counter: Desktop, role: Role) -> None:
    owner = counter.write(lambda unit: made_by(unit, role)[1]).value
    is_able = may(frozenset({role}), Right.CALL)
    assert (owner in {one.id for one in counter.read(call_backs.list_owners)}) is is_able
    stranger: dict[str, Any] = {"caller_name": "حسین", "phone": "09123456789"}
    if is_able:
        end(counter, a_caller().call_id, a_call_back(counter, owner_id=owner, **stranger))
        return
    with pytest.raises(FieldErrors) as caught:
        end(counter, a_caller().call_id, a_call_back(counter, owner_id=owner, **stranger))
    assert [error.field for error in caught.value.errors] == ["call_back_owner"]
    end(counter, a_caller().call_id, a_call_back(counter, **stranger))
    (row,) = counter.read(call_backs.list_call_backs)
    with pytest.raises(FieldErrors) as caught:
        counter.write(lambda unit: call_backs.move_call_back(unit, MoveCallBack(row.id, row.due_at, owner)))
    assert [error.field for error in caught.value.errors] == ["call_back_owner"]
    assert counter.read(call_backs.list_call_backs) == (row,)


def test_number_needs_the_right_to_reveal_but_for_the_owner_of_an_open_call_back(counter: Desktop) -> None:
    """The phone's role may not reveal alone: it sees the number only while the call is its own work."""
    phone = counter.write(lambda unit: made_by(unit, Role.PHONE)[0].actor).value
    others = a_call_back(counter, caller_name="حسین", phone="09123456789")
    end(counter, a_caller().call_id, others)
    end(counter, a_caller().call_id, replace(others, owner_id=phone.staff_id))
    rows = {row.owner_id == phone.staff_id: row for row in counter.read(call_backs.list_call_backs)}

    def show(is_own: bool, who: Actor = phone) -> str:
        return counter.write(lambda unit: call_backs.show_phone(replace(unit, actor=who), rows[is_own].id)).value

    assert show(is_own=True) == "09123456789"
    assert counter.read(last_action) == "call_back_phone_shown"
    with pytest.raises(Refusal, match="right_beside") as caught:
        show(is_own=False)
    assert caught.value.params["right"] == Right.REVEAL
    assert show(is_own=False, who=counter.actor) == "09123456789"
    done = CloseCallBack(rows[True].id, CallBackState.DONE, "گفته شد")
    counter.write(lambda unit: call_backs.close_call_back(replace(unit, actor=phone), done))
    with pytest.raises(Refusal, match="right_beside"):
        show(is_own=True)


def test_call_back_is_moved_and_closed_once(counter: Desktop) -> None:
    end(counter, a_caller().call_id, a_call_back(counter, caller_name="حسین", phone="09123456789"))
    (row,) = counter.read(call_backs.list_call_backs)
    people = counter.read(list_staff)
    later = NOON + timedelta(days=1)
    counter.write(lambda unit: call_backs.move_call_back(unit, MoveCallBack(row.id, later, people[1].id)))
    (moved,) = counter.read(call_backs.list_call_backs)
    assert (moved.due_at, moved.owner_name) == (later, people[1].name)
    mine = counter.read(lambda unit: call_backs.list_call_backs(unit, owner_id=people[0].id))
    assert mine == ()
    done = CloseCallBack(row.id, CallBackState.DONE, "قطعه رسید")
    with pytest.raises(FieldErrors):
        counter.write(lambda unit: call_backs.close_call_back(unit, CloseCallBack(row.id, CallBackState.DONE, " ")))
    counter.write(lambda unit: call_backs.close_call_back(unit, done))
    assert counter.read(call_backs.list_call_backs) == ()
    (closed,) = counter.read(lambda unit: call_backs.list_call_backs(unit, is_closed=True))
    assert (closed.state, closed.result) == (CallBackState.DONE, "قطعه رسید")
    for again in (
        lambda unit: call_backs.close_call_back(unit, done),
        lambda unit: call_backs.move_call_back(unit, MoveCallBack(row.id, later, people[0].id)),
    ):
        with pytest.raises(Refusal, match="call_back_closed"):
            counter.write(again)


def test_call_back_turns_amber_and_then_red(counter: Desktop, clock: FakeClock) -> None:
    due = NOON + timedelta(hours=2)
    grace = timedelta(minutes=counter.read(get_settings).phone.call_back_grace_minutes)
    end(counter, a_caller().call_id, a_call_back(counter, due, caller_name="حسین", phone="09123456789"))
    seen = []
    for minutes in (-120, -16, -15, 0, 14, 15, 600):
        clock.at = due + timedelta(minutes=minutes)
        seen.append((str(urgency_of(due, clock.at, grace)), counter.read(call_backs.count_pressing_call_backs)))
    assert seen == [
        ("today", 0),
        ("today", 0),
        ("due", 1),
        ("due", 1),
        ("due", 1),
        ("late", 1),
        ("late", 1),
    ]
    assert urgency_of(due + timedelta(days=1), due, grace) is Urgency.LATER


def test_calls_and_call_backs_are_in_the_timeline(counter: Desktop, main_order: OrderId) -> None:
    caller = a_caller()
    identify(counter, caller)
    end(counter, caller.call_id, a_call_back(counter))
    customer_id = counter.read(lambda unit: get_order(unit, main_order)).customer_id
    entries = counter.read(lambda unit: list_timeline(unit, customer_id))
    kinds = [entry.kind for entry in entries]
    assert kinds.count("call") == 1
    assert kinds.count("call_back") == 1


LISTED = "SELECT * FROM call_backs WHERE state = 'open' ORDER BY due_at"
COUNTED = "SELECT count(*) FROM call_backs WHERE state = 'open' AND due_at <= '2026'"


@pytest.mark.parametrize(("query", "using"), [(LISTED, "USING INDEX"), (COUNTED, "USING COVERING INDEX")])
def test_call_backs_are_read_and_counted_from_their_index(counter: Desktop, query: str, using: str) -> None:
    plan = counter.read(lambda unit: [row[-1] for row in unit.session.execute(text(f"EXPLAIN QUERY PLAN {query}"))])
    assert any(f"{using} ix_call_backs_state_due_at" in step for step in plan)


def test_facts_of_calls_never_change(counter: Desktop) -> None:
    end(counter, a_caller().call_id, a_call_back(counter, caller_name="حسین", phone="09123456789"))
    for statement in ("UPDATE calls SET asked = 'x'", "DELETE FROM calls", "DELETE FROM call_backs"):
        with pytest.raises(Exception, match="keep_"):
            counter.write(lambda unit, statement=statement: unit.session.execute(text(statement)))  # type: ignore[misc]
    assert counter.read(lambda unit: len(unit.session.scalars(select(CallBackRecord)).all())) == 1
    assert counter.verify().is_sound


def test_line_is_open_by_the_setting_and_shows_the_number_of_the_papers(counter: Desktop) -> None:
    state = counter.read(calls.get_line_state)
    assert (state.number, state.short_number, state.is_sample) == ("021-42724", "42724", True)
    assert (state.state, state.sentence) == (OpenState.OPEN, "اکنون باز است؛ تا ساعت ۱۶:۳۰.")
    known = counter.read(get_settings)
    company = replace(known.company, phone="021-55555", short_phone="55555")
    friday = replace(known.phone, hours="جمعه ۸ تا ۱۲", is_sample=False)
    changed = replace(known, company=company, phone=friday)
    counter.write(lambda unit: save_settings(by_manager(unit), changed))
    state = counter.read(calls.get_line_state)
    assert (state.number, state.short_number, state.state) == ("021-55555", "55555", OpenState.CLOSED)
    assert counter.read(get_settings).phone.hours == "fri 08:00-12:00"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"hours": "ساعت اداری"}, "phone_hours"),
        ({"hours": "شنبه ۸ تا ۱۲ و ۱۱ تا ۱۶"}, "phone_hours"),
        ({"source": " "}, "phone_source"),
        ({"call_back_grace_minutes": 0}, "call_back_grace_minutes"),
    ],
)
def test_impossible_phone_settings_are_refused(counter: Desktop, changes: dict[str, Any], field: str) -> None:
    known = counter.read(get_settings)
    wanted = replace(known, phone=replace(known.phone, **changes))
    with pytest.raises(FieldErrors) as caught:
        counter.write(lambda unit: save_settings(by_manager(unit), wanted))
    assert [error.field for error in caught.value.errors] == [field]
    assert counter.read(get_settings) == known
