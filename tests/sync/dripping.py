"""A server that sends its answer a byte at a time, or reads no further: every single wait of a client stays short."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Pad: "
BODY = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
_PAUSE_S = 0.02


class DrippingServer:
    """Answers every connection with ``begin`` at once and then with an endless drip; "" never answers."""

    def __init__(self, begin: bytes) -> None:
        self._begin = begin
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._done, self.asked = Event(), Event()
        self._threads = [Thread(target=self._accept)]

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Serve until the block ends, then stop every thread."""
        self._threads[0].start()
        try:
            yield
        finally:
            self._done.set()
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            for thread in self._threads:
                thread.join()
            self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self._threads.append(Thread(target=self._drip, args=(connection,)))
                self._threads[-1].start()

    def _drip(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(100)
            self.asked.set()
            connection.sendall(self._begin)
            while not self._done.wait(_PAUSE_S):
                if self._begin:
                    connection.sendall(b"x")
