"""Test head office's commands as an administrator types them, on a real PostgreSQL."""

import json
import logging
import stat
from pathlib import Path
from typing import Any

import psycopg
import pytest

from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.keys import KEYS_FILE
from dealer_app.hub.database.opening import open_office
from dealer_app.hub.service import running
from dealer_app.hub.sms.queue import Message, queue_message
from tests.cli.conftest import Run
from tests.hub.sheets import a_sheet, a_table
from tests.pg import address_of
from tests.services.imports.sheets import a_row, as_table, write_csv

WHY = ("--why", "با بانک روشن شد")
UNKNOWN = "0192f0c1-7a10-7c3e-9a41-5b1f6d2e8c01"
DEALERSHIP = {"code": "2606", "name": "نمونه"}


@pytest.fixture
def opened(run: Run, hub: Path, tmp_path: Path) -> Path:
    """A head office that knows dealership 2606."""
    path = a_sheet(tmp_path / "dealerships.xlsx", "dealership", DEALERSHIP)
    assert run("hub", "publish", "dealership", path)[0] == 0
    return hub


@pytest.fixture
def joined(run: Run, opened: Path, demo: Path, tmp_path: Path) -> str:
    """The id of a counter that joined by stick."""
    invitation, up, down = tmp_path / "invitation", tmp_path / "up", tmp_path / "down"
    code = run("hub", "enrol-code", "--dealership", "2606", "--out", invitation)[1].strip()
    assert run("--home", demo, "enrol", "--file", invitation, "--code", code, "--out", up)[0] == 0
    assert run("hub", "bundle", up, down)[0] == 0
    device = json.loads(run("hub", "status", "--json")[1])["devices"][0]
    return str(device["device"])


def refused(answer: tuple[int, str, str], words: str, code: int = 1) -> None:
    """Assert the exit code, an empty stdout, and a Persian sentence on stderr."""
    assert (answer[0], answer[1]) == (code, "")
    assert words in answer[2]
    assert "Traceback" not in answer[2]


def test_init_makes_the_database_and_a_second_init_changes_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hub: Path
) -> None:
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE bajeh_bare")
        try:
            monkeypatch.setenv("HUB_DATABASE_URL", address_of("bajeh_bare"))
            for command in (["status"], ["serve"], ["enrol-code", "--dealership", "2606"]):
                refused(run("hub", *command), "hub init", 3)
            for _ in range(2):
                code, said, complained = run("hub", "init")
                assert (code, complained) == (0, "")
                assert "آماده است" in said
            assert run("hub", "status") == (0, "هنوز هیچ پیشخوانی نپیوسته است.\n", "")
        finally:
            connection.execute("DROP DATABASE bajeh_bare WITH (FORCE)")


def test_keys_are_made_once_and_only_their_owner_can_read_them(run: Run, hub: Path) -> None:
    run("hub", "status")
    path = hub / KEYS_FILE
    first = path.read_bytes()
    run("hub", "status")
    assert (stat.S_IMODE(path.stat().st_mode), path.read_bytes()) == (0o600, first)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"signing": "zz", "box": "", "former_boxes": []}', b"[]"])
def test_damaged_key_file_is_reported(run: Run, hub: Path, content: bytes) -> None:
    hub.mkdir()
    (hub / KEYS_FILE).write_bytes(content)
    refused(run("hub", "status"), KEYS_FILE, 3)


