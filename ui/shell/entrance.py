"""Show the pages before the shell: opening, first start, sign-in, lock, and the reason if opening failed.

Painted first, so the pages of sign-in and first start are loaded only when they are needed.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ui.widgets.notes.status_screen import StatusScreen

if TYPE_CHECKING:
    from dealer_app.domain.days import DayDoubt
    from dealer_app.domain.staff import Actor
    from ui.lanes.tasks import Tasks
    from ui.operations.entrance import Opened, SignedIn
    from ui.pages.day.page import DayPage
    from ui.pages.sign_in.page import SignInPage
    from ui.pages.welcome.page import WelcomePage


class Entrance(QStackedWidget):
    """Stack of the entrance pages.

    Signals: ``signed_in`` carries the actor, ``import_requested`` fires after a first start, ``day_left_open`` carries
    the doubt about the day that nobody confirmed.
    """

    signed_in = Signal(object)
    was_set_up = Signal(object)
    import_requested = Signal()
    demo_requested = Signal()
    day_left_open = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.waiting = StatusScreen()
        self.addWidget(self.waiting)
        self._tasks: Tasks
        self._sign_in: SignInPage | None = None
        self._welcome: WelcomePage | None = None

    def use_tasks(self, tasks: "Tasks") -> None:
        """Set the lanes that the sign-in and first-start pages use."""
        self._tasks = tasks

    @property
    def is_unsaved(self) -> bool:
        """Return whether the page in front has words that closing would lose."""
        return self._welcome is not None and self.currentWidget() is self._welcome and self._welcome.is_typed

    def wait(self, text: str) -> None:
        """Show ``text`` while something is in progress."""
        self.waiting.wait(text)
        self.setCurrentWidget(self.waiting)

    def fail(self, reason: str) -> None:
        """Show why the counter did not open."""
        self.waiting.fail(reason)
        self.setCurrentWidget(self.waiting)

    def end(self, reason: str) -> None:
        """Show why the counter ended permanently."""
        self.waiting.end(reason)
        self.setCurrentWidget(self.waiting)

    def show_people(self, opened: "Opened") -> None:
        """Show the sign-in page; without any staff, start the first-start page."""
        if not opened.staff:
            self._show_welcome()
            return
        page = self._sign_in_page()
        page.show_people(opened)
        page.lock(None)
        self.setCurrentWidget(page)

    def take_people(self, opened: "Opened") -> None:
        """Update the list of staff on the sign-in page without leaving the shell."""
        self._sign_in_page().show_people(opened)

    def lock(self, actor: "Actor | None") -> None:
        """Ask for the PIN of the person on duty again."""
        page = self._sign_in_page()
        page.lock(actor)
        self.setCurrentWidget(page)

    def go_back(self) -> None:
        """Go one level back on Esc: the previous step of the first start, or an empty PIN."""
        page = self.currentWidget()
        if page is self._sign_in and self._sign_in is not None:
            if self._sign_in.pin.isEnabled():  # not while a PIN is checked
                self._sign_in.begin()
        elif page is not self.waiting and self._welcome is not None:
            self._welcome.go_back()

    def _sign_in_page(self) -> "SignInPage":
        from ui.pages.sign_in.page import SignInPage

        if self._sign_in is None:
            self._sign_in = SignInPage(self._tasks)
            self._sign_in.signed_in.connect(self.signed_in)
            self._sign_in.day_doubted.connect(self._ask_for_day)
            self.addWidget(self._sign_in)
        return self._sign_in

    def _ask_for_day(self, signed_in: "SignedIn") -> None:
        """Show the two days and ask a manager; without a confirmation the counter opens, but issues nothing."""
        from ui.pages.day.page import DayPage

        page = DayPage(self._tasks)
        page.ask_for(signed_in)
        self.addWidget(page)
        page.passed.connect(lambda actor, doubt: self._pass_day(page, actor, doubt))
        self.setCurrentWidget(page)
        page.pin.setFocus()

    def _pass_day(self, page: "DayPage", actor: "Actor", doubt: "DayDoubt | None") -> None:
        self.removeWidget(page)
        page.deleteLater()
        self.signed_in.emit(actor)
        if doubt is not None:
            self.day_left_open.emit(doubt)

    def _show_welcome(self) -> None:
        from ui.pages.welcome.page import WelcomePage

        page = self._welcome = WelcomePage(self._tasks)
        page.was_set_up.connect(self.was_set_up)
        page.import_requested.connect(self.import_requested)
        page.demo_requested.connect(self.demo_requested)
        self.addWidget(page)
        self.setCurrentWidget(page)
        page.begin()
