"""Show the full sentence about the selected row below the list, and the actions on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.head_office import AnswerRow
from ui.pages.head_office.answers import MARKS, full_reason
from ui.texts import head_office as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.columns import ColumnLayout
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.rule import Rule
from ui.widgets.words.labels import make_label


class Foot(QWidget):
    """Foot of the list, hidden while no row is selected."""

    file_requested = Signal()
    paper_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.badge = Badge()
        self.reason = make_label("", wraps=True)
        self.file = KeyCapButton(words.OPEN_FILE, icon_name="folder-open", key="Enter")
        self.paper = KeyCapButton(words.OPEN_PAPER, icon_name="file-text", key="Ctrl+P")
        self.file.clicked.connect(self.file_requested)
        self.paper.clicked.connect(self.paper_requested)
        line = QWidget()
        outer = QVBoxLayout(line)
        outer.setContentsMargins(14, 8, 14, 4)
        content, said, buttons = QWidget(), QWidget(), QWidget()
        row = QHBoxLayout(said)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.reason, 1)
        flow = FlowLayout(buttons)
        flow.addWidget(self.paper)
        flow.addWidget(self.file)
        columns = ColumnLayout(content, most=2, least=320, gap=12, line_gap=4)
        columns.add(said)
        columns.add(buttons)
        self._buttons = buttons
        outer.addWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addWidget(line)
        self.hide()

    def set_short(self, is_short: bool) -> None:
        """Leave out the buttons if the page has little height; their keys work."""
        self._buttons.setVisible(not is_short)

    def show_row(self, row: AnswerRow | None) -> None:
        """Show all details of ``row``; hide the foot for None."""
        self.setVisible(row is not None)
        if row is None:
            return
        tone, icon_name = MARKS[row.state]
        self.badge.show_words(words.STATES[row.state], tone, icon_name)
        self.reason.setText(full_reason(row))
        self.file.setEnabled(row.customer_id is not None)
        self.paper.setVisible(row.paper_id is not None)
