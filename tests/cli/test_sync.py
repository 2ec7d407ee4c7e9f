"""Test enrol, sync, status and bundle on a real home; head office is reached by stick, or not at all."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dealer_app.hub.service.bundles import answer_bundle
from tests.cli.conftest import Run
from tests.hub.head_office import Office, open_office
from tests.sync.counters import SpoiltLine, open_counter, register

NOBODY_THERE = "https://127.0.0.1:9"


@pytest.fixture
def office() -> Iterator[Office]:
    with open_office("2606") as (office, _):
        yield office


@pytest.fixture
def home(tmp_path: Path, office: Office) -> Path:
    """The home of an enrolled counter with one registration that waits."""
    desktop = open_counter(tmp_path / "home", SpoiltLine(office))
    desktop.enrol(NOBODY_THERE, office.code("2606"))
    register(desktop, 1)
    desktop.close()
    return desktop.home


def test_status_reports_that_the_counter_never_enrolled(run: Run, demo: Path) -> None:
    code, said, complained = run("--home", demo, "status")

    assert (code, complained) == (0, "")
    assert said.splitlines()[0] == "این پیشخوان هنوز به دفتر مرکزی نپیوسته است."


def test_status_as_json_has_the_state_of_the_line(run: Run, home: Path) -> None:
    code, said, _ = run("--home", home, "status", "--json")

    state = json.loads(said)
    assert code == 0
    assert (state["enrolment"], state["dealership"], state["hub_url"]) == ("active", "2606", NOBODY_THERE)
    assert (state["waiting"], state["waiting_payments"], state["last_heard_at"]) == (1, 0, None)


def test_sync_of_a_counter_that_never_enrolled_is_refused(run: Run, demo: Path) -> None:
    code, said, _ = run("--home", demo, "sync")

    assert code == 1
    assert "نپیوسته است" in said


@pytest.mark.enable_socket
def test_sync_without_a_line_is_reported_and_loses_nothing(run: Run, home: Path) -> None:
    code, said, _ = run("--home", home, "sync", "--json")

    assert code == 3
    assert json.loads(said) == {
        "sent": 0,
        "received": 0,
        "trouble": "line_down",
        "retry_after_s": 0,
        "is_done": False,
        "waiting": 1,
    }
    assert "در دسترس نیست" in run("--home", home, "status")[1]


def test_enrol_with_a_malformed_code_reports_the_reason(run: Run, demo: Path) -> None:
    code, _, complained = run("--home", demo, "enrol", "--hub", "https://hub.test", "--code", "K7QF")

    assert code == 1
    assert "۳۲ حرف" in complained


def test_bundle_goes_to_head_office_and_back(run: Run, home: Path, office: Office, tmp_path: Path) -> None:
    stick, answer = tmp_path / "up.bundle", tmp_path / "down.bundle"

    assert run("--home", home, "bundle", "export", stick)[0] == 0
    answer.write_bytes(answer_bundle(office.service, stick.read_bytes()))
    code, said, complained = run("--home", home, "bundle", "import", answer)

    assert (code, complained) == (0, "")
    assert said.startswith("۱ مورد فرستاده")
    assert json.loads(run("--home", home, "status", "--json")[1])["waiting"] == 0
    assert "آخرین همگام‌سازی" in run("--home", home, "status")[1]


def test_missing_bundle_is_reported(run: Run, home: Path, tmp_path: Path) -> None:
    assert run("--home", home, "bundle", "import", tmp_path / "none")[0] == 3


def test_file_that_is_not_a_bundle_is_refused(run: Run, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(b"%PDF-1.7")

    code, _, complained = run("--home", home, "bundle", "import", file)
    assert code == 1
    assert "بستهٔ باجه نیست" in complained
