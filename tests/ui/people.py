"""Colleagues at the counter: add them, and let one of them take over by F12 and PIN."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from dealer_app.domain.rights import roles_name
from dealer_app.domain.staff import Role, Roles
from dealer_app.services.staff.staff import insert_staff, list_staff
from dealer_app.store.core.unit import Unit
from tests.ui.clerk import PIN, Clerk
from ui.pages.sign_in.page import SignInPage

COLLEAGUE_PIN = "271828"
CLERK, MANAGER = "سمیه کریمی", "حمید رضایی"
"""The two people of the demo."""


def name_of(*roles: Role) -> str:
    """Return the name of the colleague who holds ``roles``."""
    return f"همکار {roles_name(frozenset(roles))}"


def add_colleagues(clerk: Clerk, *held: Roles, names: tuple[str, ...] = ()) -> None:
    """Add a colleague for each set of roles, and let the sign-in page know them."""
    called = names or tuple(name_of(*roles) for roles in held)

    def work(unit: Unit) -> None:
        for name, roles in zip(called, held, strict=True):
            insert_staff(unit, name, roles, COLLEAGUE_PIN)

    clerk.counter.tasks.run_write(clerk.counter, work, lambda _written: None)
    clerk.settle()
    clerk.counter.on_duty.staff_changed.emit()
    clerk.settle()


def switch_to(clerk: Clerk, name: str) -> None:
    """Lock the counter and let another person sign in, by keyboard."""
    clerk.press(Qt.Key.Key_F12)
    page = locked_page(clerk)
    for _ in clerk.read(list_staff):
        if chosen_name(page) != name:
            clerk.press(Qt.Key.Key_Down)
    assert chosen_name(page) == name
    clerk.type({CLERK: PIN, MANAGER: "111111"}.get(name, COLLEAGUE_PIN))
    clerk.until(lambda: clerk.counter.window.is_entered)
    clerk.settle()
    assert clerk.counter.window.shell.top_bar.name.text() == name


def locked_page(clerk: Clerk) -> SignInPage:
    """Return the sign-in page, which is in front."""
    page = clerk.counter.entrance.currentWidget()
    assert isinstance(page, SignInPage)
    assert not clerk.counter.window.is_entered
    return page


def chosen_name(page: SignInPage) -> str:
    """Return the name of the person whose PIN is asked for."""
    person = page.chosen()
    return person.name if person is not None else ""


def seen_words(window: QWidget) -> str:
    """Return every word that the widgets of a window show now, also for a screen reader, without the rows of tables."""
    words: list[str] = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        words += [widget.accessibleName(), widget.toolTip()]
        if isinstance(widget, QLabel | QLineEdit):
            words.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            words.append(widget.toPlainText())
    return "\n".join(words)
