"""Lay out fields in columns, right to left, and read and fill them by name."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dealer_app.domain.errors import FieldError, FieldErrors
from ui.forms.field import Field
from ui.widgets.layout.columns import ColumnLayout

Placed = tuple[Field, int]  # a field and the number of columns it spans
LEAST_WIDTH = 150
"""Smallest width of a column, in pixels at 100 %."""


class FieldGrid(QWidget):
    """Fields in up to ``columns`` columns; the next field takes the place of a hidden one."""

    edited = Signal(str)
    finished = Signal(str)

    def __init__(self, columns: int = 3) -> None:
        super().__init__()
        self._placed: list[Placed] = []
        self._columns = ColumnLayout(self, columns, LEAST_WIDTH)

    def add(self, *placed: Field | Placed) -> None:
        """Append fields; a pair sets the number of columns that one spans."""
        for item in placed:
            field, span = item if isinstance(item, tuple) else (item, 1)
            self._placed.append((field, span))
            self._columns.add(field, span)
            field.edited.connect(lambda name=field.name: self.edited.emit(name))
            field.finished.connect(lambda name=field.name: self.finished.emit(name))

    def fields(self) -> tuple[Field, ...]:
        """Return all fields in order, including hidden ones."""
        return tuple(field for field, _ in self._placed)

    def field(self, name: str) -> Field:
        """Return the field called ``name``; raises KeyError if there is none."""
        return {field.name: field for field in self.fields()}[name]

    def show_only(self, names: Iterable[str]) -> None:
        """Show only the named fields; the others keep their input but are ignored."""
        wanted = frozenset(names)
        for field in self.fields():
            field.want(field.name in wanted)

    def shown(self) -> tuple[Field, ...]:
        """Return the fields that are not hidden."""
        return tuple(field for field in self.fields() if field.is_wanted)

    def raws(self) -> dict[str, str]:
        """Return the input by field name."""
        return {field.name: field.raw() for field in self.fields()}

    def kept_raws(self) -> dict[str, str]:
        """Return the input that a draft may keep, by field name: no PIN, no passphrase, no code."""
        return {field.name: field.raw() for field in self.fields() if field.is_kept}

    def fill(self, raws: Mapping[str, str]) -> None:
        """Fill the fields from a draft or a record."""
        for field in self.fields():
            if field.name in raws:
                field.set_raw(raws[field.name])

    def show_errors(self, errors: Iterable[FieldError]) -> None:
        """Show each error beside its field until its input changes; check the other fields on their own."""
        by_name = {error.field: error for error in reversed(tuple(errors))}
        for field in self.shown():
            if field.name in by_name:
                field.tell(by_name[field.name])
            else:
                if not field.confirmed():
                    field.forget_told()
                field.check()

    def show_error(self, error: Exception) -> bool:
        """Show an error beside its field; return False if a part of it belongs to no field that is seen here."""
        errors = error.errors if isinstance(error, FieldErrors) else (error,)
        found = [each for each in errors if isinstance(each, FieldError)]
        self.show_errors(found)
        seen = {field.name for field in self.shown()}
        return len(found) == len(errors) and {each.field for each in found} <= seen

    def open_doubts(self) -> tuple[FieldError, ...]:
        """Return the doubts about shown fields that the clerk has not confirmed."""
        return tuple(doubt for field in self.shown() if (doubt := field.open_doubt()) is not None)

    def confirmed(self) -> frozenset[str]:
        """Return the codes of the doubts about shown fields that the clerk confirmed."""
        return frozenset().union(*(field.confirmed() for field in self.shown()))
