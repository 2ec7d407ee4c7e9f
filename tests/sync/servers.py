"""Local servers for tests with real sockets: head office behind TLS, and a proxy."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from dealer_app.protocol.carriage import Answer, Call

Responder = Callable[[Call], Answer]
NAMES = ("hub.test", "localhost")
LIFE = timedelta(days=30)


class Authority:
    """A certificate authority; ``file`` is its own certificate, for machines that trust it."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, _name(name)
        self._key = generate_private_key(SECP256R1())
        self.file = folder / f"{name}.pem"
        self.file.write_bytes(self._signed(self._name, self._key, datetime.now(UTC), is_authority=True))

    def certificate(self, begins: datetime | None = None) -> Path:
        """Return a file with key and certificate of the hub, valid for 30 days from ``begins``."""
        key = generate_private_key(SECP256R1())
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file = self._folder / f"{x509.random_serial_number()}.pem"
        file.write_bytes(secret + self._signed(_name("hub"), key, begins or datetime.now(UTC)))
        return file

    def _signed(
        self, subject: x509.Name, key: EllipticCurvePrivateKey, begins: datetime, *, is_authority: bool = False
    ) -> bytes:
        names = [*map(x509.DNSName, NAMES), x509.IPAddress(ip_address("127.0.0.1"))]
        made = (
            x509.CertificateBuilder(self._name, subject, key.public_key(), x509.random_serial_number())
            .not_valid_before(begins - timedelta(days=1))
            .not_valid_after(begins + LIFE)
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .sign(self._key, SHA256())
        )
        return made.public_bytes(Encoding.PEM)


class LocalServer:
    """A TLS server whose answers and certificate a test can change at any time."""

    def __init__(self, respond: Responder, certificate: Path) -> None:
        self.respond = respond
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.show(certificate)
        outer = self

        class Handler(_Quiet):
            def setup(self) -> None:
                self.request = outer.context.wrap_socket(self.request, server_side=True)
                super().setup()

            def finish(self) -> None:
                super().finish()
                self.request.close()  # the server knows only the socket beneath

            def do_GET(self) -> None:
                self._answer()

            def do_POST(self) -> None:
                self._answer()

            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                answer = outer.respond(Call(self.command, self.path, dict(self.headers), body))
                self.send_response(answer.status)
                for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)

        self._server = _Server(("127.0.0.1", 0), Handler)

    def show(self, certificate: Path) -> None:
        """Use another certificate for new connections."""
        self.context.load_cert_chain(certificate)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"


class LocalProxy:
    """A proxy that connects every call to one server and notes the requested address.

    Calls without the header value ``login`` are refused, unless ``login`` is "".
    """

    def __init__(self, target: int) -> None:
        self.asked: list[str] = []
        self.login = ""
        outer = self

        class Handler(_Quiet):
            def do_CONNECT(self) -> None:
                outer.asked.append(self.path)
                if outer.login and self.headers.get("Proxy-Authorization") != outer.login:
                    self.send_response(407)
                    self.send_header("Proxy-Authenticate", 'Basic realm="proxy"')
                    self.end_headers()
                    return
                with socket.create_connection(("127.0.0.1", target)) as there:
                    self.send_response(200)
                    self.end_headers()
                    back = Thread(target=_pour, args=(there, self.connection))
                    back.start()
                    _pour(self.connection, there)
                    back.join()

        self._server = _Server(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"


@contextmanager
def running(*servers: LocalServer | LocalProxy) -> Iterator[None]:
    """Serve until the block ends, then stop every thread."""
    threads = [Thread(target=one._server.serve_forever, args=(0.01,)) for one in servers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for one in servers:
            one._server.shutdown()
            one._server.server_close()
        for thread in threads:
            thread.join()


class _Server(ThreadingHTTPServer):
    """Wait for open connections at the end, and ignore clients that hang up."""

    daemon_threads = False
    block_on_close = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing: a client that refuses a certificate hangs up."""


class _Quiet(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


def _pour(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
