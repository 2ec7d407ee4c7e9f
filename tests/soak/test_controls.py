"""Each negative control turns the real thing red in its history, and every history is green without it."""

from pathlib import Path

import pytest

from tests.soak.checks import BrokenPromiseError, check, check_acknowledged, heal
from tests.soak.controls import CONTROLS
from tests.soak.histories import HISTORIES, History
from tests.soak.world import World, open_world


def live(world: World, history: History) -> None:
    """Live through a history, let all meet and check every promise."""
    history(world)
    for pc in world.pcs:
        check_acknowledged(world, pc)
    heal(world, most=8)
    check(world)


def test_every_control_has_its_history() -> None:
    assert HISTORIES.keys() == CONTROLS.keys()


@pytest.mark.parametrize("name", CONTROLS)
def test_a_control_is_caught(name: str, tmp_path: Path, empty_home: Path) -> None:
    history, promises = HISTORIES[name]
    with (
        open_world(tmp_path / "world", empty_home, 1) as world,
        CONTROLS[name](world),
        pytest.raises(BrokenPromiseError) as caught,
    ):
        live(world, history)
    assert caught.value.number in promises


def test_the_right_code_ends_well_in_all_of_them(tmp_path: Path, empty_home: Path) -> None:
    with open_world(tmp_path / "world", empty_home, 1) as world:
        for history, _ in HISTORIES.values():
            live(world, history)
