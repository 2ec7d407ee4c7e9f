"""A window for fields, right to left as at the counter."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.app import make_application

Show = Callable[..., QWidget]


@pytest.fixture
def show(qtbot: QtBot, tmp_path: Path) -> Iterator[Show]:
    """Show the fields in a column and put the keyboard focus into the first."""
    make_application(tmp_path)
    windows: list[QWidget] = []  # qtbot holds only weak references

    def open_window(*fields: QWidget) -> QWidget:
        window = QWidget()
        windows.append(window)
        column = QVBoxLayout(window)
        for field in fields:
            column.addWidget(field)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        fields[0].setFocus()
        return window

    yield open_window
    for window in windows:
        window.close()
        window.deleteLater()


def type_into(widget: QWidget, text: str) -> None:
    """Type ``text`` letter by letter; pytest-qt's keyClicks aborts on Persian letters."""
    for letter in text:
        QTest.sendKeyEvent(QTest.KeyAction.Click, widget, Qt.Key(0), letter, Qt.KeyboardModifier.NoModifier)
