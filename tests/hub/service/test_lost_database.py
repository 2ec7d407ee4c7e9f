"""Lose the database before each statement and each commit of every call: the caller is told to come back."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text
from uuid_utils.compat import uuid7

from dealer_app.hub.service.endpoints import POSTS
from dealer_app.protocol import wire
from dealer_app.sync.session.talker import HubRefusedError, Talker
from tests.hub.head_office import Counter, Office
from tests.hub.recording import publish_centre, write_day


@dataclass
class Breaker:
    """Ends the connection of a call before its ``armed``-th statement or commit; 0: never."""

    owner: Engine
    armed: int = 0
    seen: int = 0

    def step(self, connection: Connection, *_more: Any) -> None:
        self.seen += 1
        if self.seen == self.armed:
            pid = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
            with self.owner.begin() as owner:
                assert owner.scalar(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})


@pytest.fixture
def breaker(office: Office, owner_engine: Engine) -> Iterator[Breaker]:
    """A breaker of the service's connections."""
    breaker = Breaker(owner_engine)
    for moment in ("before_cursor_execute", "commit"):
        event.listen(office.engine, moment, breaker.step)
    yield breaker
    for moment in ("before_cursor_execute", "commit"):
        event.remove(office.engine, moment, breaker.step)


Prepare = Callable[[Counter], Callable[[], object]]
"""Sets up a counter and returns the call that loses the database."""


def _enrol(counter: Counter) -> Callable[[], object]:
    code = counter.office.code("2606")
    return lambda: counter.enrol("2606", code=code)


def _session(counter: Counter) -> Callable[[], object]:
    counter.enrol("2606")
    return counter.talk


def _push(counter: Counter) -> Callable[[], object]:
    counter.enrol("2606")
    write_day(counter, 2)
    talk = counter.talk()
    return lambda: talk.push(counter.batch())


def _of_session(call: Callable[[Talker], object]) -> Prepare:
    def prepare(counter: Counter) -> Callable[[], object]:
        counter.enrol("2606")
        talk = counter.talk()
        return lambda: call(talk)

    return prepare


CALLS: dict[str, Prepare] = {
    "enrol": _enrol,
    "session": _session,
    "push": _push,
    "pull": _of_session(lambda talk: talk.pull(0, 0)),
    "lease": _of_session(lambda talk: talk.lease(wire.Wants((wire.Want("receipt", 0), wire.Want("bill", 0))))),
    "verify": _of_session(lambda talk: talk.verify(wire.Verify(digests={"customer": wire.KindDigest(0, {})}))),
    "snapshot": _of_session(lambda talk: talk.snapshot_part(talk.snapshot_head().name, 0, 1000)),
    "put piece": _of_session(lambda talk: talk.put_piece(wire.PutPiece(str(uuid7()), 0, b"x"))),
    "get piece": _of_session(lambda talk: talk.get_piece(wire.GetPiece(str(uuid7()), 0))),
}


def test_every_call_is_tried() -> None:
    named = {"attachments/put": "put piece", "attachments/get": "get piece"}
    paths = {path.removeprefix("/v1/") for path in POSTS}
    assert {named.get(path, path) for path in paths} <= CALLS.keys()


@pytest.mark.filterwarnings("ignore:.*ServerCursor:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", CALLS)
def test_lost_database_is_no_fault_of_the_hub(
    office: Office, breaker: Breaker, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    publish_centre(office)
    answers = []
    for armed in count(1):
        breaker.armed = 0
        call = CALLS[name](Counter(office))
        breaker.armed, breaker.seen = armed, 0
        answers.append(_answer(call))
        if breaker.seen < armed:
            break
    assert answers == [(503, "busy")] * (len(answers) - 1) + [(200, "")]
    assert len(answers) > 2  # the control: at least one statement and one commit were cut off
    assert {record.message for record in caplog.records if record.levelno >= logging.ERROR} == {"database"}


def _answer(call: Callable[[], object]) -> tuple[int, str]:
    try:
        call()
    except HubRefusedError as refused:
        return refused.status, refused.code
    return 200, ""
