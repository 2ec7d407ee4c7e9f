"""Test the oracle with a state machine: its invariants hold under faults of line and power and restored disks.

Each negative control must make the same machine fail, which shows that the machine can detect mistakes.
"""

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.sync.model.machine import BUDGET, HUNT, Line
from tests.sync.model.values import BrokenInvariantError, Mistakes


def test_invariants_hold_under_all_faults() -> None:
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
        ("no_freshness", {19}),
        ("no_fork_detection", {3, 4}),
        ("no_ceiling", {20}),
    ],
)
def test_each_negative_control_breaks_an_invariant(control: str, broken: set[int]) -> None:
    mistaken = type("MistakenLine", (Line,), {"mistakes": Mistakes(**{control: True})})
    with pytest.raises(BrokenInvariantError) as caught:
        run_state_machine_as_test(mistaken, settings=HUNT)
    assert caught.value.number in broken
