"""Take a call from the web framework: check its head, read its body, have it answered in a thread."""

import logging
import time
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from dealer_app.hub.devices.codes import Guesses, place_of
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.hub.service.calls import CallService
from dealer_app.hub.service.connections import OVER
from dealer_app.hub.service.limits import BUNDLE, Limits, Load
from dealer_app.hub.service.queue import Queue
from dealer_app.hub.service.reading import TOO_SLOW, Reader, come_back
from dealer_app.protocol.carriage import Answer, Call

LOG = logging.getLogger("bajeh.hub")
_ENROL, _TOO_MANY = "/v1/enrol", 429


class Receiver:
    """Receives the calls of one process."""

    def __init__(self, service: CallService, load: Load, limits: Limits) -> None:
        self._service, self._load = service, load
        self._reader, self._guesses = Reader(limits), Guesses()
        self._queue = Queue(limits.places, limits.waiting_sessions)

    async def answer(self, request: Request) -> tuple[Answer, int]:
        """Return the signed answer to any call, and the size of the body that was read; raises ClientDisconnect."""
        call = _call(request)
        try:
            place = self._place(request)
            self._service.check_head(call)
            if request.url.path == BUNDLE:
                await run_in_threadpool(self._service.check_device, call)
            async with self._reader.read(request, request.url.path) as body:
                whole = replace(call, body=body)
                async with self._queue.place(whole, is_new=self._service.opens(call)):
                    answer = await run_in_threadpool(self._answer, whole)
                self._note_guess(place, answer)
                return answer, len(body)
        except CallRefusedError as trouble:
            answer = self._service.refuse(call, trouble)
            is_last = trouble.status == TOO_SLOW or _is_over(request)
            return (replace(answer, headers={**answer.headers, "Connection": "close"}) if is_last else answer), 0
        except ClientDisconnect:
            raise
        except Exception as error:  # noqa: BLE001 - a bug of the hub: logged without a trace, which could name data
            LOG.error("fault", extra={"fault": type(error).__name__})  # noqa: TRY400
            return self._service.refuse(call, CallRefusedError(500, "broken", retry_after_s=60)), 0

    def _answer(self, call: Call) -> Answer:
        with self._load:
            return self._service.answer(call)

    def _place(self, request: Request) -> str:
        """Return the place from which a code comes, "" for other calls.

        Refuse a connection without a place, and a place that has guessed wrong codes.
        """
        if _is_over(request):
            raise come_back()
        if request.url.path != _ENROL:
            return ""
        place = place_of(request.client.host if request.client else "")
        wait = self._guesses.wait_s(place, time.monotonic())
        if wait:
            raise CallRefusedError(_TOO_MANY, "busy", retry_after_s=wait)
        return place

    def _note_guess(self, place: str, answer: Answer) -> None:
        if place and answer.status == 403:  # noqa: PLR2004 - every refusal of a code
            count = self._guesses.note(place, time.monotonic())
            LOG.warning("code_refused", extra={"count": count})


def _is_over(request: Request) -> bool:
    return bool(request.scope.get("state", {}).get(OVER))


def _call(request: Request) -> Call:
    """Return the call without its body."""
    query = request.url.query
    raw_path = request.scope["raw_path"].decode("ascii", "replace")
    return Call(request.method, f"{raw_path}?{query}" if query else raw_path, dict(request.headers))
