"""Sign in or unlock: choose a name and type six digits; after unlocking, the counter is unchanged."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dealer_app.domain.errors import CodedError, sentence
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.staff import Actor, Role, StaffRow
from ui.lanes.tasks import Tasks
from ui.look.theme import theme
from ui.operations import entrance as operations
from ui.operations.entrance import Opened, SignedIn
from ui.texts import shell as shell_words
from ui.texts import sign_in as words
from ui.widgets.controls.people_list import PeopleList
from ui.widgets.controls.pin_boxes import PinBoxes
from ui.widgets.layout.scrolling import center_in
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.brand import Brand
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label, set_kind

LARGEST_WITH_BRAND = 125


class SignInPage(QWidget):
    """Sign-in page; ``signed_in`` carries the actor whose PIN was correct.

    ``day_doubted`` fires instead (with a SignedIn) if the clock of this PC is not believed.
    """

    signed_in = Signal(object)
    day_doubted = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._demo_pins: dict[str, str] = {}
        self.pin = PinBoxes()
        self.pin.completed.connect(self._try)
        self.people = PeopleList()
        self.people.picked.connect(self._on_picked)
        self.people.missed.connect(lambda typed: self._say(words.NO_NAME.format(typed=typed)))
        self.pin.step_requested.connect(self.people.step)
        self.pin.letters_typed.connect(self.people.take_letters)
        self.title = make_label(words.WHO, "title")
        self.place = make_label("", "small")
        self.message = make_label(words.PIN_HINT, "small")
        self.message.setMinimumHeight(22)
        self.demo = Badge("", "amber", "key-round")
        self._lay_out()
        theme.changed.connect(self._make_room)
        self._make_room()

    def _lay_out(self) -> None:
        card = Card()
        inner = card.column(margin=28, gap=10)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._brand = Brand()
        inner.addWidget(self._brand, 0, middle)
        inner.addWidget(self.title, 0, middle)
        inner.addWidget(self.place, 0, middle)
        inner.addSpacing(6)
        inner.addWidget(self.people)
        inner.addSpacing(8)
        inner.addWidget(self.pin, 0, middle)
        inner.addWidget(self.message, 0, middle)
        inner.addWidget(self.demo, 0, middle)
        center_in(self, card, shrinks=True)

    def _make_room(self) -> None:
        # The PIN must be visible without scrolling at every type size; the list of people takes what room is left.
        self._brand.setVisible(theme.scale_percent <= LARGEST_WITH_BRAND)

    def show_people(self, opened: Opened) -> None:
        """List the staff who may sign in; the first is selected."""
        self._demo_pins = dict(opened.demo_pins)
        self.people.show_people(opened.staff)
        clerks = [person for person in opened.staff if Role.CLERK in person.roles]
        for person in (*clerks, *opened.staff)[:1]:
            self.people.choose(person.id)
        place = opened.settings
        self.place.setText(f"{place.dealership.name} · {place.counter.counter}".strip(" ·"))

    def lock(self, actor: Actor | None) -> None:
        """Ask for the PIN again; the person on duty is selected."""
        self.title.setText(words.LOCKED if actor is not None else words.WHO)
        self.people.choose(actor.staff_id if actor is not None else None)
        self.begin()

    def begin(self) -> None:
        """Clear the boxes and focus them."""
        self.pin.setEnabled(True)
        self.pin.clear()
        self.pin.is_wrong = False
        self._say(words.PIN_HINT)
        self.pin.setFocus()

    def chosen(self) -> StaffRow | None:
        """Return the person whose PIN is asked for."""
        return self.people.chosen()

    def _on_picked(self) -> None:
        person = self.chosen()
        if person is not None:
            self.pin.setAccessibleName(words.PIN_FOR.format(name=person.name))
            self.pin.clear()
            self.pin.is_wrong = False
            self.pin.setFocus()
            self._say(words.PIN_HINT)
            demo_pin = persian_digits(self._demo_pins.get(person.name, ""))
            self.demo.show_words(words.DEMO_PIN.format(pin=demo_pin), "amber", "key-round")
            self.demo.setVisible(bool(demo_pin))

    def _try(self, pin: str) -> None:
        person = self.chosen()
        if person is None:
            return
        self.pin.setEnabled(False)
        self._say(words.CHECKING)
        operations.check_pin(self, self._tasks, person.id, pin, self._on_signed_in, self._on_refused)

    def _on_signed_in(self, done: SignedIn) -> None:
        self.begin()
        if done.doubt is None:
            self.signed_in.emit(done.actor)
        else:
            self.day_doubted.emit(done)

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
