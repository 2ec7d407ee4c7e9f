"""The gateway's documented service on this machine, which keeps the calls that it got."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs

from dealer_app.hub.sms.kavenegar import Kavenegar

KEY = "6B2F5A7D/41+x"


@dataclass
class FakeGateway:
    """The documented service on this machine: the calls that it got and the answer that it gives."""

    port: int
    answer: tuple[int, bytes] = (200, b"")
    asked: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)

    def says(self, status: int, *, http: int = 200) -> None:
        envelope = {"return": {"status": status, "message": "x"}, "entries": None}
        self.answer = http, json.dumps(envelope).encode()

    def client(self, **changes: Any) -> Kavenegar:
        return Kavenegar(KEY, f"http://127.0.0.1:{self.port}", **changes)


@contextmanager
def serving(held: Event | None = None) -> Iterator[FakeGateway]:
    """Serve until the end; ``held`` delays every answer until it is set."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            fake.asked.append((self.path, parse_qs(body)))
            if held is not None:
                held.wait()
            self.send_response(fake.answer[0])
            self.end_headers()
            self.wfile.write(fake.answer[1])

        def log_message(self, *_: Any) -> None:
            """Log nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            """Log nothing: the client gives up on purpose."""

    server = Server(("127.0.0.1", 0), Handler)
    fake = FakeGateway(server.server_port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield fake
    finally:
        if held is not None:
            held.set()
        server.shutdown()
        server.server_close()
        thread.join()
