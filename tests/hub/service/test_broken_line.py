"""Test a line that breaks during a call: the hub handles no call and writes one record to its log."""

import asyncio
import logging
from collections.abc import MutableMapping
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from dealer_app.hub.service.limits import Load
from dealer_app.hub.service.server import make_app
from tests.hub.head_office import Office

Event = MutableMapping[str, Any]


def test_line_that_breaks_during_a_call_is_not_logged_as_a_fault(
    hub_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    app = make_app(Office(hub_engine).service, Load())
    with caplog.at_level(logging.INFO, "bajeh.hub"):
        asyncio.run(_break_amid_call(app))
    assert [(record.message, record.levelname) for record in caplog.records] == [("cut", "INFO")]


async def _break_amid_call(app: FastAPI) -> None:
    events: list[Event] = [
        {"type": "http.request", "body": b'{"epoch": 1, "fro', "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Event:
        return events.pop(0)

    async def send(_event: Event) -> None:
        """Discard the event."""

    path: Event = {"path": "/v1/session", "raw_path": b"/v1/session", "query_string": b"", "root_path": ""}
    headers = [(b"content-length", b"5000")]
    await app({"type": "http", "method": "POST", "headers": headers, "scheme": "http", **path}, receive, send)
