"""A separate PostgreSQL that can be killed with all its processes and started again on the same data."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import SubprocessError
from threading import Event
from typing import Any

import psutil
import psycopg

from dealer_app.hub.database.embedded import start_postgres
from dealer_app.hub.database.roles import init_hub

_LOOK_S, _MOST_LOOKS = 0.2, 300
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


def wait_until_dead(processes: Sequence[psutil.Process]) -> None:
    """Wait until none of them runs; a zombie counts as dead (psutil alone would wait for it)."""
    alive = list(processes)
    while alive:
        _, alive = psutil.wait_procs(alive, timeout=_LOOK_S)
        alive = [process for process in alive if not _has_ended(process)]


def _has_ended(process: psutil.Process) -> bool:
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


class OwnPostgres:
    """A server on ``folder`` with its default durability; ``url`` is the address for the database's owner."""

    def __init__(self, folder: Path) -> None:
        self._server: Any = start_postgres(folder)
        self.url = str(self._server.get_uri())

    def make_ready(self) -> None:
        """Create head office's tables and check that the server is durable."""
        init_hub(self.url)
        with psycopg.connect(self.url) as connection:
            found = {name: str((connection.execute(f"SHOW {name}").fetchone() or ("",))[0]) for name in DURABLE}
        assert found == DURABLE

    def kill(self) -> None:
        """Kill the postmaster and all its children, so that none of them can clean up."""
        postmaster = psutil.Process(int(self._pid_file.read_text("ascii").split()[0]))
        postmaster.suspend()  # otherwise it could start another child meanwhile
        family = [postmaster, *postmaster.children(recursive=True)]
        for process in family:
            process.kill()
        wait_until_dead(family)
        if postmaster.is_running():  # a zombie: PostgreSQL would take it for alive
            for left in (self._pid_file, *self._pid_file.parent.glob(".s.PGSQL.*.lock")):
                left.unlink()

    def restart(self) -> None:
        """Start the server again on the data that the killed one left."""
        for left in reversed(range(_MOST_LOOKS)):
            try:
                with self._server._lock:
                    self._server.ensure_postgres_running()
                break
            except (SubprocessError, AssertionError):  # on a busy machine recovery takes longer than the library waits
                if not left:
                    raise
                Event().wait(_LOOK_S)
        assert str(self._server.get_uri()) == self.url

    def stop(self) -> None:
        """Kill the server if it runs, and remove its data."""
        if self._pid_file.exists():
            with suppress(psutil.NoSuchProcess):
                self.kill()
        self._server.cleanup()

    @property
    def _pid_file(self) -> Path:
        return Path(self._server.pgdata) / "postmaster.pid"
