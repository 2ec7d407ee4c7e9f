"""Edits at head office: every field is parsed, the newest is kept, what cannot be is refused with its reason."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine
from uuid_utils.compat import uuid7

from dealer_app.domain.edits.edits import Topic, edit_id_of
from dealer_app.hub.office.publishing import Published
from dealer_app.protocol import wire
from tests.hub.bodies import whole
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.raw import push

PERSON = "0192f0c1-0000-7000-8000-000000000001"


@pytest.fixture
def counter(hub_engine: Engine) -> Counter:
    office = Office(hub_engine)
    office.add("2606", "2711")
    return a_counter(office)


def an_edit(kind: str, **changes: Any) -> dict[str, Any]:
    """Return the recorded body of an edit, with the id of its thing."""
    body = whole(kind, **changes)
    return {**body, "id": str(edit_id_of(Topic(kind.partition(".")[2]), body["key"]))}


def send(counter: Counter, kind: str, body: dict[str, Any], **cover: str) -> wire.Outcome:
    line = counter.write(kind, body, cover=cover)
    return push(counter, line.n).outcomes[0]


def rows(counter: Counter) -> dict[str, Any]:
    """Return the documents of edits that go down to a counter's dealership, by id."""
    page = counter.talk().pull(0, 0)
    found = () if page is None else page.rows
    return {row.id: wire.parse(bytes(row.doc)) for row in found if row.kind == "edit"}  # type: ignore[arg-type]


Change = Callable[[dict[str, Any]], object]
BAD: tuple[tuple[str, Change], ...] = (
    ("edit.dealership", lambda body: body.update(id=str(uuid7()))),
    ("edit.dealership", lambda body: body.update(edit="x")),
    ("edit.dealership", lambda body: body.update(key="")),
    ("edit.dealership", lambda body: body.update(key="۲۶۰۶")),
    ("edit.dealership", lambda body: body.update(key="2711")),
    ("edit.dealership", lambda body: body.update(seen=-1)),
    ("edit.dealership", lambda body: body.update(made_at="2026-11-23")),
    ("edit.dealership", lambda body: body.update(value="x")),
    ("edit.dealership", lambda body: body["value"].update(name="")),
    ("edit.dealership", lambda body: body["value"].update(name="الف" * 400)),
    ("edit.dealership", lambda body: body["value"].update(city="ب\u202eم")),
    ("edit.dealership", lambda body: body["value"].update(phones="main call me")),
    ("edit.dealership", lambda body: body["value"].update(latitude="29.1", longitude="")),
    ("edit.dealership", lambda body: body["value"].update(latitude="99", longitude="58")),
    ("edit.dealership", lambda body: body["value"].update(opening="0 8-8")),
    ("edit.dealership", lambda body: body["value"].update(valid_from="2027-01-01")),
    ("edit.dealership", lambda body: body["value"].pop("phones")),
    ("edit.closure", lambda body: body.update(key="3301")),
    ("edit.closure", lambda body: body.update(made_at="2026-12-23T08:00:00.000000+00:00")),
    ("edit.closure", lambda body: body["value"].update(is_closed="yes")),
    ("edit.closure", lambda body: body.update(value=[])),
    ("edit.question", lambda body: body.update(key=body["key"].replace("own", "Own"))),
    ("edit.question", lambda body: body.update(key=body["key"].replace("2026-11", "2026-10"))),
    ("edit.question", lambda body: body["value"].update(code="other")),
    ("edit.question", lambda body: body["value"].update(answer="{رمز}")),
    ("edit.question", lambda body: body["value"].update(answer="")),
    ("edit.question", lambda body: body["value"].update(question="  کارت ")),
    ("edit.question", lambda body: body["value"].update(words=["و" * 400, "ژ" * 400])),
    ("edit.question", lambda body: body["value"].update(source=" ")),
    ("edit.question", lambda body: body["value"].update(is_shown=1)),
    ("edit.holiday", lambda body: body.update(key="2028-12-11")),
    ("edit.holiday", lambda body: body.update(key="1405/09/20")),
    ("edit.holiday", lambda body: body["value"].update(name="ن" * 501)),
    ("edit.holiday", lambda body: body["value"].update(is_holiday="yes")),
    ("edit.holiday_year", lambda body: body.update(key="1409")),
    ("edit.holiday_year", lambda body: body.update(key="۱۴۰۶")),
    ("edit.holiday_year", lambda body: body["value"]["days"][0].update(day="2026-11-23")),
    ("edit.holiday_year", lambda body: body["value"]["days"].append(body["value"]["days"][0])),
    ("edit.deadline_rule", lambda body: body.update(key="pay@2026-12-01")),
    ("edit.deadline_rule", lambda body: body["value"].update(effective_from="2026-12-02")),
    ("edit.deadline_rule", lambda body: body.update(made_at="2027-01-01T08:00:00.000000+00:00")),
    ("edit.deadline_rule", lambda body: body["value"].update(length=0)),
    ("edit.deadline_rule", lambda body: body["value"].update(length=251)),
    ("edit.deadline_rule", lambda body: body["value"].update(unit="years")),
    ("edit.deadline_rule", lambda body: body["value"].update(source="ن" * 201)),
    ("edit.check_list", lambda body: body.update(key="payment@2026-12-30")),
    ("edit.check_list", lambda body: body.update(key="Payment@2026-11-23")),
    ("edit.check_list", lambda body: body["value"].update(purpose="status")),
    ("edit.check_list", lambda body: body["value"].update(source="")),
    ("edit.check_list", lambda body: body["value"].update(papers=body["value"]["papers"] * 20)),
    ("edit.check_list", lambda body: body["value"].update(papers=[{"name": "", "is_for_proxy": False}])),
    ("edit.check_list", lambda body: body["value"].update(papers=[{"name": "ا\u200b" * 400, "is_for_proxy": False}])),
)


