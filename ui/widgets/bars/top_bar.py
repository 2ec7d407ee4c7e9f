"""Show the top bar: search box, button for a new walk-in, and the person on duty."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.staff import Actor
from ui.look.theme import theme
from ui.texts import shell as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.painted.avatar import Avatar
from ui.widgets.painted.badge import Badge
from ui.widgets.search.search_box import SearchBox
from ui.widgets.words.labels import make_label

HEIGHT = 56


class TopBar(QWidget):
    """Top bar, visible while a person is signed in."""

    new_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchBox()
        self.new_button = KeyCapButton(words.NEW_WALK_IN, icon_name="user-plus", key="F2", rank="primary")
        self.new_button.clicked.connect(self.new_requested)
        self.sample = Badge(words.SAMPLE, "amber", "triangle-alert")
        self.sample.hide()
        self.name = make_label("", "strong")
        self.role = make_label("", "small")
        self.avatar = Avatar("", 30)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.search, 8)
        row.addWidget(self.new_button)
        row.addStretch(1)
        row.addWidget(self.sample)
        row.addLayout(self._person())
        row.addWidget(self.avatar)
        theme.changed.connect(self._resize)
        self._resize()

    def _person(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        for label in (self.name, self.role):
            label.setAlignment(Qt.AlignmentFlag.AlignTrailing)
            column.addWidget(label)
        column.addStretch(1)
        return column

    def show_actor(self, actor: Actor | None) -> None:
        """Show the person on duty."""
        name = actor.name if actor else ""
        self.name.setText(name)
        self.role.setText(words.ROLES[actor.role] if actor else "")
        self.avatar.show_name(name)

    def _resize(self) -> None:
        self.setFixedHeight(theme.px(HEIGHT))
        self.search.setMaximumWidth(theme.px(760))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background and the lower hairline."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("card"))
        painter.setPen(theme.color("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
