"""Places of plans: each is counted for its own plan whatever the order of texts; locks are taken in one order."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, text
from sqlalchemy.event import listen
from uuid_utils.compat import uuid7

from dealer_app.domain.plans.plans import plan_id_of
from dealer_app.hub.commands.plan_places import count_taken, keep_places, place_of
from dealer_app.hub.commands.push import retry_waiting
from dealer_app.hub.database.database import transaction
from tests.hub.bodies import whole
from tests.hub.head_office import Office, a_counter
from tests.hub.raw import push

PLANS = [f"0192f0c1-0000-7000-8000-00000000000{letter}" for letter in "09af"]
"""Plans whose ids differ in their last letter only."""
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(:plan, 0))"
TRY = "SELECT pg_try_advisory_xact_lock(hashtextextended(:plan, 0))"
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


def test_places_are_counted_for_their_own_plan_and_given_up_once(office: Office) -> None:
    places = {place_of(plan, str(uuid7())): "x" for at, plan in enumerate(PLANS) for _ in range(at)}
    with transaction(office.engine, "2606", office.clock()) as tx:
        keep_places(tx, places)
        assert count_taken(tx, PLANS) == {plan: at for at, plan in enumerate(PLANS)}
    with transaction(office.engine, "2607", office.clock()) as tx:
        keep_places(tx, {place: "" for place in places if place.startswith(PLANS[3])})
        assert list(count_taken(tx, PLANS).values()) == [0, 1, 2, 0]


def test_count_reads_no_range_of_texts(office: Office) -> None:
    """Under en_US the range of a plan was empty, so no plan was ever full; this server has no such collation."""
    asked: list[str] = []
    listen(office.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    with transaction(office.engine, "2606", office.clock()) as tx:
        count_taken(tx, PLANS)
    counts = [one for one in asked if "count(" in one]
    assert len(counts) == len(PLANS)
    assert not [one for one in counts if any(word in one for word in ("BETWEEN", "LIKE", "<", ">"))]


def test_ruling_again_takes_all_locks_in_one_order(office: Office, owner_engine: Engine) -> None:
    codes = {str(plan_id_of(code, 1)): code for code in ("A", "B")}
    first, last = sorted(codes)
    counter = a_counter(office)
    plan = whole("request.make")["plan"]
    for at, code in enumerate((codes[last], codes[first])):
        of_plan = {**plan, "code": code}
        counter.write("request.make", whole("request.make", plan=of_plan, number=f"1405/2606/100000{at}"))
    assert {outcome.code for outcome in push(counter).outcomes} == {"customer_unknown"}

    def rule_again() -> int:
        with transaction(office.engine, "2606", office.clock()) as tx:
            return retry_waiting(tx)

    with ThreadPoolExecutor(1) as pool, owner_engine.connect() as other, owner_engine.connect() as third:
        other.execute(text(LOCK), {"plan": first})
        ruled = pool.submit(rule_again)
        while not ruled.done() and not third.scalar(text(WAITING)):
            third.rollback()
        is_free = third.scalar(text(TRY), {"plan": last})
        third.rollback()
        other.rollback()
        assert ruled.result() == 0
    assert is_free
