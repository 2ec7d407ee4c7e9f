"""Activation of one file at two counters, with clocks that differ: one code, one end, the same at both."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.customers import RegisterCustomer
from dealer_app.domain.files.activation import MOST_WRONG, CodeState
from dealer_app.domain.ids import CustomerId
from dealer_app.services.files.activation import ask_code, complete_registration
from tests.hub.codes import Telephones, other_than, send_code, send_codes
from tests.hub.head_office import Office
from tests.services.factories import by_manager, nth_walk_in
from tests.sync.activations import change_mobile, tell, view
from tests.sync.counters import HUB_URL, SpoiltLine, open_counter

AHEAD = timedelta(minutes=20)


@pytest.fixture
def other(tmp_path: Path, office: Office) -> Iterator[Desktop]:
    """A second counter, whose clock runs ahead."""
    desktop = open_counter(tmp_path / "other", SpoiltLine(office), lambda: office.clock() + AHEAD)
    desktop.enrol(HUB_URL, office.code("2606"))
    yield desktop
    desktop.close()


@pytest.fixture
def customer_id(other: Desktop, joined: Desktop) -> CustomerId:
    """A walk-in of the counter whose clock runs ahead; the other counter knows the file."""
    joined.talk()
    other.talk()
    wish = RegisterCustomer(nth_walk_in(1), frozenset({"mobile_unknown_operator"}))
    registered = other.write(partial(complete_registration, command=wish)).value
    talk(other, joined)
    return registered.customer_id


def talk(*counters: Desktop) -> None:
    for counter in counters:
        assert counter.talk().trouble == ""


def test_second_code_counts_although_the_first_clock_ran_ahead(
    joined: Desktop, other: Desktop, office: Office, customer_id: CustomerId
) -> None:
    send_code(office)
    talk(joined)
    joined.write(partial(ask_code, customer_id=customer_id))
    talk(joined)
    second = send_code(office)
    talk(joined, other)
    assert tell(joined, customer_id, second) is CodeState.ACTIVE
    talk(joined, other)
    assert view(other, customer_id).state is CodeState.ACTIVE


def test_one_code_is_sent_for_requests_of_two_counters(
    joined: Desktop, other: Desktop, office: Office, customer_id: CustomerId
) -> None:
    send_code(office)
    talk(joined, other)
    for counter in (joined, other):
        counter.write(partial(ask_code, customer_id=customer_id))
    talk(other, joined)
    telephones = Telephones()
    assert send_codes(office, telephones) == {"sent": 1, "failed": 1, "waiting": 0}
    talk(joined, other)
    assert view(joined, customer_id).state is view(other, customer_id).state is CodeState.SENT
    assert tell(joined, customer_id, telephones.got[0][1]) is CodeState.ACTIVE


@pytest.mark.parametrize("is_right_first", [True, False])
def test_counter_that_comes_first_decides(
    joined: Desktop, other: Desktop, office: Office, customer_id: CustomerId, *, is_right_first: bool
) -> None:
    code = send_code(office)
    talk(joined, other)
    assert tell(joined, customer_id, code) is CodeState.ACTIVE
    for _ in range(MOST_WRONG):
        tell(other, customer_id, other_than(code))
    assert view(other, customer_id).state is CodeState.LOCKED

    talk(*((joined, other) if is_right_first else (other, joined)))
    talk(joined, other)

    end = CodeState.ACTIVE if is_right_first else CodeState.LOCKED
    assert view(joined, customer_id).state is view(other, customer_id).state is end
    assert joined.verify().is_sound
    assert other.verify().is_sound
    if end is CodeState.LOCKED:
        joined.write(lambda unit: ask_code(by_manager(unit), customer_id))
        talk(joined)
        second = send_code(office)
        talk(other)
        assert tell(other, customer_id, second) is CodeState.ACTIVE


def test_code_for_a_mobile_that_changed_meanwhile_proves_nothing(
    joined: Desktop, other: Desktop, office: Office, customer_id: CustomerId
) -> None:
    code = send_code(office)
    talk(joined, other)
    change_mobile(other, nth_walk_in(1).national_code)
    assert tell(joined, customer_id, code) is CodeState.ACTIVE
    talk(other, joined)
    talk(other, joined)
    assert view(joined, customer_id).state is view(other, customer_id).state is None
