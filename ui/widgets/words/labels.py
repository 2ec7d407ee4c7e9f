"""Create labels by kind (title, section, muted, small); the style sheet defines the look of each."""

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
    if wraps:
        # Qt moves a wrapped Persian line to the left by the width of the space at its end; the style makes room there
        # (its «right» is the left in a right-to-left window).
        label.setProperty("wraps", "true")
    return label


def make_mark(parent: QWidget | None = None) -> QLabel:
    """Return a label for a picture; it never shows text."""
    mark = QLabel(parent)
    mark.setTextFormat(Qt.TextFormat.PlainText)
    return mark


def set_kind(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet uses (``kind``, ``state``) and re-apply the style to the widget."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def isolate_ltr(text: str) -> str:
    """Wrap a code in isolate marks (U+2066 … U+2069), so that it reads left to right inside Persian text."""
    return f"\u2066{text}\u2069"
