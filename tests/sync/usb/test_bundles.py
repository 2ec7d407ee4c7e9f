"""Test bundles at the counter: they do the work of the line by stick, in any order and repeated."""

from itertools import permutations
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault, Refusal
from dealer_app.hub.database.database import transaction
from dealer_app.hub.devices.devices import revoke
from dealer_app.hub.service.bundles import answer_bundle
from dealer_app.store.tables.leases import take_number
from tests.hub.head_office import Office
from tests.sync.both_sides import ledger_lines, me, states
from tests.sync.counters import HUB_URL, SpoiltLine, open_counter, register
from tests.sync.sticks import Pocket


def carry(desktop: Desktop, office: Office, stick: Path) -> Path:
    """Write a bundle, let head office answer it, and return the file with the answer."""
    desktop.export_bundle(stick)
    answer = stick.with_suffix(".answer")
    answer.write_bytes(answer_bundle(office.service, stick.read_bytes()))
    return answer


def test_stick_sends_entries_and_brings_rows_and_numbers(
    joined: Desktop, office: Office, tmp_path: Path, line: SpoiltLine
) -> None:
    register(joined, 1)
    register(joined, 2)

    report = joined.import_bundle(carry(joined, office, tmp_path / "up"))

    assert (report.trouble, report.sent) == ("", 2)
    assert report.received > 0
    assert joined.line_state().waiting == 0
    assert joined.write(lambda unit: take_number(unit, "receipt")).value == 1_000_000
    assert len(ledger_lines(office)) == 2
    assert line.calls == []


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_answers_in_any_order_and_repeated_have_the_same_result(
    joined: Desktop, office: Office, tmp_path: Path, order: tuple[int, ...]
) -> None:
    answers = []
    for at in range(3):
        register(joined, at)
        answers.append(carry(joined, office, tmp_path / f"up{at}"))

    for at in (*order, *order):
        assert joined.import_bundle(answers[at]).trouble == ""

    assert "queued" not in states(joined)
    assert me(joined).acked_n == 3
    assert len(ledger_lines(office)) == 3


def test_changed_bundle_is_refused(joined: Desktop, office: Office, tmp_path: Path) -> None:
    register(joined, 1)
    answer = carry(joined, office, tmp_path / "up")
    content = answer.read_bytes()
    answer.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    with pytest.raises(Refusal, match="bundle_changed"):
        joined.import_bundle(answer)
    assert states(joined) == ["queued"]


def test_bundle_of_another_counter_is_refused(
    joined: Desktop, office: Office, tmp_path: Path, line: SpoiltLine
) -> None:
    other = open_counter(tmp_path / "other", line)
    other.enrol(HUB_URL, office.code("2606"))
    answer = carry(other, office, tmp_path / "up")
    other.close()

    with pytest.raises(Refusal, match="bundle_other"):
        joined.import_bundle(answer)


def test_file_that_is_no_bundle_is_refused(joined: Desktop, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(b"%PDF-1.7")

    with pytest.raises(Refusal, match="bundle_unreadable"):
        joined.import_bundle(file)


def test_bundle_contains_no_readable_data(joined: Desktop, tmp_path: Path) -> None:
    register(joined, 1)
    joined.export_bundle(tmp_path / "up")

    content = (tmp_path / "up").read_bytes()
    assert b"customer" not in content
    assert "چگینی".encode() not in content


def test_counter_that_never_enrolled_cannot_export_a_bundle(fresh: Desktop, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="not_enrolled"):
        fresh.export_bundle(tmp_path / "up")


def test_revoked_counter_is_destroyed_by_stick(joined: Desktop, office: Office, tmp_path: Path) -> None:
    register(joined, 1)
    with transaction(office.engine, "2606", office.clock()) as tx:
        revoke(tx, me(joined).device)

    assert joined.import_bundle(carry(joined, office, tmp_path / "up")).trouble == "device_revoked"
    assert not (joined.home / "bajeh.db").exists()


def test_online_counter_carries_bundles_of_an_offline_counter(
    joined: Desktop, office: Office, tmp_path: Path, line: SpoiltLine
) -> None:
    far, pocket = open_counter(tmp_path / "far", line), Pocket(office, tmp_path / "sticks")
    register(far, 1)
    up, down = pocket.request(far, office.code("2607")), pocket.path()
    joined.carry_bundle(up, down)
    assert far.import_bundle(down).joined == "2607"

    up = pocket.export(far)
    joined.carry_bundle(up, down)
    joined.carry_bundle(up, down)
    assert far.import_bundle(down).sent == 1
    assert far.line_state().waiting == 0
    assert states(joined) == []
    with pytest.raises(Refusal, match="bundle_not_up"):
        joined.carry_bundle(down, pocket.path())
    with pytest.raises(EnvironmentFault, match="line_none"):
        far.carry_bundle(up, down)
    far.close()


def test_bundle_that_cannot_be_carried_is_reported_without_an_answer(
    joined: Desktop, office: Office, tmp_path: Path, line: SpoiltLine
) -> None:
    pocket = Pocket(office, tmp_path / "sticks")
    content, out = pocket.export(joined).read_bytes(), pocket.path()
    changed = pocket.write(content[:-1] + bytes([content[-1] ^ 1]))
    for file in (changed, pocket.write(b"%PDF-1.7")):
        with pytest.raises(Refusal, match="bundle_unreadable"):
            joined.carry_bundle(file, out)
    line.go_down()
    with pytest.raises(EnvironmentFault, match="line_down"):
        joined.carry_bundle(pocket.export(joined), out)
    line.come_back()
    line.is_busy = True
    with pytest.raises(Refusal, match="busy"):
        joined.carry_bundle(pocket.export(joined), out)
    assert not out.exists()
