"""Test that the check for leftovers finds them."""

import threading

import pytest
from PySide6.QtCore import QThread, QTimer
from pytestqt.qtbot import QtBot

from tests import leftovers
from tests.leftovers import leave_out_of_later_walks, qt_objects_left, threads_left


def test_waiting_thread_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers, "GRACE_S", 0.01)
    before = threading.enumerate()
    release = threading.Event()
    thread = threading.Thread(target=release.wait, name="forgotten", daemon=True)
    thread.start()
    assert threads_left(before) == ["forgotten"]
    release.set()
    thread.join()
    assert threads_left(before) == []


def test_active_timer_and_running_thread_are_found(qtbot: QtBot) -> None:
    timer, thread = QTimer(), QThread()
    timer.setObjectName("tick")
    thread.setObjectName("lane")
    timer.start(60_000)
    thread.start()
    left = " ".join(qt_objects_left([]))
    assert "'tick'" in left
    assert "'lane'" in left
    timer.stop()
    thread.quit()
    assert thread.wait(5_000)
    assert qt_objects_left([]) == []


def test_timer_of_a_deleted_parent_is_not_left(qtbot: QtBot) -> None:
    parent = QTimer()
    child = QTimer(parent)
    child.start(60_000)
    parent.deleteLater()
    assert qt_objects_left([]) == []


def test_older_timer_that_is_started_later_is_found(qtbot: QtBot) -> None:
    timer = QTimer()
    timer.setObjectName("older")
    leave_out_of_later_walks()
    assert qt_objects_left([]) == []
    timer.start(60_000)
    assert "'older'" in " ".join(qt_objects_left([]))
    timer.stop()
