"""Call the service without a socket: the carrier calls the application that is served."""

import asyncio
from dataclasses import dataclass, field

import httpx
from fastapi import FastAPI

from dealer_app.hub.service.calls import CallService
from dealer_app.hub.service.limits import Limits, Load
from dealer_app.hub.service.server import make_app
from dealer_app.protocol.carriage import Answer, Call
from tests.hub.head_office import Office

ADDRESS = "http://hub.test"


@dataclass
class Web:
    """One process of the service on an office's database; a second ``Web(office)`` is another process."""

    office: Office
    load: Load = field(default_factory=Load)
    limits: Limits = field(default_factory=Limits)
    is_measured: bool = False
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        service = CallService(self.office.engine, self.office.keys, self.office.clock)
        self.app = make_app(service, self.load, self.limits, is_measured=self.is_measured)

    def __call__(self, call: Call) -> Answer:
        return asyncio.run(self._send(call))

    def get(self, path: str) -> Answer:
        """Request a page that needs no signature."""
        return self(Call("GET", path))

    async def _send(self, call: Call) -> Answer:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport) as client:
            headers = {name.encode(): value.encode() for name, value in call.headers.items()}
            request = client.build_request(call.method, ADDRESS + call.path, headers=headers, content=call.body)
            response = await client.send(request, stream=True)
            body = b"".join([piece async for piece in response.aiter_raw()])
        return Answer(response.status_code, dict(response.headers), body)
