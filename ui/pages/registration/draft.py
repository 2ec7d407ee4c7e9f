"""Save the registration's draft: every three seconds after a change, and whenever the page is left."""

from uuid import uuid4

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QLabel

from dealer_app.domain.drafts import Draft
from dealer_app.domain.persian import persian_digits
from ui.operations import customers as operations
from ui.page_kit.page import Page
from ui.pages.registration.form import RegistrationForm
from ui.texts import registration as texts

SAVE_EVERY_MS = 3000


class DraftKeeper(QObject):
    """Saves the input as draft ``key``; the label ``words`` shows how long ago."""

    def __init__(self, page: Page, form: RegistrationForm, words: QLabel) -> None:
        super().__init__(page)
        self._page = page
        self._form = form
        self._words = words
        self.key = str(uuid4())
        self.customer = ""
        self.is_dirty = False
        self._is_unsaved = False
        self._since_saved = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(SAVE_EVERY_MS)
        self._timer.timeout.connect(self._on_tick)
        words.setText(texts.DRAFT_WAITS)

    def note_edit(self) -> None:
        """Schedule a save within three seconds after an edit."""
        if not self._is_unsaved:
            self._words.setText(texts.DRAFT_UNSAVED)
        self.is_dirty = self._is_unsaved = True
        if not self._timer.isActive():
            self._timer.start()

    def save_now(self) -> None:
        """Save at once if there are unsaved changes."""
        if not self._is_unsaved:
            return
        self._is_unsaved = False
        body = {**self._form.raws(), "customer": self.customer}
        operations.keep_draft(self._page, self.key, body).on_done(self._on_saved).run()

    def take_up(self, draft: Draft) -> None:
        """Continue with an existing draft."""
        self.key = draft.key
        self._form.fill({name: str(text) for name, text in draft.body.items()})
        self.is_dirty = True
        self._page.title_changed.emit()

    def drop(self, key: str) -> None:
        """Delete a draft."""
        operations.drop_draft(self._page, key).run()

    def stop(self) -> None:
        """Stop saving, because the form itself was saved."""
        self._timer.stop()
        self.is_dirty = self._is_unsaved = False

    def _on_tick(self) -> None:
        if self._is_unsaved:
            self.save_now()
        elif self._since_saved.isValid():
            self._words.setText(_ago(self._since_saved.elapsed() // 1000))

    def _on_saved(self, _nothing: None) -> None:
        self._since_saved.start()
        if not self._is_unsaved:  # nothing was typed during the save
            self._words.setText(texts.DRAFT_SAVED)


def _ago(seconds: int) -> str:
    if seconds < 60:
        return texts.DRAFT_SAVED_AGO.format(seconds=persian_digits(str(seconds)))
    return texts.DRAFT_SAVED_MINUTES.format(minutes=persian_digits(str(seconds // 60)))
