"""List people as buttons that scroll in what room there is; the chosen one stays in sight, letters jump to a name."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from dealer_app.domain.ids import StaffId
from dealer_app.domain.staff import StaffRow
from ui.look.theme import theme
from ui.widgets.controls.person_button import PersonButton
from ui.widgets.controls.typed_letters import TypedLetters, rows_meant

GAP, BAR = 4, 14


class PeopleList(QScrollArea):
    """As high as its people if there is room, at least as high as one of them.

    ``picked`` fires after another person is chosen, ``missed`` (with the letters) if no name fits them.
    """

    picked = Signal()
    missed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[PersonButton] = []
        self.letters = TypedLetters()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.viewport().setAutoFillBackground(False)
        self._content = QWidget()
        self._content.setObjectName("content")
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        self._content.installEventFilter(self)
        theme.changed.connect(self.updateGeometry)

    def show_people(self, people: Iterable[StaffRow]) -> None:
        """List ``people``; nobody is chosen."""
        for gone in self.buttons:
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.buttons = [PersonButton(person, self._content) for person in people]
        for button in self.buttons:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.toggled.connect(self._on_toggled)
            self._column.addWidget(button)
        self.letters.forget()
        self.updateGeometry()

    def chosen_button(self) -> PersonButton | None:
        """Return the button of the chosen person."""
        return next((button for button in self.buttons if button.isChecked()), None)

    def chosen(self) -> StaffRow | None:
        """Return the chosen person."""
        button = self.chosen_button()
        return button.person if button is not None else None

    def choose(self, staff_id: StaffId | None) -> None:
        """Choose a person; an unknown id changes nothing."""
        for button in self.buttons:
            if button.person.id == staff_id:
                button.setChecked(True)

    def step(self, by: int) -> None:
        """Choose the next or the previous person, wrapping around."""
        if self.buttons:
            self.buttons[(self._place() + by) % len(self.buttons)].setChecked(True)

    def take_letters(self, text: str, at: int) -> None:
        """Choose the person whose name begins with the letters typed so far, ``at`` a time in ms.

        The same letter again goes to the next name that begins with it.
        """
        typed = self.letters.add(text, at)
        names = [button.person.name for button in self.buttons]
        meant = rows_meant(typed, names)
        if not meant and len(set(typed)) == 1:
            same = rows_meant(typed[0], names)
            meant = [place for place in same if place > self._place()] or same
        if meant:
            self.buttons[meant[0]].setChecked(True)
        else:
            self.letters.forget()
            self.missed.emit(typed)

    def _place(self) -> int:
        return next((place for place, button in enumerate(self.buttons) if button.isChecked()), 0)

    def _on_toggled(self, is_on: bool) -> None:
        if is_on:
            self._show_chosen()
            self.picked.emit()

    def _show_chosen(self) -> None:
        button = self.chosen_button()
        if button is not None:
            self.ensureWidgetVisible(button, 0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the chosen person in sight after the buttons were laid out."""
        if watched is self._content and event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._show_chosen()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_chosen()

    def sizeHint(self) -> QSize:
        """Return the size of all people."""
        return self._content.sizeHint() + QSize(theme.px(BAR), 0)

    def minimumSizeHint(self) -> QSize:
        """Return the size of one person."""
        heights = [button.sizeHint().height() for button in self.buttons[:1]]
        return QSize(self.sizeHint().width(), sum(heights))
