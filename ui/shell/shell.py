"""Main view of a signed-in person: rail, bars, open pages and the sheets over them."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.shell.tabs import Tabs
from ui.widgets.bars.home import Home
from ui.widgets.bars.rail import Rail, RailEntry
from ui.widgets.bars.status_bar import StatusBar
from ui.widgets.bars.top_bar import TopBar
from ui.widgets.search.search_popup import SearchPopup
from ui.widgets.sheets.command_palette import CommandPalette
from ui.widgets.sheets.help_sheet import HelpSheet


class Shell(QWidget):
    """Main view of a signed-in person: rail, bars and open pages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.home = Home()
        self.top_bar = TopBar()
        self.tabs = Tabs(self.home)
        self.status_bar = StatusBar()
        self.rail = Rail(())
        self._upper = QHBoxLayout()
        self._upper.setSpacing(0)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.top_bar)
        middle.addWidget(self.tabs, 1)
        self.note_room = QVBoxLayout()
        self.note_room.setContentsMargins(16, 0, 16, 0)
        middle.addLayout(self.note_room)
        self._upper.addWidget(self.rail)
        self._upper.addLayout(middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._upper, 1)
        column.addWidget(self.status_bar)
        self.popup = SearchPopup(self)
        self.palette_sheet = CommandPalette(self)
        self.help_sheet = HelpSheet(self)

    def use_rail(self, entries: tuple[RailEntry, ...]) -> None:
        """Replace the entries of the rail."""
        old, self.rail = self.rail, Rail(entries)
        self._upper.replaceWidget(old, self.rail)
        old.hide()
        old.deleteLater()
        self.rail.show()
