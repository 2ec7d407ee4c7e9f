"""Base of pages that are one short form: notices, a heading, fields, a default button and one to close."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.page_kit.page import Page
from ui.texts import forms as texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label


class FormPage(Page):
    """One card; ``save`` is the default button, ``cancel`` closes."""

    def lay_out(
        self, above: Sequence[QWidget], heading: str, hint: str, parts: Sequence[QWidget], save_words: str
    ) -> None:
        """Build the card: ``above`` stays in sight, ``parts`` scroll."""
        sheet = QWidget(self)
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(2, 2, 2, 2)
        inner.setSpacing(12)
        inner.addWidget(make_label(hint, "muted", wraps=True))
        for part in parts:
            inner.addWidget(part)
        inner.addStretch(1)
        self.save = KeyCapButton(save_words, key="Enter", rank="primary")
        self.cancel = KeyCapButton(texts.CLOSE)
        buttons = FlowLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        card = Card(self)
        column = card.column(margin=20, gap=14)
        for part in above:
            column.addWidget(part)
        column.addWidget(make_label(heading, "title"))
        column.addWidget(make_scrolled(sheet), 1)
        column.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
