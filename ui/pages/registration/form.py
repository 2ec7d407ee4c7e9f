"""Hold all fields of the registration by section, and check them together by the domain's rules."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dealer_app.domain.customers import CustomerFields, CustomerKind
from dealer_app.domain.errors import FieldError
from dealer_app.domain.registration import check_registration
from ui.forms import customer_fields
from ui.forms.customer_fields import Today
from ui.forms.field import Field
from ui.forms.field_grid import FieldGrid

FIELD_SECTIONS = ("identity", "contact", "bank", "job")


class RegistrationForm(QWidget):
    """All fields of row 7; ``edited`` and ``finished`` carry the name of the field."""

    edited = Signal(str)
    finished = Signal(str)

    def __init__(self, today: Today) -> None:
        super().__init__()
        self._today = today
        self.grids: dict[str, FieldGrid] = {
            "identity": customer_fields.identity_fields(today),
            "contact": customer_fields.contact_fields(),
            "bank": customer_fields.bank_fields(),
            "job": customer_fields.job_fields(),
        }
        self._stack = QStackedWidget()
        for grid in self.grids.values():
            self._stack.addWidget(grid)
            grid.edited.connect(self._on_edited)
            grid.finished.connect(self.finished)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        customer_fields.show_kind(self.grids["identity"], "")

    def show_section(self, key: str) -> None:
        """Show the fields of one section; hidden sections take no space."""
        self._stack.setCurrentWidget(self.grids[key])

    def field(self, name: str) -> Field:
        """Return the field called ``name``; raises KeyError if there is none."""
        return self.grids[self.section_of(name)].field(name)

    def grid(self, key: str) -> FieldGrid:
        """Return the fields of section ``key``."""
        return self.grids[key]

    def has(self, name: str) -> bool:
        """Return whether the form has a field called ``name``."""
        return any(field.name == name for grid in self.grids.values() for field in grid.fields())

    def section_of(self, name: str) -> str:
        """Return the section of a field; raises KeyError if there is none."""
        for key, grid in self.grids.items():
            if any(field.name == name for field in grid.fields()):
                return key
        raise KeyError(name)

    def raws(self) -> dict[str, str]:
        """Return all input by field name, for a draft."""
        return {name: text for grid in self.grids.values() for name, text in grid.raws().items()}

    def fill(self, raws: Mapping[str, str]) -> None:
        """Fill the form from a draft or a stored customer."""
        customer_fields.show_kind(self.grids["identity"], raws.get("kind", ""))
        for grid in self.grids.values():
            grid.fill(raws)

    def fields(self) -> CustomerFields:
        """Return the input as the domain's CustomerFields."""
        return customer_fields.fields_of(self.raws(), self._today())

    def kind(self) -> CustomerKind:
        """Return the kind of customer that is chosen."""
        return CustomerKind(self.field("kind").raw() or CustomerKind.NATURAL)

    def has_text(self) -> bool:
        """Return whether any input is worth keeping."""
        return any(text for name, text in self.raws().items() if name not in {"kind", "bank_name"})

    def problems(self) -> tuple[FieldError, ...]:
        """Return every error and warning: unreadable input first, then the domain's rules."""
        own = tuple(filter(None, (field.problem() for grid in self.grids.values() for field in grid.shown())))
        named = {error.field for error in own}
        rules = check_registration(self.fields(), self._today())
        return (*own, *(error for error in rules if error.field not in named))

    def problems_of(self, key: str) -> tuple[FieldError, ...]:
        """Return the errors and warnings of one section."""
        names = {field.name for field in self.grids[key].fields()}
        return tuple(error for error in self.problems() if error.field in names)

    def confirmed(self) -> frozenset[str]:
        """Return the codes of all doubts that the clerk confirmed."""
        return frozenset().union(*(grid.confirmed() for grid in self.grids.values()))

    def confirm_stored(self) -> None:
        """Take the doubts about a stored customer as confirmed: they were when it was saved."""
        for error in self.problems():
            if error.is_warning:
                self.field(error.field).confirm_stored(error)

    def show_problems(self, key: str, errors: tuple[FieldError, ...]) -> None:
        """Show each error beside its field; empty optional fields show none."""
        self.grids[key].show_errors(errors)

    def _on_edited(self, name: str) -> None:
        if name == "kind":
            customer_fields.show_kind(self.grids["identity"], self.field("kind").raw())
        self.edited.emit(name)


def read_back(form: RegistrationForm) -> tuple[tuple[str, str, str], ...]:
    """Return (section, label, words or "") of every shown field, for reading aloud to the customer."""
    return tuple(
        (key, field.label.text(), customer_fields.words_of(field))
        for key, grid in form.grids.items()
        for field in grid.shown()
        if field.name != "bank_name" or field.raw()
    )
