"""Find what a test left running: Python threads, running Qt threads and pools, active timers."""

import gc
import sys
import threading
import weakref
from collections.abc import Collection

GRACE_S = 5.0
"""Seconds that an ending thread may take; a thread that never ends fails the test."""


def threads_left(before: Collection[threading.Thread]) -> list[str]:
    """Return the names of threads that are not in ``before`` and do not end within the grace time."""
    new = [thread for thread in threading.enumerate() if thread not in before]
    return [thread.name for thread in new if _is_alive(thread)]


def qt_objects_left(before: Collection[int]) -> list[str]:
    """Return the active Qt timers, threads and pools whose identity is not in ``before``."""
    if not _is_left(before):
        return []
    gc.collect()
    _deliver_deletions()
    return _is_left(before)


def is_qt_running() -> bool:
    """Return whether Qt was imported and has an application."""
    core = sys.modules.get("PySide6.QtCore")
    return core is not None and core.QCoreApplication.instance() is not None


def active_qt_objects() -> list[object]:
    """Return every active QTimer, running QThread and busy QThreadPool; none if Qt was not imported."""
    return [thing for thing in _qt_objects() if _is_active(thing)]


def leave_out_of_later_walks() -> None:
    """Freeze every object of the process, so that later walks see only newer ones; Qt objects stay known."""
    gc.collect()  # a frozen cycle is never collected
    known = _qt_objects()
    gc.freeze()
    _known[:] = map(weakref.ref, known)


_known: "list[weakref.ref[object]]" = []
"""The Qt objects that are older than the last walk."""


def _qt_objects() -> list[object]:
    if not is_qt_running():
        return []
    core = sys.modules["PySide6.QtCore"]
    kinds = {kind for base in (core.QTimer, core.QThread, core.QThreadPool) for kind in _kinds_of(base)}
    old = [thing for reference in _known if (thing := reference()) is not None]
    return old + [thing for thing in gc.get_objects() if type(thing) in kinds]


def _kinds_of(base: type) -> set[type]:
    """Return a class and all its subclasses: a set lookup is much faster than isinstance on a million objects."""
    return {base}.union(*map(_kinds_of, base.__subclasses__()))


def _is_left(before: Collection[int]) -> list[str]:
    return [_describe(thing) for thing in active_qt_objects() if id(thing) not in before]


def _is_alive(thread: threading.Thread) -> bool:
    if isinstance(thread, threading._DummyThread):
        # Python 3.11 keeps the dummy of a Qt thread permanently; the thread is alive only while it has a frame.
        return thread.ident in sys._current_frames()
    thread.join(GRACE_S)
    return thread.is_alive()


def _is_active(thing: object) -> bool:
    from PySide6.QtCore import QCoreApplication, QThread, QThreadPool, QTimer
    from shiboken6 import isValid

    if not isValid(thing):
        return False
    if isinstance(thing, QTimer):
        return thing.isActive()
    if isinstance(thing, QThreadPool):
        return thing.activeThreadCount() > 0
    application = QCoreApplication.instance()
    return (
        isinstance(thing, QThread) and thing.isRunning() and application is not None and thing != application.thread()
    )


def _describe(thing: object) -> str:
    from PySide6.QtCore import QObject

    assert isinstance(thing, QObject)
    parent = thing.parent()
    return f"{type(thing).__name__} {thing.objectName()!r} of {type(parent).__name__}"


def _deliver_deletions() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
