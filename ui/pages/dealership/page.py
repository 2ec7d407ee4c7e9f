"""Edit one dealership: every field checked while typing, the hours shown as they were read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.directory.dealerships import PARSERS
from dealer_app.domain.directory.hours import NO_HOURS
from dealer_app.domain.directory.listing import DirectoryRow
from dealer_app.domain.directory.written_hours import parse_hours
from dealer_app.domain.drafts import Draft
from dealer_app.domain.edits.edits import Topic
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.places import cities_of, list_provinces
from dealer_app.domain.rights import Right, refusal_of
from ui.clock import local_today
from ui.commands.command import Command
from ui.drafts.banner import DraftBanner
from ui.drafts.keeper import DraftKeeper
from ui.forms.enter_chain import EnterChain
from ui.forms.field import Field
from ui.forms.field_grid import FieldGrid
from ui.forms.jalali_field import JalaliField
from ui.forms.latin_field import LatinField
from ui.forms.text_field import TextField
from ui.look.theme import theme
from ui.operations import directory as operations
from ui.operations.edits import offer_undo
from ui.page_kit.context import Context
from ui.page_kit.guard import Guard
from ui.page_kit.page import Page
from ui.texts import directory as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.painted.card import Card
from ui.widgets.painted.week_table import WeekTable
from ui.widgets.words.labels import make_label

PLACES = (
    *(("code", 1), ("name", 1), ("owner", 1), ("province", 1), ("city", 1), ("valid_from", 1), ("address", 3)),
    *(("phones", 2), ("services", 1), ("hours", 3), ("phone_hours", 2), ("source", 1)),
    *(("latitude", 1), ("longitude", 1)),
)
"""The fields in the order of the form, each with the columns that it spans."""
LATIN = ("code", "latitude", "longitude")


class DealershipPage(Page):
    """Form of one dealership, empty for a new one (code ""); only a manager can save it."""

    needed_right = Right.DIRECTORY
    rail_key = "directory"

    def __init__(self, context: Context, code: str) -> None:
        super().__init__(context)
        self._row: DirectoryRow | None = None
        self._stored: dict[str, str] = {}
        self._is_saving = False
        self.grid = FieldGrid(3)
        self.grid.add(*((self._field(name), span) for name, span in PLACES))
        self.chain = EnterChain(self, self.grid.fields(), self.save, self._cancel)
        self.week = WeekTable()
        self.drafts = DraftKeeper(self, operations.DIRECTORY_DRAFT, self._unsaved, key=f"directory/{code}")
        self.draft_banner = DraftBanner()
        self.draft_banner.taken.connect(self._resume)
        self.draft_banner.dropped.connect(lambda _draft: self.drafts.drop())
        self.guard = Guard(self)
        self._lay_out()
        self.guard.watch(Right.DIRECTORY, self._save)
        self.grid.edited.connect(self._on_edited)
        self.set_title(words.NEW_TITLE)
        if code:
            operations.start_editing(self, code, self._on_started)
        self.drafts.find(self._offer)

    def is_dirty(self) -> bool:
        return self.drafts.is_dirty

    def keep_draft(self) -> None:
        self.drafts.save_now()

    def begin(self) -> None:
        self.chain.focus_first()

    def on_bug(self) -> None:
        self._set_saving(False)

    def commands(self) -> tuple[Command, ...]:
        return (Command(words.SAVE, self.save, "Ctrl+S", "save"),)

    def save(self) -> None:
        """Check every field, then save; the service checks again."""
        if self._is_saving:
            return
        if not self.guard.may_try(Right.DIRECTORY):
            self.context.notes.show_error(refusal_of(Right.DIRECTORY))
            return
        wrong = [error for field in self.grid.fields() if (error := self._wrong(field)) is not None]
        self.grid.show_errors(wrong)
        if wrong:
            self.chain.focus_first_wrong([error.field for error in wrong])
            return
        self._set_saving(True)
        row_id = self._row.id if self._row else None
        saving = operations.save_dealership(self, self.grid.raws(), row_id, self.drafts.key)
        saving.on_done(self._on_saved).on_error(self._on_error).run()

    def _wrong(self, field: Field) -> FieldError | None:
        """Return the error of a field; a needed field that is empty has one too."""
        if field.name not in ("code", "name"):
            return field.problem()
        try:
            PARSERS[field.name](field.raw())
        except FieldError as error:
            return error.at(field.name)
        return None

    def _on_saved(self, row: DirectoryRow) -> None:
        self.drafts.stop()
        self.context.navigate.close_page(self)
        said = words.SAVED.format(name=row.facts.name)
        if self._row is not None and self._row.facts == row.facts:
            self.context.notes.show(said, "green")
        else:
            offer_undo(self.context, said, Topic.DEALERSHIP, row.facts.code)

    def _on_error(self, error: Exception) -> None:
        self._set_saving(False)
        if not isinstance(error, FieldErrors):
            self.context.notes.show_error(error)
            return
        self.grid.show_errors(error.errors)
        self.chain.focus_first_wrong([each.field for each in error.errors])

    def _set_saving(self, is_saving: bool) -> None:
        self._is_saving = is_saving
        self._save.setEnabled(not is_saving)
        said = words.SAVING if is_saving else words.SAVE
        self._save.setText(said)
        self._save.setAccessibleName(said)

    def _on_started(self, start: tuple[DirectoryRow, dict[str, str]]) -> None:
        self._row, raws = start
        self.set_title(words.EDIT_TITLE.format(name=self._row.facts.name))
        day = self._row.facts.valid_from
        self.grid.fill({**raws, "valid_from": format_jalali(day) if day else ""})
        self._stored = self.grid.kept_raws()
        self._show_week()

    def _on_edited(self, name: str) -> None:
        self.drafts.note_edit()
        if name == "hours":
            self._show_week()
        if name == "province":
            self._suggest_cities()

    def _show_week(self) -> None:
        try:
            week = parse_hours(self.grid.field("hours").raw())
        except FieldError:
            week = NO_HOURS
        self.week.show_week(week)
        for widget in (self._read_as, self.week):
            widget.setVisible(week.is_known)

    def _unsaved(self) -> dict[str, str]:
        """Return the input for the draft; empty if it is what is stored."""
        typed = self.grid.kept_raws()
        return {} if typed == self._stored else typed

    def _offer(self, draft: Draft) -> None:
        name = str(draft.body.get("name", "")) or words.DRAFT_NAMELESS
        self.draft_banner.offer(draft, words.DRAFT.format(name=name), strong=name)

    def _resume(self, draft: Draft) -> None:
        self.grid.fill({name: str(text) for name, text in draft.body.items()})
        self.drafts.take_up(draft)
        self._show_week()
        self.begin()

    def _cancel(self) -> None:
        self.context.navigate.close_page(self)

    def _suggest_cities(self) -> None:
        city = self.grid.field("city")
        if isinstance(city, TextField):
            city.suggest(cities_of(self.grid.field("province").raw()), completes=True)

    def _field(self, name: str) -> Field:
        if name == "valid_from":
            return JalaliField(name, words.FIELDS[name], local_today)
        if name in LATIN:
            return LatinField(name, words.FIELDS[name], PARSERS[name])
        field = TextField(name, words.FIELDS[name], hint=words.HINTS.get(name, ""), parser=PARSERS[name])
        if name == "province":
            field.suggest(list_provinces(), completes=True)
        return field

    def _lay_out(self) -> None:
        card = Card()
        column = card.column(margin=20, gap=14)
        column.addWidget(self.guard.note_of(Right.DIRECTORY))
        column.addWidget(self.draft_banner)
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(2, 2, 2, 2)
        inner.setSpacing(12)
        inner.addWidget(self.grid)
        inner.addStretch(1)
        column.addWidget(make_scrolled(sheet), 1)
        self._save = KeyCapButton(words.SAVE, icon_name="save", key="Ctrl+S", rank="primary")
        cancel = KeyCapButton(words.CANCEL)
        self._save.clicked.connect(self.save)
        cancel.clicked.connect(self._cancel)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._save)
        row.addWidget(cancel)
        row.addStretch(1)
        column.addLayout(row)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(14)
        outer.addWidget(card, 1)
        outer.addWidget(self._side())
        self._set_saving(False)
        theme.changed.connect(self._fit)
        self._fit()

    def _side(self) -> QWidget:
        self.side = Card()
        column = self.side.column(margin=16, gap=10)
        self._read_as = make_label(words.READ_AS, "section", wraps=True)
        column.addWidget(self._read_as)
        column.addWidget(self.week, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        column.addWidget(make_label(words.HUB_NOTE, "small", wraps=True))
        self._show_week()
        return self.side

    def _fit(self) -> None:
        self.side.setFixedWidth(theme.px(320))
        self.side.setVisible(theme.scale_percent < 150)
