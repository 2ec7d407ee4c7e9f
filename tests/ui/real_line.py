"""The counter's line to head office with a replaced network."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from dealer_app.desktop import Desktop
from dealer_app.domain.head_office import LineState, TalkReport
from tests.hub.head_office import Office
from tests.sync.counters import HUB_URL, SpoiltLine
from tests.ui.clerk import Clerk
from tests.ui.settings import open_settings, sign_in_manager
from ui.line.head_office import DesktopLine
from ui.pages.settings.page import SettingsPage


class DialledLine(DesktopLine):
    """The counter's line to head office; only the network is replaced."""

    def __init__(self, line: SpoiltLine) -> None:
        self.line = line

    def talk(self, desktop: Desktop, is_stopped: Callable[[], bool]) -> TalkReport:
        """Hold one talk over the line."""
        desktop._dial = self.line.dial
        return super().talk(desktop, is_stopped)

    def enrol(self, desktop: Desktop, hub_url: str, code: str) -> LineState:
        """Enrol over the line."""
        desktop._dial = self.line.dial
        return super().enrol(desktop, hub_url, code)

    def carry_bundle(self, desktop: Desktop, file: Path, out: Path) -> None:
        """Carry a bundle over the line."""
        desktop._dial = self.line.dial
        super().carry_bundle(desktop, file, out)


def dialled_settings(clerk: Clerk, line: SpoiltLine) -> SettingsPage:
    """Connect the counter to the line, sign in the manager and open the settings of head office."""
    clerk.counter.line.head_office = DialledLine(line)
    sign_in_manager(clerk)
    return open_settings(clerk, "head_office")


def enrol_by_keyboard(clerk: Clerk, office: Office, line: SpoiltLine) -> None:
    """Enrol the counter at a real head office by typing address and code."""
    dialled_settings(clerk, line)
    clerk.enter(HUB_URL)
    clerk.enter(office.code("2606"))
    clerk.until(lambda: clerk.counter.line.view.state.enrolment == "active")


def talk_by_keyboard(clerk: Clerk) -> None:
    """Press Shift+F5 and wait until the outbox is empty and the talk is done."""
    clerk.press(Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    clerk.until(lambda: clerk.counter.line.view.state.waiting == 0 and not clerk.counter.line.is_talking)
