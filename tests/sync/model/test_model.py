"""The oracle under a state machine: whatever the line, the power or a restored disk does, its invariants hold.

Each negative control must turn the same machine red: a proof that cannot fail proves nothing.
"""

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.sync.model.machine import BUDGET, HUNT, Line
from tests.sync.model.values import BrokenInvariantError, Mistakes


def test_whatever_happens_nothing_is_lost_and_nothing_is_twice() -> None:
    run_state_machine_as_test(Line, settings=BUDGET)


@pytest.mark.parametrize(
    ("control", "broken"),
    [
        ("no_acked_check", {5, 8}),
        ("plain_sequence", {12}),
        ("cursor_before_apply", {12}),
        ("number_in_another_transaction", {16}),
        ("ack_before_commit", {3}),
        ("dedupe_expires", {5, 8}),
    ],
)
def test_each_control_turns_the_machine_red(control: str, broken: set[int]) -> None:
    mistaken = type("MistakenLine", (Line,), {"mistakes": Mistakes(**{control: True})})
    with pytest.raises(BrokenInvariantError) as caught:
        run_state_machine_as_test(mistaken, settings=HUNT)
    assert caught.value.number in broken
