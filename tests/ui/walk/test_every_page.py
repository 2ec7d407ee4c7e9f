"""Walk over every page in every type size, palette and window; `make soak` walks all combinations."""

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollBar, QVBoxLayout, QWidget

from tests.ui.clerk import Clerk
from tests.ui.settings import sign_in_manager
from tests.ui.walk.faults import Inspector
from tests.ui.walk.focus import FocusWatch, is_seen
from tests.ui.walk.page_keys import clashes, key_faults, silent
from tests.ui.walk.places import Place, places_of, prepare
from tests.ui.walk.walks import SHORT, SMALLEST, USUAL, Walk
from ui.commands.command import Command
from ui.look.palettes import PALETTES
from ui.look.theme import SCALES, theme
from ui.shell.window import Window
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.words.labels import make_label

TITLE_BAR = 32


@pytest.mark.usefixtures("usual_look")
def test_every_page_fits_and_shows_its_focus(idle: Clerk, walks: tuple[Walk, ...]) -> None:
    strangers = Strangers(idle.counter.window)
    places = _made_ready(idle)
    inspector, watch = Inspector(), FocusWatch()
    found: dict[str, list[str]] = {}
    for percent, look, area in walks:
        theme.use(look, percent)
        idle.counter.window.resize(area[0], area[1] - TITLE_BAR)
        for place in places:
            for fault in _walk_to(idle, place, inspector, watch):
                found.setdefault(f"{place.name}: {fault}", []).append(f"{percent} {look} {area[0]}")
    assert found == {}
    assert strangers.names == []


def test_short_walks_see_each_size_palette_and_window() -> None:
    sizes, palettes, areas = (set(seen) for seen in zip(*(walk for pair in SHORT for walk in pair), strict=True))
    assert (sizes, palettes, areas) == (set(SCALES), set(PALETTES), {SMALLEST, USUAL})


class Strangers(QObject):
    """Watches for widgets that are shown as windows of their own: without a parent they take the focus away."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.names: list[str] = []
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # an application runs

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if is_shown and watched is not self._window and watched.windowType() == Qt.WindowType.Window:  # type: ignore[attr-defined]  # a widget
            self.names.append(f"{type(watched).__name__} {watched.accessibleName()}")  # type: ignore[attr-defined]
        return False


def test_walk_finds_a_widget_that_becomes_a_window(qapp: QApplication) -> None:
    window = _window(qapp)
    strangers = Strangers(window)
    stray = KeyCapButton("بی‌خانه")
    stray.show()
    stray.hide()
    assert strangers.names == ["KeyCapButton بی‌خانه"]
    stray.deleteLater()
    window.deleteLater()


def _made_ready(idle: Clerk) -> list[Place]:
    sign_in_manager(idle)
    done: list[object] = []
    idle.counter.tasks.run_write(idle.counter, prepare, done.append)
    idle.until(lambda: bool(done))
    return places_of(idle)


def _walk_to(idle: Clerk, place: Place, inspector: Inspector, watch: FocusWatch) -> list[str]:
    window = idle.counter.window
    size = window.size()
    place.show()
    _settle(idle)
    found = inspector.faults(window)
    for _ in range(3):  # a layout that is not at rest yet is no fault
        if found:
            _settle(idle)
            found = inspector.faults(window)
    if window.size() != size:
        found.append(f"the window grew to {window.width()}×{window.height()}")
    if place.name.startswith("head office") and (bars := _scroll_bars(window)) > 1:
        found.append(f"{bars} scroll bars")
    found += watch.unseen(window)
    if window.is_entered:
        found += key_faults(window)
    place.leave()
    return found


def _settle(idle: Clerk) -> None:
    idle.settle()
    for _ in range(3):  # a layout asks for another
        QApplication.processEvents()


def _scroll_bars(window: Window) -> int:
    bars = window.shell.tabs.findChildren(QScrollBar)
    return sum(bar.isVisible() and bar.maximum() > 0 and bar.height() > bar.width() for bar in bars)


def _window(qapp: QApplication, *widgets: QWidget) -> QWidget:
    window = QWidget()
    window.resize(400, 300)
    for widget in widgets:
        widget.setParent(window)
    window.show()
    qapp.processEvents()
    return window


def test_walk_finds_a_label_that_is_too_narrow(qapp: QApplication) -> None:
    label = make_label("نام و نام خانوادگی مشتری")
    window = _window(qapp, label)
    label.setGeometry(0, 0, 60, 24)
    assert "cut" in Inspector().faults(window)[0]
    label.setGeometry(0, 0, 200, 24)
    assert Inspector().faults(window) == []
    window.deleteLater()


def test_walk_finds_lines_and_buttons_that_are_cut(qapp: QApplication) -> None:
    lines, button = make_label("سطر نخست\nسطر دوم\nسطر سوم", wraps=True), KeyCapButton("ثبت و چاپ رسید", key="F7")
    window = _window(qapp, lines, button)
    lines.setGeometry(0, 0, 200, 24)
    button.setGeometry(0, 100, 60, 36)
    assert len(Inspector().faults(window)) >= 2
    window.deleteLater()


def test_walk_finds_overlaps_and_what_is_outside(qapp: QApplication) -> None:
    one, other = KeyCapButton("یک"), KeyCapButton("دو")
    window = _window(qapp, one, other)
    one.setGeometry(0, 0, 120, 36)
    other.setGeometry(100, 0, 120, 36)
    assert [fault.split()[0] for fault in Inspector().faults(window)] == ["overlap"]
    other.setGeometry(380, 100, 120, 36)
    assert [fault.split()[0] for fault in Inspector().faults(window)] == ["outside"]
    window.deleteLater()


def test_walk_finds_contents_that_are_wider_than_their_area(qapp: QApplication) -> None:
    content = QWidget()
    QVBoxLayout(content).addWidget(KeyCapButton("دکمه‌ای که از جای خود بسیار پهن‌تر است و نیمی از آن دیده نمی‌شود"))
    area = make_scrolled(content)
    window = _window(qapp, area)
    area.setGeometry(QRect(0, 0, 150, 100))
    qapp.processEvents()
    assert [fault.split()[0] for fault in Inspector().faults(window)] == ["wider"]
    window.deleteLater()


def test_walk_finds_a_focus_that_cannot_be_seen(qapp: QApplication) -> None:
    plain, field = QLabel("بی‌نشان"), QLineEdit()
    plain.setFocusPolicy(QLineEdit().focusPolicy())
    field.setStyleSheet("QLineEdit { border: none; }")
    button = KeyCapButton("با نشان")
    window = _window(qapp, plain, field, button)
    for widget, top in ((plain, 0), (field, 50), (button, 100)):
        widget.setGeometry(0, top, 200, 36)
    window.activateWindow()
    assert [is_seen(widget) for widget in (plain, field, button)] == [False, False, True]
    window.deleteLater()


def test_walk_finds_a_key_of_two_commands_and_a_key_without_one() -> None:
    commands = [
        Command(name, list, key) for name, key in (("a", "F4"), ("b", "Ctrl+P"), ("c", "F4"), ("d", ""), ("e", ""))
    ]
    assert clashes(commands) == ["key F4 of 2 commands"]
    assert silent(["F4", "", "Enter", "Ctrl+E"], commands) == ["key Ctrl+E does nothing"]
