"""Runs a module and kills its process, as a power cut would, just before the n-th call into the database.

``python -m tests.faults.dying N MODULE ARGS…``; N = 0 lets it live and prints how many calls there were.
"""

import os
import runpy
import signal
import sys
import threading
from itertools import count
from types import FrameType

import alembic.command  # noqa: F401 - what is slow to load is loaded before each call is watched

import dealer_app.store.lanes  # noqa: F401 - the same

_CALLS = {"execute", "executemany", "commit", "rollback", "backup", "close", "connect"}


def main() -> None:
    """Install the counter, run the module, tell the calls."""
    fatal, module = int(sys.argv[1]), sys.argv[2]
    calls = count(1)
    made = 0

    def on_event(frame: FrameType, event: str, arg: object) -> None:
        nonlocal made
        if event != "c_call" or getattr(arg, "__name__", "") not in _CALLS:
            return
        owner = type(getattr(arg, "__self__", None)).__module__ + str(getattr(arg, "__module__", ""))
        if "sqlcipher3" in owner:
            made = next(calls)
            if made == fatal:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.argv = sys.argv[2:]
    threading.setprofile(on_event)
    sys.setprofile(on_event)
    try:
        runpy.run_module(module, run_name="__main__")
    finally:
        sys.setprofile(None)
    if not fatal:
        print(made)


if __name__ == "__main__":
    main()
