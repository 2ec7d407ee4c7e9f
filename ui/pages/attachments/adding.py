"""The head of the page: what is attached, and the ways to add it; an error stands below them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dealer_app.domain.attachments import AttachmentPlace
from dealer_app.domain.errors import FieldError
from dealer_app.domain.errors import sentence as sentence_of
from ui.forms.choice_field import ChoiceField
from ui.forms.enter_chain import EnterChain
from ui.forms.field_grid import FieldGrid
from ui.forms.text_field import TextField
from ui.texts import attachments as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.notes.banner import Banner
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label


class Adding(Card):
    """``file_wanted`` asks for a file, ``paste_wanted`` for the picture of the clipboard."""

    file_wanted = Signal()
    paste_wanted = Signal()
    edited = Signal()

    def __init__(self, place: AttachmentPlace) -> None:
        super().__init__()
        self.heading = make_label("", "title", wraps=True)
        self.about = make_label(words.SUBJECTS.get(place.subject.value, ""), "muted", wraps=True)
        self.kind = ChoiceField("kind", words.KIND, words.KINDS)
        self.kind.set_raw(place.kind.value)
        self.note = TextField("note", words.NOTE)
        self.add = KeyCapButton(words.ADD, icon_name="file-up", key="Ctrl+O", rank="primary")
        self.paste = KeyCapButton(words.PASTE, icon_name="clipboard-check", key="Ctrl+V")
        self.fault = Banner("red", "circle-alert")
        self.busy = make_label("", "muted", wraps=True)
        self._lay_out()
        self.fault.hide()
        self.busy.hide()
        self.add.clicked.connect(self.file_wanted)
        self.paste.clicked.connect(self.paste_wanted)
        self.note.edited.connect(self.edited)
        EnterChain(self, (self.kind, self.note), self.file_wanted.emit)

    def say_busy(self, text: str) -> None:
        """Show what is being prepared; "" ends it. The buttons wait meanwhile."""
        self.busy.setText(text)
        self.busy.setVisible(bool(text))
        for button in (self.add, self.paste):
            button.setEnabled(not text)
        if text:
            self.fault.hide()

    def show_error(self, error: FieldError) -> None:
        """Show an error beside its field: of the note, or of the file below the buttons."""
        if error.field == "note":
            self.note.show_error(error)
            self.note.line.setFocus()
        else:
            self.say_fault(sentence_of(error))

    def say_fault(self, sentence: str) -> None:
        """Show why a file was not attached."""
        self.fault.say(sentence)
        self.fault.show()
        self.add.setFocus()

    def _lay_out(self) -> None:
        column = self.column(margin=14, gap=8)
        column.addWidget(self.heading)
        column.addWidget(self.about)
        self.about.setVisible(bool(self.about.text()))
        fields = FieldGrid(2)
        fields.add(self.kind, self.note)
        column.addWidget(fields)
        buttons = QWidget()
        line = FlowLayout(buttons)
        for button in (self.add, self.paste):
            line.addWidget(button)
        column.addWidget(buttons)
        column.addWidget(self.fault)
        column.addWidget(self.busy)
        column.addWidget(make_label(words.ADD_HINT, "small", wraps=True))
