"""The waiting list: numbers of the day, call, skip, take back, undo, and the end by a visit."""

import pytest
from sqlalchemy.event import listen

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import FieldError, Refusal
from dealer_app.domain.ids import OrderId
from dealer_app.domain.staff import Role
from dealer_app.domain.visits import RecordVisit
from dealer_app.domain.waiting import VISIT_DRAFT, TakeTicket, Ticket, WaitingList, ticket_draft_key
from dealer_app.services.drafts import list_drafts
from dealer_app.services.orders.orders import get_order
from dealer_app.services.visits import waiting
from dealer_app.services.visits.visits import record_visit
from dealer_app.store.core.unit import Unit
from tests.services.conftest import FakeClock
from tests.signed_on import sign_on


def take(counter: Desktop, **wish: object) -> Ticket:
    command = TakeTicket(**{"purpose": "other", **wish})  # type: ignore[arg-type]
    return counter.write(lambda unit: waiting.take_ticket(unit, command)).value


def call(counter: Desktop) -> Ticket:
    return counter.write(waiting.call_next).value


def listed(counter: Desktop) -> WaitingList:
    return counter.read(waiting.list_waiting)


def numbers(tickets: tuple[Ticket, ...]) -> list[int]:
    return [one.turn for one in tickets]


def test_tickets_are_called_in_their_order(counter: Desktop, clock: FakeClock) -> None:
    assert [take(counter).turn for _ in range(3)] == [1, 2, 3]
    clock.pass_time(minutes=6)
    assert listed(counter).waiting[0].minutes == 6
    assert [call(counter).turn, call(counter).turn] == [1, 2]
    found = listed(counter)
    assert (numbers(found.waiting), numbers(found.called), found.average_minutes) == ([3], [1, 2], 6)


def test_numbers_begin_anew_each_day_and_names_of_yesterday_are_gone(counter: Desktop, clock: FakeClock) -> None:
    take(counter, name="رهگذر")
    clock.pass_time(days=1)
    assert listed(counter).waiting == ()
    with pytest.raises(Refusal, match="nobody_waits"):
        call(counter)
    assert take(counter).turn == 1
    assert counter.verify().is_sound


def typed_for(counter: Desktop, ticket: Ticket) -> list[dict[str, str]]:
    key = ticket_draft_key(ticket.customer_id, ticket.id)
    return [draft.body for draft in counter.read(lambda unit: list_drafts(unit, VISIT_DRAFT)) if draft.key == key]


def test_what_was_typed_waits_with_the_ticket_for_whoever_calls_it(
    counter: Desktop, clock: FakeClock, main_order: OrderId
) -> None:
    customer_id = counter.read(lambda unit: get_order(unit, main_order)).customer_id
    words = {"asked": "سه پرسش دارد"}
    walk_in, known = take(counter, name="رضا", typed=words), take(counter, customer_id=customer_id, typed=words)
    nothing = take(counter, name="مینا")
    sign_on(counter, "پیشخوان ۲", Role.MANAGER)  # another person calls
    assert [typed_for(counter, one) for one in (walk_in, known, nothing)] == [[words], [words], []]
    clock.pass_time(days=1)
    take(counter, name="حسین")
    assert typed_for(counter, walk_in) == [], "the words of yesterday's walk-in are of no use now"


def test_customer_is_named_by_the_file(counter: Desktop, main_order: OrderId) -> None:
    order = counter.read(lambda unit: get_order(unit, main_order))
    ticket = take(counter, customer_id=order.customer_id, order_id=main_order, name="نام دیگر")
    assert (ticket.name, ticket.order_id) == (order.customer_name, main_order)


def test_skipped_and_called_come_back_to_their_place(counter: Desktop) -> None:
    first, second = take(counter), take(counter)
    called = call(counter)
    counter.write(lambda unit: waiting.skip_ticket(unit, called.id))
    assert numbers(listed(counter).skipped) == [first.turn]
    counter.write(lambda unit: waiting.take_back_ticket(unit, first.id))
    assert numbers(listed(counter).waiting) == [first.turn, second.turn]
    with pytest.raises(Refusal, match="ticket_not_found"):
        counter.write(lambda unit: waiting.take_back_ticket(unit, second.id))


