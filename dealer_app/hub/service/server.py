"""Serve HTTP: read a call within its limits, hand it to the call service and send the answer unchanged."""

import logging
import time
from typing import Any

from fastapi import FastAPI, Request, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import ClientDisconnect

from dealer_app.hub.service.calls import CallService
from dealer_app.hub.service.limits import Load
from dealer_app.hub.service.openapi import describe
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import Answer, Call
from dealer_app.protocol.sealing import MOST_BYTES

LOG = logging.getLogger("bajeh.hub")
_NOBODY_HEARS = 400
_PATHS = frozenset(describe()["paths"])


class _AnyText(PathConvertor):
    """The rest of a path, line breaks included: every call gets a signed answer, never the framework's own 404."""

    regex = "(?s:.*)"


register_url_convertor("any_text", _AnyText())


def make_app(service: CallService, load: Load) -> FastAPI:
    """Return the service; several of them on one database behave as one."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    counts: dict[tuple[str, int], int] = {}

    @app.api_route("/v1/{rest:any_text}", methods=["GET", "POST"])
    async def call(request: Request, rest: str) -> Response:  # noqa: ARG001 - the call service reads the whole path
        started = time.perf_counter()
        try:
            body = await _read(request)
        except ClientDisconnect:
            LOG.info("cut", extra={"path": _known_path(request.url.path)})
            return Response(status_code=_NOBODY_HEARS)
        answer = await run_in_threadpool(_answer, service, load, _call(request, body))
        path = _known_path(request.url.path)
        counts[path, answer.status] = counts.get((path, answer.status), 0) + 1
        facts = {"path": path, "status": answer.status, "ms": round((time.perf_counter() - started) * 1000)}
        LOG.info("call", extra={**facts, "bytes": len(body)})
        return Response(answer.body, answer.status, dict(answer.headers))

    @app.get("/health")
    async def health() -> Response:
        is_well = await run_in_threadpool(_is_well, service)
        return Response(
            '{"well":true}' if is_well else '{"well":false}', 200 if is_well else 503, media_type="application/json"
        )

    @app.get("/metrics")
    async def metrics() -> Response:
        return Response(_metrics(counts, load), media_type="text/plain; version=0.0.4")

    @app.get("/openapi.json")
    async def openapi() -> dict[str, Any]:
        return describe()

    return app


async def _read(request: Request) -> bytes:
    """Return the body, cut just above the limit: the call service refuses it, and no more is held in memory."""
    most = MOST_BYTES if request.url.path == "/v1/bundle" else wire.MOST_SENT_BYTES
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            break
    return bytes(body)


def _call(request: Request, body: bytes) -> Call:
    query = request.url.query
    raw_path = request.scope["raw_path"].decode("ascii", "replace")
    return Call(request.method, f"{raw_path}?{query}" if query else raw_path, dict(request.headers), body)


def _answer(service: CallService, load: Load, call: Call) -> Answer:
    with load:
        return service.answer(call)


def _is_well(service: CallService) -> bool:
    try:
        with service.engine.connect() as connection:
            return connection.scalar(text("SELECT count(*) >= 0 FROM heads WHERE dealership = '*'")) is True
    except SQLAlchemyError:
        return False


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


def serve(service: CallService, load: Load, host: str, port: int) -> None:
    """Serve until the process is asked to stop; calls under way are finished first."""
    import uvicorn

    config = uvicorn.Config(
        make_app(service, load), host, port, log_config=None, access_log=False, timeout_graceful_shutdown=20
    )
    uvicorn.Server(config).run()
