"""Finds what a test left running: Python threads, Qt threads and pools at work, active timers."""

import gc
import sys
import threading
from collections.abc import Collection

GRACE_S = 5.0
"""How long a thread that is already ending may take; one that waits for ever fails the test."""


def threads_left(before: Collection[threading.Thread]) -> list[str]:
    """Return the names of threads that were not there ``before`` and do not end within the grace."""
    new = [thread for thread in threading.enumerate() if thread not in before]
    return [thread.name for thread in new if _is_alive(thread)]


def qt_objects_left(before: Collection[int]) -> list[str]:
    """Return the Qt timers, threads and pools that are active now and were not (by identity) ``before``."""
    if not _is_left(before):
        return []
    gc.collect()
    _deliver_deletions()
    return _is_left(before)


def active_qt_objects() -> list[object]:
    """Return every active QTimer, running QThread and busy QThreadPool; nothing where Qt was never imported."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None or core.QCoreApplication.instance() is None:
        return []
    kinds = {kind for base in (core.QTimer, core.QThread, core.QThreadPool) for kind in _kinds_of(base)}
    return [thing for thing in gc.get_objects() if type(thing) in kinds and _is_active(thing)]


def _kinds_of(base: type) -> set[type]:
    """Return a class and all below it: looking a type up is much faster than asking isinstance of a million objects."""
    return {base}.union(*map(_kinds_of, base.__subclasses__()))


def _is_left(before: Collection[int]) -> list[str]:
    return [_describe(thing) for thing in active_qt_objects() if id(thing) not in before]


def _is_alive(thread: threading.Thread) -> bool:
    if isinstance(thread, threading._DummyThread):
        # Python 3.11 keeps a Qt thread's stand-in for ever: it lives only while it has a frame.
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
