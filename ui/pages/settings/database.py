"""Settings of the encrypted database: location of its key, recovery passphrase, backup."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import ascii_digits
from dealer_app.domain.rights import Right
from ui.clock import local_today
from ui.forms.text_field import TextField
from ui.operations import settings as operations
from ui.operations.settings import KeyFacts
from ui.page_kit.page import Page
from ui.pages.settings.section import Section
from ui.texts import settings as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.notes.banner import Banner

SHORTEST = 12


class DatabaseSection(Section):
    """Show what is protected, and what a manager should still do."""

    key = "database"
    right = Right.BACKUP

    def __init__(self, page: Page) -> None:
        super().__init__(page, columns=2)
        self.key_banner = Banner("neutral", "key-round")
        self.passphrase_banner = Banner("amber", "shield-alert")
        self.column.insertWidget(2, self.key_banner)
        self.column.insertWidget(3, self.passphrase_banner)
        passphrase = TextField("passphrase", words.RECOVERY_WORDS, parser=_passphrase)
        passphrase.is_kept = False
        self.add_fields((passphrase, 2))
        self.saving = KeyCapButton(words.SEAL, icon_name="key-round", rank="primary")
        self.saving.clicked.connect(self.save)
        self.backing_up = KeyCapButton(words.BACKUP, icon_name="hard-drive")
        self.backing_up.clicked.connect(self.choose_backup)
        self.end(self.saving, self.backing_up)
        operations.look_at_key(page, self._show)

    def save(self) -> None:
        """Seal a copy of the key with the recovery passphrase."""
        passphrase = self.grid.raws()["passphrase"]
        if not self.saving.isEnabled():
            return
        if not passphrase:
            self.grid.show_errors([FieldError("passphrase_short", "passphrase")])
        elif all(field.check() for field in self.grid.shown()):
            operations.set_passphrase(self.page, passphrase, self._on_sealed)

    def choose_backup(self) -> None:
        """Ask for the backup's path, then write it."""
        day = ascii_digits(format_jalali(local_today())).replace("/", "-")
        name = words.BACKUP_NAME.format(day=day)
        chosen, _ = QFileDialog.getSaveFileName(self, words.BACKUP_TO, name, words.BACKUP_FILTER)
        if chosen:
            self.back_up(Path(chosen))

    def back_up(self, out: Path) -> None:
        """Write a backup to ``out`` while the counter keeps running."""
        self.backing_up.setEnabled(False)
        self.page.context.notes.show(words.WORKING)
        operations.back_up(self.page, out, self._on_backed_up, self._on_failed)

    def _on_backed_up(self, _nothing: None) -> None:
        self.backing_up.setEnabled(True)
        self.page.context.notes.show(words.BACKED_UP, "green")

    def _on_failed(self, error: Exception) -> None:
        self.backing_up.setEnabled(True)
        self.page.context.tasks.failed.emit(error)

    def _on_sealed(self, facts: KeyFacts) -> None:
        self.grid.fill({"passphrase": ""})
        self.page.context.notes.show(words.SEALED, "green")
        self._show(facts)

    def _show(self, facts: KeyFacts) -> None:
        is_keyring = facts.place == "keyring"
        self.key_banner.say(words.KEY_PLACES[facts.place], tone="green" if is_keyring else "amber")
        text = words.RECOVERABLE if facts.has_passphrase else words.UNRECOVERABLE
        tone, sign = ("green", "shield-check") if facts.has_passphrase else ("amber", "shield-alert")
        self.passphrase_banner.say(text, tone=tone, icon_name=sign)


def _passphrase(text: str) -> str:
    """Return a passphrase long enough to resist guessing; raises FieldError."""
    if len(text) < SHORTEST:
        raise FieldError("passphrase_short")
    return text
