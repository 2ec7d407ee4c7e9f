"""Test push: each command takes effect once, also in repeated, split, malformed or forged batches.

See docs/protocol.md, I3 to I10 and I18.
"""

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import structs
from uuid_utils.compat import uuid7

from dealer_app.hub.database.schema import devices, ledger, money, numbers, rows
from dealer_app.protocol import wire
from dealer_app.sync.session.talker import HubRefusedError
from tests.hub.bodies import CODES, a_code, a_payment, a_person, fresh_dealership
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.raw import push, stored
from tests.hub.recording import ORDER, publish_centre, recordings, write_day

# ---------------------------------------------------------------- one effect per command

COMMANDS = st.lists(st.sampled_from(["person", "same person", "pay", "pay twice", "unknown", "nonsense"]), max_size=9)
CUTS = st.lists(st.tuples(st.integers(1, 10), st.integers(1, 10)), max_size=8)


def write(counter: Counter, wishes: list[str]) -> None:
    """Write one entry per wish; the wishes cover all that can happen to a command."""
    for wish in wishes:
        if wish == "unknown":
            counter.write("example.record", {"id": str(uuid7())})
        elif wish == "nonsense":
            counter.write("customer.correct", {"fields": 3})
        elif wish.startswith("pay"):
            counter.write("payment.record", a_payment(bank_reference="A1" if "twice" in wish else str(uuid7())))
        else:
            counter.write("customer.register", a_person(CODES[0] if "same" in wish else a_code()))


def same_lines(counter: Counter, other: Counter) -> None:
    """Give another outbox the same entries."""
    other.lines = list(counter.lines)


def left_behind(office: Office, dealership: str, device: str) -> list[Any]:
    """Return all data of a dealership, without what only names the device or the batch."""
    kept = [
        {name: value for name, value in row.items() if name not in {"dealership", "seq"}}
        for table in (rows, money, numbers)
        for row in stored(office.engine, dealership, table, office)
    ]
    return [json.loads(json.dumps(row).replace(device, "device")) for row in kept]


@settings(max_examples=30)
@given(wishes=COMMANDS, cuts=CUTS)
@example(wishes=["pay twice", "pay twice", "same person", "same person"], cuts=[(1, 2), (1, 4), (2, 3)])
def test_split_and_repeated_batches_give_each_entry_one_effect_and_one_outcome(
    office: Office, wishes: list[str], cuts: list[tuple[int, int]]
) -> None:
    whole, cut = (a_counter(office, fresh_dealership(office)) for _ in range(2))
    write(whole, wishes)
    same_lines(whole, cut)
    expected = [(out.n, out.state, out.code) for out in push(whole).outcomes] if wishes else []
    talk, acked = cut.talk(), 0
    first_said: dict[int, wire.Outcome] = {}
    for first, last in (*cuts, *((n, n) for n in range(1, len(wishes) + 1)), (1, 10)):
        batch = cut.batch(first, last) if first <= len(wishes) else None
        if batch is None or not batch.commands:
            continue
        if first > acked + 1:
            with pytest.raises(HubRefusedError, match="gap") as refused:
                talk.push(batch)
            assert refused.value.trouble.acked_n == acked
            continue
        answer = talk.push(batch)
        acked = max(acked, min(last, len(wishes)))
        assert answer.acked_n == acked
        for said in answer.outcomes:
            assert first_said.setdefault(said.n, said) == said

    assert [(said.n, said.state, said.code) for _, said in sorted(first_said.items())] == expected
    assert left_behind(office, cut.dealership, cut.device) == left_behind(office, whole.dealership, whole.device)


def test_command_sent_twice_in_one_batch_takes_effect_once(office: Office, counter: Counter) -> None:
    body = a_payment()
    first = counter.write("payment.record", body)
    counter.write("payment.record", body, command_id=first.command_id)

    one, two = push(counter).outcomes

    assert (one.state, one.code, one.seq) == (two.state, two.code, two.seq)
    assert [entry["amount"] for entry in stored(office.engine, "2606", money, office)] == [-5_000_000]
    assert [line["is_first"] for line in stored(office.engine, "2606", ledger, office)] == [True, False]


def test_database_under_a_new_device_doubles_nothing(office: Office, counter: Counter) -> None:
    write(counter, ["person", "pay", "same person"])
    said = push(counter).outcomes
    other = a_counter(office)
    same_lines(counter, other)

    again = push(other).outcomes

    assert [structs.replace(out, hash="") for out in again] == [structs.replace(out, hash="") for out in said]
    assert len(stored(office.engine, "2606", money, office)) == 1


