"""What stands before the counter: opening, first start, sign-in and lock; and why it did not open.

Painted first of all, so it loads the pages of sign-in and first start only when they are wanted.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ui.widgets.notes.status_screen import StatusScreen

if TYPE_CHECKING:
    from dealer_app.domain.staff import Actor
    from ui.lanes.tasks import Tasks
    from ui.operations.entrance import Opened
    from ui.pages.sign_in.page import SignInPage


class Entrance(QStackedWidget):
    """Shows one of its pages; ``signed_in`` carries the actor, ``import_requested`` fires after a first start."""

    signed_in = Signal(object)
    was_set_up = Signal(object)
    import_requested = Signal()
    demo_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.waiting = StatusScreen()
        self.addWidget(self.waiting)
        self._tasks: Tasks
        self._sign_in: SignInPage | None = None

    def use_tasks(self, tasks: "Tasks") -> None:
        """Take the lanes that sign-in and first start ask."""
        self._tasks = tasks

    def wait(self, text: str) -> None:
        """Say what is going on."""
        self.waiting.wait(text)
        self.setCurrentWidget(self.waiting)

    def fail(self, reason: str) -> None:
        """Say why the counter did not open."""
        self.waiting.fail(reason)
        self.setCurrentWidget(self.waiting)

    def end(self, reason: str) -> None:
        """Say why the counter ended for good."""
        self.waiting.end(reason)
        self.setCurrentWidget(self.waiting)

    def show_people(self, opened: "Opened") -> None:
        """Ask who is at the counter; a counter without staff begins its first start."""
        if not opened.staff:
            self._show_welcome()
            return
        page = self._sign_in_page()
        page.show_people(opened)
        page.lock(None)
        self.setCurrentWidget(page)

    def take_people(self, opened: "Opened") -> None:
        """Take a changed list of staff without leaving the counter."""
        self._sign_in_page().show_people(opened)

    def lock(self, actor: "Actor | None") -> None:
        """Ask for the PIN of the person on duty again."""
        page = self._sign_in_page()
        page.lock(actor)
        self.setCurrentWidget(page)

    def _sign_in_page(self) -> "SignInPage":
        from ui.pages.sign_in.page import SignInPage

        if self._sign_in is None:
            self._sign_in = SignInPage(self._tasks)
            self._sign_in.signed_in.connect(self.signed_in)
            self.addWidget(self._sign_in)
        return self._sign_in

    def _show_welcome(self) -> None:
        from ui.pages.welcome.page import WelcomePage

        page = WelcomePage(self._tasks)
        page.was_set_up.connect(self.was_set_up)
        page.import_requested.connect(self.import_requested)
        page.demo_requested.connect(self.demo_requested)
        self.addWidget(page)
        self.setCurrentWidget(page)
        page.begin()
