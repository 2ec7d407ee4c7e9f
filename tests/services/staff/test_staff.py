"""Staff and signing in."""

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import FieldErrors, Refusal
from dealer_app.domain.staff import AddStaff
from dealer_app.services.staff import staff
from tests.services.conftest import FakeClock
from tests.services.factories import by_manager, clerk_of
from tests.signed_on import CLERK, MANAGER


def sign_in(counter: Desktop, pin: str) -> str:
    clerk = clerk_of(counter)
    return counter.write(lambda unit: staff.sign_in(unit, clerk.id, pin)).value.name


def test_demo_has_a_manager_and_a_clerk(counter: Desktop) -> None:
    assert [(one.name, one.roles) for one in counter.read(staff.list_staff)] == [
        ("حمید رضایی", MANAGER),
        ("سمیه کریمی", CLERK),
    ]


def test_right_pin_returns_the_actor_and_the_counter(counter: Desktop) -> None:
    clerk = clerk_of(counter)

    actor = counter.write(lambda unit: staff.sign_in(unit, clerk.id, "۲۲۲۲۲۲")).value

    assert (actor.staff_id, actor.roles, actor.counter) == (clerk.id, CLERK, "پیشخوان ۲")


def test_five_wrong_pins_delay_even_the_right_one(counter: Desktop, clock: FakeClock) -> None:
    for _ in range(4):
        with pytest.raises(Refusal, match="pin_wrong"):
            sign_in(counter, "000000")
    with pytest.raises(Refusal, match="pin_wait"):
        sign_in(counter, "12")
    with pytest.raises(Refusal, match="pin_wait") as caught:
        sign_in(counter, "222222")
    assert caught.value.params["seconds"] == "۳۰"

    clock.pass_time(seconds=31)
    with pytest.raises(Refusal, match="pin_wait") as caught:
        sign_in(counter, "000000")
    assert caught.value.params["seconds"] == "۶۰"

    clock.pass_time(seconds=61)
    assert sign_in(counter, "222222") == "سمیه کریمی"


def test_count_of_wrong_pins_survives_a_restart(counter: Desktop, clock: FakeClock) -> None:
    for _ in range(4):
        with pytest.raises(Refusal, match="pin_wrong"):
            sign_in(counter, "000000")
    counter.close()
    counter.open()

    with pytest.raises(Refusal, match="pin_wait"):
        sign_in(counter, "000000")


@pytest.mark.parametrize(
    ("name", "pin", "codes"),
    [
        (" ", "271828", ["staff_name_empty"]),
        ("سميه کریمی", "271828", ["staff_name_used"]),
        ("ناهید", "27182", ["pin_form"]),
        ("ناهید", "555555", ["pin_too_easy"]),
        ("", "1", ["staff_name_empty", "pin_form"]),
    ],
)
def test_bad_name_or_pin_is_refused(counter: Desktop, name: str, pin: str, codes: list[str]) -> None:
    with pytest.raises(FieldErrors) as caught:
        counter.write(lambda unit: staff.add_staff(by_manager(unit), AddStaff(name, CLERK, pin)))

    assert [error.code for error in caught.value.errors] == codes


def test_new_clerk_signs_in(counter: Desktop) -> None:
    new = counter.write(lambda unit: staff.add_staff(by_manager(unit), AddStaff("ناهید", CLERK, "271828"))).value

    assert counter.write(lambda unit: staff.sign_in(unit, new, "271828")).value.name == "ناهید"