@pytest.mark.parametrize(("kind", "spoil"), BAD)
def test_edit_that_no_counter_makes_is_refused(counter: Counter, kind: str, spoil: Change) -> None:
    body = an_edit(kind)
    before = body["id"]
    spoil(body)
    if body["id"] == before:
        body["id"] = str(edit_id_of(Topic(kind.partition(".")[2]), body["key"]))
    outcome = send(counter, kind, body)
    assert (outcome.state, outcome.code) == ("rejected", "malformed_body")
    assert rows(counter) == {}


def test_edits_as_counters_make_them_are_kept(counter: Counter) -> None:
    for kind in {kind for kind, _ in BAD}:
        assert send(counter, kind, an_edit(kind)).state == "applied"


def test_value_that_is_taken_away_is_kept(counter: Counter) -> None:
    for kind in {kind for kind, _ in BAD}:
        assert send(counter, kind, an_edit(kind, value=None)).state == "applied"


def test_edit_goes_down_to_its_dealership_alone(counter: Counter) -> None:
    body = an_edit("edit.dealership")
    send(counter, "edit.dealership", body)
    assert rows(a_counter(counter.office))[body["id"]]["body"] == body
    assert rows(a_counter(counter.office, "2711")) == {}


@pytest.mark.parametrize("is_older_first", [True, False])
@pytest.mark.parametrize("is_same_moment", [True, False])
def test_newest_edit_is_kept_in_whatever_order_both_arrive(
    counter: Counter, is_older_first: bool, is_same_moment: bool
) -> None:
    first, second = "2026-11-23T08:00:00.000000+00:00", "2026-11-23T08:00:00.000001+00:00"
    older = an_edit("edit.dealership", edit=str(uuid7()), made_at=first)
    newer = an_edit("edit.dealership", edit=str(uuid7()), made_at=first if is_same_moment else second)
    order = (older, newer) if is_older_first else (newer, older)
    said = [send(counter, "edit.dealership", body) for body in order]
    assert said[0].state == "applied"
    assert (said[1].state, said[1].code) == (
        ("applied", "") if is_older_first else ("applied_with_change", "edit_older")
    )
    assert [doc["body"]["edit"] for doc in rows(counter).values()] == [newer["edit"]]


def test_edit_of_tomorrows_clock_is_refused_and_the_known_one_goes_down_again(counter: Counter) -> None:
    known = an_edit("edit.dealership")
    send(counter, "edit.dealership", known)
    cursor = counter.talk().pull(0, 0)
    assert cursor is not None
    later = an_edit("edit.dealership", edit=str(uuid7()), made_at="2026-11-29T08:00:00.000000+00:00")
    outcome = send(counter, "edit.dealership", later)
    assert (outcome.state, outcome.code) == ("rejected", "date_impossible")
    again = counter.talk().pull(cursor.cursor, 0)
    assert again is not None
    assert [wire.parse(bytes(row.doc))["body"]["edit"] for row in again.rows] == [known["edit"]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("roles", "kind", "code"),
    [
        ("clerk", "edit.dealership", "right_missing"),
        ("clerk", "edit.closure", ""),
        ("manager", "edit.dealership", ""),
        ("auditor", "edit.closure", "right_missing"),
    ],
)
def test_rights_of_a_person_whom_head_office_knows_are_checked(
    counter: Counter, roles: str, kind: str, code: str
) -> None:
    doc = {"name": "نادر", "roles": roles, "is_active": True}
    counter.office.publish("2606", Published("staff", PERSON, doc))
    assert send(counter, kind, an_edit(kind), actor=PERSON).code == code
