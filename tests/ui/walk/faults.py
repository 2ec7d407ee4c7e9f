"""Find in a window: words that are cut, widgets that overlap or leave their parent, contents wider than their area."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from tests.ui.walk.recorder import Word, words_of
from ui.look.theme import theme
from ui.widgets.layout.floating import SHADOW, FloatingSheet
from ui.widgets.layout.one_of import OneOf
from ui.widgets.layout.scrolled import Scrolled
from ui.widgets.painted.card import Card

SLACK = 3
"""Pixels by which ink may leave its place: the last stroke of a letter reaches beyond its advance."""
ELIDED = "\u2026"
WITHOUT_WORDS = {QWidget, QFrame, QScrollArea, QScrollBar, QStackedWidget, Card, Scrolled, OneOf}
SCROLLS = (QLineEdit, QPlainTextEdit, QTabBar)


class Inspector:
    """Looks at windows; a widget that was seen with the same words and the same size is not painted again."""

    def __init__(self) -> None:
        self._seen: dict[tuple[object, ...], tuple[str, ...]] = {}

    def faults(self, window: QWidget) -> list[str]:
        """Return one line for each fault of the visible part of ``window``."""
        widgets = [window, *(child for child in window.findChildren(QWidget) if child.isVisible())]
        found = [line for widget in widgets for line in (*self._cut_words(widget), *_misplaced(widget))]
        return list(dict.fromkeys(found))

    def _cut_words(self, widget: QWidget) -> tuple[str, ...]:
        if type(widget) in WITHOUT_WORDS:
            return ()
        key = (type(widget), id(widget), widget.width(), widget.height(), _whole_text(widget), theme.scale_percent)
        if key not in self._seen:
            self._seen[key] = tuple(_cut_words(widget))
        return self._seen[key]


def name_of(widget: QWidget) -> str:
    """Return the path of a widget by class, and its words."""
    classes = []
    above: QWidget | None = widget
    while above is not None:
        classes.append(type(above).__name__)
        above = above.parentWidget()
    words = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{'<'.join(classes[:4])} «{words if isinstance(words, str) else ''}» {_box(widget.geometry())}"


def _misplaced(widget: QWidget) -> Iterator[str]:
    yield from _outside(widget)
    yield from _overlaps(widget)
    yield from _too_wide(widget)
    yield from _too_tall(widget)


def _cut_words(widget: QWidget) -> Iterator[str]:
    if widget.size().isEmpty() or isinstance(widget.parentWidget(), QAbstractItemView):
        return
    whole = _whole_text(widget)
    words = words_of(widget)
    for word in words:
        if ELIDED in word.text and ELIDED not in whole and not _may_elide(widget, whole):
            yield f"elided «{word.text}» in {name_of(widget)}"
        elif not _is_seen(word) and not isinstance(widget, SCROLLS):
            yield f"cut «{word.text}» {_box(word.ink.toRect())} of {_box(word.seen.toRect())} in {name_of(widget)}"
    if isinstance(widget, QLabel) and widget.textFormat() is Qt.TextFormat.PlainText:
        painted = sum(map(_letters, (word.text for word in words)))
        if painted < _letters(widget.text()):
            yield f"lines missing in {name_of(widget)}"


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)


def _is_seen(word: Word) -> bool:
    return word.seen.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(word.ink)


def _whole_text(widget: QWidget) -> str:
    own = getattr(widget, "text", "")
    text = own() if callable(own) else own
    hint = widget.placeholderText() if isinstance(widget, QLineEdit) else ""
    return f"{text if isinstance(text, str) else ''} {widget.accessibleName()} {hint}"


def _may_elide(widget: QWidget, whole: str) -> bool:
    """Return whether a widget elides by design: its tool tip has the whole text."""
    return isinstance(widget, QTabBar) or bool(widget.toolTip())


def _outside(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return
    if isinstance(parent, QAbstractScrollArea | QHeaderView | QTabBar) or widget.size().isEmpty():
        return
    around = SHADOW if isinstance(widget, FloatingSheet) else 0
    if not parent.rect().contains(widget.geometry().adjusted(around, around, -around, -around)):
        yield f"outside {_box(parent.rect())}: {name_of(widget)}"


def _overlaps(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractScrollArea | QTabBar | QStackedWidget | QLineEdit):
        return
    children = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and not isinstance(child, FloatingSheet)
        if child.isVisible() and not child.isWindow()
    ]
    for place, one in enumerate(children):
        for other in children[place + 1 :]:
            both = one.geometry() & other.geometry()
            if both.width() > 1 and both.height() > 1:
                yield f"overlap {_box(both)}: {name_of(one)} and {name_of(other)}"


def _too_wide(widget: QWidget) -> Iterator[str]:
    if not isinstance(widget, QScrollArea):
        return
    if widget.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        content, room = widget.widget(), widget.viewport().width()
        if content is not None and content.width() > room + 1:
            yield f"wider than {room}: {name_of(content)} in {name_of(widget)}"


def _too_tall(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QScrollArea) and widget.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        content, room = widget.widget(), widget.viewport().height()
        if content is not None and content.height() > room + 1:
            yield f"taller than {room} without a scroll bar: {name_of(content)}"


def _box(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {rect.width()}×{rect.height()}"
