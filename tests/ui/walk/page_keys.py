"""Find keys that two commands want, and keys that a button shows although no command has them."""

from collections import Counter
from collections.abc import Iterable

from ui.commands.command import Command
from ui.shell.window import Window
from ui.widgets.controls.buttons import KeyCapButton

OF_THE_PLACE = ("Enter", "Esc", "Shift+Enter")
"""Keys that the form or the list with the focus handles, not a command."""


def key_faults(window: Window) -> list[str]:
    """Return what is wrong with the keys of the page in front and of the shell."""
    commands = (*window._commands, *window.page_commands())
    shown = [button.key for button in window.shell.tabs.findChildren(KeyCapButton) if button.isVisible()]
    return [*clashes(commands), *silent(shown, commands)]


def clashes(commands: Iterable[Command]) -> list[str]:
    """Return the keys that more than one command has."""
    counted = Counter(command.key for command in commands if command.key)
    return [f"key {key} of {count} commands" for key, count in counted.items() if count > 1]


def silent(shown: Iterable[str], commands: Iterable[Command]) -> list[str]:
    """Return the keys on buttons that no command has."""
    known = {command.key for command in commands}
    return [f"key {key} does nothing" for key in sorted({*shown} - known - {"", *OF_THE_PLACE})]
