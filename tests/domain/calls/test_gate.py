"""The identity gate: three wrong answers shut it, one right answer opens it, no fact is asked twice in a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.calls.gate import (
    MOST_OTHERS,
    MOST_WRONG,
    Fact,
    Gate,
    GateError,
    GateState,
    Step,
    answer,
    ask,
    choose_fact,
    replay,
)

facts = st.sampled_from(Fact)
some_facts = st.frozensets(facts)


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
    gate, steps, wrong = Gate(), [], 0
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
    assert replay(steps) == gate


def test_answer_without_a_question_is_an_error() -> None:
    with pytest.raises(GateError):
        answer(Gate(), is_right=True)


def test_same_question_twice_is_an_error() -> None:
    with pytest.raises(GateError):
        ask(ask(Gate(), Fact.CAR), Fact.CAR)
