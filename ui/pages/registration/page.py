"""Register a walk-in or correct a customer: sections, live checks, read-back, one write."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from dealer_app.domain.customers import (
    CorrectCustomer,
    CustomerDetails,
    CustomerFields,
    RegisterCustomer,
    Registered,
)
from dealer_app.domain.drafts import Draft
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.files.likeness import COMPARED
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.rights import Right
from ui.clock import local_today
from ui.commands.command import Command
from ui.drafts.keeper import DraftKeeper
from ui.forms import customer_fields
from ui.forms.enter_chain import EnterChain
from ui.look.theme import theme
from ui.operations import customers as operations
from ui.operations.customers import FormStart, Likeness
from ui.page_kit.context import Context
from ui.page_kit.page import Page
from ui.pages.registration.form import FIELD_SECTIONS, RegistrationForm, read_back
from ui.pages.registration.sheet import RegistrationSheet
from ui.pages.registration.side import RegistrationSide
from ui.texts import registration as texts
from ui.widgets.layout.page_room import room_of
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.lists.section_list import Mark, SectionList
from ui.widgets.painted.card import Card

SECTIONS = tuple(texts.SECTIONS)
LIST_MARGIN = 12
LOOK_MS = 300
LEAST_WIDTH = 1100
"""Below this width of the page (pixels at 100 %) the side panel stands under the form."""


class RegistrationPage(Page):
    """Form of row 7; ``customer_id`` corrects that customer, ``fields`` prefills a new registration."""

    needed_right = Right.REGISTER
    rail_key = "registration"

    def __init__(
        self, context: Context, fields: CustomerFields | None = None, customer_id: CustomerId | None = None
    ) -> None:
        super().__init__(context)
        self._today = local_today()
        self._customer_id = customer_id
        self._customer: CustomerDetails | None = None
        self._section = SECTIONS[0]
        self._seen: set[str] = set()
        self._is_saving = False
        self._wants_print = True
        self.form = RegistrationForm(lambda: self._today)
        self.sections = SectionList(texts.SECTIONS)
        self.side = RegistrationSide()
        self.sheet = RegistrationSheet(self.form, is_correction=customer_id is not None)
        kind, key = operations.REGISTRATION_DRAFT, str(customer_id or "")
        self.drafts = DraftKeeper(self, kind, self._raws, key=key, words=self.sheet.draft_words)
        self._looking = QTimer(self)  # the warning follows the typing, but not every key
        self._looking.setSingleShot(True)
        self._looking.setInterval(LOOK_MS)
        self._chains = {key: self._chain(key) for key in FIELD_SECTIONS}
        self._lay_out()
        self._connect()
        self.set_title(texts.TITLE_EDIT.format(name="") if customer_id else texts.TITLE_NEW)
        if fields is not None:
            self.form.fill(customer_fields.raws_of(fields))
        self.side.show_needed(self.form.kind())
        operations.start_form(self, customer_id, self._on_started)
        self.show_section(self._section)

    # -- calls of the shell

    def is_dirty(self) -> bool:
        return self.drafts.is_dirty

    def begin(self) -> None:
        if self._section in self._chains:
            self._chains[self._section].focus_first()
        else:
            self.sheet.next.setFocus()

    def go_back(self) -> bool:
        """Go to the previous section; return False at the first one (the draft is kept)."""
        at = SECTIONS.index(self._section)
        if at == 0:
            self.keep_draft()
            return False
        self.show_section(SECTIONS[at - 1])
        return True

    def keep_draft(self) -> None:
        self.drafts.save_now()

    def on_bug(self) -> None:
        self._set_saving(False)

    def commands(self) -> tuple[Command, ...]:
        if self._customer_id is not None or self._section != "review":
            return ()
        return (Command(texts.SAVE_ONLY, self._save_only, "", "save"),)

    # -- moving between sections

    def show_section(self, key: str) -> None:
        """Show a section; the read-back is rebuilt each time."""
        self._section = key
        self.sections.show_at(key)
        if key == "review":
            self.sheet.show_read_back(read_back(self.form))
        else:
            self.sheet.show_fields(key)
        self.commands_changed.emit()
        self.begin()

    def go_on(self) -> None:
        """Check the section: stop at errors and at open doubts; then show the next section, or save at the end."""
        if self._section == "review":
            self._finish()
            return
        key = self._section
        errors = self.form.problems_of(key)
        self.form.show_problems(key, errors)
        self._seen.add(key)
        self._mark(key)
        stops = tuple(error for error in errors if not error.is_warning) or self.form.grid(key).open_doubts()
        if stops:
            self._chains[key].focus_first_wrong([error.field for error in stops])
            return
        self.show_section(SECTIONS[SECTIONS.index(key) + 1])

    def _mark(self, key: str) -> None:
        wrong = any(not error.is_warning for error in self.form.problems_of(key))
        self.sections.mark(key, Mark.WRONG if wrong else Mark.DONE)

    # -- saving

    def _finish(self) -> None:
        self._wants_print = self._customer_id is None
        self._save()

    def _save_only(self) -> None:
        self._wants_print = False
        self._save()

    def _save(self) -> None:
        if self._is_saving:
            return
        problems = tuple(error for error in self.form.problems() if not error.is_warning)
        if problems:
            self._on_refused(problems)
            return
        self._set_saving(True)
        fields, accepted = self.form.fields(), self.form.confirmed()
        if self._customer is not None:
            command = CorrectCustomer(self._customer.id, self._customer.version, fields, accepted)
            operations.correct(self, command, self.drafts.key).on_done(self._on_corrected).on_error(
                self._on_error
            ).run()
        else:
            operations.register(self, RegisterCustomer(fields, accepted), self.drafts.key).on_done(
                self._on_registered
            ).on_error(self._on_error).run()

    def _set_saving(self, is_saving: bool) -> None:
        self._is_saving = is_saving
        self.sheet.set_saving(is_saving)

    def _on_registered(self, registered: Registered) -> None:
        name = f"{self.form.fields().given_name} {self.form.fields().family_name}".strip()
        self._leave()
        navigate = self.context.navigate
        navigate.open_customer(registered.customer_id)
        if registered.is_new:
            self.context.notes.show(texts.SAVED_NEW.format(name=name), "green")
        else:
            self.context.notes.show(texts.OPENED_KNOWN, "amber")
        if registered.is_new and self._wants_print:
            navigate.open_paper(PaperRef(PaperKind.REGISTRATION, registered.customer_id))

    def _on_corrected(self, details: CustomerDetails) -> None:
        before = self._customer
        self._leave()
        self.context.navigate.open_customer(details.id)
        if before is not None:
            on_duty = self.context.on_duty
            on_duty.remember_edit(partial(operations.undo_correction, self.context, before, details))
            self.context.notes.show(
                texts.SAVED_EDIT.format(name=details.name), "green", (texts.UNDO, on_duty.undo_edit)
            )

    def _leave(self) -> None:
        self.drafts.stop()
        self.context.navigate.close_page(self)

    def _on_error(self, error: Exception) -> None:
        self._set_saving(False)
        if isinstance(error, FieldError | FieldErrors):
            self._on_refused(error.errors if isinstance(error, FieldErrors) else (error,))
        else:
            self.context.notes.show_error(error)

    def _on_refused(self, errors: tuple[FieldError, ...]) -> None:
        """Show the first section with an error and every error beside its field; all input is kept."""
        placed = {error.field: self.form.section_of(error.field) for error in errors if self.form.has(error.field)}
        for key in FIELD_SECTIONS:
            if key in placed.values():
                self.sections.mark(key, Mark.WRONG)
        if not placed:
            self.context.notes.show_error(FieldErrors(errors))
            return
        first = min(placed.values(), key=SECTIONS.index)
        self.show_section(first)
        mine = tuple(error for error in errors if placed.get(error.field) == first)
        self.form.show_problems(first, mine)
        self._chains[first].focus_first_wrong([error.field for error in mine])

    # -- results from the database

    def _on_started(self, start: FormStart) -> None:
        self._today = start.today
        if start.customer is not None:
            self._customer = start.customer
            self.form.fill(customer_fields.raws_of(start.customer.fields))
            self.set_title(texts.TITLE_EDIT.format(name=start.customer.name))
            self.form.confirm_stored()
            self.side.show_needed(self.form.kind())
            for key in FIELD_SECTIONS:
                self._mark(key)
        mine = [draft for draft in start.drafts if draft.body.get("customer", "") == str(self._customer_id or "")]
        if mine:
            self.sheet.offer_draft(mine[0])

    def _raws(self) -> dict[str, str]:
        """Return the input for the draft; a form without input has none."""
        return {**self.form.raws(), "customer": str(self._customer_id or "")} if self.form.has_text() else {}

    def _resume(self, draft: Draft) -> None:
        self.form.fill({name: str(text) for name, text in draft.body.items()})
        self.side.show_needed(self.form.kind())
        self.drafts.take_up(draft)
        self.show_section(SECTIONS[0])

    def _look_around(self, name: str) -> None:
        if name in COMPARED and self._customer_id is None:
            operations.look_for_likeness(self, self.form.fields(), self._on_likeness)

    def _on_likeness(self, likeness: Likeness) -> None:
        self.side.show_known(likeness.known, likeness.differences)
        self.side.show_similar(likeness.similar)
        self.sheet.show_known(likeness.known)

    # -- building

    def _chain(self, key: str) -> EnterChain:
        return EnterChain(self, self.form.grids[key].fields(), self.go_on, self.go_back)

    def _connect(self) -> None:
        self.sections.chosen.connect(self.show_section)
        self.sheet.next_asked.connect(self.go_on)
        self.sheet.back_asked.connect(self.go_back)
        self.sheet.print_less_asked.connect(self._save_only)
        self.sheet.file_asked.connect(self.context.navigate.open_customer)
        self.sheet.draft_banner.taken.connect(self._resume)
        self.sheet.draft_banner.dropped.connect(lambda draft: self.drafts.drop(draft.key))
        self.side.opened.connect(self.context.navigate.open_customer)
        self.form.edited.connect(self._on_edited)
        self.form.finished.connect(self._look_around)
        self._looking.timeout.connect(lambda: self._look_around(COMPARED[0]))

    def _on_edited(self, name: str) -> None:
        self.drafts.note_edit()
        if name in COMPARED:
            self._looking.start()
        if name == "kind":
            self.side.show_needed(self.form.kind())
        if self._section in self._seen:
            self._mark(self._section)

    def _lay_out(self) -> None:
        self._fitted: tuple[bool, int] | None = None
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self._list_card = Card()
        self._list_card.column(margin=LIST_MARGIN).addWidget(make_scrolled(self.sections))
        row.addWidget(self._list_card)
        row.addWidget(self.sheet, 1)
        self.fit()
        theme.changed.connect(self.fit)

    def fit(self) -> None:
        """Set the widths of the panels; in a narrow window or at large type the side panel moves below the form."""
        is_large = room_of(self).width() < theme.px(LEAST_WIDTH)
        if self._fitted == (is_large, theme.scale_percent):
            return
        self._fitted = (is_large, theme.scale_percent)
        self._list_card.setFixedWidth(min(theme.px(200), self.sections.wanted_width() + 2 * LIST_MARGIN))
        self.side.setMinimumWidth(0 if is_large else theme.px(286))
        self.side.setMaximumWidth(theme.px(600) if is_large else theme.px(286))
        self.sheet.show_key_caps(is_shown=not is_large)
        if is_large:
            self.sheet.adopt(self.side)
        else:
            self._row.addWidget(self.side)
        self.side.show()  # Qt hides a child that gets a new parent
