"""Let a page take what a visitor brings: by a button, Ctrl+V or a dropped file, into the attachments of the file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

from dealer_app.domain.attachments import AttachmentPlace
from dealer_app.domain.rights import Right
from ui.commands.command import Command
from ui.forms.brought import files_of
from ui.page_kit.guard import Guard
from ui.page_kit.page import Page
from ui.texts import attachments as words
from ui.widgets.controls.buttons import KeyCapButton

KEY = "Ctrl+Shift+O"


class Attaching(QObject):
    """Opens the attachments at ``place``; while it returns None the button is hidden and nothing is taken."""

    def __init__(self, page: Page, guard: Guard, place: Callable[[], AttachmentPlace | None], text: str) -> None:
        super().__init__(page)
        self._page, self._guard, self._place = page, guard, place
        self.button = KeyCapButton(text, icon_name="file-up", key=KEY)
        self.button.clicked.connect(self.open)
        self.button.hide()
        guard.watch(Right.ATTACH, self.button)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def commands(self) -> tuple[Command, ...]:
        """Return the commands of the page for attachments, with their keys; none while there is no place."""
        if self._place() is None or not self._guard.may_try(Right.ATTACH):
            return ()
        return (
            Command(self.button.text(), self.open, KEY, "file-up"),
            Command(words.PASTE_ATTACHMENT, self.paste, "Ctrl+V", "clipboard-check"),
        )

    def show(self) -> None:
        """Show the button if there is a place now, else hide it."""
        self.button.setVisible(self._place() is not None)
        self._page.commands_changed.emit()

    def open(self) -> None:
        """Open the attachments, without a file."""
        self._open()

    def paste(self) -> None:
        """Attach what the clipboard has."""
        self._open(pastes=True)

    def _open(self, files: tuple[Path, ...] = (), *, pastes: bool = False) -> None:
        place = self._place()
        if place is not None:
            self._page.context.navigate.open_attachments(place, files=files, pastes=pastes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent):  # entering and moving are drops, too
            files = files_of(event.mimeData())
            if files and self._place() is not None and self._guard.may_try(Right.ATTACH):
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self._open(files)
                return True
        return super().eventFilter(watched, event)
