"""Test that every field that arrives is parsed: no leaf of a body takes what the domain could not hold."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.plans.plans import PlanFields
from dealer_app.domain.plans.requests import RequestDetails
from dealer_app.hub.database.schema import money, rows
from dealer_app.hub.office.plans import plan_doc
from dealer_app.protocol.ids import is_row_id
from dealer_app.protocol.money import PAYMENT_KINDS
from dealer_app.protocol.schemas.bodies import BODIES
from dealer_app.protocol.schemas.docs import DOCS
from dealer_app.protocol.schemas.fields import Field, FieldsError, Record
from dealer_app.services.freezing import thaw
from tests.hub.bodies import a_payment, fresh_dealership, whole
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.mutations import ANY, OTHERS, leaves, never, replaced
from tests.hub.raw import push, stored
from tests.hub.recording import publish_centre, recordings
from tests.plan_samples import a_plan, a_staged_plan, an_instalment_plan

RECORDED = [
    (kind, version, json.loads(command["body"]))
    for (kind, version), commands in recordings().items()
    for command in commands
]
LEAVES = [(at, path) for at, (_, _, body) in enumerate(RECORDED) for path, _ in leaves(body)]


def holes(bodies: Mapping[str, Mapping[int, Record]]) -> Iterator[tuple[str, int, str]]:
    """Yield kind, version and path of each leaf that takes a value that it never may."""
    for kind, version, body in RECORDED:
        for path, held in leaves(body):
            spoilt = (replaced(body, path, value) for value in never(held, str(path[-1])))
            if any(bodies[kind][version].fits(one) for one in spoilt):
                yield kind, version, ".".join(map(str, path))


def test_every_recorded_body_is_read() -> None:
    for kind, version, body in RECORDED:
        BODIES[kind][version].check(body, json.dumps(body).encode())


def test_no_leaf_of_any_body_takes_what_it_never_may() -> None:
    assert list(holes(BODIES)) == []


def test_no_parser_fails_on_an_odd_value_and_what_passes_can_be_thawed() -> None:
    docs = [("plan", plan_doc(plan)) for plan in (a_plan(), a_staged_plan(), an_instalment_plan())]
    published = [(BODIES[kind][version], kind, body) for kind, version, body in RECORDED]
    for record, kind, doc in [*published, *((DOCS[kind], kind, doc) for kind, doc in docs)]:
        for path, _ in leaves(doc):
            for value in OTHERS:
                spoilt = replaced(doc, path, value)
                is_read = record.fits(spoilt)
                if is_read and kind == "request.make":
                    thaw(RequestDetails, spoilt)
                if is_read and kind == "plan" and "plan" in spoilt:
                    thaw(PlanFields, spoilt["plan"])


def test_leaf_that_is_not_parsed_is_found() -> None:
    fields = {**BODIES["bill.void"][1].fields, "reason": Field(Any)}
    spoiled = {**BODIES, "bill.void": {1: Record(fields)}}
    assert list(holes(spoiled)) == [("bill.void", 1, "reason")]


def test_unread_field_is_named_without_its_value() -> None:
    body = whole("registration.issue")
    spoilt = {**body, "fields": {**body["fields"], "national_code": "1111111111"}}
    for value, path in ((spoilt, "fields.national_code"), ({**body, "issued_on": "2026-02-30"}, "issued_on")):
        with pytest.raises(FieldsError) as wrong:
            BODIES["registration.issue"][1].check(value, json.dumps(value).encode())
        assert wrong.value.field == str(wrong.value) == path


def test_false_code_is_refused_for_each_kind_of_person() -> None:
    record = BODIES["customer.register"][1]
    for kind in ("natural", "legal", "foreign"):
        for code in ("1111111111", "11111111111", "12", "x"):
            assert not record.fits({**person(kind, code)}), (kind, code)
    assert record.fits(person("natural", "0790419904"))
    assert not record.fits(person("legal", "0790419904"))


def person(kind: str, code: str) -> dict[str, Any]:
    fields = {"kind": kind, "national_code": code}
    return {"id": whole("bill.void")["id"], "number": "", "registration_id": "", "fields": fields}


def test_correction_cannot_give_a_file_the_code_of_another_kind(office: Office, counter: Counter) -> None:
    body = person("natural", "0790419904")
    counter.write("customer.register", body)
    counter.write("customer.correct", {"id": body["id"], "fields": {"national_code": "10380284790"}}, base=1_000_000)
    counter.write("customer.correct", {"id": body["id"], "fields": {"city": "بم"}}, base=1_000_000)
    assert [(said.state, said.code) for said in push(counter).outcomes] == [
        ("applied", ""),
        ("rejected", "malformed_body"),
        ("applied", ""),  # a good change after a bad one is not hidden
    ]


def test_command_that_says_impossible_things_about_itself_is_refused_alone(office: Office, counter: Counter) -> None:
    for spoilt in ({"at": "2026-02-30T00:00:00"}, {"at": "9999-12-31T00:00:00.000000+00:00"}, {"actor": "x"}):
        counter.write("bill.void", whole("bill.void"), cover=spoilt)
    counter.write("payment.record", a_payment(), cover={"at": ""})
    counter.write("bill.void", whole("bill.void"), base=-1)
    said = push(counter).outcomes
    assert [one.code for one in said] == ["malformed_body"] * 5
    assert [one.state for one in said] == ["rejected"] * 3 + ["deferred", "rejected"]


SPOILT = st.tuples(st.sampled_from(LEAVES), ANY)


@settings(max_examples=25)
@given(wishes=st.lists(SPOILT, min_size=1, max_size=12))
def test_any_leaf_ends_in_a_named_outcome_and_leaves_nothing_unparsed(office: Office, wishes: list[Any]) -> None:
    counter = a_counter(office, fresh_dealership(office))
    publish_centre(office, counter.dealership)
    for (at, path), value in wishes:
        kind, version, body = RECORDED[at]
        text = json.dumps(replaced(body, path, value))
        counter.write(kind, {}, version=version, text=text)
    counter.write("payment.record", a_payment())

    outcomes = push(counter).outcomes

    assert [said.n for said in outcomes] == list(range(1, len(wishes) + 2))
    for said in outcomes:
        kind = counter.lines[said.n - 1].kind
        allowed = {"applied", "applied_with_change", "deferred"} | (set() if kind in PAYMENT_KINDS else {"rejected"})
        assert said.state in allowed
        assert said.code or said.state == "applied"
    for row in stored(office.engine, counter.dealership, rows, office):
        doc = json.loads(row["doc"])
        if doc.get("code") not in {"malformed_body", "amount_wrong"}:
            DOCS[row["kind"]].check(doc, row["doc"].encode())
    for entry in stored(office.engine, counter.dealership, money, office):
        assert entry["account"] in {"", *Account}
        assert entry["order_id"] == "" or is_row_id(entry["order_id"])
        assert entry["bank_reference"].isprintable()
