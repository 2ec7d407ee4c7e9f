"""Ctrl+V in a field: text is for the field; files, and a picture without text, are for the page."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QShortcut
from PySide6.QtTest import QTest

from tests.ui.forms.conftest import Show
from ui.forms.text_field import NoteField, TextField


def copied(*, text: str = "", has_picture: bool = False, address: str = "") -> QMimeData:
    data = QMimeData()
    if has_picture:
        image = QImage(4, 4, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.black)
        data.setImageData(image)
    if address:
        data.setUrls([QUrl(address)])
    if text:
        data.setText(text)
    return data


@pytest.mark.parametrize(
    ("data", "typed", "taken"),
    [
        (partial(copied, text="کرمان"), "کرمان", 0),
        (partial(copied, text="کرمان", has_picture=True), "کرمان", 0),  # a cell of a sheet is copied as both
        (partial(copied, has_picture=True), "", 1),
        (partial(copied, address="file:///slip.jpg"), "", 1),
        (partial(copied, address="https://example.ir"), "https://example.ir", 0),
    ],
)
def test_what_is_pasted_goes_to_the_field_or_to_the_page(
    show: Show, data: Callable[[], QMimeData], typed: str, taken: int
) -> None:
    field, note, pastes = TextField("asked", "چه پرسید؟"), NoteField("note", "یادداشت"), []
    shortcut = QShortcut("Ctrl+V", show(field, note))
    shortcut.activated.connect(lambda: pastes.append(1))
    QGuiApplication.clipboard().setMimeData(data())
    QTest.keyClick(field.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    note.box.setFocus()
    QTest.keyClick(note.box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (field.line.text(), note.box.toPlainText(), len(pastes)) == (typed, typed, 2 * taken)
