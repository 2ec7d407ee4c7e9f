"""Another person at the counter: nothing of the last one is seen, and everything is kept for them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from sqlalchemy import update

from dealer_app.domain.attachments import AttachmentPlace
from dealer_app.domain.changes import Changes
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right, may
from dealer_app.domain.staff import Role
from dealer_app.services.customers.customers import get_customer
from dealer_app.services.plans.plans import find_newest_plan
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.staff import StaffRecord
from tests.architecture.page_classes import page_classes
from tests.ui.clerk import Clerk, main_order
from tests.ui.pages.letters import open_letter
from tests.ui.people import CLERK, MANAGER, add_colleagues, name_of, seen_words, switch_to
from ui.page_kit.page import Page
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.deadlines.page import DeadlinesPage
from ui.pages.registration.page import RegistrationPage

CODE = persian_digits("0499370899")
OPENERS: dict[str, Callable[[Clerk], object]] = {
    "RegistrationPage": lambda clerk: clerk.counter.navigate.open_registration(None, clerk.read(main_order)[0]),
    "FilesPage": lambda clerk: clerk.counter.navigate.open_files(),
    "DeadlinesPage": lambda clerk: clerk.counter.navigate.open_deadlines(),
    "PlansPage": lambda clerk: clerk.counter.navigate.open_plans(),
    "RequestPage": lambda clerk: clerk.counter.navigate.open_request(
        clerk.read(lambda unit: find_newest_plan(unit, "KM-27"))
    ),
    "RegisteredPage": lambda clerk: clerk.counter.navigate.open_registered(),
    "ContactPage": lambda clerk: clerk.counter.navigate.open_contact(clerk.read(main_order)[0]),
    "ActivationPage": lambda clerk: clerk.counter.navigate.open_activation(clerk.read(main_order)[0]),
    "JoinPage": lambda clerk: clerk.counter.navigate.open_join(clerk.read(main_order)[0]),
    "AttachmentsPage": lambda clerk: clerk.counter.navigate.open_attachments(
        AttachmentPlace(clerk.read(main_order)[0])
    ),
    "VisitPage": lambda clerk: clerk.counter.navigate.open_visit(*clerk.read(main_order)),
    "PaymentPage": lambda clerk: clerk.counter.navigate.open_payment(clerk.read(main_order)[1]),
    "PaperPage": open_letter,
    "HelpPage": lambda clerk: clerk.counter.navigate.open_help(),
    "CallPage": lambda clerk: clerk.counter.navigate.open_call(),
    "CallBacksPage": lambda clerk: clerk.counter.navigate.open_call_backs(),
    "DirectoryPage": lambda clerk: clerk.counter.navigate.open_directory(),
    "DealershipPage": lambda clerk: clerk.counter.navigate.open_dealership("2711"),
    "ImportPage": lambda clerk: clerk.counter.navigate.open_import(),
    "HeadOfficePage": lambda clerk: clerk.counter.navigate.open_head_office(),
    "SettingsPage": lambda clerk: clerk.counter.navigate.open_settings(),
    "CustomerFilePage": lambda clerk: clerk.counter.navigate.open_customer(*clerk.read(main_order)),
}
"""Every page and how it is opened; the file stands last, so that it is in front."""


def open_all(clerk: Clerk) -> tuple[Page, ...]:
    for opened in OPENERS.values():
        opened(clerk)
        clerk.settle()
    page = clerk.page
    assert isinstance(page, CustomerFilePage)
    page.header.reveal_asked.emit("درخواست خود مراجع")
    clerk.until(lambda: CODE in seen_words(clerk.counter.window))
    clerk.counter.window.shell.top_bar.search.setText("تهرانی")
    return clerk.counter.window.shell.tabs.pages


def test_next_person_sees_no_page_of_the_last_one(clerk: Clerk) -> None:
    """Every page, every role; whoever may find nobody sees no customer at all."""
    assert set(OPENERS) == set(page_classes())
    add_colleagues(clerk, *(frozenset({role}) for role in Role))
    name = clerk.read(lambda unit: get_customer(unit, main_order(unit)[0]).name)
    switch_to(clerk, MANAGER)
    window = clerk.counter.window
    pages = open_all(clerk)
    assert {type(page).__name__ for page in pages} == set(OPENERS)
    for role in Role:
        switch_to(clerk, name_of(role))
        assert [page.title for page in pages if page.isVisible()] == [], role
        assert not set(window.shell.tabs.pages) & set(pages)
        seen = seen_words(window)
        assert CODE not in seen
        assert window.shell.top_bar.search.text() == ""
        assert not window.shell.top_bar.search.isUndoAvailable()
        if not may(frozenset({role}), Right.FIND):
            assert name not in seen
            assert window.shell.tabs.strip.count() == 0
        else:
            assert list(map(type, window.shell.tabs.pages)) == [DeadlinesPage]
    switch_to(clerk, MANAGER)
    assert window.shell.tabs.pages == pages
    assert clerk.page is pages[-1]
    assert name in seen_words(window)
    assert CODE not in seen_words(window), "the next look needs a reason again"


def test_each_person_has_own_tabs_and_own_words(clerk: Clerk) -> None:
    add_colleagues(clerk, frozenset({Role.CLERK}), names=("نگار",))
    tabs = clerk.counter.window.shell.tabs
    clerk.press(Qt.Key.Key_F2)
    clerk.settle()
    clerk.enter()  # a natural person
    clerk.type("0499370899")
    first = clerk.page
    assert isinstance(first, RegistrationPage)
    before = tabs.pages
    switch_to(clerk, "نگار")
    clerk.press(Qt.Key.Key_F2)
    clerk.settle()
    second = clerk.page
    assert isinstance(second, RegistrationPage)
    assert second is not first
    assert second.sheet.draft_banner.isHidden()
    assert "0499370899" not in seen_words(clerk.counter.window)
    clerk.enter()  # a natural person
    clerk.type("0790419904")
    switch_to(clerk, CLERK)
    assert tabs.pages == before
    assert clerk.page is first
    assert first.form.raws()["national_code"].endswith("0899")
    switch_to(clerk, "نگار")
    assert clerk.page is second
    assert second.form.raws()["national_code"].endswith("9904")


def test_draft_of_a_closed_form_waits_for_its_person(clerk: Clerk) -> None:
    add_colleagues(clerk, frozenset({Role.CASHIER}), names=("نگار",))
    clerk.press(Qt.Key.Key_F2)
    clerk.settle()
    clerk.enter()  # a natural person
    clerk.type("0499370899")
    clerk.counter.navigate.close_current()
    clerk.settle()
    for name, is_offered in (("نگار", False), (CLERK, True)):
        switch_to(clerk, name)
        clerk.press(Qt.Key.Key_F2)
        clerk.settle()
        page = clerk.page
        assert isinstance(page, RegistrationPage)
        assert page.sheet.draft_banner.isHidden() is not is_offered
        clerk.counter.navigate.close_current()


def test_page_that_was_away_shows_what_happened_meanwhile(clerk: Clerk) -> None:
    clerk.counter.navigate.open_files()
    clerk.counter.navigate.open_customer(*clerk.read(main_order))
    page = clerk.page
    assert isinstance(page, CustomerFilePage)
    clerk.until(lambda: page.file is not None)
    before = page.file
    switch_to(clerk, MANAGER)
    customer_id, _ = clerk.read(main_order)
    clerk.counter.change_bus.publish(Changes(frozenset({("customers", customer_id)})))
    clerk.settle()
    assert page.file is before
    switch_to(clerk, CLERK)
    assert page.file is not before


def test_right_that_is_taken_away_closes_its_pages(clerk: Clerk) -> None:
    """A manager changes the roles of a clerk, whose tabs wait: what they may no longer do is not seen again."""
    clerk.counter.navigate.open_plans()
    clerk.counter.navigate.open_customer(*clerk.read(main_order))
    clerk.settle()
    switch_to(clerk, MANAGER)

    def take_away(unit: Unit) -> None:
        unit.session.execute(update(StaffRecord).where(StaffRecord.name == CLERK).values(roles="administrator"))

    clerk.counter.tasks.run_write(clerk.counter, take_away, lambda _written: None)
    clerk.settle()
    clerk.counter.on_duty.staff_changed.emit()
    clerk.settle()
    switch_to(clerk, CLERK)
    assert [type(page).__name__ for page in clerk.counter.window.shell.tabs.pages] == ["PlansPage"]


def test_page_that_closes_while_it_is_away_takes_its_tab_along(clerk: Clerk) -> None:
    tabs = clerk.counter.window.shell.tabs
    clerk.counter.navigate.open_plans()
    clerk.counter.navigate.open_directory()
    clerk.settle()
    left = tabs.pages
    switch_to(clerk, MANAGER)
    clerk.counter.navigate.close_page(left[-1])
    switch_to(clerk, CLERK)
    assert tabs.pages == left[:-1]
    assert tabs.strip.count() == len(left) - 1
