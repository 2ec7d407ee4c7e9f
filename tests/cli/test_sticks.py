"""Test a counter that never has a line, with the command lines of both sides alone."""

import json
from pathlib import Path

import pytest

from dealer_app.hub.database.keys import KEYS_FILE
from tests.cli.conftest import Run


@pytest.fixture
def invited(run: Run, hub: Path, tmp_path: Path) -> tuple[Path, str]:
    """An enrolment file and its code."""
    invitation = tmp_path / "invitation.bajeh"
    code, said, told = run("hub", "enrol-code", "--new", "--dealership", "2606", "--out", invitation)
    assert code == 0
    assert str(invitation) in told
    return invitation, said.strip()


def test_counter_enrols_and_syncs_by_stick(run: Run, demo: Path, invited: tuple[Path, str], tmp_path: Path) -> None:
    invitation, code = invited
    up, down = tmp_path / "up.bundle", tmp_path / "down.bundle"
    done, said, complained = run("--home", demo, "enrol", "--file", invitation, "--code", code, "--out", up)
    assert (done, complained) == (0, "")
    assert str(up) in said
    assert "منتظر پاسخ است" in run("--home", demo, "status")[1]

    assert run("hub", "bundle", up, down)[0] == 0
    done, said, complained = run("--home", demo, "bundle", "import", down)
    assert (done, complained) == (0, "")
    assert said.startswith("این پیشخوان با فلش به دفتر مرکزی پیوست: نمایندگی ۲۶۰۶")

    assert run("--home", demo, "status")[1].startswith("نمایندگی ۲۶۰۶ · با فلش")
    done, said, _ = run("--home", demo, "sync", "--json")
    assert (done, json.loads(said)["trouble"]) == (3, "line_none")
    assert "با فلش کار می‌کند" in run("--home", demo, "sync")[1]

    assert run("--home", demo, "bundle", "export", up)[0] == 0
    assert run("hub", "bundle", up, down)[0] == 0
    assert run("--home", demo, "bundle", "import", down)[0] == 0
    state = json.loads(run("--home", demo, "status", "--json")[1])
    assert (state["waiting"], state["enrolment"], state["hub_url"]) == (0, "active", "")


def test_address_can_be_set_later(run: Run, demo: Path, invited: tuple[Path, str], tmp_path: Path) -> None:
    assert run("--home", demo, "enrol", "--hub", "https://hub.test")[0] == 1
    invitation, code = invited
    up, down = tmp_path / "up.bundle", tmp_path / "down.bundle"
    run("--home", demo, "enrol", "--file", invitation, "--code", code, "--out", up)
    run("hub", "bundle", up, down)
    run("--home", demo, "bundle", "import", down)

    done, said, _ = run("--home", demo, "enrol", "--hub", "https://hub.test")
    assert (done, said.strip()) == (0, "نشانی دفتر مرکزی از این پس: https://hub.test")
    assert json.loads(run("--home", demo, "status", "--json")[1])["hub_url"] == "https://hub.test"


def test_enrolment_file_contains_no_secret(invited: tuple[Path, str], hub: Path) -> None:
    invitation, code = invited
    content = invitation.read_text()
    keys = json.loads((hub / KEYS_FILE).read_text())
    assert code not in content
    assert code.replace("-", "")[:16] not in content
    assert keys["signing"] not in content
    assert keys["box"] not in content


def test_missing_and_wrong_arguments_are_reported(
    run: Run, demo: Path, invited: tuple[Path, str], tmp_path: Path
) -> None:
    invitation, code = invited
    assert "--code" in run("--home", demo, "enrol", "--file", invitation, "--out", tmp_path / "x")[2]
    assert "--out" in run("--home", demo, "enrol", "--file", invitation, "--code", code)[2]
    assert "--file" in run("--home", demo, "enrol", "--code", code)[2]
    both = run("--home", demo, "enrol", "--file", invitation, "--hub", "https://hub.test", "--code", code)
    assert (both[0], "با هم نمی‌آیند" in both[2]) == (2, True)
    done, _, complained = run(
        "--home", demo, "enrol", "--file", tmp_path / "none", "--code", code, "--out", tmp_path / "x"
    )
    assert (done, "خوانده نشد" in complained) == (3, True)
    done, _, complained = run(
        "hub", "enrol-code", "--new", "--dealership", "2606", "--out", tmp_path / "i", "--url", "http://x"
    )
    assert (done, "https://" in complained) == (1, True)


def test_hours_of_a_code_are_checked(run: Run, hub: Path) -> None:
    assert run("hub", "enrol-code", "--new", "--dealership", "2606", "--hours", "336")[0] == 0
    assert run("hub", "enrol-code", "--dealership", "2606", "--hours", "0")[0] == 2
    assert run("hub", "enrol-code", "--dealership", "2606", "--hours", "x")[0] == 2


def test_carrying_needs_a_line_and_an_output_file(
    run: Run, demo: Path, invited: tuple[Path, str], tmp_path: Path
) -> None:
    invitation, code = invited
    up, out = tmp_path / "up.bundle", tmp_path / "out.bundle"
    run("--home", demo, "enrol", "--file", invitation, "--code", code, "--out", up)
    assert run("--home", demo, "bundle", "carry", up)[0] == 2
    assert run("--home", demo, "bundle", "export", up, out)[0] == 2
    done, _, complained = run("--home", demo, "bundle", "carry", up, out)
    assert (done, "نپیوسته است" in complained) == (1, True)
    assert not out.exists()
