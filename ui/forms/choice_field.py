"""Fields for choosing one of a few words, or yes and no."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from dealer_app.domain.errors import FieldError
from ui.forms.field import Field
from ui.widgets.controls.choice import Choice
from ui.widgets.controls.mark_box import MarkBox


class ChoiceField(Field):
    """Choice of one of ``choices``, given as (key, words); ``chosen`` fires after every change, also by ``set_raw``."""

    chosen = Signal()

    def __init__(self, name: str, label: str, choices: Sequence[tuple[str, str]], *, hint: str = "") -> None:
        self.box = Choice()
        super().__init__(name, label, self.box, hint=hint)
        self.set_choices(choices)
        self.box.currentIndexChanged.connect(self._on_chosen)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Set the choices; the selected key is kept if it still exists."""
        chosen = self.raw()
        self.box.blockSignals(True)
        self.box.clear()
        for key, words in choices:
            self.box.addItem(words, key)
        self.box.setCurrentIndex(max(self.box.findData(chosen), 0))
        self.box.blockSignals(False)

    def raw(self) -> str:
        """Return the selected key."""
        return str(self.box.currentData() or "")

    def has(self, key: str) -> bool:
        """Return whether ``key`` is among the choices."""
        return self.box.findData(key) >= 0

    def set_raw(self, text: str) -> None:
        """Select the key ``text``; an unknown key is added, so that stored input is never lost."""
        index = self.box.findData(text)
        self.box.blockSignals(True)
        if index < 0:
            self.box.addItem(text, text)
            index = self.box.count() - 1
        self.box.setCurrentIndex(index)
        self.box.blockSignals(False)
        self.chosen.emit()

    def _on_chosen(self, _index: int) -> None:
        self.chosen.emit()
        self.check_while_typing()
        self.edited.emit()
        self.finished.emit()


class CheckField(Field):
    """Check box for a confirmation; its text is «yes» or ""."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        self.box = MarkBox(label)
        super().__init__(name, label, self.box, hint=hint)
        self.label.hide()
        self.box.toggled.connect(self._on_toggled)

    def raw(self) -> str:
        """Return «yes» when ticked, "" otherwise."""
        return "yes" if self.box.isChecked() else ""

    def set_raw(self, text: str) -> None:
        """Tick the box for any text but ""."""
        self.box.blockSignals(True)
        self.box.setChecked(bool(text))
        self.box.blockSignals(False)

    def problem(self) -> FieldError | None:
        """Return None, because a check box is never wrong by itself."""
        return None

    def _on_toggled(self, _is_on: bool) -> None:
        self.check_while_typing()
        self.edited.emit()
        self.finished.emit()
