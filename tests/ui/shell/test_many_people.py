"""Sign-in with many people: the PIN, every message and the chosen name stay in sight; letters jump to a name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from dealer_app.domain.staff import Role
from tests.ui.clerk import Clerk
from tests.ui.doubts import doubt_the_day
from tests.ui.people import add_colleagues, chosen_name, locked_page
from ui.look.theme import SCALES, theme
from ui.texts import sign_in as words

SMALLEST = (1024, 668)
"""Free area of the smallest screen without the title bar, in pixels."""
NAMES = (
    *("نگار نمونه", "نرگس صادقی", "پریسا کاظمی", "بهرام یوسفی", "كاوه رستمی", "آرش امینی", "مینا شریفی", "یاسر قربانی"),
    *("لیلا هاشمی", "سینا مرادی"),
)


def is_seen_whole(widget: QWidget) -> bool:
    """Return whether nothing of a widget is cut off."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def settle(clerk: Clerk) -> None:
    clerk.settle()
    for _ in range(3):  # a layout asks for another
        QApplication.processEvents()


@pytest.mark.parametrize("percent", SCALES)
def test_pin_message_and_chosen_name_are_in_sight(clerk: Clerk, percent: int) -> None:
    add_colleagues(clerk, *[frozenset({Role.CLERK})] * len(NAMES), names=NAMES)
    clerk.counter.window.resize(*SMALLEST)
    theme.use("light", percent)
    clerk.press(Qt.Key.Key_F12)
    page = locked_page(clerk)
    for _ in range(len(NAMES) + 2):
        settle(clerk)
        chosen = page.people.chosen_button()
        assert chosen is not None
        parts = (page.title, page.pin, page.message, chosen, *([] if page.demo.isHidden() else [page.demo]))
        unseen = [one for one in parts if not is_seen_whole(one)]
        assert unseen == [], chosen_name(page)
        clerk.press(Qt.Key.Key_Down)
    clerk.type("999999")
    clerk.until(lambda: page.pin.is_wrong)
    settle(clerk)
    assert page.message.text() == "رمز درست نیست."
    assert is_seen_whole(page.message)
    theme.use("light", 100)
    clerk.counter.window.resize(1366, 728)
    settle(clerk)
    assert is_seen_whole(page.people.chosen_button() or page)


def test_letters_jump_to_a_name(clerk: Clerk) -> None:
    add_colleagues(clerk, *[frozenset({Role.CLERK})] * len(NAMES), names=NAMES)
    clerk.press(Qt.Key.Key_F12)
    page = locked_page(clerk)
    clerk.type("12")
    clerk.type("نر")
    assert chosen_name(page) == "نرگس صادقی"
    assert page.pin.text() == "", "digits of another person's PIN are forgotten"
    page.people.letters.forget()
    clerk.type("کا")
    assert chosen_name(page) == "كاوه رستمی", "in any spelling"
    page.people.letters.forget()
    clerk.type("ن")
    assert chosen_name(page) == "نگار نمونه"
    clerk.type("ن")
    assert chosen_name(page) == "نرگس صادقی", "the same letter again goes to the next"
    page.people.letters.forget()
    clerk.type("ژ")
    assert chosen_name(page) == "نرگس صادقی"
    assert page.message.text() == words.NO_NAME.format(typed="ژ")
    clerk.type("271828")
    clerk.until(lambda: clerk.counter.window.is_entered)
    assert clerk.counter.window.shell.top_bar.name.text() == "نرگس صادقی"


@pytest.mark.parametrize("percent", [100, 125])
def test_many_managers_leave_the_pin_of_the_day_in_sight(clerk: Clerk, percent: int) -> None:
    add_colleagues(clerk, *[frozenset({Role.MANAGER})] * len(NAMES), names=NAMES)
    theme.use("light", percent)
    page = doubt_the_day(clerk, 400)
    for _ in range(len(NAMES) + 1):
        settle(clerk)
        chosen = page.people.chosen_button()
        assert chosen is not None
        assert [one for one in (page.pin, page.message, page.again, chosen) if not is_seen_whole(one)] == []
        clerk.press(Qt.Key.Key_Down)
    clerk.type("سین")
    assert page.people.chosen() is not None
    assert page.people.chosen().name == "سینا مرادی"  # type: ignore[union-attr]  # just asserted
    theme.use("light", 100)
