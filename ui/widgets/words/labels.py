"""Words on the screen by their rank: title, section, muted, small; the style sheet gives each its look."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def make_label(text: str, kind: str = "body", parent: QWidget | None = None, *, wraps: bool = False) -> QLabel:
    """Return a plain-text label.

    ``kind``: body, muted, small, strong, section, title, headline, figure, error, warning.
    """
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("kind", kind)
    label.setWordWrap(wraps)
    return label


def set_kind(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at (``kind``, ``state``) and polish the widget anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def isolate_ltr(text: str) -> str:
    """Wrap a code, so that it reads left to right inside a Persian line (U+2066 … U+2069)."""
    return f"\u2066{text}\u2069"
