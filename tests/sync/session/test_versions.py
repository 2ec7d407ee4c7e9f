"""Test a counter with a newer head office, and its commands against the recorded bodies."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.domain.ids import CustomerId
from dealer_app.hub.office.publishing import Published
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import SIGNATURE_HEADER, Answer, Call
from dealer_app.protocol.signing import answer_text, sign
from dealer_app.services.customers.customers import find_customer_by_code, get_customer
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.store.tables.head_office import KeptRowRecord
from dealer_app.sync.apply.applying import retry_kept
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.kinds import KINDS
from dealer_app.sync.session.reader import apply_page
from dealer_app.sync.session.talker import inflate
from tests.hub.bodies import SOME_JSON, spoil
from tests.hub.head_office import Office, a_counter
from tests.hub.raw import push
from tests.hub.recording import (
    CUSTOMER,
    a_centre,
    live_a_day,
    publish_centre,
    record_missing,
    recordings,
    write_day,
)
from tests.services.factories import nth_walk_in
from tests.sync.both_sides import undone
from tests.sync.counters import SpoiltLine


def shape(value: Any) -> Any:
    """Return the fields of a body without their values."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else ""


def test_commands_have_the_recorded_fields(fresh: Desktop, office: Office, pytestconfig: pytest.Config) -> None:
    publish_centre(office)
    lines = live_a_day(fresh, office)
    if pytestconfig.getoption("--record"):
        record_missing(lines)
    found = recordings()
    newest = {kind: max(version for name, version in found if name == kind) for kind, _ in found}

    assert {line.kind: line.kind_version for line in lines} == newest
    for line in lines:
        recorded = [shape(json.loads(command["body"])) for command in found[line.kind, line.kind_version]]
        assert shape(json.loads(line.body)) in recorded, line.kind


def from_tomorrow(office: Office) -> Callable[[Call, Answer], Answer]:
    """Return a hook that adds unknown fields to every answer and signs it as head office."""

    def after(call: Call, answer: Answer) -> Answer:
        content = inflate(answer)
        if not content.startswith(b"{"):
            return answer
        told = json.dumps(enriched(json.loads(content))).encode()
        text = answer_text(answer.status, call.header(SIGNATURE_HEADER), told)
        kept = {name: value for name, value in answer.headers.items() if name == "Bajeh-Hub-Key"}
        return Answer(answer.status, {**kept, SIGNATURE_HEADER: sign(office.keys.signing, text)}, told)

    return after


def enriched(value: Any) -> Any:
    """Return ``value`` with an unknown field in each of its objects, except in documents and maps by kind."""
    if isinstance(value, list):
        return [enriched(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {name: inner if name in {"doc", "differs"} else enriched(inner) for name, inner in value.items()}
    return kept if all(isinstance(inner, list) for inner in value.values()) else {**kept, "mood": {"x": 1}}


def test_answers_with_unknown_fields_are_understood(fresh: Desktop, office: Office, line: SpoiltLine) -> None:
    publish_centre(office)
    line.after = from_tomorrow(office)

    live_a_day(fresh, office)
    report = fresh.talk()

    assert (report.trouble, report.sent) == ("", 30)
    assert fresh.line_state().waiting == 0
    assert fresh.verify().is_sound


def kept(desktop: Desktop) -> list[tuple[str, str]]:
    """Return kind and reason of the rows kept raw."""
    query = select(KeptRowRecord.kind, KeptRowRecord.reason).order_by(KeptRowRecord.seq)
    return desktop.read(lambda unit: [(row.kind, row.reason) for row in unit.session.execute(query)])


def cursor(desktop: Desktop) -> int:
    found = desktop.read(lambda unit: current_enrolment(unit.session))
    assert found is not None
    return found.cursor


def test_unreadable_rows_are_kept_until_an_upgrade(
    joined: Desktop, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined.talk()
    customer = {**a_centre().customer, "loyalty": {"level": 3}}
    customer["fields"] = {**customer["fields"], "shoe_size": 43}
    office.publish(
        "2606",
        Published("example", str(uuid7()), {"place": "نمایشگاه"}),
        Published("order", str(uuid7()), {"customer_id": 12}),
        Published("customer", CUSTOMER, customer),
    )

    assert joined.talk().trouble == ""

    assert [kind for kind, _ in kept(joined)] == ["example", "order"]
    assert kept(joined)[0] == ("example", "unknown_kind")
    assert cursor(joined) == 3
    known = joined.read(lambda unit: find_customer_by_code(unit, nth_walk_in(900).national_code))
    assert str(known) == CUSTOMER
    assert joined.read(lambda unit: get_customer(unit, CustomerId(known))).fields.city == "یزد"  # type: ignore[arg-type]

    examples: list[bytes] = []
    example = Kind("example", lambda unit, kind, rows: examples.extend(row.doc for row in rows))
    monkeypatch.setitem(KINDS, "example", example)
    assert joined.write(retry_kept).value == 1
    assert [json.loads(doc) for doc in examples] == [{"place": "نمایشگاه"}]
    assert [kind for kind, _ in kept(joined)] == ["order"]


def test_rows_kept_raw_count_as_held_in_the_comparison(joined: Desktop, office: Office) -> None:
    joined.talk()
    office.publish("2606", Published("example", str(uuid7()), {"place": "نمایشگاه"}))
    joined.talk()
    office.clock.pass_by(hours=25)

    assert joined.talk().received == 0
    assert [kind for kind, _ in kept(joined)] == ["example"]


@pytest.fixture
def day(office: Office) -> tuple[wire.Row, ...]:
    """The feed rows of another counter's day of work, and rows of the other kinds."""
    publish_centre(office)
    other = a_counter(office)
    write_day(other, 2)
    push(other)
    page = other.talk().pull(0, 0)
    assert page is not None
    return page.rows


SPOILT = st.tuples(st.integers(0, 50), st.lists(st.integers(0, 40), min_size=1, max_size=3), SOME_JSON)


@given(changes=st.lists(SPOILT, min_size=1, max_size=4))
def test_malformed_documents_do_not_stop_the_reader(
    joined: Desktop, day: tuple[wire.Row, ...], changes: list[tuple[int, list[int], Any]]
) -> None:
    rows = list(day)
    for at, path, value in changes:
        row = rows[at % len(rows)]
        doc = spoil(json.loads(bytes(row.doc)), path, value)  # type: ignore[arg-type]
        rows[at % len(rows)] = structs.replace(row, doc=wire.raw(doc))

    def work(unit: Unit) -> None:
        assert apply_page(unit, wire.FeedPage(tuple(rows), (), rows[-1].seq, 0, is_more=False)) == len(rows)
        enrolment = current_enrolment(unit.session)
        assert enrolment is not None
        assert enrolment.cursor == rows[-1].seq
        unit.session.flush()
        check = unit.session.connection().exec_driver_sql("PRAGMA foreign_key_check")
        assert check.all() == [], "the commit would fail, and with it the page, for ever"

    undone(joined, work)
