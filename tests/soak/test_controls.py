"""Test that each negative control breaks a promise in its history, and that every history passes without it."""

from pathlib import Path

import pytest

from tests.soak.checks import check, check_acknowledged, heal
from tests.soak.controls import CONTROLS
from tests.soak.histories import HISTORIES, History
from tests.soak.promises import BrokenPromiseError
from tests.soak.world import World, open_world


def live(world: World, history: History) -> None:
    """Run a history, synchronise all counters and check every promise."""
    history(world)
    for pc in world.pcs:
        check_acknowledged(world, pc)
    heal(world, most=8)
    check(world)


def test_every_control_has_a_history() -> None:
    assert HISTORIES.keys() == CONTROLS.keys()


@pytest.mark.parametrize("name", CONTROLS)
def test_control_breaks_its_promise(name: str, tmp_path: Path, empty_home: Path) -> None:
    history, promises = HISTORIES[name]
    with (
        open_world(tmp_path / "world", empty_home, 1) as world,
        CONTROLS[name](world),
        pytest.raises(BrokenPromiseError) as caught,
    ):
        live(world, history)
    assert caught.value.number in promises


def test_unchanged_code_passes_all_histories(tmp_path: Path, empty_home: Path) -> None:
    with open_world(tmp_path / "world", empty_home, 1) as world:
        for history in dict.fromkeys(history for history, _ in HISTORIES.values()):
            live(world, history)
