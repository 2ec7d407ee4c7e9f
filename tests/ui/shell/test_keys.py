"""Keys under both keyboard layouts, the palette and the help."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.clerk import Clerk, accessible_names
from ui.commands.command import Command
from ui.commands.fuzzy import rank
from ui.commands.keys import LATIN, PERSIAN, SAME_KEY, sequences_of
from ui.look.theme import theme
from ui.pages.files.page import FilesPage

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
