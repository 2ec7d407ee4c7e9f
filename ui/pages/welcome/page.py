"""Run the first start: dealership, counter, first manager, data. Nothing is saved before the last step."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.settings import DealershipSettings
from ui.forms.code_field import CodeField
from ui.forms.enter_chain import EnterChain
from ui.forms.field import Field
from ui.forms.field_grid import FieldGrid
from ui.forms.pin_field import PinField
from ui.forms.text_field import TextField
from ui.lanes.tasks import Tasks
from ui.operations import entrance as operations
from ui.operations.entrance import FirstStart, Opened
from ui.texts import sign_in as words
from ui.widgets.controls.big_choice import BigChoice
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.scrolling import center_in
from ui.widgets.painted.brand import Brand
from ui.widgets.painted.card import Card
from ui.widgets.painted.steps import Steps
from ui.widgets.words.labels import make_label

STEPS = tuple(words.STEPS)


class WelcomePage(QWidget):
    """Four short steps; ``was_set_up`` carries what the shell needs next."""

    was_set_up = Signal(object)
    import_requested = Signal()
    demo_requested = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._wants_import = False
        self.is_typed = False
        self.grids = {"dealership": _dealership(), "counter": _counter(), "manager": _manager()}
        self._chains = {
            step: EnterChain(self, grid.fields(), self.go_on, self.go_back) for step, grid in self.grids.items()
        }
        for grid in self.grids.values():
            grid.edited.connect(self._on_edited)
        self.title = make_label("", "title")
        self.hint = make_label("", "muted", wraps=True)
        self.steps = Steps(tuple(words.STEPS.values()))
        self.next = KeyCapButton(words.NEXT, key="Enter", rank="primary")
        self.next.clicked.connect(self.go_on)
        self.back = KeyCapButton(words.BACK, key="Shift+Enter")
        self.back.clicked.connect(self.go_back)
        self.pages = QStackedWidget()
        for grid in self.grids.values():
            self.pages.addWidget(_at_top(grid))
        self.first_choice = BigChoice(words.START_IMPORT, words.START_IMPORT_HINT, "file-spreadsheet")
        self.choices = self._choices()
        self.pages.addWidget(self.choices)
        self._lay_out()
        self._show(0)

    @property
    def step(self) -> int:
        """Return the index of the current step, from 0."""
        return self.pages.currentIndex()

    def begin(self) -> None:
        """Focus the first field of the step, or its first choice."""
        name = STEPS[self.step]
        if name in self._chains:
            self._chains[name].focus_first()
        else:
            self.first_choice.setFocus()

    def go_on(self) -> None:
        """Check the step and show the next."""
        grid = self.grids[STEPS[self.step]]
        errors = self._missing(grid)
        if errors:
            grid.show_errors(errors)
            self._chains[STEPS[self.step]].focus_first_wrong([error.field for error in errors])
        else:
            self._show(self.step + 1)

    def go_back(self) -> None:
        """Show the previous step."""
        self._show(max(self.step - 1, 0))

    def finish(self, *, with_import: bool) -> None:
        """Save everything in one step, then show the sign-in page."""
        raws = {name: raw for grid in self.grids.values() for name, raw in grid.raws().items()}
        dealership = DealershipSettings(
            **{name: raws[name] for name in ("code", "name", "city", "address", "phone", "hours")}, is_sample=False
        )
        start = FirstStart(dealership, raws["counter"], raws["manager"], raws["pin"])
        self._wants_import = with_import
        self.setEnabled(False)
        operations.set_up(self, self._tasks, start, self._on_set_up, self._on_refused)

    def _missing(self, grid: FieldGrid) -> list[FieldError]:
        empty = [FieldError("field_required", field.name) for field in grid.fields() if _is_missing(field)]
        wrong = [error for field in grid.fields() if (error := field.problem()) is not None and not error.is_warning]
        raws = grid.raws()
        if not empty and raws.get("pin") != raws.get("pin_again"):
            wrong.append(FieldError("pin_not_same", "pin_again"))
        return [*empty, *wrong]

    def _show(self, step: int) -> None:
        name = STEPS[step]
        self.pages.setCurrentIndex(step)
        self.title.setText(words.STEP_TITLES[name])
        self.hint.setText(words.STEP_HINTS[name])
        self.steps.show_at(step)
        self.next.setVisible(name in self.grids)
        self.back.setVisible(step > 0)
        self.begin()

    def _on_edited(self, _name: str) -> None:
        self.is_typed = True

    def _on_set_up(self, opened: Opened) -> None:
        self.setEnabled(True)
        if self._wants_import:
            self.import_requested.emit()
        self.was_set_up.emit(opened)

    def _on_refused(self, error: Exception) -> None:
        self.setEnabled(True)
        if not isinstance(error, FieldErrors):
            self._tasks.failed.emit(error)
            return
        # The services report an error in a person's name at the field "name"; on this page that is "manager".
        placed = [each.at("manager") if each.code.startswith("staff_name") else each for each in error.errors]
        for step, (name, grid) in enumerate(self.grids.items()):
            mine = [each for each in placed if each.field in {field.name for field in grid.fields()}]
            if mine:
                self._show(step)
                grid.show_errors(mine)
                self._chains[name].focus_first_wrong([each.field for each in mine])
                return
        self._tasks.failed.emit(error)

    def _choices(self) -> QWidget:
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        empty = BigChoice(words.START_EMPTY, words.START_EMPTY_HINT, "user-plus")
        demo = BigChoice(words.START_DEMO, words.START_DEMO_HINT, "sparkles")
        self.first_choice.clicked.connect(lambda: self.finish(with_import=True))
        empty.clicked.connect(lambda: self.finish(with_import=False))
        demo.clicked.connect(self.demo_requested)
        for choice in (self.first_choice, empty, demo):
            column.addWidget(choice)
        column.addStretch(1)
        return choices

    def _lay_out(self) -> None:
        card = Card()
        inner = card.column(margin=28, gap=10)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Brand())
        head.addWidget(make_label(words.WELCOME, "headline"), 1)
        inner.addLayout(head)
        inner.addWidget(self.steps)
        inner.addSpacing(6)
        inner.addWidget(self.title)
        inner.addWidget(self.hint)
        inner.addSpacing(4)
        inner.addWidget(self.pages, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.next)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        card.setMaximumWidth(760)
        card.setMinimumWidth(680)
        center_in(self, card)


def _is_missing(field: Field) -> bool:
    return field.name in words.REQUIRED and field.is_empty()


def _at_top(grid: FieldGrid) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(grid)
    column.addStretch(1)
    return holder


def _dealership() -> FieldGrid:
    grid = FieldGrid(3)
    grid.add(
        CodeField("code", words.DEALERSHIP_CODE, str),
        (TextField("name", words.DEALERSHIP_NAME), 2),
        TextField("city", words.CITY),
        (TextField("address", words.ADDRESS), 2),
        CodeField("phone", words.PHONE, str),
        (TextField("hours", words.HOURS), 2),
    )
    return grid


def _counter() -> FieldGrid:
    grid = FieldGrid(2)
    counter = TextField("counter", words.COUNTER)
    counter.set_raw(words.COUNTER_DEFAULT)
    grid.add(counter)
    return grid


def _manager() -> FieldGrid:
    grid = FieldGrid(2)
    grid.add((TextField("manager", words.MANAGER_NAME), 2))
    grid.add(PinField("pin", words.NEW_PIN), PinField("pin_again", words.PIN_AGAIN))
    return grid
