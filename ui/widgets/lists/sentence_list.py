"""List sentences that are only read: the keyboard scrolls it and Ctrl+C copies all of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QListWidget


class SentenceList(QListWidget):
    """Sentences below each other, for example what is wrong with a sheet; ``name`` is read out by screen readers."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Show these sentences from the first on; an empty list takes no focus."""
        self.clear()
        self.addItems(list(sentences))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if sentences else Qt.FocusPolicy.NoFocus)

    def text(self) -> str:
        """Return all sentences, one a line."""
        return "\n".join(self.item(at).text() for at in range(self.count()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0:
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text())
        else:
            super().keyPressEvent(event)
