"""A doubt below a field: said while typing, kept until the input changes, confirmed by an act of its own only."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dealer_app.domain.errors import FieldError
from tests.ui.forms.conftest import type_into
from ui.forms.code_field import CodeField
from ui.forms.enter_chain import EnterChain
from ui.forms.field import FieldState
from ui.forms.field_grid import FieldGrid
from ui.forms.rial_field import RialField
from ui.forms.text_field import TextField

Show = Callable[..., QWidget]
MOVING_ON = (
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
    (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier),
    (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier),
    (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
)


def postal() -> CodeField:
    """Return a field in which every input is doubtful, and a mark confirms it."""
    field = CodeField("postal_code", "کد پستی", str)
    field.warn = lambda _text: FieldError("postal_code_unusual", is_warning=True)
    return field


def amount() -> RialField:
    """Return a field in which every input is doubtful, and typing it again confirms it."""
    field = RialField("amount", "مبلغ")
    words = {"typed": "۱", "account": "اصل", "remaining": "۱"}
    field.warn = lambda _text: FieldError("amount_far_more", is_warning=True, **words)
    return field


def grid_of(show: Show, *fields: CodeField | RialField | TextField) -> FieldGrid:
    grid = FieldGrid(1)
    grid.add(*fields)
    show(grid)
    return grid


@pytest.mark.parametrize("make", [postal, amount])
def test_doubt_is_said_while_typing_and_stays(show: Show, make: Callable[[], CodeField | RialField]) -> None:
    field, other = make(), TextField("name", "نام")
    grid_of(show, field, other)
    type_into(field.line, "5")
    assert field.state is FieldState.WARNING
    other.line.setFocus()
    assert field.state is FieldState.WARNING
    assert field.sentence.words.isVisible()
    assert field.answer.isVisible()


@pytest.mark.parametrize("make", [postal, amount])
def test_keys_that_move_on_confirm_nothing(show: Show, make: Callable[[], CodeField | RialField]) -> None:
    field, other = make(), TextField("name", "نام")
    grid = grid_of(show, field, other)
    chain = EnterChain(grid, grid.fields(), lambda: None)
    type_into(field.line, "5")
    for start in (field.line, field.answer.box, field.answer.again):
        for key, modifier in MOVING_ON:
            start.setFocus()
            for _ in range(3):
                QTest.keyClick(QApplication.focusWidget() or start, key, modifier)
            assert grid.confirmed() == frozenset(), (start, key)
            assert len(grid.open_doubts()) == 1
    assert chain.focus_first_wrong(["postal_code", "amount"])
    assert QApplication.focusWidget() in (field.answer.box, field.answer.again)


def test_mark_confirms_until_the_input_changes(show: Show) -> None:
    field = postal()
    grid = grid_of(show, field)
    type_into(field.line, "5")
    QTest.keyClick(field.answer.box, Qt.Key.Key_Space)
    assert grid.confirmed() == {"postal_code_unusual"}
    assert not grid.open_doubts()
    field.check()
    assert grid.confirmed() == {"postal_code_unusual"}
    type_into(field.line, "6")
    assert grid.confirmed() == frozenset()
    assert not field.answer.box.isChecked()


@pytest.mark.parametrize(("again", "is_confirmed"), [("12500", True), ("۱۲٬۵۰۰", True), ("12501", False), ("", False)])
def test_only_the_same_amount_confirms(show: Show, again: str, is_confirmed: bool) -> None:
    field = amount()
    grid = grid_of(show, field)
    type_into(field.line, "12500")
    type_into(field.answer.again, again)
    assert bool(grid.confirmed()) is is_confirmed
    assert not field.answer.box.isVisible()


def test_amount_in_doubt_is_still_shown_in_words(show: Show) -> None:
    field = amount()
    show(field)
    type_into(field.line, "12500")
    assert "دوازده هزار و پانصد" in field.sentence.words.text()


@pytest.mark.parametrize("is_warning", [True, False])
def test_what_only_the_database_knows_stays_until_the_input_changes(show: Show, is_warning: bool) -> None:
    field, other = CodeField("bank_reference", "پیگیری", str), TextField("name", "نام")
    grid = grid_of(show, field, other)
    type_into(field.line, "77")
    grid.show_errors([FieldError("bank_reference_used", "bank_reference", is_warning=is_warning, number="۱")])
    expected = FieldState.WARNING if is_warning else FieldState.ERROR
    for editor in (field.line, other.line, field.line):
        editor.setFocus()
        assert field.state is expected
    type_into(field.line, "8")
    assert field.state is FieldState.OK