def test_known_id_with_another_body_is_another_command(office: Office, counter: Counter) -> None:
    first = counter.write("payment.record", a_payment())
    push(counter)
    counter.write("payment.record", a_payment(7_000_000), command_id=first.command_id)

    push(counter, 2)

    assert {entry["amount"] for entry in stored(office.engine, "2606", money, office)} == {-5_000_000, -7_000_000}


# ---------------------------------------------------------------- gap, fork, chain


def nothing_is_held(office: Office) -> bool:
    return all(stored(office.engine, "2606", table, office) == [] for table in (ledger, rows, money))


def test_gap_is_refused_with_the_last_known_entry(office: Office, counter: Counter) -> None:
    write(counter, ["person", "pay"])

    with pytest.raises(HubRefusedError, match="gap") as refused:
        push(counter, 2)

    assert (refused.value.status, refused.value.trouble.acked_n) == (409, 0)
    assert nothing_is_held(office)


def test_nothing_of_a_fork_is_applied(office: Office, counter: Counter) -> None:
    write(counter, ["person", "person"])
    push(counter)
    before = left_behind(office, "2606", counter.device)
    clone = as_at_first(counter)
    write(clone, ["person", "pay"])

    with pytest.raises(HubRefusedError, match="fork"):
        clone.talk(head=wire.Head(counter.lines[-1].n, counter.lines[-1].hash)).push(clone.batch())

    assert left_behind(office, "2606", counter.device) == before
    assert stored(office.engine, "2606", devices, office)[0]["state"] == "forked"
    with pytest.raises(HubRefusedError, match="fork"):
        push(counter)


def as_at_first(counter: Counter) -> Counter:
    """Return a copy of a PC as it was before its first entry."""
    return Counter(counter.office, counter.signing_key, counter.box_key, [], counter.device, 1, counter.dealership)


def spoil_line(batch: wire.Push, at: int, changes: dict[str, Any]) -> wire.Push:
    lines = list(batch.commands)
    lines[at] = structs.replace(lines[at], **changes)
    return structs.replace(batch, commands=tuple(lines))


SPOILT_LINES: list[tuple[dict[str, Any], str]] = [
    ({"body": '{"id":"x"}'}, "hash_wrong"),
    ({"kind": "payment.reverse"}, "hash_wrong"),
    ({"kind_version": 2}, "hash_wrong"),
    ({"at": "2020-01-01T00:00:00.000000+00:00"}, "hash_wrong"),
    ({"actor": "somebody"}, "hash_wrong"),
    ({"base_version": 5}, "hash_wrong"),
    ({"hash": "f" * 64}, "hash_wrong"),
    ({"n": 7}, "chain_broken"),
    ({"base_version": 2**63}, "malformed"),
    ({"kind_version": 2**31}, "malformed"),
    ({"command_id": "no id"}, "malformed"),
    ({"kind": "pay\0ment"}, "malformed"),
    ({"body": "{" + " " * wire.MOST_BODY_BYTES + "}"}, "too_large"),
    ({"body": '{"a":"' + "ی" * (wire.MOST_BODY_BYTES // 2) + '"}'}, "too_large"),
]
SPOILT_BATCHES: list[tuple[dict[str, Any], str]] = [
    ({"previous_hash": "1" * 64}, "hash_wrong"),
    ({"from_n": 2}, "chain_broken"),
    ({"epoch": 2}, "epoch_old"),
    ({"epoch": 2**70}, "epoch_old"),
]


def test_batch_that_no_outbox_writes_is_refused_whole(office: Office, counter: Counter) -> None:
    write(counter, ["pay", "pay", "pay"])
    batch = counter.batch()
    lines = [(spoil_line(batch, 1, changes), code) for changes, code in SPOILT_LINES]
    batches = [(structs.replace(batch, **changes), code) for changes, code in SPOILT_BATCHES]

    for spoilt, code in (*lines, *batches):
        with pytest.raises(HubRefusedError, match=code):
            counter.talk().push(spoilt)

    assert nothing_is_held(office)
    assert push(counter).acked_n == 3


# ---------------------------------------------------------------- people, and rows that depend on others


def test_second_file_of_a_known_code_is_an_alias_and_keeps_differing_fields(office: Office) -> None:
    one, other = a_counter(office), a_counter(office)
    known, second = a_person(city="یزد"), a_person(city="کرمان", job="نجار")
    one.write("customer.register", known)
    other.write("customer.register", second)
    push(one)

    (said,) = push(other).outcomes

    assert (said.state, said.code, said.alias_of) == ("applied_with_change", "alias", known["id"])
    by_kind = {row["kind"]: row for row in stored(office.engine, "2606", rows, office)}
    assert json.loads(by_kind["alias"]["doc"]) == {"target": known["id"]}
    doc = json.loads(by_kind["customer"]["doc"])
    assert (doc["fields"]["city"], doc["fields"]["job"]) == ("یزد", "نجار")
    assert doc["conflicts"] == [{"field": "city", "device": other.device, "value": "کرمان"}]


EDITS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["city", "job"]), st.sampled_from("abc"), st.booleans()), max_size=8
)


