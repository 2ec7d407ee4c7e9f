"""Run the HTTP service in its own process with the database and the keys of a test's head office."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from dealer_app.hub.database.database import engine_of
from dealer_app.hub.database.keys import HubKeys
from dealer_app.hub.service.calls import CallService
from dealer_app.hub.service.limits import Limits, Load
from dealer_app.hub.service.logs import start_logs
from dealer_app.hub.service.running import serve
from tests.hub.head_office import Clock, Office

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"


@dataclass
class HubProcess:
    """A running service; its log is read as it was written so far."""

    pid: int
    port: int
    _log: IO[bytes]

    @property
    def url(self) -> str:
        """The address of the service."""
        return f"http://{HOST}:{self.port}"

    def log(self) -> list[dict[str, Any]]:
        """Return the records of the log; a line that is no JSON fails."""
        self._log.seek(0)
        return [json.loads(line) for line in self._log.read().splitlines()]


@contextmanager
def hub_process(office: Office, url: str, limits: Limits | None = None) -> Iterator[HubProcess]:
    """Yield the running service on the database of ``url``; stop it after the block."""
    with socket.create_server((HOST, 0), backlog=2048) as listener, TemporaryFile() as log:
        keys = office.keys.signing.hex(), office.keys.box.hex()
        wished = json.dumps(asdict(limits or Limits()))
        command = [sys.executable, "-m", "tests.hub.serving", url, *keys, str(listener.fileno()), wished]
        with subprocess.Popen(command, cwd=ROOT, stderr=log, pass_fds=[listener.fileno()]) as process:
            try:
                yield HubProcess(process.pid, listener.getsockname()[1], log)
            finally:
                process.terminate()


@contextmanager
def serving(office: Office, url: str) -> Iterator[str]:
    """Yield the address of a running service."""
    with hub_process(office, url) as hub:
        yield hub.url


def main(url: str, signing: str, box: str, listener: str, limits: str) -> None:
    """Serve on a socket that is open already, with a fixed clock, like that of the test."""
    load = Load()
    service = CallService(engine_of(url), HubKeys(bytes.fromhex(signing), bytes.fromhex(box)), Clock())
    start_logs()
    serve(service, load, HOST, 0, limits=Limits(**json.loads(limits)), sockets=[socket.socket(fileno=int(listener))])


if __name__ == "__main__":
    main(*sys.argv[1:])
