"""What a visitor brings, on the clipboard or dragged: files and pictures are for the page, text is for a field."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence


def files_of(data: QMimeData | None) -> tuple[Path, ...]:
    """Return the local files that are copied or dragged."""
    return () if data is None else tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def is_for_page(event: QEvent) -> bool:
    """Return whether a key that a field would take as «paste» pastes files, or a picture without text."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None on a platform without a clipboard
    if data is None or not event.matches(QKeySequence.StandardKey.Paste):
        return False
    return bool(files_of(data)) or (data.hasImage() and not data.hasText())