def test_last_change_is_undone_once(counter: Desktop, clock: FakeClock) -> None:
    take(counter), take(counter)
    call(counter)
    clock.pass_time(minutes=1)
    call(counter)
    assert counter.write(waiting.undo_ticket).value.turn == 2
    assert counter.write(waiting.undo_ticket).value.turn == 1
    assert not listed(counter).can_undo
    assert listed(counter).average_minutes is None
    with pytest.raises(Refusal, match="ticket_nothing_undone"):
        counter.write(waiting.undo_ticket)


@pytest.mark.parametrize("change", ["skip_ticket", "take_back_ticket"])
def test_undone_change_gives_the_moment_of_the_call_back(counter: Desktop, clock: FakeClock, change: str) -> None:
    ticket = take(counter, name="رهگذر")
    clock.pass_time(minutes=4)
    call(counter)
    before = listed(counter)
    assert before.average_minutes == 4
    clock.pass_time(minutes=30)
    counter.write(lambda unit: getattr(waiting, change)(unit, ticket.id))
    if change == "take_back_ticket":
        assert listed(counter).average_minutes is None, "nobody who waits was called"
    clock.pass_time(minutes=30)
    counter.write(waiting.undo_ticket)
    assert (numbers(listed(counter).called), listed(counter).average_minutes) == ([ticket.turn], 4)
    counter.write(lambda unit: waiting.take_back_ticket(unit, ticket.id))
    call(counter)
    assert listed(counter).average_minutes == 64, "a new call is a new moment"


def test_last_change_is_undone_although_the_clock_went_back(counter: Desktop, clock: FakeClock) -> None:
    take(counter), take(counter)
    call(counter)
    clock.pass_time(minutes=-2)
    call(counter)
    assert counter.write(waiting.undo_ticket).value.turn == 2


def test_list_and_single_tickets_name_the_file_after_every_change(counter: Desktop, main_order: OrderId) -> None:
    order = counter.read(lambda unit: get_order(unit, main_order))
    take(counter, customer_id=order.customer_id, order_id=main_order)
    take(counter, name="رهگذر")
    names = [order.customer_name, "رهگذر"]
    assert [one.name for one in listed(counter).waiting] == names
    assert [call(counter).name, call(counter).name] == names
    assert [counter.write(waiting.undo_ticket).value.name for _ in range(2)] == names[::-1]
    assert [one.name for one in listed(counter).waiting] == names


def test_list_is_read_by_the_same_few_statements_for_any_number(counter: Desktop, main_order: OrderId) -> None:
    order = counter.read(lambda unit: get_order(unit, main_order))

    def statements() -> int:
        def count(unit: Unit) -> int:
            seen: list[str] = []
            connection = unit.session.connection()
            listen(connection, "before_cursor_execute", lambda *said: seen.append(said[2]))
            waiting.list_waiting(unit)
            return len(seen)

        return counter.read(count)

    take(counter, customer_id=order.customer_id)
    few = statements()
    for _ in range(20):
        take(counter, customer_id=order.customer_id)
    assert statements() == few


def test_visit_ends_its_ticket(counter: Desktop, clock: FakeClock) -> None:
    take(counter)
    ticket = call(counter)
    counter.write(lambda unit: record_visit(unit, RecordVisit("other", unit.now, ticket_id=ticket.id)))
    found = listed(counter)
    assert (found.waiting, found.called, found.can_undo) == ((), (), False)


def test_wrong_wishes_are_refused(counter: Desktop) -> None:
    with pytest.raises(Refusal, match="purpose_unknown"):
        take(counter, purpose="dance")
    with pytest.raises(FieldError, match="text_too_long"):
        take(counter, name="ا" * 501)
    assert listed(counter).waiting == ()
