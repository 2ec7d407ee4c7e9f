"""A person who says «I have registered»: the pair opens the file; another mobile is changed with a paper."""

from PySide6.QtCore import Qt

from dealer_app.services.files.contacts import list_contacts
from dealer_app.store.core.unit import Unit
from tests.ui.clerk import Clerk, main_order
from ui.pages.contacts.page import ContactPage
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.registered.page import RegisteredPage
from ui.pages.registration.page import RegistrationPage
from ui.texts.customer import contacts as texts

CODE, NEW = "0499370899", "09121112233"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def mobile_of(unit: Unit) -> str:
    from dealer_app.services.customers import customers

    return customers.get_customer(unit, main_order(unit)[0]).fields.mobile


def ask(clerk: Clerk, code: str, mobile: str) -> RegisteredPage:
    clerk.press(Qt.Key.Key_R, CONTROL)
    page = clerk.page
    assert isinstance(page, RegisteredPage)
    clerk.settle()
    clerk.enter(code)
    clerk.enter(mobile)
    clerk.settle()
    return page


def test_right_pair_opens_the_file(clerk: Clerk) -> None:
    ask(clerk, CODE, clerk.read(mobile_of))
    clerk.until(lambda: isinstance(clerk.page, CustomerFilePage) and clerk.page.file is not None)
    assert clerk.page.title == "زهرا نوری‌فر"


def test_wrong_mobile_is_changed_with_a_paper_and_the_old_one_stays(clerk: Clerk) -> None:
    old = clerk.read(mobile_of)
    page = ask(clerk, CODE, NEW)
    assert page.missed.isVisible()
    assert "زهرا" not in page.missed.text
    clerk.press(Qt.Key.Key_Return)
    change = clerk.page
    assert isinstance(change, ContactPage)
    clerk.settle()
    assert change.grid.field("mobile").raw() == NEW
    assert change.whose.text() == ""
    change.grid.field("paper").setFocus(Qt.FocusReason.TabFocusReason)
    clerk.press(Qt.Key.Key_Down)
    clerk.enter()
    clerk.enter("۱۲۳/الف")
    clerk.enter()
    clerk.until(lambda: isinstance(clerk.page, CustomerFilePage) and clerk.page.file is not None)

    file = clerk.page
    assert isinstance(file, CustomerFilePage)
    assert file.file is not None
    assert file.file.customer.fields.mobile == NEW
    (kept,) = clerk.read(lambda unit: list_contacts(unit, file.customer_id))
    assert (kept.old, kept.new, kept.paper, kept.paper_number) == (old, NEW, "sim_owner", "۱۲۳/الف")
    assert [entry.kind for entry in file.file.timeline].count("contact") == 1
    assert "زهرا نوری‌فر" in clerk.note


def test_wrong_code_says_the_same_and_may_become_a_registration(clerk: Clerk) -> None:
    page = ask(clerk, "0790419904", NEW)
    assert page.missed.isVisible()
    assert page.missed.text == texts.MISSED
    clerk.press(Qt.Key.Key_2, ALT)
    form = clerk.page
    assert isinstance(form, RegistrationPage)
    clerk.settle()
    assert (form.form.field("national_code").raw(), form.form.field("mobile").raw()) == ("0790419904", NEW)


def test_change_without_a_paper_is_told_beside_the_field(clerk: Clerk) -> None:
    clerk.counter.navigate.open_customer(*clerk.read(main_order))
    clerk.settle()
    clerk.press(Qt.Key.Key_N, CONTROL)
    page = clerk.page
    assert isinstance(page, ContactPage)
    clerk.settle()
    page.grid.fill({"mobile": NEW})
    page.change()
    clerk.settle()
    paper = page.grid.field("paper")
    assert paper.error is not None
    assert paper.error.code == "contact_paper_unknown"
    assert clerk.read(mobile_of) != NEW
