"""Test that the wait for killed processes ends when they have ended."""

import subprocess
import sys

import psutil

from tests.chaos.database import wait_until_dead

_NEVER_COLLECTS = """
import subprocess, sys
ended = subprocess.Popen(["true"])
print(ended.pid, flush=True)
sys.stdin.read()
"""


def test_wait_until_dead_returns_for_a_zombie() -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", _NEVER_COLLECTS], stdin=pipe, stdout=pipe, text=True) as parent:
        assert parent.stdout is not None
        wait_until_dead([psutil.Process(int(parent.stdout.readline()))])
        assert parent.poll() is None
