"""Texts that look like markup are shown sign by sign: in tool tips, labels, banners and notes."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtGui import Qt as QtText
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.page_kit.notes import Note
from ui.widgets.notes.banner import Banner
from ui.widgets.words.directed import RLM
from ui.widgets.words.labels import make_label, make_mark
from ui.widgets.words.plain import bold_part, plain_tip, say_plain

HOSTILE = "<b>رضا</b> & <img src='file:///etc/passwd'> &lt;i&gt;"
SIGNS = ["<b>", "&lt;", "<!doctype html", *"ab <>/&;'\"=!?\n\u0631\u0636\u0627"]
texts = st.lists(st.sampled_from(SIGNS), max_size=12).map("".join)


def seen(text: str) -> str:
    """Return what a widget that guesses the format shows for ``text``."""
    if not QtText.mightBeRichText(text):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


@given(texts)
@example(HOSTILE)
@example("1 < 2")
@example("A&B-12")
@example("علی\n<b>رضا</b>")
def test_tip_shows_every_sign(text: str) -> None:
    assert seen(plain_tip(text)).split() == text.split()


def test_unguarded_text_is_taken_for_markup() -> None:
    assert seen(HOSTILE) != HOSTILE  # or the property above would prove nothing


@given(texts, st.sampled_from(["رضا", "a", "b", "&", "<", "lt", "amp", "<b>"]))
def test_bold_part_shows_every_sign(text: str, strong: str) -> None:
    document = QTextDocument()
    document.setHtml(bold_part(text, strong))
    assert document.toPlainText().split() == text.split()


@pytest.mark.parametrize("strong", ["", "رضا", "<b>", "amp"])
def test_banner_shows_every_sign(qapp: QApplication, strong: str) -> None:
    banner = Banner()
    banner.say(HOSTILE, strong=strong)
    shown = banner.words.text()
    assert (shown if banner.words.textFormat() is QtText.TextFormat.PlainText else seen(shown)).lstrip(RLM) == HOSTILE
    banner.deleteLater()


def test_labels_are_plain_from_the_start_and_stay_so(qapp: QApplication) -> None:
    for label in (make_label(HOSTILE), make_mark()):
        label.setText(HOSTILE)
        assert label.textFormat() is QtText.TextFormat.PlainText
    label = QLabel()
    say_plain(label, HOSTILE, strong="رضا")
    say_plain(label, HOSTILE)
    assert (label.text(), label.textFormat()) == (HOSTILE, QtText.TextFormat.PlainText)


def test_every_line_of_a_banner_and_a_note_begins_at_the_right(qtbot: QtBot) -> None:
    """A line that begins with a Latin name would run from the left, its full stop at the wrong end."""
    text = "«a.jpg» پیوست نشد.\nJames Smith ثبت شد."
    banner, host = Banner(), QWidget()
    qtbot.addWidget(banner)
    qtbot.addWidget(host)
    banner.say(text, strong="James")
    note = Note(text, "green", None, lambda: None)
    note.setParent(host)
    for widget in (banner, note):
        (shown,) = [label.text() for label in widget.findChildren(QLabel) if "James" in label.text()]
        lines = shown.replace("<br>", "\n").split("\n")
        assert [line[0] for line in lines] == [RLM, RLM]
        assert widget.accessibleName() == text
