"""The two lanes: the thread of the answers, dropped answers, errors for the crash dialog."""

import threading
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dealer_app.domain.errors import Refusal
from tests.ui.clerk import WAIT_MS, Clerk
from ui.lanes.crash_log import crash_code, log, log_crash, open_log
from ui.lanes.tasks import Tasks
from ui.shell.crash_dialog import CrashDialog


def test_work_runs_in_a_worker_and_answers_arrive_in_the_gui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    owner, seen = QObject(), []
    tasks.run_read(
        owner, lambda _unit: threading.get_ident(), lambda there: seen.extend([there, threading.get_ident()])
    )
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT_MS)
    assert seen[0] != threading.get_ident()
    assert seen[1] == threading.get_ident()


def test_answers_keep_the_order_of_their_tasks(qtbot: QtBot, tasks: Tasks) -> None:
    owner, seen = QObject(), list[int]()
    for number in range(20):
        tasks.run_read(owner, partial(_give, number), seen.append)
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT_MS)
    assert seen == list(range(20))


def test_answer_of_a_deleted_owner_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    gate, seen = threading.Event(), list[str]()
    owner = QWidget()
    tasks.run_read(owner, lambda _unit: gate.wait(5), lambda _answer: seen.append("late"))
    import shiboken6

    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT_MS)
    assert seen == []


def test_error_goes_to_its_handler_or_to_the_failed_signal(qtbot: QtBot, tasks: Tasks) -> None:
    def refuse(_unit: object) -> None:
        raise Refusal("staff_not_found")

    owner, handled, failed = QObject(), list[Exception](), list[Exception]()
    tasks.failed.connect(failed.append)
    tasks.run_read(owner, refuse, lambda _answer: None, handled.append)
    tasks.run_read(owner, refuse, lambda _answer: None)
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT_MS)
    assert [str(error) for error in handled] == ["staff_not_found"]
    assert [str(error) for error in failed] == ["staff_not_found"]


def test_slow_lane_does_not_block_the_database_lane(qtbot: QtBot, tasks: Tasks) -> None:
    gate, owner, seen = threading.Event(), QObject(), list[str]()
    tasks.run_slow(owner, lambda _desktop: gate.wait(5), lambda _answer: seen.append("slow"))
    tasks.run_read(owner, lambda _unit: "read", seen.append)
    qtbot.waitUntil(lambda: seen == ["read"], timeout=WAIT_MS)
    gate.set()
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT_MS)
    assert seen == ["read", "slow"]


def test_crash_is_logged_without_its_message(caplog: pytest.LogCaptureFixture) -> None:
    error = _bug("کد ملی 0499370899")
    log_crash(error)
    assert "0499370899" not in caplog.text
    assert "ValueError" in caplog.text
    assert crash_code(error) in caplog.text


def test_log_is_readable_only_by_its_owner(tmp_path: Path) -> None:
    handler = open_log(tmp_path)
    assert handler is not None
    log_crash(_bug("کد ملی 0499370899"))
    log.removeHandler(handler)
    handler.close()
    log.propagate = True
    file = tmp_path / "bajeh.log"
    assert "ValueError" in file.read_text(encoding="utf-8")
    assert "0499370899" not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o777 == 0o600


def test_counter_continues_after_the_crash_dialog(clerk: Clerk) -> None:
    error = _bug("x")
    dialog = CrashDialog(error, clerk.counter.window)
    dialog.open()
    assert dialog.isVisible()
    dialog.accept()
    clerk.settle()
    assert clerk.counter.window.is_entered


def _give(number: int, _unit: object) -> int:
    return number


def _bug(message: str) -> ValueError:
    try:
        int(message)
    except ValueError as error:
        return error
    raise AssertionError