@settings(max_examples=30)
@given(edits=EDITS)
@example(edits=[(0, "city", "a", False), (1, "city", "b", False), (1, "city", "a", False)])
def test_fields_merge_and_lost_values_stay_as_conflicts(
    office: Office, edits: list[tuple[int, str, str, bool]]
) -> None:
    dealership = fresh_dealership(office)
    pair = a_counter(office, dealership), a_counter(office, dealership)
    person = a_person(city="z", job="z")
    pair[0].write("customer.register", person)
    push(pair[0])
    pair[1].lines, version, seen = [], 1, [1, 1]
    fields: dict[str, str] = {"city": "z", "job": "z"}
    marks: dict[str, tuple[int, int]] = {"city": (1, 0), "job": (1, 0)}
    open_: dict[tuple[str, int], str] = {}
    for who, name, value, has_pulled in edits:
        seen[who] = version if has_pulled else seen[who]
        line = pair[who].write(
            "customer.correct", {"id": person["id"], "fields": {name: value}}, base=seen[who] * 1_000_000
        )
        (out,) = push(pair[who], line.n).outcomes
        at, by = marks[name]
        is_lost = value != fields[name] and ((name, who) in open_ or (by != who and at > seen[who]))
        assert out.state == ("applied_with_change" if is_lost else "applied")
        if is_lost:
            version += open_.get((name, who)) != value
            open_[name, who] = value
        elif value != fields[name]:
            version += 1
            fields[name], marks[name] = value, (version, who)
        else:  # it agrees with head office now: its conflict is closed
            version += open_.pop((name, who), None) is not None

    (row,) = [row for row in stored(office.engine, dealership, rows, office) if row["kind"] == "customer"]
    doc = json.loads(row["doc"])
    assert {name: doc["fields"][name] for name in fields} == fields
    conflicts = {(entry["field"], entry["device"]): entry["value"] for entry in doc["conflicts"]}
    assert conflicts == {(name, pair[who].device): value for (name, who), value in open_.items()}


def test_dependents_of_a_refused_row_are_refused_alone_and_money_is_entered(office: Office, counter: Counter) -> None:
    publish_centre(office)
    counter.write("bill.void", {"id": str(uuid7()), "reason": ""})
    counter.write("payment.reverse", a_payment(order_id=ORDER, reversal_of=str(uuid7()), is_reversal=True))
    counter.write("payment.record", a_payment(order_id=ORDER))

    outcomes = push(counter).outcomes

    assert [(out.state, out.code) for out in outcomes] == [
        ("rejected", "depends"),
        ("deferred", "depends"),
        ("applied", ""),
    ]
    assert {entry["amount"] for entry in stored(office.engine, "2606", money, office)} == {5_000_000, -5_000_000}


def test_paper_is_never_overwritten(office: Office, counter: Counter) -> None:
    publish_centre(office)
    write_day(counter, 2)
    push(counter)
    before = left_behind(office, "2606", counter.device)
    papers = (
        "registration.issue",
        "invitation.issue",
        "bill.issue",
        "receipt.issue",
        "visit.record",
        "request.make",
        "help.record",
        "contact.change",
        "activation.ask",
        "join.make",
        "print.record",
    )
    for kind in papers:
        (command, *_) = recordings()[kind, max(v for k, v in recordings() if k == kind)]
        body = {**json.loads(command["body"]), "number": "1405/2606/2000000"}
        counter.write(kind, body, version=command["kind_version"])

    outcomes = push(counter, counter.lines[-len(papers)].n).outcomes

    assert [(out.state, out.code) for out in outcomes] == [("rejected", "exists")] * len(papers)
    assert left_behind(office, "2606", counter.device) == before
