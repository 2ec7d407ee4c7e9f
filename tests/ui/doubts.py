"""Make the day of the counter doubtful, so that sign-in asks a manager."""

from datetime import timedelta

from PySide6.QtCore import Qt

from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.clock import set_clock
from tests.ui.clerk import Clerk
from ui.pages.day.page import DayPage


def doubt_the_day(clerk: Clerk, days: int) -> DayPage:
    """Let the last believed moment lie ``days`` from now, lock, and sign in again."""

    def turn(unit: Unit) -> None:
        set_clock(unit.session, unit.now + timedelta(days=days))

    done: list[object] = []
    clerk.counter.tasks.run_desktop(clerk.counter, lambda desktop: desktop.write(turn), done.append)
    clerk.until(lambda: bool(done))
    clerk.press(Qt.Key.Key_F12)
    clerk.type("222222")
    clerk.until(lambda: isinstance(clerk.counter.entrance.currentWidget(), DayPage))
    page = clerk.counter.entrance.currentWidget()
    assert isinstance(page, DayPage)
    assert not clerk.counter.window.is_entered
    return page
