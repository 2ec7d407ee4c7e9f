"""Run talks with head office on their own thread, which may block in the network without blocking the program."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

PATIENCE_S = 1.0
"""Time in seconds that closing waits for a stopped talk; a later talk requests its unfinished work again."""

Job = Callable[[], None]


class NetworkLane:
    """One daemon thread, started with its first job; a counter that is not enrolled never starts it."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread: Thread | None = None

    def start(self, job: Job) -> None:
        """Run ``job`` after the earlier ones."""
        self._jobs.put(job)
        if self._thread is None:
            self._thread = Thread(target=self._run, name="bajeh-network", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Wait at most a second for the running job; drop the jobs that have not started."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        while not self._jobs.empty():
            self._jobs.get()
        self._jobs.put(None)
        thread.join(PATIENCE_S)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
