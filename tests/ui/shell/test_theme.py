"""The look: contrast of every used pair of colours, sizes that grow with the type, notes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from tests.ui.clerk import Clerk
from ui.look.palettes import PALETTES, TONES
from ui.look.saved_look import load_look, save_look
from ui.look.theme import SCALES, theme
from ui.pages.files.page import FilesPage
from ui.pages.sign_in.page import SignInPage
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.painted.badge import Badge

PAIRS = [("text", "window"), ("text", "card"), ("muted", "window"), ("muted", "card"), ("muted", "field")]
PAIRS += [("on_accent", "accent"), ("accent", "card"), ("accent", "accent_soft"), ("muted", "hover"), *TONES.values()]


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_has_enough_contrast(name: str, ink: str, ground: str) -> None:
    tokens = PALETTES[name]
    assert _contrast(QColor(tokens[ink]), QColor(tokens[ground])) >= 4.5


def test_both_palettes_have_the_same_tokens() -> None:
    assert PALETTES["light"].keys() == PALETTES["dark"].keys()


def test_buttons_and_badges_grow_with_the_type(clerk: Clerk) -> None:
    button, badge = KeyCapButton("قبض اصل", key="F7"), Badge("۳ روز", "amber", "clock")
    clerk.qtbot.addWidget(button)
    clerk.qtbot.addWidget(badge)
    sizes = []
    for percent in SCALES:
        theme.use("light", percent)
        sizes.append((button.sizeHint().width(), badge.sizeHint().width()))
    theme.use("light", 100)
    assert sizes == sorted(sizes)
    assert sizes[-1][0] > 1.8 * sizes[0][0]


@pytest.mark.parametrize("percent", SCALES)
def test_window_size_and_pin_are_right_at_every_type_size(clerk: Clerk, percent: int) -> None:
    window = clerk.counter.window
    window.resize(1366, 768)
    theme.use("light", percent)
    clerk.press(Qt.Key.Key_F12)
    clerk.settle()
    page = clerk.counter.entrance.currentWidget()
    assert isinstance(page, SignInPage)
    assert (window.width(), window.height()) == (1366, 768)
    assert page.pin.visibleRegion().boundingRect().height() == page.pin.height()
    theme.use("light", 100)


def test_optional_columns_are_hidden_at_large_type(clerk: Clerk) -> None:
    clerk.counter.navigate.open_files()
    clerk.settle()
    page = clerk.page
    assert isinstance(page, FilesPage)
    clerk.counter.window.resize(1366, 768)
    for percent, is_hidden in ((100, False), (200, True)):
        theme.use("light", percent)
        clerk.settle()
        assert page.table.isColumnHidden(2) is is_hidden
    theme.use("light", 100)


def test_look_is_stored_and_a_damaged_one_is_ignored(tmp_path: object) -> None:
    from pathlib import Path

    home = Path(str(tmp_path))
    assert load_look(home) == ("light", 100)
    save_look(home, "dark", 150)
    assert load_look(home) == ("dark", 150)
    (home / "look.json").write_text("{")
    assert load_look(home) == ("light", 100)


def test_notes_show_errors_in_persian_and_esc_closes_them(clerk: Clerk) -> None:
    notes = clerk.counter.window.notes
    notes.show_error(Refusal("pin_wrong"))
    assert notes.text == "رمز درست نیست."
    notes.show_error(FieldErrors([FieldError("pin_form", "pin"), FieldError("pin_wrong", "pin")]))
    assert notes.text.count("\n") == 1
    clerk.counter.window.setFocus()
    clerk.press(Qt.Key.Key_Escape)
    assert notes.text == ""


def _contrast(one: QColor, other: QColor) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    parts = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
