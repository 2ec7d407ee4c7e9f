"""The network lane: a hanging talk blocks neither the other lanes nor the end of the program."""

import threading
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from dealer_app.desktop import Desktop
from tests.ui.clerk import WAIT_MS
from ui.lanes.network_lane import NetworkLane
from ui.lanes.tasks import Tasks


def test_talk_answers_in_the_gui_thread_and_blocks_no_lane(qtbot: QtBot, tasks: Tasks) -> None:
    gate, owner, seen = threading.Event(), QObject(), list[object]()
    tasks.run_network(owner, lambda _desktop: gate.wait(5), lambda _answer: seen.append(threading.get_ident()))
    assert tasks.is_idle
    tasks.run_read(owner, lambda _unit: "read", seen.append)
    qtbot.waitUntil(lambda: seen == ["read"], timeout=WAIT_MS)
    gate.set()
    qtbot.waitUntil(lambda: seen == ["read", threading.get_ident()], timeout=WAIT_MS)


def test_failed_talk_is_reported_and_the_next_one_runs(qtbot: QtBot, tasks: Tasks) -> None:
    def fail(_desktop: object) -> None:
        raise OSError

    owner, seen = QObject(), list[object]()
    tasks.run_network(owner, fail, seen.append, lambda error: seen.append(type(error)))
    tasks.run_network(owner, lambda _desktop: "next", seen.append)
    qtbot.waitUntil(lambda: seen == [OSError, "next"], timeout=WAIT_MS)


def test_closing_does_not_wait_for_a_hanging_talk(tmp_path: Path, qapp: QObject) -> None:
    def open_desktop() -> Desktop:
        desktop = Desktop(tmp_path / "hanging")
        desktop.open()
        return desktop

    gate, begun, owner, seen = threading.Event(), threading.Event(), QObject(), list[object]()

    def hang(_desktop: object) -> None:
        begun.set()
        gate.wait(30)

    lanes = Tasks(open_desktop)
    lanes.run_network(owner, hang, seen.append)
    assert begun.wait(5)
    hanging = next(thread for thread in threading.enumerate() if thread.name == "bajeh-network")
    lanes.close()  # waiting for the gate here would exceed the test's time limit
    assert hanging.is_alive()
    gate.set()
    hanging.join(5)
    assert not hanging.is_alive()
    assert seen == []


def test_counter_that_never_talks_has_no_network_thread() -> None:
    lane = NetworkLane()
    lane.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "bajeh-network"]


def test_jobs_that_did_not_start_are_dropped_at_the_end() -> None:
    lane, gate, begun, seen = NetworkLane(), threading.Event(), threading.Event(), list[int]()

    def first() -> None:
        begun.set()
        gate.wait(5)
        seen.append(1)

    lane.start(first)
    lane.start(lambda: seen.append(2))
    assert begun.wait(5)
    worker = next(thread for thread in threading.enumerate() if thread.name == "bajeh-network")
    lane.close()
    gate.set()
    worker.join(5)
    assert seen == [1]
