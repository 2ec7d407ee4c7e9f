"""Show one question with its answer to read aloud, its source, and for whom it is recorded."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.help import Question
from ui.texts import help as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.card import Card
from ui.widgets.words.directed import from_right
from ui.widgets.words.labels import make_label


class AnswerCard(Card):
    """The answer; ``tell`` records it, ``edit`` and ``new`` are a manager's."""

    def __init__(self) -> None:
        super().__init__()
        self.question: Question | None = None
        self.title = make_label("", "title", wraps=True)
        self.said = make_label("", "said", wraps=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.source = make_label("", "small", wraps=True)
        self.visitor = make_label("", "muted", wraps=True)
        self.sample = Badge(words.SAMPLE, "amber", "triangle-alert")
        self.tell = KeyCapButton(words.TELL, icon_name="check", key="Ctrl+S", rank="primary")
        self.edit = KeyCapButton(words.EDIT, icon_name="pencil", key="Ctrl+E")
        self.new = KeyCapButton(words.NEW, icon_name="plus")
        column = self.column(margin=16, gap=8)
        column.addWidget(self.title)
        column.addWidget(make_label(words.READ_ALOUD, "small"))
        column.addWidget(self.said)
        row = QWidget()
        facts = FlowLayout(row)
        facts.addWidget(self.sample)
        column.addWidget(self.source)
        column.addWidget(row)
        column.addStretch(1)
        column.addWidget(self.visitor)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.tell, self.edit, self.new):
            flow.addWidget(button)
        column.addWidget(buttons)

    def show_question(self, question: Question | None) -> None:
        """Show a question; None empties the card."""
        self.question = question
        self.title.setText(question.question if question else "")
        self.said.setText(from_right(question.answer) if question else "")
        self.source.setText(
            words.SOURCE.format(source=question.source, day=format_jalali(question.effective_from)) if question else ""
        )
        self.sample.setVisible(question is not None and question.is_sample)
        self.tell.setEnabled(question is not None)
        self.edit.setEnabled(question is not None)

    def show_visitor(self, text: str) -> None:
        """Show for whom the answer is recorded."""
        self.visitor.setText(text)
