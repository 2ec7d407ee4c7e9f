"""The states of an activation: a model beside the rule, whatever is typed and whatever head office says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from dealer_app.domain.customers import Activation, CustomerKind
from dealer_app.domain.errors import FieldError, sentence
from dealer_app.domain.files.activation import (
    CODE_DIGITS,
    FINAL,
    MOST_WRONG,
    CodeState,
    activation_of,
    after_try,
    merged,
    needs_activation,
    parse_code,
)

STATES = st.sampled_from(CodeState)


class OneCode(RuleBasedStateMachine):
    """One code at one counter: typed right or wrong, and told of by head office in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.wrong = CodeState.ASKED, 0
        self.history = [self.state]

    @precondition(lambda self: self.state is CodeState.SENT)
    @rule(is_right=st.booleans())
    def type_code(self, is_right: bool) -> None:
        before = self.wrong
        self._move(*after_try(self.state, self.wrong, is_right=is_right))
        assert self.wrong == before + (not is_right)
        assert (self.state is CodeState.ACTIVE) == is_right

    @precondition(lambda self: self.state is not CodeState.SENT)
    @rule(is_right=st.booleans())
    def type_too_early_or_too_late(self, is_right: bool) -> None:
        with pytest.raises(ValueError, match=self.state.value):
            after_try(self.state, self.wrong, is_right=is_right)

    @rule(told=STATES)
    def hear_head_office(self, told: CodeState) -> None:
        self._move(merged(self.state, told), self.wrong)

    def _move(self, state: CodeState, wrong: int) -> None:
        self.state, self.wrong = state, wrong
        self.history.append(state)

    @invariant()
    def end_is_an_end_and_five_wrong_ones_lock(self) -> None:
        first = next((at for at, state in enumerate(self.history) if state in FINAL), len(self.history))
        assert set(self.history[first:]) <= FINAL
        assert self.wrong <= MOST_WRONG
        assert self.wrong < MOST_WRONG or self.state in FINAL


TestOneCode = OneCode.TestCase


@given(state=STATES | st.none(), is_expired=st.booleans())
def test_file_is_active_only_by_a_proved_code(state: CodeState | None, is_expired: bool) -> None:
    shown = activation_of(state, is_expired=is_expired)
    assert (shown is Activation.ACTIVE) == (state is CodeState.ACTIVE)
    assert (shown is Activation.SENT) == (state is CodeState.SENT and not is_expired)
    assert (shown is Activation.LOCKED) == (state is CodeState.LOCKED)


@pytest.mark.parametrize("typed", ["123456", "۱۲۳۴۵۶", "١٢٣٤٥٦", " 123 456 ", "12-34-56"])
def test_code_is_read_as_people_type_it(typed: str) -> None:
    assert parse_code(typed) == "123456"


@given(st.text(max_size=12).filter(lambda text: sum(letter.isdigit() for letter in text) != CODE_DIGITS))
def test_anything_else_has_a_sentence(typed: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_code(typed)
    assert (caught.value.code, caught.value.field) == ("activation_code_form", "code")
    assert sentence(caught.value)


def test_company_needs_no_code() -> None:
    assert [needs_activation(kind) for kind in CustomerKind] == [True, False, True]
