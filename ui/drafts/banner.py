"""Offer a draft that a crash or a closed tab left: continue it or delete it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dealer_app.domain.drafts import Draft
from ui.texts import drafts as texts
from ui.widgets.notes.banner import Banner


class DraftBanner(Banner):
    """Banner above a form; ``taken`` and ``dropped`` carry the draft."""

    taken = Signal(object)
    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("amber", "history", parent)
        self.draft: Draft | None = None
        self.resume = self.add_action(texts.RESUME)
        self.discard = self.add_action(texts.DROP)
        self.resume.clicked.connect(lambda: self._answer(self.taken))
        self.discard.clicked.connect(lambda: self._answer(self.dropped))
        self.hide()

    def offer(self, draft: Draft, text: str, *, strong: str = "") -> None:
        """Show ``text``, which names what ``draft`` holds."""
        self.draft = draft
        self.say(text, strong=strong)
        self.show()

    def _answer(self, signal: object) -> None:
        self.hide()
        (self.taken if signal is self.taken else self.dropped).emit(self.draft)
