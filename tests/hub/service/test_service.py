"""Test the HTTP service: its limits, health, counts and logs, and that two processes behave as one."""

import gzip
import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine

from dealer_app.hub.database.database import engine_of, transaction
from dealer_app.hub.database.schema import heads, ledger, money, rows
from dealer_app.hub.devices.devices import revoke
from dealer_app.hub.service.endpoints import POSTS
from dealer_app.hub.service.logs import FIELDS, JsonLines
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import Answer, Call
from dealer_app.sync.session.talker import HubRefusedError, Talker
from tests.hub.bodies import a_code, a_payment, a_person
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.raw import is_of_the_hub, post, push, said, signed, stored
from tests.hub.web import Web

MARK, CODE = "نرگسِ-نشان", "0790419904"
KIB = 1024


def refused(web: Web, call: Call) -> tuple[int, str]:
    """Send a call through the service; return (status, code) of its signed refusal."""
    answer = web(call)
    assert is_of_the_hub(web.office, call, answer)
    return answer.status, said(answer)["code"]


def test_each_limit_has_its_code_and_a_call_beyond_it_has_no_effect(office: Office, counter: Counter) -> None:
    web, talk = Web(office), counter.talk()
    for at in range(201):
        counter.write("customer.register", a_person(f"{at:010}"))
    many = Call("POST", "/v1/push", {"Content-Encoding": "gzip"}, gzip.compress(wire.encode(counter.batch())))
    bomb = Call("POST", "/v1/push", {"Content-Encoding": "gzip"}, gzip.compress(b" " * (4 * KIB * KIB + 1)))
    large = Call("POST", "/v1/push", {}, b" " * (256 * KIB + 1))

    assert refused(web, signed(talk, many)) == (413, "too_many")
    assert refused(web, signed(talk, bomb)) == (413, "inflated_too_large")
    assert refused(web, signed(talk, large)) == (413, "too_large")
    assert stored(office.engine, "2606", ledger, office) == []


def test_calls_just_within_the_limits_are_accepted(office: Office, counter: Counter) -> None:
    web, talk = Web(office), counter.talk()
    body = wire.encode(counter.batch())
    padded = Call("POST", "/v1/push", {}, body + b" " * (256 * KIB - len(body)))
    inflated = Call("POST", "/v1/push", {"Content-Encoding": "gzip"}, gzip.compress(body.ljust(4 * KIB * KIB)))
    assert web(signed(talk, padded)).status == web(signed(talk, inflated)).status == 200

    for at in range(199):
        counter.write("customer.register", a_person(f"{at:010}"))
    person = a_person("9")
    room = wire.MOST_BODY_BYTES - len(counter.write("customer.register", {**person, "note": ""}).body.encode())
    counter.lines.pop()
    counter.write("customer.register", {**person, "note": "x" * room})

    assert push(counter).acked_n == 200


@pytest.fixture
def gone(hub_url: str) -> Iterator[Engine]:
    """The engine of a database that does not exist."""
    engine = engine_of(hub_url.replace("bajeh_", "gone_", 1))
    yield engine
    engine.dispose()


def test_health_tells_whether_the_database_answers(office: Office, gone: Engine) -> None:
    well, ill = Web(office).get("/health"), Web(Office(gone)).get("/health")

    assert (well.status, json.loads(well.body)) == (200, {"well": True})
    assert (ill.status, json.loads(ill.body)) == (503, {"well": False})


def test_every_call_is_told_to_wait_without_a_database(office: Office, counter: Counter, gone: Engine) -> None:
    talk = counter.talk()
    dark = Office(gone, office.keys, office.clock)
    for call in (Call("GET", "/v1/pull?cursor=0"), post("/v1/push", counter.batch()), Call("GET", "/v1/snapshot")):
        call_ = signed(talk, call)
        answer = Web(dark)(call_)
        assert is_of_the_hub(office, call_, answer)
        assert (answer.status, said(answer)["code"]) == (503, "busy")
        assert said(answer)["retry_after_s"] > 0


def test_counts_contain_no_text_of_the_caller(office: Office, counter: Counter) -> None:
    web, talk = Web(office, is_measured=True), counter.talk()
    for call in (Call("GET", "/v1/pull?cursor=0&ids=x"), Call("GET", "/v1/snapshot/2606-1"), Call("GET", "/v1/secret")):
        web(signed(talk, call))
    web(Call("GET", "/v1/pull"))

    text = web.get("/metrics").body.decode()

    assert text.splitlines() == [
        "# TYPE bajeh_calls_total counter",
        'bajeh_calls_total{path="/v1/pull",status="200"} 1',
        'bajeh_calls_total{path="/v1/pull",status="401"} 1',
        'bajeh_calls_total{path="/v1/snapshot/{name}",status="400"} 1',
        'bajeh_calls_total{path="other",status="404"} 1',
        "# TYPE bajeh_calls_now gauge",
        "bajeh_calls_now 0",
    ]


