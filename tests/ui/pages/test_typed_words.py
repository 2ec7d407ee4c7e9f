"""What is typed in any form is kept: by closing its tab, by closing the window, by locking, and every three seconds.

Each test types into every field of every page, so a new page is covered without a change here; only ``OPENERS`` must
name it, which the first test checks.
"""

import ast
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from dealer_app.domain.ids import PaymentId
from tests.architecture.source_tree import ROOT, functions_of, python_files
from tests.ui.clerk import Clerk, main_order
from tests.ui.settings import sign_in_manager
from ui.forms.checks_field import ChecksField
from ui.forms.choice_field import CheckField, ChoiceField
from ui.forms.code_field import CodeField
from ui.forms.field import Field
from ui.forms.jalali_field import JalaliField
from ui.forms.rial_field import RialField
from ui.forms.sheba_field import ShebaField
from ui.forms.text_field import LineField, NoteField
from ui.page_kit.page import Page
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.help.page import HelpPage
from ui.pages.payments.page import PaymentPage
from ui.pages.registration.page import RegistrationPage
from ui.pages.settings.page import SettingsPage


def registration(clerk: Clerk) -> Page:
    clerk.counter.navigate.open_registration()
    return settled(clerk)


def correction(clerk: Clerk) -> Page:
    clerk.counter.navigate.open_registration(customer_id=clerk.read(main_order)[0])
    return settled(clerk)


def payment(clerk: Clerk) -> Page:
    clerk.counter.navigate.open_payment(clerk.read(main_order)[1])
    return settled(clerk)


def customer_file(clerk: Clerk) -> Page:
    clerk.counter.navigate.open_customer(*clerk.read(main_order))
    page = settled(clerk)
    assert isinstance(page, CustomerFilePage)
    if page.events._reversing is None:
        page.header._reveal_box.show()
        page.events.ask_reason(PaymentId(UUID(int=1)))
    return page


def registered(clerk: Clerk) -> Page:
    clerk.counter.navigate.open_registered()
    return settled(clerk)


def contact(clerk: Clerk) -> Page:
    clerk.counter.navigate.open_contact(clerk.read(main_order)[0])
    return settled(clerk)


def join(clerk: Clerk) -> Page:
    clerk.counter.navigate.open_join(clerk.read(main_order)[0])
    return settled(clerk)


def settings(clerk: Clerk) -> Page:
    clerk.counter.navigate.open_settings()
    return settled(clerk)


def help_of_a_file(clerk: Clerk) -> Page:
    sign_in_manager(clerk)
    clerk.counter.navigate.open_customer(*clerk.read(main_order))
    settled(clerk)
    clerk.counter.navigate.open_help()
    page = settled(clerk)
    assert isinstance(page, HelpPage)
    page.begin_new()
    return settled(clerk)


OPENERS: dict[str, tuple[Callable[[Clerk], Page], ...]] = {
    "registration": (registration, correction),
    "payments": (payment,),
    "customer_file": (customer_file,),
    "registered": (registered,),
    "contacts": (contact,),
    "joins": (join,),
    "settings": (settings,),
    "help": (help_of_a_file,),
}
WITHOUT_WORDS = {
    "files": "its filter is no form",
    "deadlines": "only filters that act at once",
    "directory": "its filter is no form",
    "plans": "only filters that act at once, and the name of a file",
    "head_office": "only choices that act at once",
    "imports": "only the name of a file",
    "papers": "only the choice of a printer",
    "activation": "only a code, which is a secret",
    "sign_in": "only a PIN",
    "day": "only a PIN",
    "welcome": "asks before it closes",
}
ELSEWHERE = {
    "call_backs": "ui/pages/test_call_pages.py::test_result_is_there_again_after_its_tab_was_closed",
    "calls": "journeys/test_calls.py::test_second_call_opens_beside_the_first_and_both_keep_their_words",
    "attachments": "journeys/test_attachments.py::test_what_is_typed_is_there_again",
    "dealership": "ui/pages/test_directory_page.py::test_form_keeps_its_draft",
    "requests": "ui/pages/test_request_page.py::test_draft_of_an_order_is_resumed",
    "visits": "journeys/test_visit.py::test_draft_of_a_visit_is_offered_again",
}
"""Pages whose fields depend on one another, so that not all can be typed into at once -> the test of their draft."""
every_form = pytest.mark.parametrize("opened", [opener for openers in OPENERS.values() for opener in openers])


