"""Lists: letters add up over a pause, the open list is narrowed by them, and a city is completed from its province."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from dealer_app.domain.places import list_provinces
from ui.forms.customer_fields import contact_fields
from ui.forms.enter_chain import EnterChain
from ui.forms.text_field import TextField
from ui.widgets.controls.choice import Choice
from ui.widgets.controls.typed_letters import PAUSE_MS, TypedLetters, rows_meant


@pytest.fixture
def provinces(qtbot: QtBot) -> Iterator[Choice]:
    """The list of provinces."""
    choice = Choice()
    choice.addItems(["", *list_provinces()])
    qtbot.addWidget(choice)
    choice.show()
    yield choice
    choice.hidePopup()


def press(widget: object, letter: str, at: int, key: int = 0) -> None:
    """Type one letter at ``at`` (ms) into a widget."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
    event.setTimestamp(at)
    QApplication.sendEvent(widget, event)  # type: ignore[arg-type]


def shown_rows(choice: Choice) -> list[str]:
    """Return the rows that the open list shows."""
    view = choice.view()
    assert isinstance(view, QListView)
    return [choice.itemText(place) for place in range(choice.count()) if not view.isRowHidden(place)]


@pytest.mark.parametrize("pause", [100, 700, 1500, PAUSE_MS])
def test_letters_add_up_over_a_pause(provinces: Choice, pause: int) -> None:
    for at, letter in ((5000, "ک"), (5100, "ر"), (5100 + pause, "م"), (5200 + pause, "ا")):
        press(provinces, letter, at)
    assert provinces.currentText() == "کرمان"


def test_longer_pause_begins_a_new_word(provinces: Choice) -> None:
    press(provinces, "ک", 5000)
    press(provinces, "ر", 5100)
    press(provinces, "م", 5101 + PAUSE_MS)
    press(provinces, "ا", 5200 + PAUSE_MS)
    assert provinces.currentText() == "مازندران"


def test_space_belongs_to_the_word_and_arabic_letters_are_understood(provinces: Choice) -> None:
    for at, letter in enumerate("خراسان ر"):
        press(provinces, letter, 5000 + at)
    assert provinces.currentText() == "خراسان رضوی"
    for at, letter in enumerate("كرمانش"):
        press(provinces, letter, 20_000 + at)
    assert provinces.currentText() == "کرمانشاه"


def test_open_list_is_narrowed_and_shows_all_again(provinces: Choice) -> None:
    provinces.showPopup()
    view = provinces.view()
    for letter in "خرا":
        press(view, letter, 1)
    assert shown_rows(provinces) == ["خراسان جنوبی", "خراسان رضوی", "خراسان شمالی"]
    for _ in range(3):
        press(view, "", 1, Qt.Key.Key_Backspace)
    assert len(shown_rows(provinces)) == provinces.count()
    for letter in "مرک":
        press(view, letter, 1)
    press(view, "", 1, Qt.Key.Key_Return)
    assert provinces.currentText() == "مرکزی"
    provinces.hidePopup()
    assert len(shown_rows(provinces)) == provinces.count()


def test_rows_that_begin_with_the_letters_come_first() -> None:
    assert rows_meant("ما", ["کرمان", "ماه", "شهر ماه", ""]) == [1, 2, 0]
    letters = TypedLetters()
    assert [letters.add("ک", 0), letters.add("ر", 1), letters.shorten(), letters.add("م", 2)][-1] == "کم"


def test_city_is_completed_from_its_province(qtbot: QtBot) -> None:
    grid = contact_fields()
    qtbot.addWidget(grid)
    grid.show()
    grid.fill({"province": "کرمان"})  # a draft or a stored customer counts like a choice by hand
    city = grid.field("city")
    assert isinstance(city, TextField)
    ended: list[bool] = []
    chain = EnterChain(grid, [city], lambda: ended.append(True))
    city.line.setText("رفس")
    press(city.line, "\r", 1, Qt.Key.Key_Return)
    assert (city.raw(), ended) == ("رفسنجان", [])  # the clerk sees the word before the next Enter moves on
    press(city.line, "\r", 2, Qt.Key.Key_Return)
    assert ended == [True]
    for typed in ("زر", "ب", "دهی که نیست"):
        city.line.setText(typed)
        assert city.complete() == (typed == "زر")
    chain.deleteLater()


def test_other_province_makes_the_city_a_doubt(qtbot: QtBot) -> None:
    grid = contact_fields()
    qtbot.addWidget(grid)
    grid.fill({"province": "کرمان", "city": "رفسنجان"})
    assert grid.field("city").problem() is None
    grid.field("province").set_raw("یزد")
    found = grid.field("city").problem()
    assert found is not None
    assert found.code == "city_other_province"
    assert grid.field("city").sentence.words.text()
