"""Every button whose verb is not the person's is grey and says whose it is: each role walks over each page."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dealer_app.domain.errors import sentence
from dealer_app.domain.rights import Grant, Right, grant_of, may, refusal_of
from dealer_app.domain.staff import Actor, Role
from tests.signed_on import with_roles
from tests.ui.clerk import Clerk, main_order
from tests.ui.pages.call_backs import call_backs
from ui.page_kit.page import Page
from ui.pages.call_backs.page import CallBacksPage
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.painted.badge import Badge

Opener = Callable[[Clerk], object]
Rights = dict[str, Right]


def open_request(clerk: Clerk) -> None:
    from dealer_app.services.plans.plans import find_newest_plan

    clerk.counter.navigate.open_request(clerk.read(lambda unit: find_newest_plan(unit, "KM-27")))


PAGES: dict[str, tuple[Opener, Right | None, Rights]] = {
    "call_backs": (
        call_backs,
        Right.CALL,
        {
            **dict.fromkeys(("side.phone", "side.done", "side.dropped", "side.move_button", "new"), Right.CALL),
            "side.file": Right.FIND,
        },
    ),
    "calls": (
        lambda clerk: clerk.counter.navigate.open_call(),
        Right.CALL,
        {**dict.fromkeys(("gate.go", "gate.other", "notes.record"), Right.CALL), "status.file": Right.FIND},
    ),
    "activation": (
        lambda clerk: clerk.counter.navigate.open_activation(clerk.read(main_order)[0]),
        Right.ACTIVATE,
        {"save": Right.ACTIVATE, "send": Right.ACTIVATE},
    ),
    "join": (
        lambda clerk: clerk.counter.navigate.open_join(clerk.read(main_order)[0]),
        Right.JOIN_FILES,
        {"save": Right.JOIN_FILES},
    ),
    "contact": (
        lambda clerk: clerk.counter.navigate.open_contact(clerk.read(main_order)[0]),
        Right.CHANGE_CONTACT,
        {"save": Right.CHANGE_CONTACT},
    ),
    "registered": (
        lambda clerk: clerk.counter.navigate.open_registered(),
        Right.FIND,
        {"save": Right.FIND, "change": Right.CHANGE_CONTACT, "register": Right.REGISTER},
    ),
    "dealership": (
        lambda clerk: clerk.counter.navigate.open_dealership("2711"),
        Right.DIRECTORY,
        {"_save": Right.DIRECTORY},
    ),
    "directory": (
        lambda clerk: clerk.counter.navigate.open_directory(),
        None,
        {
            "details.printing": Right.ISSUE,
            "details.closing": Right.CLOSE_TODAY,
            **dict.fromkeys(("details.editing", "adding", "importing"), Right.DIRECTORY),
        },
    ),
    "help": (
        lambda clerk: clerk.counter.navigate.open_help(),
        Right.HELP,
        {
            **dict.fromkeys(("answer.tell", "company.slip", "lottery.save", "lottery.slip"), Right.HELP),
            **dict.fromkeys(("answer.edit", "answer.new", "editing.save", "editing.withdraw"), Right.RULES),
        },
    ),
    "plans": (
        lambda clerk: clerk.counter.navigate.open_plans(),
        Right.ORDER,
        {"brochure": Right.ISSUE, "importing": Right.PLANS, "taking.store": Right.PLANS},
    ),
    "request": (open_request, Right.ORDER, {"order": Right.ORDER}),
    "visit": (
        lambda clerk: clerk.counter.navigate.open_visit(*clerk.read(main_order)),
        Right.VISIT,
        dict.fromkeys(("_end", "_in_line", "side.waiting.call", "side.waiting.undo"), Right.VISIT),
    ),
}
"""Page -> how it is opened, the right of its notice, and each button with the right of its verb."""


def button_at(page: Page, path: str) -> KeyCapButton:
    found: object = page
    for name in path.split("."):
        found = getattr(found, name)
    assert isinstance(found, KeyCapButton)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_buttons_of_each_role(clerk: Clerk, name: str) -> None:
    opened, noticed, rights = PAGES[name]
    opened(clerk)
    clerk.settle()
    page, on_duty = clerk.page, clerk.counter.on_duty
    known = {path: (button_at(page, path), right) for path, right in rights.items()}
    assert on_duty.actor is not None
    actor = on_duty.actor
    for role in Role:
        on_duty.sign_in(replace(actor, roles=frozenset({role})))
        wrong = [path for path, (button, right) in known.items() if not is_right(button, role, right)]
        assert wrong == [], role
        if noticed is not None:
            said = sentence(refusal_of(noticed))
            notices = [badge for badge in page.findChildren(Badge) if badge.text == said]
            assert len(notices) == 1
            assert notices[0].isHidden() is (grant_of(frozenset({role}), noticed) is not Grant.NO)
    on_duty.sign_in(actor)


def is_right(button: KeyCapButton, role: Role, right: Right) -> bool:
    """Return whether a forbidden button is grey and says why, and an allowed one says nothing of the kind."""
    is_forbidden = grant_of(frozenset({role}), right) is Grant.NO
    said = sentence(refusal_of(right))
    if not is_forbidden:
        return button.accessibleDescription() == ""
    return not button.isEnabled() and button.accessibleDescription() == said == button.toolTip()


@pytest.mark.parametrize("name", PAGES)
def test_page_without_any_right_has_no_button_that_acts(clerk: Clerk, name: str) -> None:
    """A new button must be guarded or be one of those that change nothing."""
    opened, _, _ = PAGES[name]
    opened(clerk)
    clerk.settle()
    assert clerk.counter.on_duty.actor is not None
    clerk.counter.on_duty.sign_in(replace(clerk.counter.on_duty.actor, roles=frozenset()))
    buttons = [button for button in clerk.page.findChildren(KeyCapButton) if button.isVisible() and button.isEnabled()]
    left = {button.accessibleName() for button in buttons if button.icon_name != "map-pin"}  # go to a neighbour
    assert left - HARMLESS == set()


HARMLESS = {"بستن", "همه", "انصراف", "کپی"}
"""Buttons that close the page, open a list, or copy what is public."""


def test_forbidden_button_stays_grey_whatever_the_page_says(clerk: Clerk) -> None:
    button = KeyCapButton("x", parent=clerk.counter.window)
    button.forbid("چرا")
    button.setEnabled(True)
    assert not button.isEnabled()
    button.forbid("")
    assert button.isEnabled()
    button.setEnabled(False)
    button.forbid("چرا")
    button.forbid("")
    assert not button.isEnabled()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CASHIER])
def test_call_backs_are_shown_to_whoever_may_read_them(clerk: Clerk, role: Role) -> None:
    call_backs(clerk)
    page, on_duty = clerk.page, clerk.counter.on_duty
    assert isinstance(page, CallBacksPage)
    added: list[Actor] = []
    clerk.counter.tasks.run_write(
        clerk.counter,
        lambda unit: with_roles(unit, frozenset({role})).actor,
        lambda written: added.append(written.value),
    )
    clerk.until(lambda: bool(added))
    on_duty.sign_in(added[0])
    clerk.settle()
    is_able = may(frozenset({role}), Right.READ_CALLS)
    assert (len(page.model.ids), page.side.shown is not None) == (3 * is_able, is_able)
    button = clerk.counter.window.shell.rail.buttons["calls"]
    clerk.until(lambda: bool(button.badge) is is_able)  # counted a moment after the sign-in