class Lines(logging.Handler):
    """A log handler that keeps the lines that the service would write."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonLines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[Lines]:
    """The hub's log at every level."""
    handler, logger = Lines(), logging.getLogger("bajeh")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(level)


def test_log_has_codes_and_counts_but_no_personal_data(
    office: Office, counter: Counter, gone: Engine, log: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.write("customer.register", a_person(CODE, given_name=MARK, mobile="09121112233"))
    counter.write("customer.correct", {"id": MARK, "fields": MARK})
    talk = counter.talk()
    call = signed(talk, post("/v1/push", counter.batch()))
    spoilt = signed(talk, Call("POST", "/v1/push", {}, f'{{"epoch": "{MARK}"}}'.encode()))
    for office_ in (office, Office(gone, office.keys, office.clock)):
        for one in (call, spoilt, Call("POST", "/v1/push", {}, MARK.encode())):
            Web(office_)(one)

    def failing(*_: object) -> None:
        raise RuntimeError(MARK)

    monkeypatch.setitem(POSTS, "/v1/push", (wire.Push, failing))
    assert refused(Web(office), call) == (500, "broken")

    said_ = [json.loads(line) for line in log.lines]
    assert {line["event"] for line in said_} == {"call", "database", "fault"}
    assert all(line.keys() <= {"at", "level", "event", *FIELDS} for line in said_)
    everything = "\n".join(log.lines)
    for secret in (MARK, json.dumps(MARK)[1:-1], CODE, "0912111", counter.device, "2606", office.engine.url.database):
        assert str(secret) not in everything


def through(talk: Talker, carrier: Web) -> Talker:
    """Send the rest of a talk through another process."""
    talk.carrier = carrier
    return talk


def test_two_processes_on_one_database_behave_as_one(office: Office, counter: Counter) -> None:
    one, two = Web(office), Web(office)
    counter.write("customer.register", a_person())
    talk = through(counter.talk(), one)
    talk.session(wire.OpenSession("0" * 32, 1, wire.Head(1, counter.lines[0].hash), 0, 0))

    said_ = through(talk, two).push(counter.batch())
    page = through(talk, one).pull(0, 0)
    again = through(talk, one).push(counter.batch())

    assert page is not None
    assert [row.kind for row in page.rows] == ["customer"]
    assert again == said_


def at_once(*works: object) -> list[object]:
    """Run all works in threads that start together."""
    start = Barrier(len(works))

    def run(work: object) -> object:
        start.wait()
        return work()  # type: ignore[operator]

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))


def test_one_batch_sent_many_times_at_once_takes_effect_once(office: Office, counter: Counter) -> None:
    for at in range(5):
        counter.write("payment.record", a_payment(1000 + at))
    calls = [signed(counter.talk(), post("/v1/push", counter.batch())) for _ in range(4)]

    answers = at_once(*(lambda call=call: office.service.answer(call) for call in calls))

    bodies = [said(answer) for answer in answers if isinstance(answer, Answer)]
    assert all(body == bodies[0] for body in bodies)
    assert bodies[0]["acked_n"] == 5
    assert len(stored(office.engine, "2606", ledger, office)) == 5
    assert sorted(entry["amount"] for entry in stored(office.engine, "2606", money, office)) == [
        -1004,
        -1003,
        -1002,
        -1001,
        -1000,
    ]


def test_concurrent_writers_get_seqs_without_a_gap(office: Office) -> None:
    counters = [a_counter(office) for _ in range(4)]

    def write(counter: Counter, start: int) -> None:
        for at in range(6):
            counter.write("customer.register", a_person(a_code()))
            seqs = [out.seq for out in push(counter, at + 1).outcomes]
            assert len(seqs) == 1

    at_once(*(lambda c=counter, s=at: write(c, s) for at, counter in enumerate(counters)))

    assert sorted(row["seq"] for row in stored(office.engine, "2606", rows, office)) == list(range(1, 25))
    assert stored(office.engine, "2606", heads, office)[0]["seq"] == 24


def test_call_of_a_wrong_method_or_path_has_no_effect(office: Office, counter: Counter) -> None:
    web, talk = Web(office), counter.talk()
    for method, path in (("GET", "/v1/push"), ("POST", "/v1/pull"), ("GET", "/v1/"), ("POST", "/v1/snapshot")):
        status, code = refused(web, signed(talk, Call(method, path, {}, b"{}" if method == "POST" else b"")))
        assert (status, code) == (404, "malformed")
    assert web(Call("PUT", "/v1/push")).status == 405


def test_every_call_tells_a_revoked_device_that_it_is_revoked(office: Office, counter: Counter) -> None:
    talk = counter.talk()
    with transaction(office.engine, "2606", office.clock()) as tx:
        revoke(tx, counter.device)

    for call in (Call("GET", "/v1/pull?cursor=0"), post("/v1/push", counter.batch())):
        assert refused(Web(office), signed(talk, call)) == (403, "device_revoked")
    with pytest.raises(HubRefusedError, match="device_revoked"):
        counter.talk()
