"""The day that this PC shows is asked for after sign-in when it is not believed; a manager confirms it by PIN."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from dealer_app.services.days.days import find_doubt
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.clock import set_clock
from resources.texts.errors import SENTENCES
from tests.ui.clerk import Clerk
from tests.ui.doubts import doubt_the_day


@pytest.mark.parametrize("days", [400, -400])
def test_manager_confirms_the_day_by_pin(clerk: Clerk, days: int) -> None:
    page = doubt_the_day(clerk, days)
    assert "۱۴" in page.now.text()
    assert page.now.text() != page.last.text()
    if folder := os.environ.get("BAJEH_PICTURES"):
        clerk.counter.window.grab()
        clerk.settle()
        clerk.counter.window.grab().save(str(Path(folder) / f"day{days}.png"))
    clerk.type("222222")
    clerk.until(lambda: page.pin.is_wrong)
    assert page.message.text() == SENTENCES["pin_wrong"]
    clerk.type("۱۱۱۱۱۱")
    clerk.until(lambda: clerk.counter.window.is_entered)
    assert clerk.read(find_doubt) is None
    assert clerk.counter.on_duty.actor is not None
    assert clerk.counter.on_duty.actor.name == "سمیه کریمی"
    assert clerk.read(_newest_action) == "day_confirmed"


def _newest_action(unit: Unit) -> str:
    return unit.session.query(AuditRecord).order_by(AuditRecord.n.desc()).limit(1).one().action


def test_without_a_confirmation_the_counter_opens_and_says_so(clerk: Clerk) -> None:
    page = doubt_the_day(clerk, 400)
    clerk.press(Qt.Key.Key_Tab)
    clerk.press(Qt.Key.Key_Tab)
    assert page.without.hasFocus()
    clerk.press(Qt.Key.Key_Space)
    clerk.until(lambda: clerk.counter.window.is_entered)
    assert "تأیید" in clerk.note
    assert clerk.read(find_doubt) is not None


def test_corrected_clock_is_looked_at_again(clerk: Clerk) -> None:
    page = doubt_the_day(clerk, 400)
    done: list[object] = []
    clerk.counter.tasks.run_desktop(
        clerk.counter, lambda desktop: desktop.write(lambda unit: set_clock(unit.session, unit.now)), done.append
    )
    clerk.until(lambda: bool(done))
    clerk.press(Qt.Key.Key_Tab)
    assert page.again.hasFocus()
    clerk.press(Qt.Key.Key_Space)
    clerk.until(lambda: clerk.counter.window.is_entered)
