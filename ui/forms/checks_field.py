"""Field for choosing several of a few words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dealer_app.domain.errors import FieldError
from ui.forms.field import Field
from ui.widgets.controls.mark_box import MarkBox
from ui.widgets.layout.flow import FlowLayout


class ChecksField(Field):
    """Boxes for ``choices``, given as (key, words); its text is the keys of the marked ones, joined by ``join``."""

    def __init__(self, name: str, label: str, choices: Sequence[tuple[str, str]], *, join: str, hint: str = "") -> None:
        self.boxes = {key: MarkBox(words) for key, words in choices}
        self._join = join
        holder = QWidget()
        flow = FlowLayout(holder)
        for box in self.boxes.values():
            flow.addWidget(box)
        super().__init__(name, label, holder, hint=hint)
        holder.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        holder.setFocusProxy(next(iter(self.boxes.values())))
        for box in self.boxes.values():
            box.toggled.connect(self._on_toggled)

    def raw(self) -> str:
        """Return the keys of the marked boxes in their order."""
        return self._join.join(key for key, box in self.boxes.items() if box.isChecked())

    def set_raw(self, text: str) -> None:
        """Mark the boxes whose keys are in ``text``."""
        wanted = text.split(self._join)
        for key, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(key in wanted)
            box.blockSignals(False)

    def problem(self) -> FieldError | None:
        """Return what was told about the marked boxes; the whole form knows the rest."""
        return self._told_here(is_warning=False) if not self.is_empty() else None

    def _on_toggled(self, _is_on: bool) -> None:
        self.check_while_typing()
        self.edited.emit()
        self.finished.emit()
