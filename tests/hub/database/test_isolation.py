"""Test that two dealerships never see each other's rows, by SQL under the service's role or by calls (I14)."""

import json
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from uuid_utils.compat import uuid7

from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import metadata, money, rows
from dealer_app.hub.devices.devices import reopen
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import Call
from dealer_app.store.tables.leases import KINDS as LEASED
from dealer_app.sync.session.talker import Talker, inflate
from tests.hub.bodies import SOME_JSON, a_payment, a_person, fresh_dealership, spoil
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.raw import push, signed, stored
from tests.hub.recording import CUSTOMER, ORDER, publish_centre, recordings, write_day

MARK = "نشانِ-نمایندگی-۲۶۰۶"
TABLES = sorted(metadata.tables)
SCOPES = ("2607", "", None, "*", "2606' OR '1'='1", "%", "2606,2607", "26062607", "2606\t")


@pytest.fixture
def victim(office: Office) -> Counter:
    """A counter of 2606 whose dealership has a row in every table, with the mark in its texts."""
    publish_centre(office)
    counter = a_counter(office)
    write_day(counter, 2)
    counter.write("customer.register", a_person("1234567891", given_name=MARK, city=MARK))
    counter.write("invitation.issue", {**recorded("invitation.issue"), "id": str(uuid7()), "honorific": MARK})
    talk = counter.talk()
    talk.push(counter.batch())
    talk.lease(wire.Wants(tuple(wire.Want(kind, 0) for kind in LEASED)))
    talk.snapshot_head()
    other = a_counter(office)
    other.talk().lease(wire.Wants((wire.Want("receipt", 0),)))
    with transaction(office.engine, "2606", office.clock()) as tx:
        reopen(tx, other.device)  # closes its leases: void numbers
        statement = "INSERT INTO sms VALUES ('2606', :id, '0912', 'welcome', '{}', 'queued', '', 0, now(), NULL)"
        tx.connection.execute(text(statement), {"id": MARK})
        tx.connection.execute(text("INSERT INTO attachment_pieces VALUES ('2606', :id, 0, 'x')"), {"id": MARK})
    return counter


def recorded(kind: str) -> dict[str, Any]:
    body = json.loads(recordings()[kind, 1][0]["body"])
    assert isinstance(body, dict)
    return body


def holdings(engine: Engine, dealership: str) -> dict[str, list[str]]:
    """Return all rows of a dealership that the database's owner sees, by table."""
    with engine.begin() as connection:
        return {
            table: sorted(
                connection.scalars(
                    text(f"SELECT to_jsonb(t)::text FROM {table} t WHERE dealership = :d"), {"d": dealership}
                )
            )
            for table in TABLES
        }


def attempt(engine: Engine, scope: str | None, statement: str, **values: Any) -> list[Any] | str:
    """Run a statement as the service in a scope; return its rows, or PostgreSQL's reason for refusing it."""
    try:
        with engine.begin() as connection:
            if scope is not None:
                connection.execute(text("SELECT set_config('bajeh.dealership', :scope, true)"), {"scope": scope})
            result = connection.execute(text(statement), values)
            return list(result.all())
    except DBAPIError as refused:
        return str(refused.orig)


def test_no_statement_of_the_service_reaches_rows_of_another_dealership(
    office: Office, victim: Counter, owner_engine: Engine
) -> None:
    before = holdings(owner_engine, "2606")
    assert all(before.values()), "every table has something to lose"

    for scope, table in product(SCOPES, TABLES):
        column = "state" if table == "ledger" else "dealership"
        mine = f"{table} WHERE dealership = '2606'"
        assert attempt(office.engine, scope, f"SELECT * FROM {mine}") == []
        assert attempt(office.engine, scope, f"SELECT * FROM {table} WHERE dealership NOT IN ('2607', '*')") == []
        for statement in (
            f"UPDATE {table} SET {column} = {column} WHERE dealership = '2606' RETURNING 1",
            f"DELETE FROM {mine} RETURNING 1",
        ):
            found = attempt(office.engine, scope, statement)
            assert found == [] or "permission denied" in found
        source = f"jsonb_populate_record(NULL::public.{table}, CAST(:row AS jsonb))"
        copied = f"INSERT INTO {table} SELECT * FROM {source} RETURNING 1"
        refused = attempt(office.engine, scope, copied, row=before[table][0])
        assert "row-level security" in refused
        assert "permission denied" in attempt(office.engine, scope, f"TRUNCATE {table}")

    assert holdings(owner_engine, "2606") == before


def test_no_row_can_be_moved_to_another_dealership(office: Office, victim: Counter, owner_engine: Engine) -> None:
    before = holdings(owner_engine, "2606")

    for table in TABLES:
        moved = attempt(office.engine, "2606", f"UPDATE {table} SET dealership = '2607' RETURNING 1")
        assert "row-level security" in moved or "permission denied" in moved

    assert holdings(owner_engine, "2606") == before


def test_broadcast_rows_can_be_read_by_all_and_written_by_none(office: Office) -> None:
    for scope in ("2606", "", None):
        assert attempt(office.engine, scope, "SELECT dealership FROM heads WHERE dealership = '*'") == [("*",)]
        assert attempt(office.engine, scope, "UPDATE heads SET seq = 9 WHERE dealership = '*' RETURNING 1") == []


def test_scope_ends_with_its_transaction(office: Office, victim: Counter) -> None:
    with office.engine.connect() as connection:
        with connection.begin():
            connection.execute(text("SELECT set_config('bajeh.dealership', '2606', true)"))
            assert connection.scalar(text("SELECT count(*) FROM rows")) != 0
        with connection.begin():
            assert connection.scalar(text("SELECT count(*) FROM rows WHERE dealership <> '*'")) == 0


