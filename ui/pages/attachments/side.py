"""The chosen attachment: its content when it is opened, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dealer_app.domain.attachments import AttachmentLine, Media
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import persian_digits
from ui.forms.enter_chain import EnterChain
from ui.forms.text_field import TextField
from ui.operations.attachments import Shown
from ui.pages.attachments.row import by_words, state_words, title_words
from ui.texts import attachments as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.painted.card import Card
from ui.widgets.sheets.paper_sheets import PaperSheets
from ui.widgets.words.labels import isolate_ltr, make_label

_KILO, _MEGA = 1024, 1024 * 1024


class AttachmentSide(Card):
    """``withdrawn`` fires with the typed reason; the other signals without."""

    opened = Signal()
    copied = Signal()
    saved = Signal()
    withdrawn = Signal(str)
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown: AttachmentLine | None = None
        self.title = make_label("", "section", wraps=True)
        self.facts = make_label("", "muted", wraps=True)
        self.state = make_label("", "warning", wraps=True)
        self.sheets = PaperSheets()
        self.sheets.setAccessibleName(words.CHOSEN)
        self.show_button = KeyCapButton(words.SHOW, icon_name="eye", key="Enter", rank="primary")
        self.copy = KeyCapButton(words.COPY, icon_name="clipboard-check", key="Ctrl+C")
        self.save = KeyCapButton(words.SAVE, icon_name="file-down", key="Ctrl+S")
        self.reason = TextField("reason", words.REASON)
        self.withdraw = KeyCapButton(words.WITHDRAW, icon_name="x")
        self._lay_out()
        self.show_button.clicked.connect(self.opened)
        self.copy.clicked.connect(self.copied)
        self.save.clicked.connect(self.saved)
        self.withdraw.clicked.connect(lambda: self.withdrawn.emit(self.reason.raw()))
        self.reason.edited.connect(self.edited)
        EnterChain(self, (self.reason,), lambda: self.withdrawn.emit(self.reason.raw()))
        self.show_line(None)

    def show_line(self, line: AttachmentLine | None) -> None:
        """Show another attachment, with its content hidden; the same one again keeps what is shown and typed."""
        is_other = line is None or self.shown is None or line.details.id != self.shown.details.id
        self.shown = line
        self.title.setText(words.CHOSEN if line is None else title_words(line))
        self.facts.setText("" if line is None else facts_words(line))
        self.state.setText("" if line is None else state_words(line))
        self.state.setVisible(bool(self.state.text()))
        for widget in (self.facts, self._verbs):
            widget.setVisible(line is not None)
        self.reason.setVisible(line is not None and not line.is_withdrawn)
        for button in (self.show_button, self.copy, self.save):
            button.setEnabled(line is not None and line.is_here)
        if is_other:
            self.reason.set_raw("")
            self.reason.forget_told()
            self.hide_content()

    def hide_content(self) -> None:
        """Show no content: another attachment is chosen, or another person is on duty."""
        self.sheets.say(words.NOTHING_CHOSEN if self.shown is None else words.HIDDEN)

    def show_content(self, shown: Shown) -> None:
        """Show the pages, if this attachment is still the chosen one."""
        if self.shown is not None and self.shown.details.id == shown.details.id:
            self.sheets.show_pages(shown.pages)

    def show_error(self, error: FieldError) -> None:
        """Show beside the reason why it was refused."""
        self.reason.show_error(error)
        self.reason.line.setFocus()

    def _lay_out(self) -> None:
        column = self.column(margin=14, gap=8)
        for label in (self.title, self.facts, self.state):
            column.addWidget(label)
        column.addWidget(self.sheets, 1)
        self._verbs = _flow(self.show_button, self.copy, self.save)
        column.addWidget(self._verbs)
        self.reason.put_beside(self.withdraw)
        column.addWidget(self.reason)


def facts_words(line: AttachmentLine) -> str:
    """Return the day, who added it, its size, and its pages or its width and height."""
    details = line.details
    if details.media is Media.PDF:
        facts = words.FACTS.format(size=size_words(details.size), pages=persian_digits(str(details.pages)))
    else:
        width, height = persian_digits(str(details.width)), persian_digits(str(details.height))
        sides = isolate_ltr(words.SIDES.format(width=width, height=height))
        facts = words.FACTS_OF_PICTURE.format(size=size_words(details.size), sides=sides)
    about = words.SUBJECTS.get(details.subject.value, "")
    return words.BETWEEN.join(filter(None, (by_words(line), facts, about)))


def size_words(size: int) -> str:
    """Return a size in whole kilobytes, or in megabytes with one decimal."""
    if size < _MEGA:
        return words.KILOBYTES.format(n=persian_digits(str(max(1, size // _KILO))))
    return words.MEGABYTES.format(n=persian_digits(f"{size / _MEGA:.1f}".replace(".", words.DECIMAL)))


def _flow(*buttons: QWidget) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row)
    for button in buttons:
        flow.addWidget(button)
    return row
