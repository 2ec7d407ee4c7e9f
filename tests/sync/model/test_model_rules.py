"""Test the oracle's rules by example, mostly with two counters that write at the same time."""

from tests.sync.model.counter import Counter
from tests.sync.model.model import World
from tests.sync.model.values import PROVISIONAL, Doc


def two_counters() -> tuple[World, Counter, Counter]:
    world = World()
    one, other = world.add_counter("kerman"), world.add_counter("kerman")
    world.hub.new_order("kerman", "o1")
    return world, one, other


def a_known_customer(world: World, counter: Counter) -> str:
    counter.write("customer.register", {"code": "1", "fields": {"city": 1, "job": 1}}, "registration")
    world.heal()
    return str(counter.disk.outbox[-1].body["id"])


def customer(world: World, key: str) -> Doc:
    return world.hub.books["kerman"].rows["customer", key]


def test_disjoint_fields_merge() -> None:
    world, one, other = two_counters()
    known = a_known_customer(world, one)
    one.write("customer.correct", {"customer": known, "fields": {"city": 5}})
    other.write("customer.correct", {"customer": known, "fields": {"job": 7}})
    world.heal()
    merged = customer(world, known)
    assert (merged.fields["city"], merged.fields["job"], merged.conflicts) == (5, 7, ())


def test_same_field_keeps_both_values() -> None:
    world, one, other = two_counters()
    known = a_known_customer(world, one)
    one.write("customer.correct", {"customer": known, "fields": {"city": 5}})
    for value in (7, 8):
        other.write("customer.correct", {"customer": known, "fields": {"city": value}})
    world.heal()
    assert customer(world, known).fields["city"] == 5
    assert customer(world, known).conflicts == (("city", other.disk.device, 8),)


def test_successive_corrections_of_one_counter_are_no_conflict() -> None:
    world, one, _ = two_counters()
    known = a_known_customer(world, one)
    for value in (5, 6, 7):
        one.write("customer.correct", {"customer": known, "fields": {"city": value}})
    world.heal()
    assert (customer(world, known).fields["city"], customer(world, known).conflicts) == (7, ())


def test_known_national_code_becomes_an_alias_and_its_corrections_follow() -> None:
    world, one, other = two_counters()
    for counter, city in ((one, 1), (other, 2)):
        counter.write("customer.register", {"code": "1", "fields": {"city": city, "job": 1}}, "registration")
    second = str(other.disk.outbox[-1].body["id"])
    other.write("customer.correct", {"customer": second, "fields": {"job": 9}})
    world.heal()
    first = str(one.disk.outbox[0].body["id"])
    assert one.disk.rows["alias", second].fields["target"] == first
    assert customer(world, first).conflicts[0] == ("city", other.disk.device, 2)


def test_payment_of_an_order_that_moved_away_is_deferred() -> None:
    world, one, _ = two_counters()
    world.hub.enrol("yazd")
    one.write("payment.record", {"order": "o1", "amount": 7}, "receipt")
    world.hub.move("o1", "yazd")
    world.heal()
    assert one.disk.outcomes[1].state == "deferred"
    assert world.hub.money == [(one.disk.outbox[0].body["id"], 7)]


def test_first_accepted_request_wins() -> None:
    world, one, other = two_counters()
    for counter in (other, one):
        counter.write("request.make", {"order": "o1"})
    world.push(one, 1)
    world.push(other, 1)
    assert (one.disk.outcomes[1].state, other.disk.outcomes[1].code) == ("applied", "request_guard")


def test_exhausted_lease_does_not_stop_the_counter() -> None:
    world, one, _ = two_counters()
    world.lease(one, "receipt")
    for _ in range(5):
        one.write("payment.record", {"order": "o1", "amount": 1}, "receipt")
    assert [line.body["number"] >= PROVISIONAL for line in one.disk.outbox] == [False] * 4 + [True]
    world.heal()
    assert one.disk.outcomes[5].code == "number"


def test_restored_backup_stops_and_continues_in_a_new_epoch() -> None:
    world, one, _ = two_counters()
    one.keep_backup()
    one.write("payment.record", {"order": "o1", "amount": 1}, "receipt")
    world.push(one, 1)
    world.restore(one)
    one.write("payment.record", {"order": "o1", "amount": 2}, "receipt")
    world.push(one, 1)
    assert one.is_stopped
    world.heal()
    assert (one.is_stopped, one.disk.epoch, len(world.hub.money)) == (False, 2, 2)


def test_head_office_that_lost_its_newest_commits_receives_them_again() -> None:
    world, one, _ = two_counters()
    one.write("payment.record", {"order": "o1", "amount": 1}, "receipt")
    one.disk.acked = 1
    one.write("payment.record", {"order": "o1", "amount": 2}, "receipt")
    world.heal()
    assert sum(amount for _, amount in world.hub.money) == 3


def test_answer_for_a_replaced_disk_is_ignored_by_the_new_one() -> None:
    world, one, _ = two_counters()
    one.write("payment.record", {"order": "o1", "amount": 1}, "receipt")
    world.write_stick(one, 1)
    world.restore(one)
    one.write("payment.record", {"order": "o1", "amount": 2}, "receipt")
    world.read_stick(0)
    assert (one.disk.acked, one.disk.outcomes) == (0, {})


def test_lease_whose_answer_was_lost_is_given_again() -> None:
    world, one, _ = two_counters()
    world.lease(one, "receipt", is_lost=True)
    world.lease(one, "receipt")
    assert [(lease.first, lease.kind) for _, _, lease in world.hub.books["kerman"].leases] == [
        (one.disk.leases[0].first, "receipt")
    ]
