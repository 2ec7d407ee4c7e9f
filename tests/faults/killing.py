"""The kill loop: a real process is killed at many points, and after each kill the file must be whole.

``BAJEH_KILLS`` says how often (the long loop: ``BAJEH_KILLS=200``); without it the loop is short.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHORT_LOOP = 4


def kill_loop(
    module: str,
    arguments: Sequence[str],
    *,
    prepare: Callable[[], None],
    check: Callable[[str], None],
    kills: int | None = None,
) -> None:
    """Kill ``python -m module arguments`` again and again: at chosen calls into the database, and at random moments.

    ``prepare`` makes the world before each run; ``check`` looks at what is left of it and is told where the kill fell.
    """
    wanted = int(os.environ.get("BAJEH_KILLS", SHORT_LOOP)) if kills is None else kills
    prepare()
    calls, seconds = _measure(module, arguments)
    check("no kill")
    dice = random.Random(wanted)
    for number in range(wanted):
        prepare()
        if number % 2:
            moment = dice.uniform(0.05, 1.0) * seconds
            _kill_after(moment, module, arguments)
            check(f"after {moment:.3f} s")
        else:
            point = 1 + number * calls // wanted
            done = subprocess.run(_command(point, module, arguments), cwd=ROOT, capture_output=True, check=False)
            assert done.returncode == -signal.SIGKILL, done.stderr.decode()
            check(f"before call {point} of {calls}")


def _measure(module: str, arguments: Sequence[str]) -> tuple[int, float]:
    """Return how many calls into the database an undisturbed run makes, and how long it takes."""
    started = time.monotonic()
    done = subprocess.run(_command(0, module, arguments), cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return int(done.stdout.split()[-1]), time.monotonic() - started


def _kill_after(seconds: float, module: str, arguments: Sequence[str]) -> None:
    process = subprocess.Popen(_command(0, module, arguments), cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _command(point: int, module: str, arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "tests.faults.dying", str(point), module, *arguments]
