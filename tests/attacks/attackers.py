"""What an attacker does: open sockets, send any bytes at any pace, hold them open."""

import json
import re
import select
import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from dealer_app.protocol.carriage import Call
from tests.hub.serving import HOST, HubProcess

LONGEST_S = 30.0
"""After this time an answer that never comes fails the test; no test expects a duration."""
MIB = 1024 * 1024


@dataclass
class Heard:
    """What came back on a connection: a status, the headers in small letters, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The code of a refusal."""
        return str(json.loads(self.body)["code"])


class Attacker:
    """One connection to the service."""

    def __init__(self, hub: HubProcess, source: str = HOST) -> None:
        self.socket = socket.socket()
        # Otherwise the kernel keeps up to 32 MiB that the attacker does not read, and how much differs by PC.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 18)
        self.socket.bind((source, 0))
        self.socket.settimeout(LONGEST_S)
        self.socket.connect((HOST, hub.port))

    def send(self, content: bytes) -> bool:
        """Send bytes; return False if the service has closed the connection."""
        try:
            self.socket.sendall(content)
        except OSError:
            return False
        return True

    def drip(self, content: bytes) -> bytes:
        """Send one byte after another until the service closes the connection; return what it said before."""
        said, at = b"", 0
        self.socket.settimeout(0.02)
        while True:
            with suppress(TimeoutError):
                try:
                    self.socket.send(content[at : at + 1])
                    piece = self.socket.recv(65536)
                except ConnectionError:
                    return said
                if not piece:
                    return said
                said += piece
            at += 1

    def hear(self) -> bytes:
        """Return all bytes until the service closes the connection."""
        said = b""
        with suppress(ConnectionError):
            while piece := self.socket.recv(65536):
                said += piece
        return said

    def answer(self) -> Heard:
        """Return one answer; the connection may stay open."""
        said = b""
        while b"\r\n\r\n" not in said:
            said += self._more()
        head, _, body = said.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        while len(body) < int(headers.get("content-length", "0")):
            body += self._more()
        return Heard(int(lines[0].split()[1]), headers, body)

    def _more(self) -> bytes:
        piece = self.socket.recv(65536)
        assert piece, "closed without an answer"
        return piece

    def close(self) -> None:
        """Close the connection."""
        self.socket.close()


def head_of(call: Call, size: int | None = None) -> bytes:
    """Return the head of a call that announces ``size`` bytes, or the size of its body."""
    headers = {"Host": "hub.test", **call.headers, "Content-Length": str(len(call.body) if size is None else size)}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{call.method} {call.path} HTTP/1.1\r\n{lines}\r\n".encode()


@contextmanager
def many(hub: HubProcess, count: int, content: bytes = b"") -> Iterator[list[Attacker]]:
    """Yield open connections, each of which has sent ``content``; close them after the block."""
    with ExitStack() as held:
        attackers = []
        for _ in range(count):
            attacker = Attacker(hub)
            held.callback(attacker.close)
            attacker.send(content)
            attackers.append(attacker)
        yield attackers


def first_answer(attackers: Sequence[Attacker]) -> Heard:
    """Wait until one of the connections is answered; return that answer."""
    answered, _, _ = select.select([attacker.socket for attacker in attackers], [], [], LONGEST_S)
    assert answered, "no connection was answered"
    return next(attacker for attacker in attackers if attacker.socket is answered[0]).answer()


@dataclass
class Size:
    """The memory and the connections of the service's process, as they are and as they were at the beginning."""

    hub: HubProcess
    first: int = field(init=False)

    def __post_init__(self) -> None:
        self.first = self._rss()

    @property
    def grown(self) -> int:
        """The bytes by which the process has grown."""
        return self._rss() - self.first

    @property
    def peak_grown(self) -> int:
        """The bytes by which the process had grown at its largest, since it began."""
        status = Path(f"/proc/{self.hub.pid}/status").read_text("ascii")
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) * 1024 - self.first

    @property
    def connections(self) -> int:
        """The connections that the process holds open."""
        open_ = psutil.Process(self.hub.pid).net_connections("tcp")
        return sum(one.status == psutil.CONN_ESTABLISHED for one in open_)

    def _rss(self) -> int:
        return int(psutil.Process(self.hub.pid).memory_info().rss)


def events(hub: HubProcess, *, without: str = r"call|cut") -> list[dict[str, Any]]:
    """Return the records of the log, without those whose event matches ``without``."""
    return [record for record in hub.log() if not re.fullmatch(without, record["event"])]