@pytest.mark.parametrize("command", [["status"], ["init"], ["sms"], ["move", "R1", "--from", "1", "--to", "2"]])
def test_database_that_is_down_is_reported(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("HUB_DATABASE_URL", f"postgresql:///none?host={tmp_path}")
    monkeypatch.setenv("BAJEH_HUB_HOME", str(tmp_path))
    refused(run("hub", *command), "پاسخ نمی‌دهد", 3)


def test_invalid_address_of_the_database_is_reported(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_DATABASE_URL", "localhost")
    monkeypatch.setenv("BAJEH_HUB_HOME", str(tmp_path))
    refused(run("hub", "status"), "postgresql://", 3)


@pytest.mark.parametrize(
    "command",
    [[], ["nothing"], ["enrol-code"], ["move", "R1"], ["publish", "people", "x.xlsx"], ["reopen"], ["bundle", "x"]],
)
def test_wrong_usage_gives_two(run: Run, command: list[str]) -> None:
    code, said, complained = run("hub", *command)
    assert (code, said) == (2, "")
    assert "usage" in complained


def test_code_needs_a_known_dealership(run: Run, opened: Path) -> None:
    code, said, complained = run("hub", "enrol-code", "--dealership", "2606")
    assert (code, complained, len(said.strip().replace("-", ""))) == (0, "", 32)

    refused(run("hub", "enrol-code", "--dealership", "2660"), "2660")
    refused(run("hub", "enrol-code", "--dealership", "2660"), "--new")
    assert run("hub", "enrol-code", "--new", "--dealership", "2660")[0] == 0
    assert run("hub", "enrol-code", "--dealership", "2660")[0] == 0


@pytest.mark.parametrize("code", ["*", "", "26 06"])
def test_invalid_dealership_gets_no_code(run: Run, opened: Path, code: str) -> None:
    refused(run("hub", "enrol-code", "--new", "--dealership", code), "کد نمایندگی")


def test_code_replaces_only_a_device_of_its_own_dealership(run: Run, joined: str) -> None:
    assert run("hub", "enrol-code", "--dealership", "2606", "--replaces", joined)[0] == 0
    refused(run("hub", "enrol-code", "--dealership", "2606", "--replaces", UNKNOWN), UNKNOWN)
    refused(run("hub", "enrol-code", "--new", "--dealership", "2607", "--replaces", joined), joined)


def test_import_reports_what_it_did(run: Run, opened: Path, tmp_path: Path) -> None:
    export = write_csv(tmp_path / "a.csv", as_table([a_row(1), a_row(2, price=-1)]))
    errors = tmp_path / "errors.xlsx"
    dry = run("hub", "import", export, "--dry-run", "--json")
    assert (dry[0], json.loads(dry[1])["accepted"]) == (0, 1)
    code, said, complained = run("hub", "import", export, "--errors", errors, "--json")
    assert (code, complained) == (0, "")
    report = json.loads(said)
    assert (report["accepted"], len(report["refused"]), errors.is_file()) == (1, 1, True)
    assert "۱" in run("hub", "import", export)[1]


@pytest.mark.parametrize("command", [["import"], ["publish", "plan"], ["bundle"]])
def test_missing_file_is_reported(run: Run, opened: Path, tmp_path: Path, command: list[str]) -> None:
    more = [tmp_path / "out"] if command == ["bundle"] else []
    refused(run("hub", *command, tmp_path / "none", *more), "none", 3)


def test_doubtful_plan_is_published_only_when_it_is_confirmed(run: Run, opened: Path, tmp_path: Path) -> None:
    plan = {"code": "P9", "name": "نمونه", "price": 1_000_000, "stage1_when": "ثبت درخواست", "stage1_share": 90}
    sheet = a_sheet(tmp_path / "plans.csv", "plan", plan)
    refused(run("hub", "publish", "plan", sheet), "٪")
    assert run("hub", "publish", "plan", sheet, "--confirm")[1].startswith("۱")


def test_table_is_published_and_a_bad_row_is_reported(run: Run, opened: Path, tmp_path: Path) -> None:
    good = a_sheet(tmp_path / "plans.csv", "plan", {"code": "P1", "name": "نمونه", "price": 1_000_000})
    assert run("hub", "publish", "plan", good)[1] == "۱ ردیف تازه یا تغییریافته منتشر شد.\n"
    assert run("hub", "publish", "plan", good)[1].startswith("۰")
    bad = a_sheet(
        tmp_path / "plans.csv", "plan", {"code": "P1", "name": "x", "price": 5}, {"code": "", "name": "y", "price": 5}
    )
    refused(run("hub", "publish", "plan", bad), "ردیف")
    refused(run("hub", "publish", "plan", a_table(tmp_path / "x.csv", ["a", "b"], ["1", "2"])), "کد طرح")


def test_staff_need_a_known_dealership(run: Run, opened: Path, tmp_path: Path) -> None:
    sheet = a_sheet(tmp_path / "staff.xlsx", "staff", {"name": "نمونه", "role": "مدیر"})
    refused(run("hub", "publish", "staff", sheet), "--dealership")
    refused(run("hub", "publish", "staff", sheet, "--dealership", "2660"), "2660")
    assert run("hub", "publish", "staff", sheet, "--dealership", "2606")[0] == 0


def test_status_lists_each_counter_and_what_waits(run: Run, joined: str) -> None:
    code, said, complained = run("hub", "status")
    assert (code, complained) == (0, "")
    assert said.startswith("2606 · ")
    assert joined in said
    assert "تا سطر ۰" in said
    assert run("hub", "status", "--waiting")[1] == "هیچ فرمانی در انتظار نیست.\n"
    assert json.loads(run("hub", "status", "--waiting", "--json")[1]) == []


def test_status_lists_the_commands_that_wait(run: Run, joined: str, demo: Path, tmp_path: Path) -> None:
    assert run("--home", demo, "bundle", "import", tmp_path / "down")[0] == 0
    up = tmp_path / "second"
    assert run("--home", demo, "bundle", "export", up)[0] == 0
    assert run("hub", "bundle", up, tmp_path / "answer")[0] == 0
    waiting = json.loads(run("hub", "status", "--waiting", "--json")[1])
    counts = json.loads(run("hub", "status", "--json")[1])
    assert len(waiting) == counts["deferred"]["2606"] + counts["quarantined"]["2606"]
    assert len(run("hub", "status", "--waiting")[1].splitlines()) == max(1, len(waiting))


def test_decision_on_a_waiting_command_is_taken_once(run: Run, joined: str, demo: Path, tmp_path: Path) -> None:
    assert run("--home", demo, "bundle", "import", tmp_path / "down")[0] == 0
    up, answer = tmp_path / "second", tmp_path / "answer"
    assert run("--home", demo, "bundle", "export", up)[0] == 0
    assert run("hub", "bundle", up, answer)[0] == 0
    assert run("--home", demo, "bundle", "import", answer)[0] == 0
    waiting = json.loads(run("hub", "status", "--waiting", "--json")[1])
    slip = next(line for line in waiting if line["kind"] == "bill.issue")
    assert run("hub", "decide", joined, str(slip["n"]), "refuse", *WHY)[0] == 0
    refused(run("hub", "decide", joined, str(slip["n"]), "accept", *WHY), "در انتظار تصمیم نیست")
    left = json.loads(run("hub", "status", "--waiting", "--json")[1])
    assert slip not in left
    payment = next((line for line in left if line["kind"] == "payment.record"), None)
    if payment is not None:
        refused(run("hub", "decide", joined, str(payment["n"]), "refuse", *WHY), "پول گرفته شده است")
        assert run("hub", "decide", joined, str(payment["n"]), "accept", *WHY)[0] == 0


def test_revoked_device_cannot_be_reopened(run: Run, joined: str) -> None:
    assert "دورهٔ ۲" in run("hub", "reopen", joined)[1]
    assert run("hub", "revoke", joined)[0] == 0
    refused(run("hub", "reopen", joined), "بیرون گذاشته")
    assert "بیرون گذاشته" in run("hub", "status")[1]


@pytest.mark.parametrize("command", ["reopen", "revoke"])
def test_unknown_device_is_refused(run: Run, opened: Path, command: str) -> None:
    refused(run("hub", command, UNKNOWN), UNKNOWN)


def test_order_moves_only_between_known_dealerships(run: Run, opened: Path, tmp_path: Path) -> None:
    run("hub", "import", write_csv(tmp_path / "a.csv", as_table([a_row(1), a_row(2, dealership_code="2607")])))
    refused(run("hub", "move", "R260000001", "--from", "2606", "--to", "2606"), "یک نمایندگی")
    refused(run("hub", "move", "R260000001", "--from", "2606", "--to", "2660"), "2660")
    refused(run("hub", "move", "R260000001", "--from", "2660", "--to", "2606"), "2660")
    refused(run("hub", "move", "R999", "--from", "2606", "--to", "2607"), "R999")
    assert run("hub", "move", "r26-0000001", "--from", "2606", "--to", "2607")[0] == 0
    refused(run("hub", "move", "R260000001", "--from", "2606", "--to", "2607"), "R260000001")


def test_file_that_is_not_a_bundle_is_refused(run: Run, opened: Path, tmp_path: Path) -> None:
    (tmp_path / "letter").write_bytes(b"%PDF-1.7")
    refused(run("hub", "bundle", tmp_path / "letter", tmp_path / "out"), "بستهٔ")
    assert not (tmp_path / "out").exists()


def test_waiting_messages_are_reported_without_a_gateway(
    run: Run, opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BAJEH_SMS_KEY", raising=False)
    with (
        open_office(opened) as office_database,
        transaction(office_database.engine, "2606", office_database.now()) as tx,
    ):
        queue_message(tx, Message("09131234567", "t", {"token": "1"}))
    code, said, _ = run("hub", "sms")
    assert code == 0
    assert "تنظیم نشده" in said
    assert "۱ پیامک" in said


def test_trial_prints_its_address_and_a_code(run: Run, hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Any] = []
    monkeypatch.setattr(running, "serve", lambda *facts, **_: served.append(facts))
    logger = logging.getLogger("bajeh")
    before = logger.handlers, logger.propagate, logger.level
    try:
        code, said, _ = run("hub", "serve", "--trial", "--port", "8461")
    finally:
        logger.handlers, logger.propagate = before[0], before[1]
        logger.setLevel(before[2])
    assert (code, served[0][2:]) == (0, ("127.0.0.1", 8461))
    assert "--hub http://127.0.0.1:8461 --code " in said
