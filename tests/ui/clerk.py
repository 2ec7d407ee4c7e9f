"""A clerk at the real counter: the real window on a real encrypted demo database, driven by the keyboard."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dealer_app.desktop import Desktop
from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.staff import Actor, Role
from dealer_app.store.core.unit import Unit
from ui.line.head_office import HeadOffice
from ui.line.line import Pace
from ui.operations import entrance
from ui.page_kit.page import Page
from ui.shell.counter import Counter

T = TypeVar("T")
PIN = "222222"
WAIT_MS = 20_000


class Clerk:
    """A clerk signed in at a counter; each wait is for a condition, never for a fixed time."""

    def __init__(
        self, qtbot: QtBot, home: Path, head_office: HeadOffice | None = None, pace: Pace | None = None
    ) -> None:
        self.qtbot = qtbot
        self.counter = Counter(home, is_demo=True, head_office=head_office, pace=pace)
        self.bugs: list[Exception] = []
        self.counter.tasks.failed.disconnect()
        self.counter.tasks.failed.connect(self.bugs.append)
        self.counter.start()
        self.counter.window.resize(1366, 728)  # the screen of the tests is smaller
        self.until(lambda: self.counter.on_duty.settings.is_demo)
        self._sign_in()
        self.counter.window.activateWindow()
        QTest.qWaitForWindowActive(self.counter.window)

    @property
    def page(self) -> Page:
        """The page in front."""
        page = self.counter.window.shell.tabs.front
        assert page is not None
        return page

    @property
    def note(self) -> str:
        """The note on the screen."""
        return self.counter.window.notes.text

    def until(self, is_so: Callable[[], bool]) -> None:
        """Run the event loop until ``is_so`` and no task is running."""
        self.qtbot.waitUntil(lambda: is_so() and self.counter.tasks.is_idle, timeout=WAIT_MS)
        assert not getattr(self, "bugs", []), self.bugs

    def settle(self) -> None:
        """Wait until every running task is done."""
        self.until(lambda: True)

    def read(self, work: Callable[[Unit], T]) -> T:
        """Read from the same database on the same lane."""
        answers: list[T] = []
        self.counter.tasks.run_read(self.counter, work, answers.append)
        self.until(lambda: bool(answers))
        return answers[0]

    def type(self, text: str) -> None:
        """Type ``text`` into the focused widget; Persian letters are allowed."""
        self.take_up()
        for letter in text:
            widget = QApplication.focusWidget()
            assert widget is not None, "the keyboard is nowhere"
            QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Qt.Key(0), letter, Qt.KeyboardModifier.NoModifier)

    def take_up(self) -> None:
        """Activate the window again after a list of suggestions; offscreen has no window manager."""
        window = self.counter.window
        if QApplication.activeWindow() is not window and QApplication.activePopupWidget() is None:
            window.activateWindow()
            assert QTest.qWaitForWindowActive(window)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key in the focused widget."""
        self.take_up()
        widget = QApplication.focusWidget() or self.counter.window
        QTest.keyClick(widget, key, modifier)

    def enter(self, text: str = "") -> None:
        """Type ``text`` and press Enter."""
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def close(self) -> None:
        """Close the window like a clerk who accepts that entries wait in the outbox."""
        self.counter.line_control.leaving.go()
        self.counter.window.deleteLater()

    def _sign_in(self) -> None:
        def work(desktop: Desktop) -> Actor:
            from dealer_app.services.staff import staff

            people = desktop.read(staff.list_staff)
            clerk = next(one for one in people if Role.CLERK in one.roles)
            return entrance.sign_in(desktop, clerk.id, PIN)

        self.counter.tasks.run_desktop(self.counter, work, self.counter._on_signed_in)
        self.until(lambda: self.counter.window.is_entered)


def copy_home(template: Path, home: Path) -> Path:
    """Copy the built demo to ``home`` and return it."""
    shutil.copytree(template, home)
    return home


def build_template(home: Path) -> Path:
    """Build the demo once for all tests."""
    from dealer_app.services.demo.demo import build_demo

    desktop = Desktop(home)
    desktop.open()
    build_demo(desktop)
    desktop.close()
    return home


def main_order(unit: Unit) -> tuple[CustomerId, OrderId]:
    """Return the customer and the order of the demo's main visitor, who is invited."""
    from dealer_app.services.orders import orders

    order_id = orders.find_order_id(unit, "R2606100412")
    assert order_id is not None
    return orders.get_order(unit, order_id).customer_id, order_id


def accessible_names(widget: QWidget) -> list[str]:
    """Return the class names of controls below ``widget`` that have no accessible name."""
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView

    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView)
    controls = [child for kind in kinds for child in widget.findChildren(kind)]
    return [
        type(child).__name__
        for child in controls
        if child.isVisible() and not child.accessibleName() and not getattr(child, "text", str)()
    ]