# ---------------------------------------------------------------- through the call service


def own_ids(office: Office) -> list[str]:
    """Return the ids of the victim's rows."""
    return sorted({row["id"] for row in stored(office.engine, "2606", rows, office)})


def ask_pull(talk: Talker, victim: Counter, ids: list[str], dice: list[int]) -> Call:
    cursor, broadcast, limit, at = (dice * 4)[:4]
    wanted = f"&ids={','.join(ids[at % len(ids) :][:3])}" if limit % 2 else ""
    return Call("GET", f"/v1/pull?cursor={cursor % 40}&broadcast={broadcast % 3}&limit={limit % 9 + 1}{wanted}")


def ask_verify(talk: Talker, victim: Counter, ids: list[str], dice: list[int]) -> Call:
    kinds = ("customer", "order", "bill", "payment", "invitation", "alias", "staff", "sms", "*")
    digests = {kind: wire.KindDigest(at, {f"{at % 256:02x}": "0" * 64}) for kind, at in zip(kinds, dice, strict=False)}
    checkpoints = tuple(wire.Head(line.n, line.hash) for line in victim.lines)
    return Call("POST", "/v1/verify", {}, wire.encode(wire.Verify(checkpoints, digests)))


def ask_snapshot(talk: Talker, victim: Counter, ids: list[str], dice: list[int]) -> Call:
    name = victim.talk().snapshot_head().name
    paths = ("/v1/snapshot", f"/v1/snapshot/{name}", f"/v1/snapshot/{name}?d=2606", f"/v1/snapshot/../2606/{name}")
    return Call("GET", paths[sum(dice) % len(paths)], {"Range": "bytes=0-100000"})


def ask_lease(talk: Talker, victim: Counter, ids: list[str], dice: list[int]) -> Call:
    wants = tuple(wire.Want(LEASED[at % len(LEASED)], at) for at in dice[:4])
    return Call("POST", "/v1/lease", {}, wire.encode(wire.Wants(wants)))


ASKED = st.sampled_from([ask_pull, ask_verify, ask_snapshot, ask_lease])
DICE = st.lists(st.integers(0, 2**31), min_size=1, max_size=6)
NAMED = st.tuples(st.sampled_from(sorted(recordings())), st.lists(st.integers(0, 40), max_size=2), DICE, SOME_JSON)


@settings(max_examples=25)
@given(asked=st.lists(st.tuples(ASKED, DICE), max_size=6), named=st.lists(NAMED, max_size=6))
def test_no_sequence_of_calls_shows_or_changes_a_row_of_another_dealership(
    office: Office, victim: Counter, owner_engine: Engine, asked: list[Any], named: list[Any]
) -> None:
    intruder = a_counter(office, fresh_dealership(office))
    before, ids = holdings(owner_engine, "2606"), own_ids(office)
    for (kind, version), path, dice, value in named:
        body = spoil(json.loads(recordings()[kind, version][0]["body"]), path, value)
        for name, at in zip(("id", "order_id", "customer_id", "target", "reversal_of", "paper_id"), dice, strict=False):
            body = {**body, name: ids[at % len(ids)]} if isinstance(body, dict) and at % 3 else body
        intruder.write(kind, {}, version=version, text=json.dumps(body))
    talk = intruder.talk()
    calls = [signed(talk, Call("POST", "/v1/push", {}, wire.encode(intruder.batch())))] if named else []
    calls += [signed(talk, ask(talk, victim, ids, dice)) for ask, dice in asked]
    answers = [office.service.answer(call) for call in calls]
    answers.append(office.service.answer(signed(talk, Call("GET", "/v1/pull?cursor=0&broadcast=0"))))

    for answer in answers:
        assert answer.status in {200, 204, 206, 400, 404}
        content = inflate(answer).decode("utf-8", "replace")
        assert MARK not in content
        assert victim.device not in content
    kept = holdings(owner_engine, "2606")
    without_visits = {table: kept[table] for table in TABLES if table != "devices"}  # the victim talked meanwhile
    assert without_visits == {table: before[table] for table in without_visits}


def test_rows_of_another_dealership_do_not_affect_a_ruling(office: Office, victim: Counter) -> None:
    intruder = a_counter(office, "2607")
    intruder.write("customer.register", a_person("1234567891", given_name="x"))
    intruder.write("payment.record", a_payment(order_id=ORDER, bank_reference="A1", number="1405/2606/1000000"))
    intruder.write("customer.correct", {"id": CUSTOMER, "fields": {"city": "x"}}, base=99_000_000)
    intruder.write("payment.reverse", a_payment(reversal_of=stored(office.engine, "2606", money, office)[0]["id"]))

    outcomes = push(intruder).outcomes

    assert [(out.state, out.code, out.alias_of, out.number) for out in outcomes] == [
        ("applied", "", "", ""),
        ("deferred", "order_unknown", "", ""),
        ("deferred", "customer_unknown", "", ""),
        ("deferred", "depends", "", ""),
    ]
    heads = tuple(wire.Head(line.n, line.hash) for line in victim.lines)
    assert intruder.talk().verify(wire.Verify(heads)).common_n == 0


def test_code_enrols_in_its_own_dealership_only(office: Office, victim: Counter) -> None:
    heads = tuple(wire.Head(line.n, line.hash) for line in victim.lines)
    newcomer = Counter(office)

    answer = newcomer.enrol("2607", checkpoints=heads)

    assert (answer.dealership, answer.base.n) == ("2607", 0)
