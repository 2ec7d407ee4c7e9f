"""The identity gate: three wrong answers shut it, one right answer opens it, no fact is asked twice in a row."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.calls.gate import (
    MOST_WRONG,
    Fact,
    Gate,
    GateError,
    GateState,
    Step,
    answer,
    ask,
    choose_fact,
    limits_on,
    replay,
)

facts = st.sampled_from(Fact)
some_facts = st.frozensets(facts)
MOST_OTHERS = 1


@given(some_facts, facts | st.none(), st.text(max_size=8))
def test_question_is_one_of_the_file_and_never_the_last(known: frozenset[Fact], last: Fact | None, salt: str) -> None:
    chosen = choose_fact(known, last, salt)
    assert chosen == choose_fact(set(known), last, salt)
    if chosen is None:
        assert known <= {last}
    else:
        assert chosen in known
        assert chosen is not last


def test_question_differs_between_calls() -> None:
    asked = {choose_fact(frozenset(Fact), None, f"call {number}") for number in range(60)}
    assert asked == set(Fact)


@given(st.lists(st.sampled_from(["ask", "right", "wrong"]), max_size=14), some_facts, st.text(max_size=4))
def test_gate_under_any_sequence(deeds: list[str], known: frozenset[Fact], salt: str) -> None:
    gate, steps, wrong = Gate(most_others=MOST_OTHERS), [], 0
    for deed in deeds:
        before = gate
        fact = choose_fact(known, gate.last, f"{salt}{gate.turns}")
        try:
            if deed == "ask":
                if fact is None:
                    continue
                gate = ask(gate, fact)
                steps.append(Step("asked", fact))
            else:
                held = gate.asked
                gate = answer(gate, is_right=deed == "right")
                assert held is not None
                steps.append(Step(deed, held))
                wrong += deed == "wrong"
        except GateError:
            is_exchange = deed == "ask" and before.asked is not None and before.others == MOST_OTHERS
            assert before.state is not GateState.CLOSED or (deed != "ask" and before.asked is None) or is_exchange
            continue
        assert before.state is GateState.CLOSED, "nothing happens after the end"
        if deed == "ask":
            assert gate.asked is not before.last
    assert gate.wrong == wrong <= MOST_WRONG
    assert gate.others <= MOST_OTHERS
    assert (gate.state is GateState.SHUT) == (wrong == MOST_WRONG)
    assert (gate.state is GateState.OPEN) == any(step.name == "right" for step in steps)
    assert replay(steps, MOST_OTHERS) == gate


def test_answer_without_a_question_is_an_error() -> None:
    with pytest.raises(GateError):
        answer(Gate(), is_right=True)


def test_same_question_twice_is_an_error() -> None:
    with pytest.raises(GateError):
        ask(ask(Gate(), Fact.CAR), Fact.CAR)


FIRST, LATER = date(2026, 3, 21), date(2026, 11, 23)
ROWS = [
    {"limit": "refused_calls", "count": "3", "effective_from": "1405/09/02"},
    {"limit": "other_questions", "count": "1", "effective_from": "1405/01/01"},
    {"limit": "refused_calls", "count": "2", "effective_from": "1405/01/01"},
]


def test_limits_are_those_of_the_day() -> None:
    assert [limits_on(day, ROWS).refused for day in (FIRST, LATER - timedelta(days=1), LATER)] == [2, 2, 3]
    assert limits_on(LATER, ROWS).others == 1, "a limit that did not change stays in force"
    assert limits_on(FIRST - timedelta(days=1), ROWS).refused == 2, "before the first row the first is in force"


def test_limits_of_the_table_are_asked_for_each_day() -> None:
    assert limits_on(FIRST) == limits_on(LATER)
    assert min(limits_on(LATER).others, limits_on(LATER).refused) > 0
