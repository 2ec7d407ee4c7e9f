"""Send calls over HTTP through the system's proxy; no other module of the counter uses HTTP."""

import socket
import ssl
from collections.abc import Iterator
from typing import Self
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import httpx

from dealer_app.protocol.carriage import THIS_PC, Answer, Call, LineDownError

MOST_BYTES, MOST_BUNDLE_BYTES = 4 * 1024 * 1024, 64 * 1024 * 1024
_TIMEOUT = httpx.Timeout(30, connect=10)
_NOT_YET_VALID, _EXPIRED = 9, 10  # OpenSSL's X509_V_ERR_CERT_…


class HttpCarrier:
    """A line to the hub at ``url``, kept open between calls.

    Redirects are never followed, because they come from another server.
    The proxy is the system's: from the environment, else on Windows from the registry, with the exceptions set there.
    """

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._client: httpx.Client | None = None

    def __call__(self, call: Call) -> Answer:
        """Carry one call; raises LineDownError with the reason as a code."""
        client = self._opened()
        try:
            with client.stream(call.method, call.path, headers=dict(call.headers), content=call.body) as answer:
                content = _read(answer, MOST_BUNDLE_BYTES if call.path == "/v1/bundle" else MOST_BYTES)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise LineDownError(_reason(error)) from None
        return Answer(answer.status_code, dict(answer.headers), content)

    def close(self) -> None:
        """Close the line."""
        if self._client is not None:
            self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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
