"""Help with the lottery of the unified system: a slip with the steps, and the result that a customer shows."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from dealer_app.domain.errors import FieldError
from dealer_app.domain.help import LotteryResult
from ui.forms.choice_field import ChoiceField
from ui.forms.enter_chain import EnterChain
from ui.forms.field_grid import FieldGrid
from ui.forms.jalali_field import JalaliField
from ui.texts import help as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label


class LotteryCard(Card):
    """Result and day; nothing here can hold what a customer types at the unified system."""

    def __init__(self, today: Callable[[], date], on_save: Callable[[], object], attach: QWidget) -> None:
        super().__init__()
        self.result = ChoiceField("code", words.RESULT, ())
        self.seen_on = JalaliField("seen_on", words.SEEN_ON, today, says_day=True)
        self.grid = FieldGrid(2)
        self.grid.add(self.result, self.seen_on)
        self.needs_file = make_label(words.NEEDS_FILE, "muted", wraps=True)
        self.save = KeyCapButton(words.SAVE_RESULT, icon_name="check")
        self.slip = KeyCapButton(words.PRINT_LOTTERY, icon_name="printer", key="Ctrl+G")
        self.chain = EnterChain(self, self.grid.fields(), on_save)
        self.save.clicked.connect(on_save)
        column = self.column(margin=16, gap=8)
        column.addWidget(make_label(words.LOTTERY, "section"))
        column.addWidget(make_label(words.LOTTERY_HINT, "small", wraps=True))
        column.addWidget(self.grid)
        column.addWidget(self.needs_file)
        column.addStretch(1)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.save)
        flow.addWidget(self.slip)
        flow.addWidget(attach)
        column.addWidget(buttons)

    def show_results(self, results: Sequence[LotteryResult], today: date, *, has_file: bool) -> None:
        """Show the words of the unified system; only a customer's result can be recorded."""
        self.result.set_choices([("", words.CHOOSE), *((result.code, result.name) for result in results)])
        if self.seen_on.is_empty():
            self.seen_on.set_day(today)
        self.grid.setEnabled(has_file)
        self.grid.setVisible(has_file)
        self.save.setEnabled(has_file)
        self.needs_file.setVisible(not has_file)

    def problem(self) -> FieldError | None:
        """Return what is wrong with the result or its day, None if both can be recorded."""
        if not self.result.raw():
            return FieldError("result_unknown", "code")
        if self.seen_on.is_empty():
            return FieldError("date_empty", "seen_on")
        return self.seen_on.problem()

    def show_error(self, error: Exception) -> bool:
        """Show an error beside its field; return False if a part of it belongs to no field."""
        is_beside = self.grid.show_error(error)
        self.chain.focus_first_wrong([field.name for field in self.grid.fields() if field.error is not None])
        return is_beside
