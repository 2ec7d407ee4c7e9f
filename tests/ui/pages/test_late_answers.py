"""An answer that comes after another row was chosen: it shows nothing there and takes no typed word away."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.clerk import Clerk
from tests.ui.pages.call_backs import PHONE, call_backs
from ui.forms.field import Field
from ui.page_kit.answers import while_same
from ui.pages.call_backs.page import CallBacksPage
from ui.pages.call_backs.side import CallBackSide

ACTS: dict[str, Callable[[CallBackSide], QWidget]] = {
    "phone": lambda side: side.phone,
    "done": lambda side: side.done,
    "dropped": lambda side: side.dropped,
    "move": lambda side: side.move_button,
}


def words_in(widget: QWidget) -> list[str]:
    """Return all words that are seen in ``widget``, with the input of its fields."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    fields = [f"{field.name}: {field.raw()} {field.error}" for field in widget.findChildren(Field)]
    return labels + fields


def choose(page: CallBacksPage, name: str) -> None:
    """Choose the call-back of ``name`` without waiting for anything."""
    names = [row.name for row in page._rows.values()]
    page.table.setCurrentIndex(page.model.index(names.index(name), 0))


@pytest.mark.parametrize("act", ACTS)
def test_answer_for_one_call_back_changes_nothing_at_another(clerk: Clerk, act: str) -> None:
    page = call_backs(clerk)
    choose(page, "پریسا")
    clerk.settle()
    alone = words_in(page.side)
    choose(page, "علی")
    clerk.settle()
    button = ACTS[act](page.side)
    button.click()  # type: ignore[attr-defined]
    choose(page, "پریسا")
    clerk.settle()
    assert words_in(page.side) == alone
    assert PHONE not in "".join(words_in(page.side))


def test_closing_one_call_back_keeps_what_is_typed_for_another(clerk: Clerk) -> None:
    page = call_backs(clerk)
    page.side.result.set_raw("گفته شد")
    page.side.done.click()
    choose(page, "پریسا")
    page.side.result.line.setFocus()
    clerk.type("فردا")
    clerk.until(lambda: len(page.model.ids) == 2)
    assert page.side.result.raw() == "فردا"
    assert page.is_dirty()
    clerk.counter.navigate.close_current()
    clerk.settle()
    page = call_backs(clerk, is_promised=True)
    choose(page, "پریسا")
    clerk.until(lambda: page.side.result.raw() == "فردا")


def test_number_is_hidden_when_another_person_signs_in(clerk: Clerk) -> None:
    page = call_backs(clerk)
    page.side.phone.click()
    clerk.until(page.side.number.isVisible)
    clerk.press(Qt.Key.Key_F12)
    clerk.settle()
    assert PHONE not in page.side.number.text()


def test_answer_is_dropped_if_something_else_is_chosen() -> None:
    chosen, heard = ["a"], list[str]()
    say = while_same(lambda: chosen[0], heard.append)
    say("first")
    chosen[0] = "b"
    say("second")
    assert heard == ["first"]
