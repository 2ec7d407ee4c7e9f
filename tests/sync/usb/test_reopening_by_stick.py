"""Test that a stopped counter without a line is reopened by stick, and that old sticks never stop it."""

from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import Refusal
from dealer_app.hub.database.database import transaction
from dealer_app.hub.devices.devices import reopen
from tests.hub.head_office import Office
from tests.sync.both_sides import ledger_lines, me, states
from tests.sync.counters import register
from tests.sync.sticks import Pocket


@pytest.fixture
def pocket(office: Office, tmp_path: Path) -> Pocket:
    return Pocket(office, tmp_path / "sticks")


@pytest.fixture
def stopped(fresh: Desktop, pocket: Pocket) -> Desktop:
    """A counter that only has sticks and was stopped after a restored backup, with one entry of its own."""
    pocket.join(fresh, "2606")
    register(fresh, 1)
    pocket.exchange(fresh)
    fresh.backup(pocket.folder / "day.bajeh")
    register(fresh, 2)
    pocket.exchange(fresh)
    fresh.restore(pocket.folder / "day.bajeh")
    register(fresh, 3)
    assert pocket.exchange(fresh).trouble == "fork"
    return fresh


def open_again(office: Office, desktop: Desktop) -> None:
    with transaction(office.engine, "2606", office.clock()) as tx:
        reopen(tx, me(desktop).device)


def is_writing(desktop: Desktop, pocket: Pocket, at: int) -> bool:
    """Return whether the counter writes and a stick takes all its entries to head office."""
    register(desktop, at)
    report = pocket.exchange(desktop)
    return (report.trouble, me(desktop).state) == ("", "active") and "queued" not in states(desktop)


def test_stopped_counter_is_reopened_by_one_stick(stopped: Desktop, office: Office, pocket: Pocket) -> None:
    open_again(office, stopped)
    assert pocket.exchange(stopped).trouble == ""
    assert (me(stopped).state, me(stopped).epoch) == ("active", 2)
    assert is_writing(stopped, pocket, 4)
    assert len(ledger_lines(office)) == 4
    assert stopped.verify().is_sound


def test_stick_before_the_reopening_says_that_the_counter_is_stopped(
    stopped: Desktop, office: Office, pocket: Pocket
) -> None:
    assert pocket.exchange(stopped).trouble == "fork"
    with pytest.raises(Refusal, match="counter_stopped"):
        register(stopped, 4)
    open_again(office, stopped)
    assert pocket.exchange(stopped).trouble == ""
    assert is_writing(stopped, pocket, 4)


def test_sticks_of_before_the_reopening_never_stop_the_counter(
    stopped: Desktop, office: Office, pocket: Pocket
) -> None:
    early = pocket.export(stopped)
    refused = pocket.answer(early)
    open_again(office, stopped)
    lost = pocket.export(stopped)
    pocket.answer(lost)
    opened = pocket.answer(lost)
    assert stopped.import_bundle(opened).trouble == ""
    for answer in (refused, opened, pocket.answer(early), pocket.answer(lost), opened):
        assert stopped.import_bundle(answer).trouble == ""
        assert me(stopped).state == "active"
    assert is_writing(stopped, pocket, 4)
    for answer in (refused, opened, pocket.answer(early), pocket.answer(lost)):
        assert stopped.import_bundle(answer).trouble == ""
    assert is_writing(stopped, pocket, 5)
    assert len(ledger_lines(office)) == 5


def test_push_on_a_stick_of_before_the_reopening_changes_nothing(
    stopped: Desktop, office: Office, pocket: Pocket
) -> None:
    stopped.restore(pocket.folder / "day.bajeh")
    register(stopped, 5)
    early = pocket.export(stopped)
    assert stopped.import_bundle(pocket.answer(early)).trouble == "fork"
    open_again(office, stopped)
    pocket.exchange(stopped)
    assert stopped.import_bundle(pocket.answer(early)).trouble == ""
    assert is_writing(stopped, pocket, 6)


def test_superseded_counter_needs_a_code(stopped: Desktop, office: Office, pocket: Pocket) -> None:
    code = office.code("2606", replaces=me(stopped).device)
    old = pocket.export(stopped)
    stopped.import_bundle(pocket.answer(pocket.request(stopped, code)))
    answer = pocket.answer(old)
    with pytest.raises(Refusal, match="bundle_other"):
        stopped.import_bundle(answer)
    assert me(stopped).state == "active"
