"""Rights: the services refuse a manager's actions to a clerk, through any screen."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import Refusal, sentence
from dealer_app.domain.settings import Settings
from dealer_app.domain.staff import AddStaff, Role
from dealer_app.services import settings
from dealer_app.services.staff import staff
from tests.services.factories import by_manager

CHANGES: dict[str, Callable[[Settings], Settings]] = {
    "dealership": lambda known: replace(known, dealership=replace(known.dealership, city="یزد")),
    "issuer": lambda known: replace(known, issuer=replace(known.issuer, company_code="777")),
    "rules": lambda known: replace(known, rules=replace(known.rules, invitation_pay_workdays=9)),
    "is_demo": lambda known: replace(known, is_demo=not known.is_demo),
}


@pytest.mark.parametrize("section", CHANGES)
def test_clerk_cannot_change_settings_of_the_dealership(counter: Desktop, section: str) -> None:
    known = counter.read(settings.get_settings)
    wanted = CHANGES[section](known)
    with pytest.raises(Refusal, match="manager_only") as caught:
        counter.write(lambda unit: settings.save_settings(unit, wanted))
    assert "مدیر" in sentence(caught.value)
    assert counter.read(settings.get_settings) == known

    counter.write(lambda unit: settings.save_settings(by_manager(unit), wanted))
    assert counter.read(settings.get_settings) == wanted


def test_clerk_may_change_the_settings_of_the_counter(counter: Desktop) -> None:
    known = counter.read(settings.get_settings)
    wanted = replace(known, counter=replace(known.counter, theme="dark"))
    counter.write(lambda unit: settings.save_settings(unit, wanted))
    assert counter.read(settings.get_settings) == wanted


def test_clerk_cannot_add_a_manager(counter: Desktop) -> None:
    before = counter.read(staff.list_staff)
    with pytest.raises(Refusal, match="manager_only"):
        counter.write(lambda unit: staff.add_staff(unit, AddStaff("ناهید", Role.MANAGER, "271828")))
    assert counter.read(staff.list_staff) == before


def test_first_start_is_open_until_staff_exists(new_counter: Desktop) -> None:
    known = new_counter.read(settings.get_settings)
    wanted = CHANGES["dealership"](known)
    new_counter.write(lambda unit: settings.save_settings(unit, wanted))
    new_counter.write(lambda unit: staff.add_staff(unit, AddStaff("ناهید", Role.MANAGER, "271828")))
    with pytest.raises(Refusal, match="manager_only"):
        new_counter.write(lambda unit: settings.save_settings(unit, known))
    with pytest.raises(Refusal, match="manager_only"):
        new_counter.write(lambda unit: staff.add_staff(unit, AddStaff("بهمن", Role.CLERK, "314159")))
