"""Field for a Jalali date, typed in any spelling or picked from a calendar."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton

from dealer_app.domain.calendar.jalali import format_jalali, format_jalali_long, parse_jalali
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import ascii_digits, persian_digits
from ui.forms.field import FieldState
from ui.forms.jalali_popup import JalaliPopup
from ui.forms.text_field import LineField
from ui.look import icons
from ui.look.theme import theme
from ui.texts import forms as texts
from ui.widgets.words.plain import set_tip

Rule = Callable[[date], FieldError | None]


class JalaliField(LineField):
    """Date field; ``today`` returns the day for «امروز» and «+30»; ``rule`` may refuse a day (a future birth)."""

    def __init__(
        self, name: str, label: str, today: Callable[[], date], *, rule: Rule | None = None, says_day: bool = False
    ) -> None:
        self._today = today
        self._rule = rule
        self._says_day = says_day
        super().__init__(name, label, ltr=True)
        self._calendar = QToolButton()
        self._calendar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._calendar.setAccessibleName(texts.OPEN_CALENDAR)
        set_tip(self._calendar, texts.OPEN_CALENDAR)
        self._calendar.clicked.connect(self.open_calendar)
        self.line.set_tail(self._calendar)
        self._draw_calendar()
        theme.changed.connect(self._draw_calendar)
        self.line.setPlaceholderText(texts.DATE_PLACEHOLDER)
        self.line.installEventFilter(self)

    def raw(self) -> str:
        """Return the typed text with ASCII digits."""
        return ascii_digits(self.line.text()).strip()

    def set_raw(self, text: str) -> None:
        """Show ``text`` in Persian digits and check it."""
        self.line.setText(persian_digits(text))
        self.check_while_typing()

    def day(self) -> date | None:
        """Return the day; None if the field is empty or unreadable."""
        try:
            return parse_jalali(self.raw(), self._today()) if self.raw() else None
        except FieldError:
            return None

    def set_day(self, day: date | None) -> None:
        """Show ``day``."""
        self.set_raw(format_jalali(day) if day else "")

    def parse(self, text: str) -> object:
        """Return the day; raises FieldError for an unreadable text or a day that ``rule`` refuses."""
        day = parse_jalali(text, self._today())
        refused = self._rule(day) if self._rule else None
        if refused is not None:
            raise refused
        return day

    def check(self) -> bool:
        """Check, reformat a readable day as a full date, and show its weekday below."""
        may_stand = super().check()
        day = self.day()
        if day is not None:
            self.line.setText(format_jalali(day))
        self._say_day()
        return may_stand

    def check_while_typing(self) -> None:
        """Check, and show the weekday of a readable day."""
        super().check_while_typing()
        self._say_day()

    def open_calendar(self) -> None:
        """Open the calendar below the field at the typed day, or at today."""
        popup = JalaliPopup(self.day() or self._today(), self._today(), self.window())
        popup.picked.connect(self._on_picked)
        corner = self.line.mapToGlobal(QPoint(self.line.width() - popup.sizeHint().width(), self.line.height() + 4))
        popup.open_at(corner)

    def _on_picked(self, day: date) -> None:
        self.line.setText(format_jalali(day))
        self.check()
        self.line.setFocus()
        self.edited.emit()
        self.finished.emit()

    def _draw_calendar(self) -> None:
        self._calendar.setIcon(icons.icon("calendar-days", "muted"))
        self._calendar.setIconSize(QSize(theme.px(16), theme.px(16)))

    def _say_day(self) -> None:
        day = self.day()
        if self._says_day and day and self.state in {FieldState.NEUTRAL, FieldState.OK}:
            self.sentence.say(FieldState.NEUTRAL, format_jalali_long(day))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Open the calendar by the down key."""
        if watched is not self.line or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Down:
            self.open_calendar()
            return True
        return False
