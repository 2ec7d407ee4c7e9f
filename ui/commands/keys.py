"""Bind keys to commands; Ctrl+letter works under both the Latin and the Persian keyboard layout.

Shortcuts compare characters, so Ctrl+P does not work under a Persian layout unless Ctrl plus the Persian letter of the
same key is bound as well (the standard layout ISIRI 9147 and Windows' older one differ in two letters).
"""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.commands.command import Command

LATIN = "QWERTYUIOPASDFGHJKLZXCVBNM"
PERSIAN = (
    "\u0636\u0635\u062b\u0642\u0641\u063a\u0639\u0647\u062e\u062d"  # Q to P
    "\u0634\u0633\u06cc\u0628\u0644\u0627\u062a\u0646\u0645"  # A to L
    "\u0638\u0637\u0632\u0631\u0630\u062f\u067e"  # Z to M
)
SAME_KEY: dict[str, tuple[str, ...]] = {latin: (persian,) for latin, persian in zip(LATIN, PERSIAN, strict=True)}
SAME_KEY["D"] = ("\u06cc", "\u064a")
SAME_KEY["M"] = ("\u067e", "\u0626")


def sequences_of(key: str) -> tuple[QKeySequence, ...]:
    """Return the sequences for ``key``: itself and, for Ctrl+letter, the same key in Persian."""
    *modifiers, last = key.split("+")
    if not modifiers or last not in SAME_KEY:
        return (QKeySequence(key),)
    return tuple(QKeySequence("+".join([*modifiers, letter])) for letter in (last, *SAME_KEY[last]))


class KeyBinder:
    """Binds the keys of a set of commands inside ``host``; a new binding replaces the previous one."""

    def __init__(self, host: QWidget) -> None:
        self._host = host
        self._shortcuts: list[QShortcut] = []

    def bind(self, commands: Iterable[Command]) -> None:
        """Bind every enabled command that has a key."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = [
            self._shortcut(sequence, command)
            for command in commands
            if command.key and command.is_enabled
            for sequence in sequences_of(command.key)
        ]

    def _shortcut(self, sequence: QKeySequence, command: Command) -> QShortcut:
        shortcut = QShortcut(sequence, self._host)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(command.run)
        return shortcut
