"""Run a job in a process that is killed just before its n-th call into the database, like in a power cut.

Its last state is in a file that it shares with the test, which survives a kill.
"""

import os
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from mmap import mmap
from pathlib import Path
from types import FrameType
from typing import Any

from sqlcipher3.dbapi2 import ProgrammingError

_NOTES = struct.Struct("iii")
NO_NOTES = bytes(_NOTES.size)
_EVENTS = {"c_call", "c_return", "c_exception"}  # other events pass any object as ``arg``, even a query
_CALLS = {"execute", "executemany", "commit", "rollback", "backup", "close", "connect"}


class Watch:
    """A profiler: count the calls into the database, kill before the fatal one, and note the transaction's state."""

    def __init__(self, notes: mmap, fatal: int) -> None:
        self._notes, self._fatal = notes, fatal
        self._calls, self._inside, self._ended = 0, False, 0

    def __call__(self, frame: FrameType, event: str, arg: Any) -> None:
        if event not in _EVENTS or arg.__name__ not in _CALLS:
            return
        owner = getattr(arg, "__self__", None)
        if "sqlcipher3" not in type(owner).__module__ + str(getattr(arg, "__module__", "")):
            return
        if event == "c_call":
            self._begin_call()
        else:
            self._end_call(getattr(owner, "connection", owner))
        self._notes[:] = _NOTES.pack(self._calls, self._inside, self._ended)

    def _begin_call(self) -> None:
        self._calls += 1
        if self._calls == self._fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def _end_call(self, connection: object) -> None:
        try:
            inside = bool(getattr(connection, "in_transaction", False))
        except ProgrammingError:  # closed
            inside = False
        self._ended += self._inside and not inside
        self._inside = inside


def die_at(fatal: int, notes: Path, job: Callable[..., None], arguments: tuple[object, ...]) -> None:
    """Run ``job`` and kill it before database call ``fatal`` (0: never); write the traceback of a failed job.

    The traceback goes to the file of ``notes`` with the suffix ``.error``.
    """
    os.environ["BAJEH_KEYRING"] = "file"
    with notes.open("r+b") as file, mmap(file.fileno(), _NOTES.size) as memory:
        sys.setprofile(Watch(memory, fatal))
        try:
            job(*arguments)
        except BaseException:
            notes.with_suffix(".error").write_text(traceback.format_exc(), "utf-8")
            raise
        finally:
            sys.setprofile(None)


def read_notes(notes: Path) -> tuple[int, bool, int]:
    """Return (calls made, inside a transaction, transactions ended) of a process that ended."""
    calls, inside, ended = _NOTES.unpack(notes.read_bytes())
    return calls, bool(inside), ended
