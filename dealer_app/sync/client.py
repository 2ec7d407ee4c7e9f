"""The only place at the counter that speaks HTTP: carries a call over the line, through the system's proxy."""

import ssl
from typing import Self

import httpx

from dealer_app.sync.carriage import Answer, Call, LineDownError

MOST_BYTES = 4 * 1024 * 1024
_TIMEOUT = httpx.Timeout(30, connect=10)


class HttpCarrier:
    """A line to the hub at ``url``; kept open between calls. Redirects are never followed: they are somebody else's."""

    def __init__(self, url: str) -> None:
        context = ssl.create_default_context() if url.startswith("https:") else False
        self._client = httpx.Client(base_url=url.rstrip("/"), verify=context, timeout=_TIMEOUT, follow_redirects=False)

    def __call__(self, call: Call) -> Answer:
        """Carry one call; raises LineDownError with the reason as a code."""
        try:
            with self._client.stream(call.method, call.path, headers=dict(call.headers), content=call.body) as answer:
                content = _read(answer)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise LineDownError(_reason(error)) from None
        return Answer(answer.status_code, dict(answer.headers), content)

    def close(self) -> None:
        """Close the line."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _read(answer: httpx.Response) -> bytes:
    """Return the body as it came, still packed: the signature covers the bytes as sent."""
    content = b""
    for piece in answer.iter_raw():
        content += piece
        if len(content) > MOST_BYTES:
            raise LineDownError("too_large")
    return content


def _reason(error: Exception) -> str:
    """Return why the line is down, as a code."""
    if isinstance(error, httpx.TimeoutException):
        return "timeout"
    if isinstance(error, httpx.ConnectError):
        words = str(error).lower()
        if "certificate" in words or "ssl" in words:
            return "tls"
        return "dns" if "name" in words or "getaddrinfo" in words else "refused"
    return "cut"
