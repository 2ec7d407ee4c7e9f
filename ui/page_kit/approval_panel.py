"""Panel in which a colleague allows one act: who, why, PIN. It stands below the page and covers nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from dealer_app.domain.errors import CodedError, FieldError, Refusal, sentence
from dealer_app.domain.rights import roles_name
from dealer_app.domain.staff import Approval, StaffRow
from ui.forms.choice_field import ChoiceField
from ui.forms.enter_chain import EnterChain
from ui.forms.field_grid import FieldGrid
from ui.forms.pin_field import PinField
from ui.forms.text_field import TextField
from ui.look.palettes import TONES
from ui.texts import approving as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label

PLACES = {"reason_missing": "reason", "approval_own": "person", "staff_not_found": "person"}
"""Code of an error -> its field; the others belong to the PIN."""


def _placed(error: CodedError, name: str) -> FieldError:
    placed = FieldError(error.code, name)
    placed.params = error.params
    return placed


class ApprovalPanel(Card):
    """Asks for a colleague's PIN; ``on_allowed`` receives the approval. ``closing`` is set by who shows the panel."""

    def __init__(self, refusal: Refusal, on_allowed: Callable[[Approval], object]) -> None:
        super().__init__(ground=TONES["amber"][1], border=TONES["amber"][0])
        self.text = sentence(refusal)
        self.setAccessibleName(self.text)
        self._on_allowed = on_allowed
        self.closing: Callable[[], object] = lambda: None
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

    def show_people(self, people: Sequence[StaffRow]) -> None:
        """List the colleagues who may allow it, and focus the first thing to answer."""
        self._people = {str(one.id): one for one in people}
        self.person.set_choices([(key, f"{one.name} ({roles_name(one.roles)})") for key, one in self._people.items()])
        self.allowing.setEnabled(bool(people))
        if not people:
            self.hint.setText(words.NOBODY)
            self.leaving.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self.person if len(people) > 1 else self.reason).setFocus(Qt.FocusReason.TabFocusReason)

    def allow(self) -> None:
        """Hand the approval on; the PIN leaves the screen at once."""
        person = self._people.get(self.person.raw())
        if person is None or not self.allowing.isEnabled():
            return
        approval = Approval(person.id, self.pin.raw(), self.reason.raw())
        self.pin.set_raw("")
        self.allowing.setEnabled(False)
        self._on_allowed(approval)

    def show_error(self, error: CodedError) -> None:
        """Show why the approval was not taken, beside its field."""
        self.allowing.setEnabled(True)
        name = PLACES.get(error.code, "pin")
        self.grid.show_errors([_placed(error, name)])
        self.chain.focus_first_wrong([name])

    def give_up(self) -> None:
        """Close the panel without an approval."""
        self.closing()

    def give_focus_back(self) -> None:
        """Focus what had the focus before."""
        from shiboken6 import isValid

        if self._former is not None and isValid(self._former):
            self._former.setFocus(Qt.FocusReason.OtherFocusReason)
