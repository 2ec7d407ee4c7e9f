"""Test that a restored counter stops and, once reopened, continues, even after a lost answer or a second reopening."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import Refusal
from dealer_app.hub.database.database import transaction
from dealer_app.hub.devices.devices import reopen
from dealer_app.store.tables.enrolments import current_enrolment
from tests.hub.head_office import Office
from tests.sync.both_sides import ledger_lines
from tests.sync.counters import SpoiltLine, register


@pytest.fixture
def forked(joined: Desktop, tmp_path: Path) -> Desktop:
    """A counter with a restored backup that head office has stopped."""
    register(joined, 1)
    joined.talk()
    joined.backup(tmp_path / "day.bajeh")
    register(joined, 2)
    joined.talk()
    joined.restore(tmp_path / "day.bajeh")
    assert joined.talk().trouble == "fork"
    return joined


@pytest.fixture
def open_again(forked: Desktop, office: Office) -> Callable[[], None]:
    """A function that reopens the counter at head office."""
    enrolment = forked.read(lambda unit: current_enrolment(unit.session))
    assert enrolment is not None

    def act() -> None:
        with transaction(office.engine, "2606", office.clock()) as tx:
            reopen(tx, enrolment.device)

    return act


def test_restored_backup_stops_writing_until_it_is_reopened(
    forked: Desktop, open_again: Callable[[], None], office: Office
) -> None:
    assert forked.line_state().enrolment == "forked"
    with pytest.raises(Refusal, match="counter_stopped"):
        register(forked, 3)

    open_again()
    assert forked.talk().trouble == ""
    assert forked.line_state().enrolment == "active"
    register(forked, 3)
    assert forked.talk().sent == 1
    assert len(ledger_lines(office)) == 3


def test_reopening_succeeds_after_a_lost_answer(
    forked: Desktop, open_again: Callable[[], None], line: SpoiltLine
) -> None:
    open_again()
    line.lose_answer("/v1/session")
    assert forked.talk().trouble
    line.come_back()
    assert forked.talk().trouble == ""
    register(forked, 3)
    assert forked.talk().sent == 1


def test_counter_that_was_reopened_twice_continues(forked: Desktop, open_again: Callable[[], None]) -> None:
    open_again()
    open_again()
    assert forked.talk().trouble == ""
    register(forked, 3)
    assert forked.talk().sent == 1


def test_restored_backup_of_an_earlier_epoch_is_stopped(
    forked: Desktop, open_again: Callable[[], None], tmp_path: Path
) -> None:
    open_again()
    forked.talk()
    register(forked, 3)
    forked.talk()
    forked.restore(tmp_path / "day.bajeh")
    assert forked.talk().trouble == "epoch_old"
    open_again()
    assert forked.talk().trouble == ""
