"""Find widgets whose keyboard focus cannot be seen: their edge looks the same with and without it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.walk.faults import name_of
from ui.look.theme import theme

EDGE = 5
"""Width of the compared edge in pixels at 100 %; a text cursor alone is no sign of focus."""
LOOKS = ("kind", "state", "bare", "rank")
"""Properties of a widget that change how it is painted."""


class FocusWatch:
    """Looks at focus rings; a kind of widget is looked at once in each palette and type size."""

    def __init__(self) -> None:
        self.seen: set[tuple[object, ...]] = set()

    def unseen(self, window: QWidget) -> list[str]:
        """Return the visible widgets of ``window`` that take the focus and do not show it."""
        found = []
        for widget in window.findChildren(QWidget):
            if _takes_focus(widget) and (key := _key(widget)) not in self.seen:
                self.seen.add(key)
                if not is_seen(widget):
                    found.append(f"focus not seen in {theme.name}: {name_of(widget)}")
        return found


def is_seen(widget: QWidget) -> bool:
    """Return whether the edge of ``widget`` changes when it gets the keyboard focus."""
    typing = QApplication.focusWidget()
    if typing is not None:
        typing.clearFocus()
    without = _edges(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    with_focus = _edges(widget)
    widget.clearFocus()
    return without != with_focus


def _takes_focus(widget: QWidget) -> bool:
    is_reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return is_reached and widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()


def _key(widget: QWidget) -> tuple[object, ...]:
    looks = [widget.property(name) or getattr(widget, name, "") for name in LOOKS]
    is_on = bool(getattr(widget, "isChecked", bool)())
    return (type(widget), *map(str, looks), is_on, theme.name, theme.scale_percent)


def _edges(widget: QWidget) -> list[QImage]:
    image = widget.grab().toImage()
    edge, width, height = theme.px(EDGE), image.width(), image.height()
    return [
        image.copy(0, 0, width, edge),
        image.copy(0, height - edge, width, edge),
        image.copy(0, 0, edge, height),
        image.copy(width - edge, 0, edge, height),
    ]
