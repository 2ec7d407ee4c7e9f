"""The identity gate of a call: no word, no order of work and no row tells whether there is a file."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from dealer_app.desktop import Desktop
from dealer_app.domain.calls import gate as gate_rules
from dealer_app.domain.calls.calls import Caller
from dealer_app.domain.calls.gate import Fact, GateState, limits_on
from dealer_app.domain.errors import FieldErrors, Refusal
from dealer_app.domain.ids import OrderId
from dealer_app.services.calls import gate
from dealer_app.services.orders.orders import get_order
from dealer_app.services.search.search import number_hash
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.outbox import outbox_head
from resources import tables
from tests.services.calls.phone import (
    CODE,
    NUMBER,
    OTHER_CODE,
    WRONG,
    a_caller,
    ask,
    end,
    fail,
    identify,
    say,
    the_truth,
)
from tests.services.conftest import NOON, FakeClock


def audits(unit: Unit) -> list[tuple[str, str]]:
    rows = select(AuditRecord.action, AuditRecord.detail).where(AuditRecord.kind == "calls").order_by(AuditRecord.n)
    return [(str(action), str(detail)) for action, detail in unit.session.execute(rows)]


@pytest.mark.parametrize("number", [NUMBER, "2606/50412", "D700412"])
def test_number_code_and_one_fact_open_the_gate(counter: Desktop, main_order: OrderId, number: str) -> None:
    caller = a_caller(number)
    asked = ask(counter, caller)
    assert asked.gate.asked is not None
    assert asked.card is None
    view = say(counter, caller, the_truth(counter, asked.gate.asked))
    assert view.gate.state is GateState.OPEN
    order = counter.read(lambda unit: get_order(unit, main_order))
    assert view.card == order.card, "the sentence is that of the status card"
    assert (view.order_id, view.customer_name) == (main_order, order.customer_name)


def test_three_wrong_answers_shut_the_gate_and_are_audited_without_personal_data(counter: Desktop) -> None:
    caller = a_caller()
    views = [fail(counter, caller) for _ in range(3)]
    assert [view.gate.wrong for view in views] == [1, 2, 3]
    assert views[-1].gate.state is GateState.SHUT
    assert all(view.card is None and view.order_id is None and not view.customer_name for view in views)
    rows = counter.read(audits)
    assert [action for action, _ in rows] == ["call_asked", "call_wrong"] * 3 + ["call_refused"]
    assert all(number_hash(NUMBER) in detail for _, detail in rows)
    told = "".join(detail for _, detail in rows)
    assert not any(word in told for word in (CODE, NUMBER, *WRONG.values(), "order_id"))
    with pytest.raises(Refusal, match="call_ended"):
        ask(counter, caller)
    with pytest.raises(Refusal, match="call_ended"):
        say(counter, caller, "۱۲۳۴")


def test_same_fact_is_never_asked_twice_in_a_row(counter: Desktop) -> None:
    caller = a_caller()
    asked = [ask(counter, caller).gate.asked for _ in range(2)]
    for _ in range(2):
        said = asked[-1]
        assert said is not None
        say(counter, caller, WRONG[said])
        asked.append(ask(counter, caller).gate.asked)
    assert all(one is not following for one, following in pairwise(asked))


def test_only_one_question_of_a_call_is_exchanged_for_another(counter: Desktop) -> None:
    caller = a_caller()
    first, second = ask(counter, caller).gate, ask(counter, caller).gate
    assert (first.asked is second.asked, first.may_ask, second.may_ask) == (False, True, False)
    before = counter.read(audits)
    for number in (NUMBER, "R9999999999"):  # a corrected number is no way to another question either
        assert ask(counter, Caller(caller.call_id, number, CODE)).gate == second
    assert counter.read(audits) == before
    assert second.asked is not None
    assert say(counter, caller, WRONG[second.asked]).gate.wrong == 1
    third = ask(counter, caller).gate
    assert third.asked is not None
    assert not third.may_ask, "the share is of the call, not of a question"


@pytest.mark.parametrize("number", [NUMBER, "R9999999999"])
def test_two_refused_calls_close_a_number_for_the_day(counter: Desktop, clock: FakeClock, number: str) -> None:
    for _ in range(limits_on(NOON.date()).refused):
        caller = a_caller(number)
        for _ in range(3):
            fail(counter, caller)
    for typed in (number, number.lower(), f" {number[:4]}-{number[4:]}"):
        with pytest.raises(Refusal, match="call_number_closed"):
            ask(counter, a_caller(typed))
    assert ask(counter, a_caller("R9999999998")).gate.asked is not None
    clock.pass_time(days=1)
    assert identify(counter, a_caller()).gate.state is GateState.OPEN


def test_every_number_of_a_refused_call_counts(counter: Desktop) -> None:
    """Three numbers tried in each call are no way around the limit."""
    tried = NUMBER, "R9999999999", "R9999999998"
    for _ in range(limits_on(NOON.date()).refused):
        call_id = a_caller().call_id
        for number in tried:
            fail(counter, Caller(call_id, number, CODE))
    for number in tried:
        with pytest.raises(Refusal, match="call_number_closed"):
            ask(counter, a_caller(number))


def test_facts_differ_between_calls_and_the_file_has_them(counter: Desktop) -> None:
    asked = {ask(counter, a_caller()).gate.asked for _ in range(25)}
    assert len(asked) > 1
    assert all(fact is not None and the_truth(counter, fact) for fact in asked)


PAIRS = {
    "right number, wrong code": (NUMBER, OTHER_CODE),
    "wrong number, right code": ("R9999999999", CODE),
    "nothing right": ("R9999999998", "0790419904"),
}


def play(counter: Desktop, caller: Caller) -> tuple[list[str], list[Any]]:
    """Return the statements and the views of a call with one wrong answer."""
    statements: list[str] = []
    views: list[Any] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    def work(unit: Unit) -> None:
        engine = unit.session.connection().engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            asked = gate.ask(unit, caller)
            assert asked.gate.asked is not None
            views.extend((asked, gate.judge(unit, caller, WRONG[asked.gate.asked])))
        finally:
            event.remove(engine, "before_cursor_execute", note)

    counter.write(work)
    return statements, views


@pytest.mark.parametrize("pair", PAIRS)
def test_wrong_pair_is_answered_by_the_same_words_after_the_same_work(counter: Desktop, pair: str) -> None:
    right_statements, right_views = play(counter, a_caller())
    statements, views = play(counter, a_caller(*PAIRS[pair]))
    assert statements == right_statements
    for view, wanted in zip(views, right_views, strict=True):
        assert (view.gate.state, view.gate.wrong, view.card, view.order_id, view.customer_id, view.car) == (
            wanted.gate.state,
            wanted.gate.wrong,
            None,
            None,
            None,
            "",
        )


@pytest.mark.parametrize("pair", PAIRS)
def test_no_answer_is_right_without_the_right_pair(counter: Desktop, pair: str) -> None:
    """Answer by the facts of the number's file and by those of the decoy: neither opens the gate."""
    number, code = PAIRS[pair]
    caller = a_caller(number, code)
    asked = ask(counter, caller).gate.asked
    assert asked is not None
    decoy, nobody = counter.read(lambda unit: gate._facts_of(unit, number, code))
    assert nobody is None
    said = {
        Fact.MOBILE: decoy.mobile[-4:],
        Fact.CAR: decoy.car,
        Fact.CITY: decoy.city,
        Fact.FATHER: decoy.father_name,
        Fact.BIRTH: the_truth(counter, Fact.BIRTH),
    }
    assert say(counter, caller, said[asked]).gate.wrong == 1


