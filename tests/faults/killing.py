"""The kill loop: kill a process at many points and check its database after each kill.

Half of the kills fall just before a chosen call into the database, half at a random moment.
"""

import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from tests.faults.dying import NO_NOTES, die_at, read_notes

PROCESSES = get_context("forkserver")
"""A clean server process, with the program loaded and no file open, forks each process that is killed."""

PROCESSES.set_forkserver_preload(["tests.faults.jobs"])
MOST_SURVIVORS = 3  # for each kill, how many random moments may come after the end of the job


@dataclass(slots=True)
class Figures:
    """Counts of kills before the first transaction, inside one, and between two or after the last."""

    before: int = 0
    inside: int = 0
    after: int = 0
    survived: int = 0

    @property
    def kills(self) -> int:
        """How often the process was killed before it ended."""
        return self.before + self.inside + self.after

    def count(self, notes: Path) -> None:
        """Count one kill by the notes of the killed process."""
        _, inside, ended = read_notes(notes)
        if inside:
            self.inside += 1
        elif ended:
            self.after += 1
        else:
            self.before += 1


def _wait_for_server() -> None:
    """Run a process that does nothing: the first one waits until the server has loaded the program."""
    process = PROCESSES.Process(target=int)
    process.start()
    process.join()
    process.close()


@dataclass(slots=True)
class KillLoop:
    """A job that is killed again and again: ``job(*arguments)``.

    ``prepare`` sets up its files before each run; ``check`` examines them afterwards and gets the place of the kill.
    """

    job: Callable[..., None]
    arguments: tuple[object, ...]
    prepare: Callable[[], object]
    check: Callable[[str], None]
    notes: Path
    figures: Figures = field(default_factory=Figures)

    def run(self, kills: int) -> Figures:
        """Kill the job ``kills`` times and return where the kills fell."""
        _wait_for_server()
        calls, seconds = self._live()
        for number, where in enumerate(self._points(kills, calls)):
            self._die(where, f"before call {where} of {calls} ({number})")
        dice = random.Random(kills)
        while self.figures.kills < kills and self.figures.survived <= kills * MOST_SURVIVORS:
            moment = dice.uniform(0, seconds)
            self._end_after(moment, f"after {moment:.4f} s of {seconds:.4f}")
        assert self.figures.kills == kills
        return self.figures

    def _points(self, kills: int, calls: int) -> Iterator[int]:
        share = (kills + 1) // 2
        return (1 + at * calls // share for at in range(share))

    def _live(self) -> tuple[int, float]:
        """Return how many calls into the database an undisturbed run makes, and its duration in seconds."""
        self.prepare()
        started = time.monotonic()
        assert self._process(0, None) == 0, self._failure()
        seconds = time.monotonic() - started
        self.check("no kill")
        return read_notes(self.notes)[0], seconds

    def _die(self, point: int, where: str) -> None:
        self.prepare()
        assert self._process(point, None) == -signal.SIGKILL, self._failure() or where
        self.figures.count(self.notes)
        self.check(where)

    def _end_after(self, moment: float, where: str) -> None:
        self.prepare()
        code = self._process(0, moment)
        assert code in {0, -signal.SIGKILL}, self._failure()
        if code:
            self.figures.count(self.notes)
        else:
            self.figures.survived += 1
        self.check(where)

    def _process(self, point: int, seconds: float | None) -> int | None:
        """Run the job in its own process, kill it after ``seconds`` (None: wait for its end), return its exit code."""
        self.notes.write_bytes(NO_NOTES)
        process = PROCESSES.Process(target=die_at, args=(point, self.notes, self.job, self.arguments))
        process.start()
        process.join(seconds)
        process.kill()
        process.join()
        code = process.exitcode
        process.close()
        return code

    def _failure(self) -> str:
        error = self.notes.with_suffix(".error")
        return error.read_text("utf-8") if error.exists() else ""
