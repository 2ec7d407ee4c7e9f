"""List the bad cells of a sheet that was not imported, in a card above the list of dealerships."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from dealer_app.domain.persian import persian_digits
from ui.texts import directory as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.lists.sentence_list import SentenceList
from ui.widgets.notes.banner import Banner
from ui.widgets.painted.card import Card

MOST_LINES = 40


class ErrorList(Card):
    """What is wrong, cell by cell, in place of the list of dealerships; hidden until a sheet was refused."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = self.column(margin=12, gap=8)
        self.banner = Banner("red", "circle-alert")
        self.closing: KeyCapButton = self.banner.add_action(words.CLOSE_ERRORS, icon_name="x", key="Esc")
        self.closing.clicked.connect(self.close_list)
        self.lines = SentenceList(words.ERRORS)
        column.addWidget(self.banner)
        column.addWidget(self.lines, 1)
        self.hide()

    def close_list(self) -> None:
        """Hide the list."""
        self.hide()
        self.closed.emit()

    def show_errors(self, name: str, lines: Sequence[str]) -> None:
        """Show the sentences of a file's errors, the first forty of them."""
        count = persian_digits(str(len(lines)))
        self.banner.say(words.NOT_IMPORTED.format(count=count, name=name), strong=name)
        shown = list(lines[:MOST_LINES])
        if len(lines) > MOST_LINES:
            shown.append(words.MORE_ERRORS.format(count=persian_digits(str(len(lines) - MOST_LINES))))
        self.lines.show_sentences(shown)
        self.show()
        self.lines.setFocus()
