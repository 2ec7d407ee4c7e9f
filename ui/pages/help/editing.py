"""Edit a question: what is asked, the answer to read aloud, other words that find it, and its source."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from dealer_app.domain.company import parse_source
from dealer_app.domain.help import WORD_SEPARATOR, Question
from resources.texts.help import PLACEHOLDERS
from resources.texts.sentences.signs import JOIN
from ui.drafts.banner import DraftBanner
from ui.forms.choice_field import CheckField
from ui.forms.enter_chain import EnterChain
from ui.forms.field_grid import FieldGrid
from ui.forms.text_field import NoteField, TextField
from ui.texts import help as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label

NAMES = ("question", "answer", "words", "source")


class EditCard(Card):
    """Form of one question; a saved version is in force from today, the earlier ones stay."""

    def __init__(self, on_save: Callable[[], object]) -> None:
        super().__init__()
        self.code = ""
        self.stored: dict[str, str] | None = None
        self.title = make_label(words.EDITING, "title")
        self.draft_banner = DraftBanner()
        self.grid = FieldGrid(2)
        self.grid.add(
            (TextField("question", words.QUESTION), 2),
            (NoteField("answer", words.ANSWER), 2),
            (TextField("words", words.WORDS), 2),
            (TextField("source", words.QUESTION_SOURCE, parser=parse_source), 2),
            CheckField("is_confirmed", words.IS_CONFIRMED),
        )
        self.chain = EnterChain(self, self.grid.fields(), on_save)
        self.save = KeyCapButton(words.SAVE, icon_name="save", key="Ctrl+S", rank="primary")
        self.withdraw = KeyCapButton(words.WITHDRAW, icon_name="trash-2")
        self.cancel = KeyCapButton(words.CANCEL, key="Esc")
        self.save.clicked.connect(on_save)
        column = self.column(margin=20, gap=10)
        column.addWidget(self.draft_banner)
        column.addWidget(self.title)
        places = JOIN.join(f"{{{name}}}" for name in PLACEHOLDERS)
        column.addWidget(make_label(words.PLACES.format(places=places), "small", wraps=True))
        column.addWidget(self.grid)
        column.addStretch(1)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.save, self.withdraw, self.cancel):
            flow.addWidget(button)
        column.addWidget(buttons)

    def show_question(self, question: Question | None) -> None:
        """Show a question as it is stored; None begins a new one."""
        self.code = question.code if question else ""
        self.title.setText(words.EDITING if question else words.EDITING_NEW)
        self.withdraw.setVisible(question is not None)
        known = {name: getattr(question, name) for name in NAMES} if question else dict.fromkeys(NAMES, "")
        if question:
            known["words"] = WORD_SEPARATOR.join(question.words)
            known["is_confirmed"] = "" if question.is_sample else "yes"
        self.grid.fill({"is_confirmed": "", **known})
        self.stored = self.grid.raws()
        self.draft_banner.hide()

    def unsaved(self) -> dict[str, str]:
        """Return the input if it differs from what is stored; empty if it does not."""
        typed = self.grid.raws()
        return {} if self.stored in (None, typed) else typed

    def typed(self, today: date, *, is_shown: bool = True) -> Question:
        """Return the question as it is typed."""
        raws = self.grid.raws()
        return Question(
            self.code,
            raws["question"],
            raws["answer"],
            tuple(raws["words"].split(WORD_SEPARATOR)),
            today,
            raws["source"],
            is_sample=not raws["is_confirmed"],
            is_shown=is_shown,
        )

    def show_error(self, error: Exception) -> bool:
        """Show errors beside their fields; return False if a part of it belongs to no field."""
        is_beside = self.grid.show_error(error)
        self.chain.focus_first_wrong([field.name for field in self.grid.fields() if field.error is not None])
        return is_beside
