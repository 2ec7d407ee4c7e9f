"""Start counters as processes, kill them at any moment, and start them again on the same database."""

import shutil
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.chaos.counter_process import COUNTED, Place, live
from tests.chaos.tallies import read_tallies

PROCESSES = get_context("forkserver")
"""A clean server process, with the program loaded and no file open, forks each counter."""

PROCESSES.set_forkserver_preload(["tests.chaos.run", "tests.faults.jobs"])


class FellError(AssertionError):
    """Raised if a process ended by itself."""


@dataclass(slots=True)
class CounterProcesses:
    """All counters of a run."""

    seed: int
    places: list[Place] = field(default_factory=list)
    lives: list[int] = field(default_factory=list)
    processes: list[ForkServerProcess | None] = field(default_factory=list)

    def add(self, place: Place, template: Path) -> None:
        """Set up a counter's home as a copy of an empty one."""
        shutil.copytree(template, place.home)
        self.places.append(place)
        self.lives.append(0)
        self.processes.append(None)

    def start(self, at: int) -> None:
        """Start counter ``at`` on the database that its last process left."""
        assert self.processes[at] is None
        self.lives[at] += 1
        seed = f"{self.seed}-{at}-{self.lives[at]}"
        process = PROCESSES.Process(target=live, args=(self.places[at], seed), daemon=True)
        process.start()
        self.processes[at] = process

    def kill(self, at: int) -> None:
        """Kill counter ``at``; raise FellError if it failed before."""
        self._end(at)
        self._raise_failure(self.places[at])

    def watch(self, seconds: float) -> None:
        """Let the counters run for ``seconds``; raise FellError as soon as one ends by itself."""
        running = {process.sentinel: at for at, process in enumerate(self.processes) if process is not None}
        ended = wait(list(running), timeout=seconds)
        if ended:
            place = self.places[running[ended[0]]]  # type: ignore[index]
            self._raise_failure(place)
            raise FellError(f"{place.name} ended without a word")

    def abandon(self) -> None:
        """Kill all counters without looking at failures."""
        for at in range(len(self.processes)):
            self._end(at)

    @property
    def counts(self) -> Counter[str]:
        """Return the counts of all counters and all their processes so far."""
        return read_tallies([place.tally for place in self.places], COUNTED)

    def _end(self, at: int) -> None:
        process, self.processes[at] = self.processes[at], None
        if process is not None:
            process.kill()
            process.join()
            process.close()

    def _raise_failure(self, place: Place) -> None:
        if place.failure.exists():
            raise FellError(f"{place.name}:\n{place.failure.read_text('utf-8')}")
