"""The list of a form's sections: where the clerk is, which are done, which need mending."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import icons
from ui.texts import registration as texts
from ui.theme import theme


class Mark(StrEnum):
    """How a section stands."""

    OPEN = "open"
    DONE = "done"
    WRONG = "wrong"


_ICONS = {Mark.DONE: ("check", "green"), Mark.WRONG: ("triangle-alert", "red")}


class SectionButton(QPushButton):
    """One section: its word at the right, its mark at the left."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__()
        self.key = key
        self._words = words
        self.mark = Mark.OPEN
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setProperty("kind", "section")
        self.setMinimumHeight(theme.px(38))
        self._label = QLabel(words)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._sign = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self._label, 1)
        row.addWidget(self._sign)
        self.set_mark(Mark.OPEN)
        theme.changed.connect(self._refresh)

    def set_mark(self, mark: Mark) -> None:
        """Show how the section stands, in a sign and in its accessible name."""
        self.mark = mark
        names = {Mark.DONE: texts.SECTION_DONE, Mark.WRONG: texts.SECTION_WRONG}
        self.setAccessibleName(names.get(mark, "{section}").format(section=self._words))
        self._refresh()

    def _refresh(self) -> None:
        name, token = _ICONS.get(self.mark, ("", ""))
        self._sign.setVisible(bool(name))
        if name:
            self._sign.setPixmap(icons.pixmap(name, token, 16))
        self.setMinimumHeight(theme.px(38))
        font = theme.font(14, 700 if self.isChecked() else 400)
        self._label.setFont(font)
        colour = theme.hex("accent" if self.isChecked() else "text")
        self._label.setStyleSheet(f"color: {colour}")

    def checkStateSet(self) -> None:
        super().checkStateSet()
        self._refresh()

    def nextCheckState(self) -> None:
        super().nextCheckState()
        self._refresh()


class SectionList(QWidget):
    """All sections; ``chosen`` carries the key of the one the clerk wants to see."""

    chosen = Signal(str)

    def __init__(self, sections: Mapping[str, str]) -> None:
        super().__init__()
        self.setAccessibleName(texts.SECTION_LIST)
        self.buttons = {key: SectionButton(key, words) for key, words in sections.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
            button.toggled.connect(button._refresh)  # noqa: SLF001 - one widget in two classes
            column.addWidget(button)
        column.addStretch(1)

    def show_at(self, key: str) -> None:
        """Show that the clerk is at section ``key``."""
        self.buttons[key].setChecked(True)

    def mark(self, key: str, mark: Mark) -> None:
        """Show how section ``key`` stands."""
        self.buttons[key].set_mark(mark)
