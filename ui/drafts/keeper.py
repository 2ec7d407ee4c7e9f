"""Save a form's draft: every three seconds after a change, and whenever the page is left."""

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QLabel

from dealer_app.domain.drafts import Draft
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Grant, Right
from ui.operations import drafts as operations
from ui.page_kit.page import Page
from ui.texts import drafts as texts

SAVE_EVERY_MS = 3000
Raws = dict[str, str]


class DraftKeeper(QObject):
    """Saves what ``read`` returns as draft ``key`` of ``kind``; the label ``words`` shows how long ago.

    ``read`` returns the input by field name, without secrets; an empty input has no draft. ``right`` is that of the
    form, if it is another than that of its page.
    """

    def __init__(
        self,
        page: Page,
        kind: str,
        read: Callable[[], Raws],
        *,
        key: str = "",
        words: QLabel | None = None,
        right: Right | None = None,
    ) -> None:
        super().__init__(page)
        self._right = right
        self._page, self._kind, self._read = page, kind, read
        self._words = words
        self.key = key or str(uuid4())
        self.is_dirty = False
        self._is_unsaved = False
        self._since_saved = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(SAVE_EVERY_MS)
        self._timer.timeout.connect(self._on_tick)
        self._say(texts.WAITS)

    def find(self, on_found: Callable[[Draft], None]) -> None:
        """Call ``on_found`` if there is a draft of this form and the person on duty has its right."""
        if not self._is_allowed():
            return

        def found(draft: Draft | None) -> None:
            if draft is not None:
                on_found(draft)

        operations.find_draft(self._page, self._kind, self.key, found)

    def note_edit(self) -> None:
        """Schedule a save within three seconds after an edit."""
        if not self._is_unsaved:
            self._say(texts.UNSAVED)
        was_dirty = self.is_dirty
        self.is_dirty = self._is_unsaved = True
        if not self._timer.isActive():
            self._timer.start()
        if not was_dirty:
            self._page.title_changed.emit()

    def save_now(self) -> None:
        """Save at once if there are unsaved changes; a page that is away waits for its own person."""
        if not self._is_unsaved or self._page.is_away:
            return
        self._is_unsaved = False
        body = self._read()
        if any(body.values()):
            operations.keep_draft(self._page, self._kind, self.key, body).on_done(self._on_saved).run()
        else:
            operations.drop_draft(self._page, self._kind, self.key).run()

    def take_up(self, draft: Draft) -> None:
        """Continue with an existing draft, which the page has filled in."""
        self.key = draft.key
        self.is_dirty = True
        self._page.title_changed.emit()

    def drop(self, key: str = "") -> None:
        """Delete a draft; "" deletes the one of this form and what is noted since."""
        if not key:
            self.stop()
        operations.drop_draft(self._page, self._kind, key or self.key).run()

    def stop(self) -> None:
        """Stop saving, because the form itself was saved."""
        self._timer.stop()
        self.is_dirty = self._is_unsaved = False
        self._page.title_changed.emit()

    def _is_allowed(self) -> bool:
        if self._right is None:
            return self._page.is_allowed()
        return self._page.context.on_duty.grant(self._right) is not Grant.NO

    def _on_tick(self) -> None:
        if self._is_unsaved:
            self.save_now()
        elif self._since_saved.isValid():
            self._say(_ago(self._since_saved.elapsed() // 1000))

    def _on_saved(self, _nothing: None) -> None:
        self._since_saved.start()
        if not self._is_unsaved:  # nothing was typed during the save
            self._say(texts.SAVED)

    def _say(self, words: str) -> None:
        if self._words is not None:
            self._words.setText(words)


def _ago(seconds: int) -> str:
    if seconds < 60:
        return texts.SAVED_AGO.format(seconds=persian_digits(str(seconds)))
    return texts.SAVED_MINUTES.format(minutes=persian_digits(str(seconds // 60)))
