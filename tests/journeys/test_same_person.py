"""The same person again: the warning follows the typing and shows the difference; no second file is made."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.clerk import Clerk, main_order
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.registration.page import RegistrationPage

CODE, OTHER_CODE = "0499370899", "۰۷۹۰۴۱۹۹۰۴"


def begin(clerk: Clerk, code: str) -> RegistrationPage:
    """Open a registration and type the code and a given name, whose field is not left."""
    clerk.press(Qt.Key.Key_F2)
    page = clerk.page
    assert isinstance(page, RegistrationPage)
    clerk.settle()
    clerk.enter()  # a natural person
    clerk.enter(code)
    clerk.type("مریم")
    return page


def words_of(widget: QWidget) -> list[str]:
    return [label.accessibleName() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_known_code_shows_what_differs_while_typing_and_opens_its_file(clerk: Clerk) -> None:
    customer_id, _ = clerk.read(main_order)
    page = begin(clerk, CODE)
    clerk.until(lambda: "نام، در پرونده: زهرا" in words_of(page.side))
    assert "نام، نوشته‌شده: مریم" in words_of(page.side)
    assert page.form.field("given_name").editor.hasFocus()
    clerk.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    clerk.type("زهرا")
    clerk.until(lambda: not any(words.startswith("نام، ") for words in words_of(page.side)))
    page.sheet._open_known()
    clerk.until(lambda: isinstance(clerk.page, CustomerFilePage) and clerk.page.file is not None)
    assert isinstance(clerk.page, CustomerFilePage)
    assert clerk.page.customer_id == customer_id


def test_same_mobile_warns_with_the_difference_and_without_a_whole_code(clerk: Clerk) -> None:
    mobile = clerk.read(stored_mobile)
    page = begin(clerk, OTHER_CODE)
    page.show_section("contact")
    page.form.field("mobile").setFocus(Qt.FocusReason.TabFocusReason)
    clerk.type(mobile)
    clerk.until(lambda: "نام، در پرونده: زهرا" in words_of(page.side))
    shown = " ".join(words_of(page.side))
    assert "۰۷۹۰۴۱۹۹۰۴" in shown
    assert CODE not in shown
    assert "۰۴۹۹۳۷۰۸۹۹" not in shown


def stored_mobile(unit: object) -> str:
    from dealer_app.services.customers import customers

    return customers.get_customer(unit, main_order(unit)[0]).fields.mobile  # type: ignore[arg-type]
