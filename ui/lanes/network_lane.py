"""The third lane: talks with head office, on a thread that can hang in the network without holding the program."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

PATIENCE_S = 1.0
"""How long closing waits for a talk that was told to stop; what it had under way is asked for again next time."""

Job = Callable[[], None]


class NetworkLane:
    """One daemon thread, begun with its first job; a counter that never enrolled never has it."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread: Thread | None = None

    def start(self, job: Job) -> None:
        """Run ``job`` after those before it."""
        self._jobs.put(job)
        if self._thread is None:
            self._thread = Thread(target=self._run, name="bajeh-network", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Let the job under way end, for a second at most; jobs not begun are dropped."""
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
