"""Head office as processes that can be killed: several ``hub serve`` on one database and a proxy in front of them."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from dealer_app.cli.parser import ENVIRONMENT
from dealer_app.domain.errors import EnvironmentFault, sentence

ROOT = Path(__file__).parents[2]
_LOOK_S, _MOST_LOOKS = 0.1, 1200
SERVE = ("-m", "dealer_app", "hub", "serve")


_GAVE_UP = {sentence(EnvironmentFault(code)) for code in ("hub_database_down", "hub_not_ready")}
DATABASE_GONE = frozenset({"OperationalError", "AdminShutdown", "CrashShutdown", "CannotConnectNow", *_GAVE_UP})
"""Faults that a hub may log if its database was killed; any other is a fault of the hub."""


def free_ports(count: int) -> list[int]:
    """Return ``count`` ports that are free now."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@dataclass(slots=True)
class Program:
    """A Python program that is started, killed and started again; its output goes to the file ``log``."""

    words: Sequence[str]
    environment: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it in its own process group."""
        assert self.process is None
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.words],
                cwd=ROOT,
                env={**os.environ, **self.environment, "PYTHONUTF8": "1"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """Kill it and all it started, if it runs."""
        process, self.process = self.process, None
        if process is not None:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def wait_until(self, is_ready: Callable[[], bool]) -> None:
        """Wait until it is ready; raise AssertionError if it ends instead or takes longer than two minutes."""
        for _ in range(_MOST_LOOKS):
            if is_ready():
                return
            assert self.process is not None
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(_LOOK_S)
                break
        raise AssertionError(f"never ready: {self.log.read_text('utf-8')[-2000:]}")

    @property
    def exit_code(self) -> int | None:
        """Return the code with which it ended by itself, or None while it runs or if it was not started."""
        return None if self.process is None else self.process.poll()


@dataclass(slots=True)
class HubProcesses:
    """The hubs on their ports and the proxy in front of them; ``serve`` is the command line of a hub."""

    folder: Path
    database_url: str
    serve: Sequence[str] = SERVE
    hubs: list[Program] = field(default_factory=list)
    ports: list[int] = field(default_factory=list)
    proxy: Program | None = None
    proxy_port: int = 0

    def start(self, count: int) -> None:
        """Start ``count`` hubs."""
        self.proxy_port, *self.ports = free_ports(count + 1)
        for at, port in enumerate(self.ports):
            words = (*self.serve, "--port", str(port))
            self.hubs.append(Program(words, self._environment(), self.folder / f"hub-{at}.log"))
            self.hubs[-1].start()

    def start_proxy(self, seed: int, *, is_calm: bool = False) -> None:
        """Replace the proxy by a new one, hostile or calm."""
        if self.proxy is not None:
            self.proxy.kill()
        ports = ",".join(map(str, self.ports))
        words = ("-m", "tests.chaos.proxy", str(self.proxy_port), ports, str(seed), str(self.tally(is_calm=is_calm)))
        calm = ("--calm",) if is_calm else ()
        self.proxy = Program((*words, *calm), {}, self.folder / "proxy.log")
        self.proxy.start()

    @property
    def logs(self) -> list[Path]:
        """Return the log files of the hubs."""
        return [hub.log for hub in self.hubs]

    def tally(self, *, is_calm: bool = False) -> Path:
        """Return the file of the proxy's counts; a calm proxy has a separate one."""
        return self.folder / ("calm.tally" if is_calm else "proxy.tally")

    @property
    def url(self) -> str:
        """Return the address of head office for counters: that of the proxy."""
        return f"http://127.0.0.1:{self.proxy_port}"

    def supervise(self) -> None:
        """Restart hubs that gave up because their database was down; raise AssertionError for any other end."""
        for program in (*self.hubs, *([self.proxy] if self.proxy else [])):
            code = program.exit_code
            if code is not None:
                assert (code, program is self.proxy) == (ENVIRONMENT, False), program.log.read_text("utf-8")[-2000:]
                program.kill()
                program.start()

    def is_well(self, at: int) -> bool:
        """Return whether a hub reports that it and its database are well."""
        return _is_well(self.ports[at])

    def wait_until_well(self) -> None:
        """Wait until hubs and proxy report that they are well; raise AssertionError if one ends or never does."""
        for hub, port in zip(self.hubs, self.ports, strict=True):
            hub.wait_until(lambda port=port: _is_well(port))  # type: ignore[misc]
        if self.proxy is not None:
            self.proxy.wait_until(lambda: _is_well(self.proxy_port))

    def stop(self) -> None:
        """Kill all hubs and the proxy."""
        for program in (*self.hubs, self.proxy):
            if program is not None:
                program.kill()

    def _environment(self) -> dict[str, str]:
        return {
            "HUB_DATABASE_URL": self.database_url,
            "HUB_KEYS": str(self.folder / "hub.keys"),
            "BAJEH_HUB_HOME": str(self.folder),
        }


def check_log(log: Path) -> None:
    """Raise AssertionError if a hub logged any fault other than a killed database."""
    for line in log.read_text("utf-8").splitlines():
        event = json.loads(line) if line.startswith("{") else {"fault": line}
        assert event.get("level") == "INFO" or event.get("fault") in DATABASE_GONE, line


def _is_well(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
