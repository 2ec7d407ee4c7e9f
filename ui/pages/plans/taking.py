"""Take plans from a sheet: refused cells with row and reason, doubts that a manager confirms, then all or nothing.

A sheet that was given up, or replaced by another one while it was read, stores nothing and says nothing.
"""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_app.domain.errors import CodedError, FieldError, FieldErrors, sentence
from dealer_app.domain.persian import join_names, persian_digits
from ui.operations import plans as operations
from ui.page_kit.page import Page
from ui.texts import plans as texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.controls.mark_box import MarkBox
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.lists.sentence_list import SentenceList
from ui.widgets.notes.banner import Banner
from ui.widgets.words.labels import make_label

if TYPE_CHECKING:
    from dealer_app.services.plans.plans import StoredPlans
    from dealer_app.services.plans.sheet import PlanSheet


class Taking(QWidget):
    """The part of the page that takes a sheet; ``finished`` is emitted when the catalogue should be shown again."""

    finished = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._sheet: PlanSheet | None = None
        self.outcome = Banner("accent", "file-spreadsheet")
        self._taken = 0
        self.problems = SentenceList(texts.PROBLEMS)
        self.right = MarkBox(texts.CONFIRM)
        self.store = KeyCapButton(texts.STORE, icon_name="save", rank="primary")
        self.leave = KeyCapButton(texts.LEAVE, icon_name="undo-2", key="Esc")
        self._lay_out()
        self.right.toggled.connect(lambda: self.store.setEnabled(self.right.isChecked()))
        self.store.clicked.connect(lambda: self._store(is_confirmed=True))
        self.leave.clicked.connect(self._on_leave)

    def take(self, path: Path) -> None:
        """Read a sheet and store it if nothing is wrong or doubtful."""
        self.outcome.say(texts.READING.format(name=path.name), tone="accent", icon_name="file-spreadsheet")
        self.give_up()
        operations.read_sheet(self._page, path, self._if_wanted(self._on_read), self._if_wanted(self._on_error))

    def focus_first(self) -> None:
        """Focus what comes next; Tab goes from what is read to what answers it."""
        for before, after in pairwise((self.problems, self.right, self.store, self.leave)):
            self.setTabOrder(before, after)
        refused = self.problems if self.problems.count() else self.leave
        first = refused if self.right.isHidden() else self.right
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def give_up(self) -> None:
        """Drop the sheet that is being read or shown; what is stored already stays."""
        self._taken += 1
        self._sheet = None
        self._show_problems((), is_doubtful=False)

    def _on_leave(self) -> None:
        self.give_up()
        self.finished.emit()

    def _if_wanted(self, action: Callable[[Any], None]) -> Callable[[Any], None]:
        """Return ``action`` for the sheet of now: it does nothing after that sheet was given up."""
        taken = self._taken
        return lambda value: action(value) if taken == self._taken else None

    def _on_read(self, sheet: "PlanSheet") -> None:
        self._sheet = sheet
        self._store(is_confirmed=False)

    def _store(self, *, is_confirmed: bool) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        finish = self._if_wanted(lambda _stored: self._on_leave())

        def done(stored: "StoredPlans") -> None:
            self._say_stored(stored, sheet.unknown)
            finish(stored)

        on_error = self._if_wanted(self._on_error)
        operations.store_plans(self._page, sheet, is_confirmed=is_confirmed).on_done(done).on_error(on_error).run()

    def _say_stored(self, stored: "StoredPlans", unknown: tuple[str, ...]) -> None:
        counts = {name: persian_digits(str(getattr(stored, name))) for name in ("new", "changed", "same")}
        words = texts.STORED.format(**counts)
        if unknown:
            words += texts.UNKNOWN_COLUMNS.format(columns=join_names(unknown))
        self._page.context.notes.show(words, "green")

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, FieldErrors):
            is_doubtful = all(one.is_warning for one in error.errors)
            wrong = [one for one in error.errors if is_doubtful or not one.is_warning]
            template = texts.DOUBTS if is_doubtful else texts.REFUSED
            tone, icon = ("amber", "triangle-alert") if is_doubtful else ("red", "circle-alert")
            self.outcome.say(template.format(count=persian_digits(str(len(wrong)))), tone=tone, icon_name=icon)
            self._show_problems(wrong, is_doubtful=is_doubtful)
        elif isinstance(error, CodedError):
            self.outcome.say(sentence(error), tone="red", icon_name="circle-alert")
        else:
            self._page.context.tasks.failed.emit(error)
        self.focus_first()

    def _show_problems(self, errors: tuple[FieldError, ...] | list[FieldError], *, is_doubtful: bool) -> None:
        self.problems.show_sentences([sentence(error) for error in errors])
        self.problems.setVisible(bool(errors))
        self.right.setChecked(False)
        self.right.setVisible(is_doubtful)
        self.store.setVisible(is_doubtful)
        self.store.setEnabled(False)

    def _lay_out(self) -> None:
        buttons = FlowLayout()
        buttons.addWidget(self.store)
        buttons.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(make_label(texts.IMPORT_TITLE, "title"))
        column.addWidget(self.outcome)
        column.addWidget(self.right, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(buttons)
        column.addWidget(self.problems, 1)
        column.addStretch(0)
        self._show_problems((), is_doubtful=False)
