"""List the staff who may sign in, and add a colleague."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.errors import FieldError
from dealer_app.domain.rights import Right, roles_name
from dealer_app.domain.staff import AddStaff, Role, StaffRow, parse_roles
from resources.texts import rights as right_words
from ui.forms.checks_field import ChecksField
from ui.forms.pin_field import PinField
from ui.forms.text_field import TextField
from ui.operations import settings as operations
from ui.page_kit.page import Page
from ui.pages.settings.section import Section
from ui.texts import settings as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.painted.avatar import Avatar
from ui.widgets.words.labels import make_label


class StaffSection(Section):
    """List of staff above, form for a new colleague below."""

    key = "staff"
    right = Right.STAFF

    def __init__(self, page: Page) -> None:
        super().__init__(page, columns=2)
        self._people = QWidget()
        self._list = QVBoxLayout(self._people)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(6)
        self.column.insertWidget(2, make_label(words.STAFF_LIST, "section"))
        self.column.insertWidget(3, self._people)
        self.column.insertWidget(4, make_label(words.ADD_STAFF, "section"))
        roles = [(str(role), right_words.ROLES[role]) for role in Role]
        self.add_fields(
            TextField("name", words.NAME),
            (ChecksField("roles", words.ROLES, roles, join="+"), 2),
            PinField("pin", words.PIN),
            PinField("pin_again", words.PIN_AGAIN),
        )
        self.saving = KeyCapButton(words.ADD, icon_name="user-plus", rank="primary")
        self.saving.clicked.connect(self.save)
        self.end(self.saving)
        operations.list_staff(page, self._show)

    def save(self) -> None:
        """Add the colleague; the PIN is typed twice and then removed from the screen."""
        raws = self.grid.raws()
        if not self.saving.isEnabled():
            return
        if raws["pin"] != raws["pin_again"]:
            self.grid.show_errors([FieldError("pin_not_same", "pin_again")])
            return
        roles = parse_roles(raws["roles"]) if raws["roles"] else frozenset()
        command = AddStaff(raws["name"], roles, raws["pin"])
        self.send(
            operations.add_staff(self.page, command),
            lambda people, is_clean: self._on_added(command.name, people, is_clean),
        )

    def _on_added(self, name: str, people: tuple[StaffRow, ...], is_clean: bool) -> None:
        self.grid.fill({"pin": "", "pin_again": ""})
        if is_clean:
            self.grid.fill({"name": ""})
            self._stored = self.grid.kept_raws()
        self.page.context.notes.show(words.ADDED.format(name=name), "green")
        self.page.context.on_duty.staff_changed.emit()
        self._show(people)

    def _show(self, people: tuple[StaffRow, ...]) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            gone = item.widget() if item is not None else None
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for person in people:
            self._list.addWidget(_person_line(person))


def _person_line(person: StaffRow) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(Avatar(person.name, 30))
    row.addWidget(make_label(person.name, "strong"))
    row.addWidget(make_label(roles_name(person.roles), "small"))
    row.addStretch(1)
    return line
