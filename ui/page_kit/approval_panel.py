"""Panel in which a colleague allows one act: who, why, PIN. It stands below the page and covers nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from dealer_app.domain.errors import CodedError, FieldError, Refusal, sentence
from dealer_app.domain.rights import roles_name
from dealer_app.domain.staff import Actor, Approval, StaffRow
from ui.forms.choice_field import ChoiceField
from ui.forms.enter_chain import EnterChain
from ui.forms.field_grid import FieldGrid
from ui.forms.pin_field import PinField
from ui.forms.text_field import TextField
from ui.look.palettes import TONES
from ui.page_kit.on_duty import OnDuty
from ui.texts import approving as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label

PLACES = {
    "reason_missing": "reason",
    "approval_missing": "person",
    "approval_own": "person",
    "staff_not_found": "person",
}
"""Code of an error -> its field; the others belong to the PIN."""


def _placed(error: CodedError, name: str) -> FieldError:
    placed = FieldError(error.code, name)
    placed.params = error.params
    return placed


class ApprovalPanel(Card):
    """Asks for a colleague's PIN.

    ``on_allowed`` receives each approval, ``on_given_up`` is called once without one. While an approval is tried the
    panel cannot be given up, because the act may already be written.
    """

    def __init__(
        self, refusal: Refusal, on_allowed: Callable[[Approval], object], on_given_up: Callable[[], object]
    ) -> None:
        super().__init__(ground=TONES["amber"][1], border=TONES["amber"][0])
        self.text = sentence(refusal)
        self.setAccessibleName(self.text)
        self._on_allowed, self._on_given_up = on_allowed, on_given_up
        self._is_tried = self._is_given_up = False
        self._on_duty: OnDuty | None = None
        self._asked_by: Actor | None = None
        self._people: dict[str, StaffRow] = {}
        self._former = QApplication.focusWidget()
        self.person = ChoiceField("person", words.WHO, ())
        self.reason = TextField("reason", words.REASON)
        self.pin = PinField("pin", words.PIN)
        self.grid = FieldGrid(3)
        self.grid.add(self.person, self.reason, self.pin)
        self.chain = EnterChain(self, self.grid.fields(), self.allow)
        self.allowing = KeyCapButton(words.ALLOW, icon_name="check", rank="primary")
        self.allowing.clicked.connect(self.allow)
        self.leaving = KeyCapButton(words.CANCEL, key="Esc")
        self.leaving.clicked.connect(self.give_up)
        column = self.column(margin=12)
        column.addWidget(make_label(words.TITLE.format(what=refusal.params["what"]), "strong", wraps=True))
        self.hint = make_label(words.HINT.format(who=refusal.params["who"]), "small", wraps=True)
        column.addWidget(self.hint)
        column.addWidget(self.grid)
        buttons = QWidget()
        row = FlowLayout(buttons)
        for button in (self.allowing, self.leaving):
            row.addWidget(button)
        column.addWidget(buttons)

    def watch(self, on_duty: OnDuty) -> None:
        """Give up as soon as the counter is locked or another person is on duty than now."""
        self._on_duty, self._asked_by = on_duty, on_duty.actor
        on_duty.changed.connect(self._on_duty_changed)

    def _on_duty_changed(self) -> None:
        if self._on_duty is not None and (self._on_duty.is_locked or self._on_duty.actor != self._asked_by):
            self.give_up()

    def show_people(self, people: Sequence[StaffRow]) -> None:
        """List the colleagues who may allow it, and focus the first thing to answer."""
        self._people = {str(one.id): one for one in people}
        self.person.set_choices([(key, f"{one.name} ({roles_name(one.roles)})") for key, one in self._people.items()])
        self.allowing.setEnabled(bool(people))
        if not people:
            self.hint.setText(words.NOBODY)
        if self.isVisible():
            self.begin()

    def begin(self) -> None:
        """Focus the first thing to answer."""
        if not self._people:
            self.leaving.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self.person if len(self._people) > 1 else self.reason).setFocus(Qt.FocusReason.TabFocusReason)

    def allow(self) -> None:
        """Hand the approval on; the PIN leaves the screen at once."""
        person = self._people.get(self.person.raw())
        if person is None or self._is_tried or self._is_given_up:
            return
        approval = Approval(person.id, self.pin.raw(), self.reason.raw())
        self.pin.set_raw("")
        self._set_tried(is_tried=True)
        self._on_allowed(approval)

    def show_error(self, error: CodedError) -> None:
        """Show why the approval was not taken, beside its field."""
        self._set_tried(is_tried=False)
        name = PLACES.get(error.code, "pin")
        self.grid.show_errors([_placed(error, name)])
        self.chain.focus_first_wrong([name])

    def give_up(self) -> None:
        """End without an approval, unless one is being tried."""
        if not self._is_tried and not self._is_given_up:
            self._is_given_up = True
            self._on_given_up()

    def _set_tried(self, *, is_tried: bool) -> None:
        self._is_tried = is_tried
        self.allowing.setEnabled(not is_tried)
        self.leaving.setEnabled(not is_tried)

    def give_focus_back(self) -> None:
        """Focus what had the focus before."""
        if self._former is not None and isValid(self._former):
            self._former.setFocus(Qt.FocusReason.OtherFocusReason)