def settled(clerk: Clerk) -> Page:
    clerk.settle()
    return clerk.page


def type_everywhere(page: Page) -> dict[str, str]:
    """Type into every field that a draft keeps; return the input of the page by field name."""
    for field in fields_of(page):
        typed = new_words(field)
        if typed != field.raw():
            field.set_raw(typed)
            field.edited.emit()
    return raws_of(page)


def fields_of(page: Page) -> list[Field]:
    """Return the fields that a draft keeps; a choice of kind hides fields, so it stays as it is."""
    return [field for field in page.findChildren(Field) if field.is_kept and field.name not in {"kind", "bank_name"}]


def raws_of(page: Page) -> dict[str, str]:
    return {f"{at}.{field.name}": field.raw() for at, field in enumerate(fields_of(page))}


def new_words(field: Field) -> str:
    if isinstance(field, ChoiceField):
        return str(field.box.itemData(field.box.count() - 1) or "")
    words: dict[type[Field], str] = {
        CheckField: "yes",
        ChecksField: "phone+cashier",
        JalaliField: "1370/01/02",
        ShebaField: "IR820540102680020817909002",
        RialField: "123000",
        CodeField: "12345",
        NoteField: "سطر یک\nسطر دو",
        LineField: "نوشته",
    }
    return next(typed for kind, typed in words.items() if isinstance(field, kind))


def resume(clerk: Clerk, page: Page) -> None:
    """Press every button that continues a draft."""
    from ui.drafts.banner import DraftBanner

    for banner in page.findChildren(DraftBanner):
        if not banner.isHidden():
            banner.resume.click()
    clerk.settle()


def test_every_page_with_fields_is_listed() -> None:
    pages = {path.parts[2] for path in python_files("ui") if path.parts[:2] == ("ui", "pages") and len(path.parts) > 3}
    assert pages == {*OPENERS, *WITHOUT_WORDS, *ELSEWHERE}


def _problem_of(named: str) -> str:
    """Return what is wrong with the test of a draft, "" if it closes the tab and reads the words in the next one."""
    file, _, name = named.partition("::")
    path = ROOT / "tests" / file
    tests = {one.name: ast.unparse(one) for one in functions_of(path)} if path.is_file() else {}
    if name not in tests:
        return "there is no such test"
    closes = max(tests[name].find(way) for way in ("Key.Key_W", "close_current", "close_page"))
    if closes < 0:
        return "it closes no tab"
    return "" if ".raw()" in tests[name][closes:] else "it does not read what was typed"


def test_each_test_named_elsewhere_resumes_a_draft() -> None:
    assert {page: problem for page, named in ELSEWHERE.items() if (problem := _problem_of(named))} == {}


@pytest.mark.parametrize(
    ("named", "problem"),
    [
        ("ui/pages/test_request_page.py::test_that_is_not_there", "there is no such test"),
        ("ui/pages/test_no_page.py::test_order_by_keyboard_opens_the_slip", "there is no such test"),
        ("ui/pages/test_request_page.py::test_order_by_keyboard_opens_the_slip", "it closes no tab"),
    ],
)
def test_name_that_proves_nothing_is_found(named: str, problem: str) -> None:
    assert _problem_of(named) == problem


