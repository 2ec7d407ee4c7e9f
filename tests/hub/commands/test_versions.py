"""Test every version ever shipped: commands of older counters are accepted, those of newer ones wait."""

import json
from dataclasses import replace
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from dealer_app.hub.commands.kinds import KINDS, Kind
from dealer_app.hub.commands.push import retry_waiting
from dealer_app.hub.commands.rulings import Ruling
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import ledger, money, rows
from dealer_app.protocol import wire
from dealer_app.protocol.schemas.bodies import BODIES
from dealer_app.protocol.schemas.fields import Record
from dealer_app.protocol.schemas.values import ID
from dealer_app.sync.session.talker import HubRefusedError, new_nonce
from tests.hub.codes import send_code
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.raw import post, push, said, signed, stored
from tests.hub.recording import publish_centre, recordings, write_day

NEWEST = max(version for _, version in recordings())
OLD_SESSION = {"epoch": 1, "head": {"n": 0, "hash": wire.GENESIS}, "cursor": 0, "broadcast": 0}


def test_every_version_of_every_kind_has_a_recording() -> None:
    assert set(recordings()) == {(name, version) for name, kind in KINDS.items() for version in kind.versions}


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_day_of_a_counter_of_each_version_is_applied(office: Office, counter: Counter, version: int) -> None:
    publish_centre(office)
    outcomes: list[wire.Outcome] = []

    def send_a_code(kind: str) -> None:
        """Let head office send each code before the command that is about it."""
        if kind == "activation.ask":
            outcomes.extend(push(counter, len(outcomes) + 1).outcomes)
            send_code(office)

    write_day(counter, version, send_a_code)

    outcomes.extend(push(counter, len(outcomes) + 1).outcomes)

    assert {(counter.lines[said.n - 1].kind, said.state, said.code) for said in outcomes} == {
        (kind, "applied", "") for kind in KINDS
    }
    states = {
        (row["kind"], json.loads(row["doc"]).get("doc_state")) for row in stored(office.engine, "2606", rows, office)
    }
    assert {("bill", "void"), ("bill", "open"), ("payment", "reversed"), ("payment", "reversal")} <= states
    assert ("payment", "imported") in states
    entries = stored(office.engine, "2606", money, office)
    assert len(entries) == 2
    assert sum(entry["amount"] for entry in entries) == 0


def test_version_that_is_no_longer_known_is_quarantined(
    office: Office, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_centre(office)
    write_day(counter, NEWEST)
    monkeypatch.setitem(KINDS, "bill.issue", replace(KINDS["bill.issue"], bodies={1: BODIES["bill.issue"][1]}))

    assert "quarantined" in {said.state for said in push(counter).outcomes}


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param({}, id="without what came later"),
        pytest.param({"protocol": [1, 1], "kinds": {"customer": 1}}, id="reading fewer kinds"),
        pytest.param({"protocol": [1, 2], "mood": {"deep": [1]}, "waiting": {"total": 1, "since": "x"}}, id="newer"),
    ],
)
def test_older_and_newer_counters_can_open_a_session(office: Office, counter: Counter, extra: dict[str, Any]) -> None:
    nonce = new_nonce()
    call = signed(counter.talk(), post("/v1/session", {**OLD_SESSION, "client_nonce": nonce, **extra}), nonce=nonce)

    answer = office.service.answer(call)

    assert answer.status == 200
    assert said(answer)["protocol"] == 1


def test_unknown_fields_are_ignored_in_every_body(office: Office, counter: Counter) -> None:
    talk = counter.talk()
    line = counter.write("customer.register", {"id": str(uuid7()), "number": "", "fields": {}, "registration_id": ""})
    more = {"from_the_future": {"is": [1, None]}}
    batch = {**json.loads(wire.encode(counter.batch())), **more}
    batch["commands"] = [{**command, **more} for command in batch["commands"]]
    wishes = {"wants": [{"kind": "receipt", "after": 0, **more}], **more}
    checks = {"checkpoints": [{"n": 1, "hash": line.hash, **more}], "digests": {}, **more}

    for path, body in (("/v1/push", batch), ("/v1/lease", wishes), ("/v1/verify", checks)):
        answer = office.service.answer(signed(talk, post(path, body)))
        assert answer.status == 200, (path, said(answer))