def test_empty_counter_asks_as_well(new_counter: Desktop) -> None:
    caller = a_caller()
    assert fail(new_counter, caller).gate.wrong == 1


def test_impossible_form_is_not_counted(counter: Desktop) -> None:
    caller = a_caller()
    asked = ask(counter, caller).gate.asked
    assert asked is not None
    before = counter.read(audits)
    for wrong in (Caller(caller.call_id, "", CODE), Caller(caller.call_id, NUMBER, "0499370898")):
        with pytest.raises(FieldErrors):
            say(counter, wrong, "۱۲۳۴")
    with pytest.raises(FieldErrors):
        say(counter, caller, " ")
    assert counter.read(audits) == before


def test_answer_needs_a_question(counter: Desktop) -> None:
    with pytest.raises(Refusal, match="call_not_asked"):
        say(counter, a_caller(), "۱۲۳۴")


def test_wrong_answers_are_counted_over_numbers_that_were_misheard(counter: Desktop) -> None:
    caller = a_caller("R9999999999")
    fail(counter, caller)
    again = Caller(caller.call_id, NUMBER, CODE)
    assert fail(counter, again).gate.wrong == 2
    assert identify(counter, again).gate.state is GateState.OPEN


def test_gate_is_read_from_the_audit_and_not_from_the_screen(counter: Desktop) -> None:
    caller = a_caller()
    fail(counter, caller)
    view = counter.read(lambda unit: gate.view_gate(unit, caller.call_id))
    assert (view.gate.wrong, view.card) == (1, None)
    identify(counter, caller)
    assert counter.read(lambda unit: gate.view_gate(unit, caller.call_id)).card is not None


def test_recorded_call_asks_nothing_more_and_head_office_hears_only_of_the_record(counter: Desktop) -> None:
    caller = a_caller()
    before = counter.read(lambda unit: outbox_head(unit.session))[0]
    fail(counter, caller)
    assert counter.read(lambda unit: outbox_head(unit.session))[0] == before
    end(counter, caller.call_id)
    with pytest.raises(Refusal, match="call_ended"):
        ask(counter, caller)


LATER_LIMITS = """limit,count,source,effective_from,note
other_questions,1,عرف,1405/01/01,نمونه
refused_calls,2,عرف,1405/01/01,نمونه
other_questions,2,عرف,1405/09/02,نمونه
refused_calls,1,عرف,1405/09/02,نمونه
"""


@pytest.fixture
def later_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the limits change on the day after the demo's."""
    table = tmp_path / "tables"
    table.mkdir()
    (table / "gate_limits.csv").write_text(LATER_LIMITS, encoding="utf-8")
    monkeypatch.setattr(tables, "__file__", str(table / "__init__.py"))
    gate_rules.read_limits.cache_clear()
    yield
    gate_rules.read_limits.cache_clear()


@pytest.mark.usefixtures("later_limits")
def test_limits_change_while_the_program_runs(counter: Desktop, clock: FakeClock) -> None:
    """A limit with a later day is in force from that day on, for calls that begin then."""
    today = a_caller()
    for _ in range(3):
        fail(counter, today)
    ask(counter, a_caller())  # one refused call does not close it today
    old = a_caller("R9999999999")
    ask(counter, old)
    clock.pass_time(days=1)
    assert not ask(counter, old).gate.may_ask, "a call keeps the limits of the day on which it began"
    new = a_caller("R9999999998")
    assert [ask(counter, new).gate.may_ask for _ in range(3)] == [True, True, False]
    shut = a_caller()
    for _ in range(3):
        fail(counter, shut)
    with pytest.raises(Refusal, match="call_number_closed"):
        ask(counter, a_caller())
