"""Show the top bar: search box, button for a new walk-in, and the person on duty."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.rights import roles_name
from dealer_app.domain.staff import Actor
from ui.look.theme import theme
from ui.texts import shell as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.painted.avatar import Avatar
from ui.widgets.painted.badge import Badge
from ui.widgets.search.search_box import SearchBox
from ui.widgets.words.labels import make_label
from ui.widgets.words.plain import set_tip

HEIGHT = 56
NARROW, TINY = 800, 560
"""Below these widths (pixels at 100 %) the person's name, then the word of the button is left out."""


class TopBar(QWidget):
    """Top bar, visible while a person is signed in."""

    new_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchBox()
        self.new_button = KeyCapButton(words.NEW_WALK_IN, icon_name="user-plus", key="F2", rank="primary")
        self.new_button.clicked.connect(self.new_requested)
        set_tip(self.new_button, words.NEW_WALK_IN)
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
        row.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._person())
        row.addWidget(self.avatar)
        theme.changed.connect(self._resize)
        theme.changed.connect(self._fit)
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
        self.role.setText(roles_name(actor.roles) if actor else "")
        self.avatar.show_name(name)
        set_tip(self.avatar, words.SIGNED_IN.format(name=name, role=self.role.text()) if actor else "")
        self._fit()

    def _resize(self) -> None:
        self.setFixedHeight(theme.px(HEIGHT))
        self.search.setMaximumWidth(theme.px(760))
        self.update()

    def _fit(self) -> None:
        """Leave out words in a narrow window or at large type; the tool tips have them."""
        is_narrow, is_tiny = self.width() < theme.px(NARROW), self.width() < theme.px(TINY)
        for label in (self.name, self.role):
            label.setVisible(not is_narrow)
        text = "" if is_tiny else words.NEW_WALK_IN
        if self.new_button.text() != text:
            self.new_button.setText(text)
            self.new_button.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background and the lower hairline."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("card"))
        painter.setPen(theme.color("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
