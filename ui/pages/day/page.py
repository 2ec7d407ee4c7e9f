"""Ask a manager to confirm the day when this PC's clock is not believed; both moments are in the Iranian calendar."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dealer_app.domain.calendar.jalali import format_jalali_long
from dealer_app.domain.calendar.moments import clock_words
from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.days import DayDoubt
from dealer_app.domain.errors import CodedError, sentence
from dealer_app.domain.rights import Right, may
from dealer_app.domain.staff import Actor
from ui.lanes.tasks import Tasks
from ui.operations import entrance as operations
from ui.operations.entrance import SignedIn
from ui.texts import shell as shell_words
from ui.texts import sign_in as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.controls.people_list import PeopleList
from ui.widgets.controls.pin_boxes import PinBoxes
from ui.widgets.layout.scrolling import center_in
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label, set_kind


class DayPage(QWidget):
    """Page between sign-in and counter; ``passed`` carries the actor and the doubt that is left (None: none)."""

    passed = Signal(object, object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._actor: Actor
        self._doubt: DayDoubt | None = None
        self.now, self.last = make_label("", "title"), make_label("", "body")
        self.why = make_label("", "muted")
        self.ask = make_label(words.DAY_ASK, "body")
        self.pin = PinBoxes()
        self.pin.completed.connect(self._confirm)
        self.people = PeopleList()
        self.people.picked.connect(self._begin)
        self.people.missed.connect(lambda typed: self._say(words.NO_NAME.format(typed=typed)))
        self.pin.step_requested.connect(self.people.step)
        self.pin.letters_typed.connect(self.people.take_letters)
        self.message = make_label("", "small")
        self.message.setMinimumHeight(22)
        self.again = KeyCapButton(words.DAY_AGAIN, icon_name="refresh-cw")
        self.again.clicked.connect(self._look_again)
        self.without = KeyCapButton(words.DAY_WITHOUT, rank="quiet")
        self.without.clicked.connect(lambda: self.passed.emit(self._actor, self._doubt))
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card()
        inner = card.column(margin=28, gap=10)
        middle = Qt.AlignmentFlag.AlignHCenter
        badge = Badge(words.DAY_TITLE, "amber", "triangle-alert")
        for widget in (badge, self.now, self.last):
            inner.addWidget(widget, 0, middle)
        for label in (self.why, self.ask, self.message):
            label.setAlignment(middle)
        inner.addWidget(self.why)
        inner.addSpacing(6)
        inner.addWidget(self.ask)
        inner.addWidget(self.people)
        inner.addWidget(self.pin, 0, middle)
        inner.addWidget(self.message)
        row = QHBoxLayout()
        for button in (self.again, self.without):
            row.addWidget(button)
        inner.addLayout(row)
        center_in(self, card, shrinks=True)

    def ask_for(self, signed_in: SignedIn) -> None:
        """Show both moments and ask for the PIN of a manager."""
        assert signed_in.doubt is not None
        self._actor, self._doubt = signed_in.actor, signed_in.doubt
        self.now.setText(words.DAY_NOW.format(moment=_words(signed_in.doubt.now)))
        last = signed_in.doubt.last
        self.last.setText(words.DAY_NONE if last is None else words.DAY_LAST.format(moment=_words(last)))
        self.why.setText(words.DAY_WHY[str(signed_in.doubt.why)])
        managers = [one for one in signed_in.staff if may(one.roles, Right.CONFIRM_DAY)]
        self.people.show_people(managers)
        for manager in managers[:1]:
            self.people.choose(manager.id)
        self._begin()

    def _begin(self) -> None:
        self.pin.setEnabled(True)
        self.pin.clear()
        self.pin.is_wrong = False
        self._say(words.DAY_HINT)
        self.pin.setFocus()

    def _confirm(self, pin: str) -> None:
        manager = self.people.chosen()
        if manager is not None:
            self.pin.setEnabled(False)
            self._say(words.CHECKING)
            operations.confirm_day(self, self._tasks, manager.id, pin, self._on_confirmed, self._on_refused)

    def _look_again(self) -> None:
        operations.look_at_day(self, self._tasks, self._on_looked, self._on_refused)

    def _on_confirmed(self, _nothing: object) -> None:
        self.passed.emit(self._actor, None)

    def _on_looked(self, doubt: DayDoubt | None) -> None:
        if doubt is None:
            self.passed.emit(self._actor, None)
            return
        self._doubt = doubt
        self.now.setText(words.DAY_NOW.format(moment=_words(doubt.now)))
        self._begin()

    def _on_refused(self, error: Exception) -> None:
        self.pin.setEnabled(True)
        self.pin.reject()
        self.pin.setFocus()
        if isinstance(error, CodedError):
            self._say(sentence(error), "error")
        else:
            self._say(shell_words.CRASH_TITLE, "error")
            self._tasks.failed.emit(error)

    def _say(self, text: str, kind: str = "small") -> None:
        self.message.setText(text)
        set_kind(self.message, "kind", kind)


def _words(at: datetime) -> str:
    """Return day, weekday and time of a moment in Tehran."""
    return words.DAY_MOMENT.format(day=format_jalali_long(local_day(at)), time=clock_words(at))
