"""The menu of a row, by the right mouse button or the menu key: open, copy, and what else can be done with it."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.commands.command import Command
from ui.look.icons import icon


def pop_menu(parent: QWidget, at: QPoint, commands: Iterable[Command]) -> QMenu:
    """Show the enabled commands at ``at`` (a place on the screen) and return the menu; it deletes itself."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for command in commands:
        if command.is_enabled:
            key = QKeySequence(command.key).toString(QKeySequence.SequenceFormat.NativeText)
            action = menu.addAction(icon(command.icon, "muted", 16), f"{command.name}\t{key}" if key else command.name)
            action.triggered.connect(lambda _checked, run=command.run: run())
    menu.popup(at)
    return menu
