"""Show a question before leaving with unsent documents: stay, make a bundle, or leave."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_app.domain.head_office import LineState
from dealer_app.domain.money import format_rial
from dealer_app.domain.persian import persian_digits
from ui.look.icons import pixmap
from ui.look.theme import theme
from ui.texts import head_office as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.floating import SHADOW
from ui.widgets.layout.overlay import Overlay
from ui.widgets.notes.banner import Banner
from ui.widgets.words.labels import make_label, make_mark


class LeaveSheet(Overlay):
    """Question before leaving; ``bundle_requested`` requests a bundle. Staying (Esc, Enter) has the focus."""

    bundle_requested = Signal()
    width_px = 560

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._go: Callable[[], object] = lambda: None
        self._mark = make_mark()
        self.title = make_label("", "title")
        self.count = make_label("", "strong", wraps=True)
        self.hint = make_label("", "muted", wraps=True)
        self.bundled = Banner("green", "circle-check")
        self.stay = KeyCapButton(words.STAY, key="Esc", rank="primary")
        self.bundle = KeyCapButton(words.MAKE_BUNDLE, icon_name="hard-drive")
        self.leave = KeyCapButton(words.GO, icon_name="log-out")
        self.stay.clicked.connect(self.close_over)
        self.bundle.clicked.connect(self.bundle_requested)
        self.leave.clicked.connect(self._on_go)
        self._lay_out()
        theme.changed.connect(self._paint_mark)
        self._paint_mark()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._mark)
        head.addWidget(self.title)
        head.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.stay, self.bundle, self.leave):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = self.column
        column.setSpacing(12)
        margins = column.contentsMargins()
        column.setContentsMargins(margins.left() + 18, margins.top() + 14, margins.right() + 18, margins.bottom() + 14)
        column.addLayout(head)
        column.addWidget(self.count)
        column.addWidget(self.hint)
        column.addWidget(self.bundled)
        column.addStretch(1)
        column.addLayout(buttons)

    def _paint_mark(self) -> None:
        self._mark.setPixmap(pixmap("inbox", "accent", 22))

    def ask(self, what: str, state: LineState, go: Callable[[], object]) -> None:
        """Show what has not been sent.

        ``what`` is "quit" or "change"; ``go`` is called if the person decides to leave.
        """
        self._go = go
        self.title.setText(words.LEAVE_TITLES[what])
        self.setAccessibleName(words.LEAVE_TITLES[what])
        self.count.setText(_count_words(state))
        self.hint.setText(words.LEAVE_HINTS["quit_by_stick" if what == "quit" and state.is_by_stick else what])
        self.bundled.hide()
        self._fit()
        self.stay.setFocus(Qt.FocusReason.TabFocusReason)

    def say_bundled(self, name: str) -> None:
        """Show that the bundle was written, and focus the button that leaves."""
        self.bundled.say(words.LEAVE_BUNDLED.format(name=name))
        self.bundled.show()
        self._fit()
        self.leave.setFocus(Qt.FocusReason.TabFocusReason)

    def _fit(self) -> None:
        width = min(theme.px(self.width_px), self._host.width() - 32) + 2 * SHADOW
        for label in (self.title, self.count, self.hint):
            label.ensurePolished()  # the layout does not know a type size that changed while the sheet was hidden
        self.column.invalidate()
        height = self.column.heightForWidth(width)
        if self.isVisible():
            self.resize(self.width(), height)
        else:
            self.open_over(height - 2 * SHADOW)

    def _on_go(self) -> None:
        self.close_over()
        self._go()


def _count_words(state: LineState) -> str:
    count = persian_digits(str(state.waiting))
    if not state.waiting_payments:
        return words.LEAVE_COUNT.format(count=count)
    payments, amount = persian_digits(str(state.waiting_payments)), format_rial(state.waiting_amount)
    return words.LEAVE_MONEY.format(count=count, payments=payments, amount=amount)