@every_form
def test_closed_tab_keeps_what_is_typed(clerk: Clerk, opened: Callable[[Clerk], Page]) -> None:
    become_manager(clerk)
    page = opened(clerk)
    typed = type_everywhere(page)
    assert page.is_dirty()
    clerk.counter.navigate.close_current()
    clerk.settle()
    again = opened(clerk)
    assert again is not page
    resume(clerk, again)
    assert raws_of(again) == typed


@every_form
def test_closed_window_keeps_what_is_typed(clerk: Clerk, opened: Callable[[Clerk], Page], tmp_path: Path) -> None:
    become_manager(clerk)
    typed = type_everywhere(opened(clerk))
    clerk.counter.line_control.leaving.go()
    later = Clerk(clerk.qtbot, tmp_path / "home")
    try:
        become_manager(later)
        again = opened(later)
        resume(later, again)
        assert raws_of(again) == typed
    finally:
        later.close()


@every_form
def test_lock_keeps_what_is_typed(clerk: Clerk, opened: Callable[[Clerk], Page]) -> None:
    become_manager(clerk)
    page = opened(clerk)
    typed = type_everywhere(page)
    clerk.press(Qt.Key.Key_F12)
    clerk.settle()
    assert not clerk.counter.window.is_entered
    assert raws_of(page) == typed
    assert clerk.read(count_drafts) > 0


def test_secrets_are_in_no_draft(clerk: Clerk) -> None:
    become_manager(clerk)
    page = settings(clerk)
    assert isinstance(page, SettingsPage)
    for section in page.sections.values():
        for field in section.grid.fields():
            if not field.is_kept and isinstance(field, LineField):
                field.set_raw("735912")
    type_everywhere(page)
    page.keep_draft()
    clerk.settle()
    assert "735912" not in clerk.read(all_drafts)


def test_reload_leaves_what_is_typed_in_the_settings(clerk: Clerk) -> None:
    become_manager(clerk)
    page = settings(clerk)
    typed = type_everywhere(page)
    clerk.press(Qt.Key.Key_F5)
    clerk.settle()
    assert raws_of(page) == typed


def test_saved_payment_leaves_no_draft(clerk: Clerk) -> None:
    page = payment(clerk)
    assert isinstance(page, PaymentPage)
    page.amount.set_raw("1000000")
    page.reference.set_raw("AB12")
    page.drafts.note_edit()
    page.keep_draft()
    clerk.settle()
    assert clerk.read(count_drafts) == 1
    page.save()
    clerk.until(lambda: clerk.page is not page)
    assert clerk.read(count_drafts) == 0


def test_untouched_forms_leave_no_draft(clerk: Clerk) -> None:
    become_manager(clerk)
    for openers in OPENERS.values():
        for opened in openers:
            assert not opened(clerk).is_dirty()
            clerk.counter.navigate.close_current()
    clerk.settle()
    assert clerk.read(count_drafts) == 0


def test_dropped_draft_is_not_offered_again(clerk: Clerk) -> None:
    page = registration(clerk)
    assert isinstance(page, RegistrationPage)
    type_everywhere(page)
    clerk.counter.navigate.close_current()
    again = registration(clerk)
    assert isinstance(again, RegistrationPage)
    again.sheet.draft_banner.discard.click()
    clerk.settle()
    assert clerk.read(count_drafts) == 0


def become_manager(clerk: Clerk) -> None:
    """Let a manager sign in, so that every section of the settings can be typed into."""
    from dataclasses import replace

    from dealer_app.domain.staff import Role

    on_duty = clerk.counter.on_duty
    assert on_duty.actor is not None
    on_duty.sign_in(replace(on_duty.actor, roles=frozenset({Role.MANAGER})))


def count_drafts(unit: object) -> int:
    from dealer_app.services import drafts

    return len(drafts.list_drafts(unit))  # type: ignore[arg-type]


def all_drafts(unit: object) -> str:
    from dealer_app.services import drafts

    return str([draft.body for draft in drafts.list_drafts(unit)])  # type: ignore[arg-type]
