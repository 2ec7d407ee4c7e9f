"""Print the part of the list that the page shows, or save it as a PDF."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from dealer_app.domain.deadlines.lists import DeadlineWish
from dealer_app.domain.errors import EnvironmentFault
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right, refusal_of
from ui.commands.command import Command
from ui.operations import deadlines as operations
from ui.page_kit.guard import Guard
from ui.page_kit.notes import Notes
from ui.page_kit.page import Page
from ui.texts import deadlines as words

Wish = Callable[[], DeadlineWish]


class ListPaper:
    """The paper of the list of a page; ``wish`` returns the part that the page shows now."""

    def __init__(self, page: Page, guard: Guard, wish: Wish) -> None:
        self._page, self._guard, self._wish = page, guard, wish

    def commands(self) -> tuple[Command, ...]:
        """Return the commands of the paper."""
        return (
            Command(words.PRINT, self.print_now, "Ctrl+P", "printer"),
            Command(words.SAVE, self._ask_path, "Ctrl+S", "save"),
        )

    def print_now(self) -> None:
        """Print the list on the default printer."""
        self._make(lambda pdf: operations.send_list(self._page, pdf, self._say_sent, self._notes.show_error))

    def save_to(self, path: Path) -> None:
        """Write the list to ``path``, readable by its owner only."""
        self._make(lambda pdf: self._write(pdf, path))

    @property
    def _notes(self) -> Notes:
        return self._page.context.notes

    def _make(self, on_done: Callable[[bytes], None]) -> None:
        if not self._guard.may_try(Right.PRINT):
            self._notes.show_error(refusal_of(Right.PRINT))
            return
        operation = operations.print_list(self._page, self._wish())
        operation.on_done(on_done).on_error(self._notes.show_error).run()

    def _say_sent(self, sent: tuple[str, int]) -> None:
        printer, pages = sent
        self._notes.show(words.PRINTED.format(count=persian_digits(str(pages)), printer=printer), "green")

    def _ask_path(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self._page, words.SAVE_TITLE, words.SAVE_NAME, words.SAVE_FILTER)
        if chosen:
            self.save_to(Path(chosen))

    def _write(self, pdf: bytes, path: Path) -> None:
        try:
            path.touch(mode=0o600)
            path.write_bytes(pdf)
        except OSError as error:
            self._notes.show_error(EnvironmentFault("file_not_saved", name=path.name, said=error.strerror or ""))
        else:
            self._notes.show(words.SAVED.format(name=path.name), "green")
