"""Run the HTTP service in its own process with the database and the keys of a benchmark's head office."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dealer_app.hub.database.database import engine_of
from dealer_app.hub.database.keys import HubKeys
from dealer_app.hub.service.calls import CallService
from dealer_app.hub.service.limits import Load
from dealer_app.hub.service.server import serve
from tests.hub.head_office import Clock, Office

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"


@contextmanager
def serving(office: Office, url: str) -> Iterator[str]:
    """Yield the address of the service; stop it after the block."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        port = found.getsockname()[1]
    keys = office.keys.signing.hex(), office.keys.box.hex()
    command = [sys.executable, "-m", "tests.hub.serving", url, *keys, str(port)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            _wait(port)
            yield f"http://{HOST}:{port}"
        finally:
            process.terminate()


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as tried:
            if tried.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(port)


def main(url: str, signing: str, box: str, port: str) -> None:
    """Serve with a fixed clock, like that of the benchmark."""
    load = Load()
    service = CallService(engine_of(url), HubKeys(bytes.fromhex(signing), bytes.fromhex(box)), Clock(), load.is_busy)
    serve(service, load, HOST, int(port))


if __name__ == "__main__":
    main(*sys.argv[1:])
