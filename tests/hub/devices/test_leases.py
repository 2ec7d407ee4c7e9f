"""Test leases: they never overlap, a lost answer is given again, and they close with their epoch (I15, I16)."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier
from typing import Any

import pytest

from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import leases, numbers, void_numbers
from dealer_app.hub.devices.devices import reopen
from dealer_app.hub.devices.leases import BLOCK, FIRST, LAST
from dealer_app.protocol import wire
from tests.hub.bodies import a_code, a_payment, a_person, fresh_dealership, whole
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.raw import push, stored


def ask(counter: Counter, kind: str, after: int = 0) -> wire.Range:
    (given_,) = counter.talk().lease(wire.Wants((wire.Want(kind, after),))).ranges
    return given_


def assert_apart(ranges: list[wire.Range]) -> None:
    """Assert that the ranges of one kind lie in their zone and do not overlap."""
    in_order = sorted(ranges, key=lambda one: one.first)
    assert all(FIRST <= one.first <= one.last <= LAST for one in in_order)
    assert all(one.last < two.first for one, two in pairwise(in_order))


@pytest.fixture
def generous(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every call get a new range, so that few calls get many (``test_ceilings`` tests the ceiling)."""
    monkeypatch.setattr("dealer_app.hub.devices.leases.missing", lambda _tx, _kind, is_of_bills: 500)


def test_lost_answer_is_given_again(counter: Counter) -> None:
    assert ask(counter, "receipt") == ask(counter, "receipt")


def test_two_wants_for_one_kind_in_one_call_get_one_range(counter: Counter) -> None:
    want = wire.Want("bill", 0)

    one, two = counter.talk().lease(wire.Wants((want, want))).ranges

    assert one == two


def test_file_numbers_of_bills_are_unique_across_all_dealerships(office: Office, generous: None) -> None:
    counters = [a_counter(office, fresh_dealership(office)) for _ in range(4)]
    start = Barrier(len(counters))

    def take(counter: Counter) -> list[wire.Range]:
        start.wait()
        ranges = [ask(counter, "bill_file")]
        for _ in range(3):
            ranges.append(ask(counter, "bill_file", ranges[-1].last))
        return ranges

    with ThreadPoolExecutor(len(counters)) as threads:
        found = list(threads.map(take, counters))

    assert_apart([one for ranges in found for one in ranges])
    blocks = [{(one.first - FIRST) // BLOCK for one in ranges} for ranges in found]
    assert all(len(own) == 1 for own in blocks)
    assert len(set.union(*blocks)) == len(counters)


def test_counters_of_one_dealership_that_ask_at_once_get_separate_ranges(office: Office) -> None:
    counters = [a_counter(office) for _ in range(4)]
    start = Barrier(len(counters))

    def take(counter: Counter) -> wire.Range:
        start.wait()
        return ask(counter, "receipt")

    with ThreadPoolExecutor(len(counters)) as threads:
        assert_apart(list(threads.map(take, counters)))


def test_new_epoch_closes_old_ranges_and_voids_unused_numbers(office: Office, counter: Counter) -> None:
    receipt, bill, file = ask(counter, "receipt"), ask(counter, "bill"), ask(counter, "bill_file")
    for at in range(3):
        counter.write("payment.record", a_payment(number=f"1405/2606/{receipt.first + at}"))
    slip = whole("bill.issue", number="", bill_id=f"{file.first + 1}01234")
    counter.write("bill.issue", slip)
    push(counter)

    with transaction(office.engine, "2606", office.clock()) as tx:
        reopen(tx, counter.device)

    voids = {row["kind"]: (row["first"], row["last"]) for row in stored(office.engine, "2606", void_numbers, office)}
    assert voids == {
        "receipt": (receipt.first + 3, receipt.last),
        "bill": (bill.first, bill.last),
        "bill_file": (file.first + 2, file.last),
    }
    closed = stored(office.engine, "2606", leases, office)
    assert all(row["closed_at"] is not None for row in closed)

    counter.talk(checkpoints=(wire.Head(4, counter.lines[-1].hash),))
    counter.epoch = 2
    assert ask(counter, "receipt").first > receipt.last


def borne(office: Office, kind: str) -> dict[str, str]:
    """Return the document of each number."""
    return {row["number"]: row["id"] for row in stored(office.engine, "2606", numbers, office) if row["kind"] == kind}


def numbered(counter: Counter, *wishes: str) -> list[tuple[wire.Outcome, dict[str, Any]]]:
    """Record payments with these numbers; return the outcomes and bodies."""
    bodies = [a_payment(number=number) for number in wishes]
    first = len(counter.lines) + 1
    for body in bodies:
        counter.write("payment.record", body)
    return list(zip(push(counter, first).outcomes, bodies, strict=True))


def test_provisional_number_is_replaced_and_stays_findable(office: Office, counter: Counter) -> None:
    printed = "1405/2606/90000003"

    ((said, body),) = numbered(counter, printed)

    assert said.number.startswith("1405/2606/")
    assert FIRST <= int(said.number.rpartition("/")[2]) <= LAST
    known = borne(office, "receipt")
    assert known[said.number] == known[f"{counter.device}:{printed}"] == body["id"]
    (granted,) = [row for row in stored(office.engine, "2606", leases, office) if row["kind"] == "receipt"]
    assert granted["first"] == int(said.number.rpartition("/")[2])


def test_no_two_documents_have_the_same_final_number(office: Office, counter: Counter) -> None:
    other = a_counter(office)
    number = f"1405/2606/{ask(counter, 'receipt').first}"

    ((first, one),) = numbered(counter, number)
    ((second, two),) = numbered(other, number)

    assert first.number == ""
    assert second.number not in {"", number}
    known = borne(office, "receipt")
    assert (known[number], known[second.number]) == (one["id"], two["id"])


def test_provisional_numbers_in_one_batch_get_different_final_numbers(office: Office, counter: Counter) -> None:
    settled = [said.number for said, _ in numbered(counter, *(f"1405/2606/{90_000_000 + at}" for at in range(30)))]
    given_ = ask(counter, "receipt")

    assert len(set(settled)) == 30
    assert all(int(number.rpartition("/")[2]) < given_.first for number in settled)


def test_local_numbers_of_two_counters_may_be_the_same(office: Office, counter: Counter) -> None:
    other = a_counter(office)
    for one in (counter, other):
        one.write("customer.register", {**a_person(a_code()), "number": "1405/2606/00001"})
        assert [(out.state, out.number) for out in push(one).outcomes] == [("applied", "")]


def test_printed_file_number_is_never_changed(office: Office, counter: Counter) -> None:
    body = whole("bill.issue", bill_id="9000000301234")
    counter.write("bill.issue", body)
    push(counter)

    page = counter.talk().pull(0, 0)
    assert page is not None
    assert json.loads(bytes(page.rows[0].doc))["body"]["bill_id"] == "9000000301234"  # type: ignore[arg-type]
