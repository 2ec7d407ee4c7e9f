"""Let Ctrl+Z reach the window where there is no typing to undo: Qt's editors keep the key for themselves."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget


class UndoKey(QObject):
    """Watches each editor that gets the focus."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the key for an editor that has nothing to undo; then the command of the window gets it."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if not is_asked or not event.matches(QKeySequence.StandardKey.Undo) or _can_undo(watched):  # type: ignore[attr-defined]
            return False
        event.ignore()
        return True

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, (QLineEdit, QPlainTextEdit)):
            now.installEventFilter(self)


def _can_undo(editor: QObject) -> bool:
    if isinstance(editor, QPlainTextEdit):
        return editor.document().isUndoAvailable()
    return isinstance(editor, QLineEdit) and editor.isUndoAvailable()
