"""Make the HTTP service: the calls, the health, and on request the counts and the description."""

import logging
import time
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import ClientDisconnect

from dealer_app.hub.service.calls import CallService
from dealer_app.hub.service.health import Health
from dealer_app.hub.service.limits import Limits, Load
from dealer_app.hub.service.openapi import describe
from dealer_app.hub.service.receiving import Receiver

LOG = logging.getLogger("bajeh.hub")
_NOBODY_HEARS = 400
_PATHS = frozenset(describe()["paths"])


class _AnyText(PathConvertor):
    """The rest of a path, line breaks included: every call gets a signed answer, never the framework's own 404."""

    regex = "(?s:.*)"


register_url_convertor("any_text", _AnyText())


def make_app(service: CallService, load: Load, limits: Limits | None = None, *, is_measured: bool = False) -> FastAPI:
    """Return the service; several of them on one database behave as one.

    ``is_measured`` serves ``/metrics`` and ``/openapi.json``, which need no signature: only for a closed network.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    counts: dict[tuple[str, int], int] = {}
    receiver, health = Receiver(service, load, limits or Limits()), Health(service.engine)

    @app.api_route("/v1/{rest:any_text}", methods=["GET", "POST"])
    async def call(request: Request, rest: str) -> Response:  # noqa: ARG001 - the call service reads the whole path
        started, path = time.perf_counter(), _known_path(request.url.path)
        try:
            answer, size = await receiver.answer(request)
        except ClientDisconnect:
            LOG.info("cut", extra={"path": path})
            return Response(status_code=_NOBODY_HEARS)
        counts[path, answer.status] = counts.get((path, answer.status), 0) + 1
        facts = {"path": path, "status": answer.status, "ms": round((time.perf_counter() - started) * 1000)}
        LOG.info("call", extra={**facts, "bytes": size})
        return Response(answer.body, answer.status, dict(answer.headers))

    @app.get("/health")
    async def is_well() -> Response:
        well = await health.look()
        return Response(
            '{"well":true}' if well else '{"well":false}', 200 if well else 503, media_type="application/json"
        )

    if is_measured:

        @app.get("/metrics")
        async def metrics() -> Response:
            return Response(_metrics(counts, load), media_type="text/plain; version=0.0.4")

        @app.get("/openapi.json")
        async def openapi() -> dict[str, Any]:
            return describe()

    return app


def _known_path(path: str) -> str:
    """Return the path without what the caller made up, so that counts stay few and name no person."""
    known = _PATHS
    return path if path in known else "/v1/snapshot/{name}" if path.startswith("/v1/snapshot/") else "other"


def _metrics(counts: dict[tuple[str, int], int], load: Load) -> str:
    lines = ["# TYPE bajeh_calls_total counter"]
    for (path, status), count in sorted(counts.items()):
        lines.append(f'bajeh_calls_total{{path="{path}",status="{status}"}} {count}')
    lines += ["# TYPE bajeh_calls_now gauge", f"bajeh_calls_now {load.now}"]
    return "\n".join(lines) + "\n"