@pytest.mark.parametrize("spoken", [(2, 2), (0, 0)])
def test_counter_of_another_protocol_is_refused(counter: Counter, spoken: tuple[int, int]) -> None:
    with pytest.raises(HubRefusedError, match="protocol_old") as refused:
        counter.talk(protocol=spoken)

    assert refused.value.status == 426


def test_counter_of_another_protocol_does_not_use_up_its_code(office: Office) -> None:
    newcomer = Counter(office)
    code = office.code("2606")
    with pytest.raises(HubRefusedError, match="protocol_old"):
        newcomer.enrol("2606", code=code, protocol=(2, 2))

    assert newcomer.enrol("2606", code=code).dealership == "2606"


def example(working: Any, line: wire.OutboxCommand, body: dict[str, Any]) -> Ruling:
    """Store an example, as a later head office may do."""
    working.put("example", str(body["id"]), body)
    return Ruling(row=("example", str(body["id"])))


def test_unknown_command_waits_and_is_applied_after_the_upgrade(
    office: Office, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = str(uuid7()), str(uuid7())
    line = counter.write("example.record", {"id": first, "place": "نمایشگاه"})
    counter.write("example.record", {"id": second}, version=7)
    known = counter.write("customer.number", {"id": str(uuid7()), "number": "1405/2606/00001"})

    assert [(out.state, out.code) for out in push(counter).outcomes] == [
        ("quarantined", "unknown_kind"),
        ("quarantined", "unknown_kind"),
        ("deferred", "customer_unknown"),
    ]

    monkeypatch.setitem(KINDS, "example.record", Kind("example", example, {1: Record({"id": ID})}))
    for expected in (1, 0):
        with transaction(office.engine, "2606", office.clock()) as tx:
            assert retry_waiting(tx) == expected

    page = counter.talk().pull(0, 0)
    assert page is not None
    docs = {(row.kind, row.id): json.loads(bytes(row.doc)) for row in page.rows if row.doc}
    assert docs["example", first]["place"] == "نمایشگاه"
    assert docs["outcome", line.command_id]["state"] == "applied"
    assert ("example", second) not in docs
    assert ("outcome", known.command_id) not in docs
    again = push(counter).outcomes
    assert [out.state for out in again] == ["applied", "quarantined", "deferred"]


def test_payment_of_an_unknown_version_is_entered_at_once_and_only_once(
    office: Office, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_centre(office)
    (recorded,) = recordings()["payment.record", 1]
    body = json.loads(recorded["body"])
    counter.write("payment.record", body, version=9)

    (outcome,) = push(counter).outcomes

    assert (outcome.state, outcome.code) == ("deferred", "unknown_kind")
    assert_money(office, body, "reconcile", "unknown_kind")

    newer = replace(KINDS["payment.record"], bodies=dict.fromkeys((1, 9), BODIES["payment.record"][1]))
    monkeypatch.setitem(KINDS, "payment.record", newer)
    with transaction(office.engine, "2606", office.clock()) as tx:
        assert retry_waiting(tx) == 1

    assert_money(office, body, "entered", "")
    assert [line["state"] for line in stored(office.engine, "2606", ledger, office)] == ["applied"]


def assert_money(office: Office, body: dict[str, Any], state: str, code: str) -> None:
    """Assert that the only entry and the only shown row contain what was sent."""
    (entry,) = stored(office.engine, "2606", money, office)
    assert (entry["id"], entry["amount"], entry["state"], entry["code"]) == (
        body["id"],
        -body["amount"],
        state,
        code,
    )
    (shown,) = [row for row in stored(office.engine, "2606", rows, office) if row["kind"] == "payment"]
    assert (shown["id"], json.loads(shown["doc"])["code"]) == (body["id"], code)


def test_recorded_bodies_are_stored_unchanged(office: Office) -> None:
    counter = a_counter(office)
    write_day(counter, NEWEST)
    push(counter)

    kept = stored(office.engine, "2606", ledger, office)

    assert [(line["body"], line["hash"]) for line in kept] == [(line.body, line.hash) for line in counter.lines]
