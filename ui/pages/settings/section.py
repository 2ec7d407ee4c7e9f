"""Base class of the settings' sections: hint, grid of fields, save button and permission check."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_app.domain.drafts import Draft
from dealer_app.domain.errors import FieldErrors
from dealer_app.domain.rights import Right, who_may
from dealer_app.domain.settings import Settings
from ui.drafts.banner import DraftBanner
from ui.drafts.keeper import DraftKeeper
from ui.forms.enter_chain import EnterChain
from ui.forms.field import Field
from ui.forms.field_grid import FieldGrid
from ui.operations import settings as operations
from ui.operations.base import Operation
from ui.page_kit.page import Page
from ui.texts import drafts as draft_texts
from ui.texts import settings as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.painted.badge import Badge
from ui.widgets.words.labels import make_label

T = TypeVar("T")
SETTINGS_DRAFT = "settings"


class Section(QWidget):
    """One section: ``show_settings`` fills it, ``save`` saves the input."""

    key = ""
    right = Right.SETTINGS

    def __init__(self, page: Page, columns: int = 3) -> None:
        super().__init__()
        self.page = page
        self.grid = FieldGrid(columns)
        self.saving = KeyCapButton(words.SAVE, icon_name="save", key="Ctrl+S", rank="primary")
        self.saving.clicked.connect(self.save)
        self.guard_note = Badge(words.ONLY_WHO.format(who=who_may(self.right)), "amber", "shield-alert")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(make_label(words.SECTIONS[self.key], "title"))
        self.column.addWidget(make_label(words.HINTS[self.key], "muted", wraps=True))
        self.column.addWidget(self.guard_note)
        self._stored: dict[str, str] | None = None
        self.drafts = DraftKeeper(page, SETTINGS_DRAFT, self._unsaved, key=self.key, right=self.right)
        self.draft_banner = DraftBanner()
        self.draft_banner.taken.connect(self._resume)
        self.draft_banner.dropped.connect(lambda _draft: self.drafts.drop())
        self.column.addWidget(self.draft_banner)
        self.grid.edited.connect(lambda _name: self.drafts.note_edit())
        self.column.addWidget(self.grid)
        self._chain: EnterChain | None = None
        self._is_sending = False

    def add_fields(self, *placed: Field | tuple[Field, int]) -> None:
        """Add fields to the grid; Enter moves through them to the save button."""
        self.grid.add(*placed)
        self._chain = EnterChain(self, self.grid.fields(), self.save)

    def end(self, *buttons: QWidget) -> None:
        """Complete the section with its buttons."""
        row = QWidget()
        flow = FlowLayout(row)
        for button in buttons or (self.saving,):
            flow.addWidget(button)
        self.column.addWidget(row)
        self.column.addStretch(1)

    def begin(self) -> None:
        """Focus the first field."""
        if self._chain is not None:
            self._chain.focus_first()

    def guard(self) -> None:
        """Allow only people with the section's right to change it."""
        may = self.page.context.on_duty.may(self.right)
        self.guard_note.setVisible(not may)
        self.grid.setEnabled(may)
        self.saving.setEnabled(may and not self._is_sending)

    def show_settings(self, settings: Settings) -> None:
        """Show the stored settings."""

    def reload(self, settings: Settings) -> None:
        """Show the stored settings, unless something typed here has not been saved."""
        if not self._unsaved():
            self.show_settings(settings)
            self._stored = self.grid.kept_raws()

    def on_edits(self) -> None:
        """Show what another counter edited, or what was undone; what is typed stays."""

    def offer_draft(self) -> None:
        """Offer what was typed here before and not saved."""
        self.drafts.find(lambda draft: self.draft_banner.offer(draft, draft_texts.SETTINGS))

    def _unsaved(self) -> dict[str, str]:
        """Return the input for the draft; empty if it is what is stored."""
        typed = self.grid.kept_raws()
        return {} if self._stored in (None, typed) else typed

    def _resume(self, draft: Draft) -> None:
        self.grid.fill({name: str(text) for name, text in draft.body.items()})
        self.drafts.take_up(draft)

    def typed(self, settings: Settings) -> Settings:
        """Return ``settings`` with this section's input."""
        return settings

    def save(self) -> None:
        """Save if every field is valid."""
        if not self.saving.isEnabled() or not all(field.check() for field in self.grid.shown()):
            return
        self.send(operations.save(self.page, self.typed(self.page.context.on_duty.settings)), self._on_saved)

    def send(self, operation: Operation[T], on_done: Callable[[T, bool], object]) -> None:
        """Run a write of this section, one at a time.

        ``on_done`` gets its answer and whether nothing was typed meanwhile; then the draft is dropped, else it is kept.
        """
        sent = self.grid.kept_raws()
        self._send(True)

        def done(answer: T) -> None:
            self._send(False)
            self.take_sent(sent, answer)
            is_clean = not self._unsaved()
            if is_clean:
                self.drafts.drop()
            else:
                self.drafts.note_edit()
            on_done(answer, is_clean)

        def failed(error: Exception) -> None:
            self._send(False)
            self.show_errors(error)

        operation.on_done(done).on_error(failed).run()

    def take_sent(self, sent: dict[str, str], answer: object) -> None:
        """Take what was sent as stored; what is typed since differs from it."""
        self._stored = sent

    def on_bug(self) -> None:
        """Take input again after an unexpected error."""
        self._send(False)

    def _send(self, is_sending: bool) -> None:
        self._is_sending = is_sending
        self.guard()

    def show_errors(self, error: Exception) -> None:
        """Show refusals beside their fields."""
        if isinstance(error, FieldErrors):
            self.grid.show_errors(error.errors)
        self.page.context.notes.show_error(error)

    def fill(self, values: object, names: Iterable[str]) -> None:
        """Show attributes of ``values`` in the fields with the same names."""
        self.grid.fill({name: str(getattr(values, name)) for name in names})

    def _on_saved(self, settings: Settings, _is_clean: bool) -> None:
        self.page.context.on_duty.use_settings(settings)
        self.reload(settings)
        self.page.context.notes.show(words.SAVED, "green")
