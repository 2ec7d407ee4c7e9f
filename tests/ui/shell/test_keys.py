"""Keys under both keyboard layouts, the palette and the help."""

from contextlib import suppress

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox
from shiboken6 import isValid

from tests.journeys.steps import CTRL, find_by_keyboard
from tests.ui.clerk import Clerk, accessible_names, main_order
from ui.commands.command import Command
from ui.commands.fuzzy import rank
from ui.commands.keys import LATIN, PERSIAN, SAME_KEY, sequences_of
from ui.look.theme import theme
from ui.pages.deadlines.page import DeadlinesPage
from ui.pages.files.page import FilesPage
from ui.pages.sign_in.page import SignInPage

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_every_letter_has_a_persian_counterpart() -> None:
    assert len(set(PERSIAN)) == len(LATIN)
    assert SAME_KEY["K"] == ("ن",)
    assert SAME_KEY["P"] == ("ح",)
    assert sequences_of("F7") == (QKeySequence("F7"),)
    assert sequences_of("Ctrl+P") == (QKeySequence("Ctrl+P"), QKeySequence("Ctrl+ح"))


def test_palette_opens_under_both_layouts(clerk: Clerk) -> None:
    sheet = clerk.counter.window.shell.palette_sheet
    clerk.press(Qt.Key.Key_K, CONTROL)
    assert sheet.isVisible()
    clerk.press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    _press_persian(clerk, "ن")
    assert sheet.isVisible()


def test_palette_finds_a_command_by_a_few_letters_and_runs_it(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_K, CONTROL)
    clerk.type("پرون")
    clerk.press(Qt.Key.Key_Return)
    clerk.settle()
    assert isinstance(clerk.page, FilesPage)
    assert not clerk.counter.window.shell.palette_sheet.isVisible()


def test_help_shows_all_keys_and_returns_the_focus(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F2)
    clerk.settle()
    before = QApplication.focusWidget()
    clerk.press(Qt.Key.Key_F1)
    sheet = clerk.counter.window.shell.help_sheet
    assert sheet.isVisible()
    clerk.press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert QApplication.focusWidget() is before


def test_enter_presses_the_focused_button_everywhere(clerk: Clerk) -> None:
    clerk.counter.navigate.open_settings()
    clerk.settle()
    for button in clerk.counter.window.findChildren(QAbstractButton):
        if not button.isVisible() or not button.isEnabled() or isinstance(button, QCheckBox):
            continue
        if not button.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        pressed: list[bool] = []
        with suppress(RuntimeError):  # a button without an action
            button.clicked.disconnect()
        button.clicked.connect(lambda _on=False, pressed=pressed: pressed.append(True))
        button.setFocus(Qt.FocusReason.TabFocusReason)
        clerk.press(Qt.Key.Key_Return)
        assert pressed == [True], f"{type(button).__name__} {button.accessibleName()}"


@pytest.mark.parametrize(
    "opened", ["files", "settings", "import", "head_office", "customer", "payment", "registration"]
)
def test_esc_goes_back_to_the_page_before_and_at_last_home(clerk: Clerk, opened: str) -> None:
    navigate, shell = clerk.counter.navigate, clerk.counter.window.shell
    customer_id, order_id = clerk.read(main_order)
    openers = {
        "customer": lambda: navigate.open_customer(customer_id),
        "payment": lambda: navigate.open_payment(order_id),
        "files": navigate.open_files,
        "settings": navigate.open_settings,
        "import": navigate.open_import,
        "head_office": navigate.open_head_office,
        "registration": navigate.open_registration,
    }
    openers["files" if opened != "files" else "settings"]()
    clerk.settle()
    before = clerk.page
    openers[opened]()
    clerk.settle()
    clerk.counter.window.notes.show("پیام")
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.note == ""
    clerk.press(Qt.Key.Key_Escape)
    clerk.settle()
    assert clerk.page is before
    clerk.press(Qt.Key.Key_Escape)
    clerk.settle()
    assert isinstance(clerk.page, DeadlinesPage)
    clerk.press(Qt.Key.Key_Escape)
    clerk.settle()
    assert shell.home.isVisible()


def test_esc_at_the_entrance_empties_the_pin(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F12)
    clerk.settle()
    page = clerk.counter.entrance.currentWidget()
    assert isinstance(page, SignInPage)
    clerk.type("123")
    clerk.press(Qt.Key.Key_Escape)
    assert page.pin.text() == ""


def test_f11_cycles_the_type_size_and_stores_it(clerk: Clerk) -> None:
    for percent in (125, 150, 200, 100, 125):
        clerk.press(Qt.Key.Key_F11)
        assert theme.scale_percent == percent
    assert '"percent": 125' in (clerk.counter.home / "look.json").read_text()
    theme.use("light", 100)


def test_tabs_close_by_key_and_the_rail_shows_the_front_tab(clerk: Clerk) -> None:
    shell = clerk.counter.window.shell
    clerk.counter.navigate.open_files()
    clerk.counter.navigate.open_settings()
    clerk.settle()
    assert shell.rail.buttons["settings"].isChecked()
    clerk.press(Qt.Key.Key_W, CONTROL)
    assert shell.rail.buttons["files"].isChecked()
    clerk.press(Qt.Key.Key_W, CONTROL)
    assert shell.rail.buttons["deadlines"].isChecked()
    clerk.press(Qt.Key.Key_W, CONTROL)
    assert shell.tabs.front is None
    assert shell.home.isVisible()


def test_every_control_of_the_shell_has_an_accessible_name(clerk: Clerk) -> None:
    clerk.counter.navigate.open_files()
    clerk.counter.navigate.open_settings()
    clerk.settle()
    assert accessible_names(clerk.counter.window) == []


def test_ranking_prefers_whole_words_to_single_letters() -> None:
    commands = [Command(name, _nothing) for name in ("ثبت پرداخت", "قبض اصل", "تنظیمات")]
    assert [command.name for command in rank("قبض", commands)] == ["قبض اصل"]
    assert rank("پرداخت", commands)[0].name == "ثبت پرداخت"
    assert rank("تنظيم", commands)[0].name == "تنظیمات"
    assert len(rank("", commands)) == len(commands)


def _press_persian(clerk: Clerk, letter: str) -> None:
    widget = QApplication.focusWidget() or clerk.counter.window
    QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Qt.Key(0), letter, CONTROL)


def _nothing() -> None:
    """Do nothing."""


def test_sheet_closes_although_what_had_the_keyboard_is_gone(clerk: Clerk) -> None:
    """A page reads again while a sheet is open: its buttons are made anew, and the former one is no more."""
    page = find_by_keyboard(clerk, "R2606100412", "زهرا نوری‌فر")
    for key, modifier, sheet in (
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, clerk.counter.window.shell.help_sheet),
        (Qt.Key.Key_K, CTRL, clerk.counter.window.shell.palette_sheet),
    ):
        page.begin()
        former = QApplication.focusWidget()
        assert former is not None
        clerk.press(key, modifier)
        assert sheet.isVisible()
        page.refresh()
        clerk.until(lambda former=former: not isValid(former))  # type: ignore[misc]
        clerk.press(Qt.Key.Key_Escape)
        assert not sheet.isVisible()
        clerk.settle()
        assert page.isVisible()
