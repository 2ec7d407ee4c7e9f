"""Sign-in by PIN, the lock, and the person on duty."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from dealer_app.domain.rights import Right
from tests.ui.clerk import Clerk
from ui.pages.sign_in.page import SignInPage
from ui.shell.idle import IdleWatch
from ui.texts import sign_in as words


def test_pin_is_accepted_in_persian_digits(clerk: Clerk) -> None:
    page = _locked(clerk)
    clerk.type("۲۲۲۲۲۲")
    clerk.until(lambda: clerk.counter.window.is_entered)
    assert page.pin.text() == ""


def test_wrong_pin_is_refused_with_a_message(clerk: Clerk) -> None:
    page = _locked(clerk)
    clerk.type("999999")
    clerk.until(lambda: page.pin.is_wrong)
    assert not clerk.counter.window.is_entered
    assert page.message.text() == "رمز درست نیست."
    assert page.pin.text() == ""
    clerk.type("222222")
    clerk.until(lambda: clerk.counter.window.is_entered)


def test_five_wrong_pins_cause_a_delay(clerk: Clerk) -> None:
    page = _locked(clerk)
    for _ in range(5):
        page.pin.is_wrong = False
        clerk.type("999999")
        clerk.until(lambda: page.pin.is_wrong)
    clerk.type("222222")
    clerk.until(lambda: page.pin.is_wrong and "ثانیه" in page.message.text())
    assert not clerk.counter.window.is_entered


def test_lock_keeps_the_open_pages(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F2)
    clerk.settle()
    before = clerk.counter.window.shell.tabs.pages
    _locked(clerk)
    clerk.press(Qt.Key.Key_F3)
    assert not clerk.counter.window.is_entered, "keys of the counter sleep while it is locked"
    clerk.type("222222")
    clerk.until(lambda: clerk.counter.window.is_entered)
    assert clerk.counter.window.shell.tabs.pages == before


def test_lock_asks_for_the_person_on_duty_and_admits_another(clerk: Clerk) -> None:
    page = _locked(clerk)
    chosen = page.chosen()
    assert chosen is not None
    assert chosen.name == "سمیه کریمی"
    assert page.title.text() == words.LOCKED
    clerk.press(Qt.Key.Key_Up)
    clerk.type("111111")
    clerk.until(lambda: clerk.counter.window.is_entered)
    assert clerk.counter.on_duty.may(Right.SETTINGS)
    assert clerk.counter.window.shell.top_bar.name.text() == "حمید رضایی"


def test_idle_watch_signals_after_a_pause(clerk: Clerk) -> None:
    handle = clerk.counter.window.windowHandle()
    assert handle is not None
    watch = IdleWatch(handle, timeout_ms=1)
    with clerk.qtbot.waitSignal(watch.idle):
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(handle, key)
    watch.stop()


def _locked(clerk: Clerk) -> SignInPage:
    clerk.press(Qt.Key.Key_F12)
    page = clerk.counter.entrance.currentWidget()
    assert isinstance(page, SignInPage)
    assert not clerk.counter.window.is_entered
    return page
