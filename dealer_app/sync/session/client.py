"""Send calls over HTTP through the system's proxy; no other module of the counter uses HTTP."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from threading import Event, Thread
from time import monotonic
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import httpx

from dealer_app.protocol.carriage import THIS_PC, Answer, Call, LineDownError

MOST_BYTES, MOST_BUNDLE_BYTES = 4 * 1024 * 1024, 64 * 1024 * 1024
_TIMEOUT = httpx.Timeout(30, connect=10)
CALL_S, BUNDLE_S = 180.0, 1800.0
"""Seconds for one whole call, from the connection to the last byte of the answer."""
_LOOK_S = 0.1
_NOT_YET_VALID, _EXPIRED = 9, 10  # OpenSSL's X509_V_ERR_CERT_…


class HttpCarrier:
    """A line to the hub at ``url``, kept open between calls.

    Redirects are never followed, because they come from another server.
    The proxy is the system's: from the environment, else on Windows from the registry, with the exceptions set there.
    """

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._client: httpx.Client | None = None
        self._socket: socket.socket | None = None

    def __call__(self, call: Call) -> Answer:
        """Carry one call; raises LineDownError with the reason as a code."""
        client, is_bundle = self._opened(), call.path == "/v1/bundle"
        watch = _Watch(self, call, BUNDLE_S if is_bundle else CALL_S)
        extensions = {"trace": self._keep_socket}
        headers = dict(call.headers)
        try:
            with (
                watch,
                client.stream(call.method, call.path, headers=headers, content=call.body, extensions=extensions) as got,
            ):
                content = _read(got, MOST_BUNDLE_BYTES if is_bundle else MOST_BYTES)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise LineDownError(watch.reason or _reason(error)) from None
        return Answer(got.status_code, dict(got.headers), content)

    def cut(self) -> None:
        """Break the connection; another thread that waits for it gets an error at once."""
        if self._socket is not None:
            with suppress(OSError):  # the other side was faster
                self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the line."""
        if self._client is not None:
            self._client.close()
        if self._socket is not None:
            self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _keep_socket(self, event: str, facts: dict[str, Any]) -> None:
        """Keep a second handle of each new connection: it stays valid when TLS takes the first one over."""
        if event == "connection.connect_tcp.complete":
            if self._socket is not None:
                self._socket.close()
            self._socket = facts["return_value"].get_extra_info("socket").dup()

    def _opened(self) -> httpx.Client:
        """Return the client; it is made at the first call, because the system's proxy settings may be invalid."""
        if self._client is None:
            context = ssl.create_default_context() if self._url.startswith("https:") else False
            try:
                self._client = httpx.Client(
                    base_url=self._url,
                    verify=context,
                    timeout=_TIMEOUT,
                    follow_redirects=False,
                    trust_env=_goes_by_proxy(self._url),
                )
            except (ValueError, ImportError, httpx.InvalidURL):
                raise LineDownError("proxy") from None
        return self._client


class _Watch:
    """Cut a call at its deadline, or when it is stopped.

    httpx limits each wait for bytes, not their sum: a server that sends a byte now and then would hold a call for ever.
    """

    def __init__(self, carrier: HttpCarrier, call: Call, longest_s: float) -> None:
        self._carrier, self._call, self._until = carrier, call, monotonic() + longest_s
        self._done, self.reason = Event(), ""
        self._thread = Thread(target=self._look, name="call", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(_LOOK_S):
            self.reason = "stopped" if self._call.is_stopped() else "slow" if monotonic() > self._until else ""
            if self.reason:
                self._carrier.cut()  # again until the call ends: it may have been about to connect


def _goes_by_proxy(url: str) -> bool:
    """Return whether the system's proxy, if there is one, is used: never for this PC or an exception."""
    host = urlsplit(url).hostname or ""
    return host not in THIS_PC and not proxy_bypass(host)


def _read(answer: httpx.Response, most: int) -> bytes:
    """Return the body as received, still compressed, because the signature covers the bytes as sent."""
    content = bytearray()
    for piece in answer.iter_raw():
        content += piece
        if len(content) > most:
            raise LineDownError("too_large")
    return bytes(content)


def _reason(error: Exception) -> str:
    """Return the code of the reason why the line is down."""
    if isinstance(error, httpx.TimeoutException):
        return "timeout"
    if isinstance(error, httpx.ProxyError):
        return "proxy"
    if not isinstance(error, httpx.ConnectError):
        return "cut"
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "clock" if cause.verify_code in (_NOT_YET_VALID, _EXPIRED) else "tls"
        if isinstance(cause, socket.gaierror):
            return "dns"
    return "refused"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
