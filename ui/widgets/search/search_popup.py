"""Show the results under the search box: rows to choose from, or a hint if nothing was found."""

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from dealer_app.domain.money import group_digits
from dealer_app.domain.papers.authenticity import SealAnswer
from dealer_app.domain.search.search import Hit, SearchHit
from ui.look.theme import theme
from ui.texts import shell as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.floating import SHADOW, FloatingSheet
from ui.widgets.painted.key_hint import KeyHint
from ui.widgets.search.search_rows import ROW_HEIGHT, HitDelegate, HitModel
from ui.widgets.sheets.seal_sheet import SealSheet
from ui.widgets.words.labels import make_label

MOST_ROWS, WIDEST, FOOTER = 7, 812, 64


class SearchPopup(FloatingSheet):
    """Shows one answer; the keyboard focus stays in the search box."""

    hit_chosen = Signal(object)
    new_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self.model = HitModel()
        self._is_cut, self._files = False, 0
        self.list = QListView()
        self.list.setModel(self.model)
        self._delegate = HitDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(words.SEARCH_NAME)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().setAutoFillBackground(False)
        self.list.clicked.connect(self._on_clicked)
        self.column.addWidget(self.list)
        self._nothing = self._make_nothing()
        self.column.addWidget(self._nothing)
        self.seal = SealSheet()
        self.column.addWidget(self.seal)
        self._footer = self._make_footer()
        self.column.addWidget(self._footer)

    def _make_nothing(self) -> QWidget:
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        self.nothing_title = make_label("", "section")
        self.nothing_hint = make_label("", "muted", wraps=True)
        self.new_button = KeyCapButton(words.SEARCH_NEW, icon_name="user-plus", key="F2")
        self.new_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.new_button.clicked.connect(self.new_requested)
        column.addWidget(self.nothing_title)
        column.addWidget(self.nothing_hint)
        column.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignLeading)
        return nothing

    def _make_footer(self) -> QWidget:
        footer = QWidget()
        row = QHBoxLayout(footer)
        row.setContentsMargins(12, 7, 12, 3)
        row.setSpacing(12)
        self.count = make_label("", "small")
        row.addWidget(self.count)
        row.addStretch(1)
        self._spare_hints = (KeyHint("↑↓", words.SEARCH_SELECT), KeyHint("F2", words.SEARCH_NEW))
        row.addWidget(self._spare_hints[0])
        row.addWidget(KeyHint("Enter", words.SEARCH_OPEN))
        row.addWidget(self._spare_hints[1])
        return footer

    def show_hits(self, hits: tuple[Hit, ...], total: int | None, limit: int) -> None:
        """Show at least one hit and select the first; ``total`` is None until the files are counted."""
        self.model.show(hits)
        self.list.setCurrentIndex(self.model.index(0))
        self._files = sum(isinstance(hit, SearchHit) for hit in hits)
        self._is_cut = self._files >= limit
        self.count.setText("")
        if total is not None:
            self.show_total(total)
        self._switch(self.list)

    def show_total(self, total: int) -> None:
        """Show the number of hits on files and the total number of files."""
        text = words.SEARCH_COUNT_MANY if self._is_cut else words.SEARCH_COUNT
        self.count.setText(text.format(shown=group_digits(self._files), total=group_digits(total)))

    def show_nothing(self, text: str, *, is_tracking: bool) -> None:
        """Show that nothing was found and what can be done; tracking reveals nothing more."""
        self.model.show(())
        title = words.SEARCH_NOTHING_TRACK if is_tracking else words.SEARCH_NOTHING.format(text=text)
        self.nothing_title.setText(title)
        self.nothing_hint.setText(words.SEARCH_TRACK_HINT if is_tracking else words.SEARCH_NOTHING_HINT)
        self.new_button.setVisible(not is_tracking)
        self._switch(self._nothing)

    def show_seal(self, answer: SealAnswer) -> None:
        """Show whether a scanned paper is genuine, and its contents."""
        self.model.show(())
        self.seal.show_answer(answer)
        self._switch(self.seal)

    def _switch(self, part: QWidget) -> None:
        for each in (self.list, self._nothing, self.seal):
            each.setVisible(each is part)
        self._footer.setVisible(part is self.list)
        self._show_rows(MOST_ROWS)

    def _show_rows(self, most: int) -> None:
        """Give the list the height of its rows, of at most ``most``; it scrolls to the others."""
        rows = max(min(len(self.model.hits), MOST_ROWS, most), 1)
        self.list.setFixedHeight(rows * theme.px(ROW_HEIGHT) + 2)

    def place_under(self, box: QWidget) -> None:
        """Place the popup under ``box``, right-aligned with it, not wider than the window."""
        corner = box.mapTo(self._host, QPoint(box.width(), box.height()))
        width = min(max(box.width(), theme.px(WIDEST)), corner.x() - 8) + 2 * SHADOW
        for hint in self._spare_hints:
            hint.setVisible(width > theme.px(WIDEST) * 0.9)
        self._show_rows((self._host.height() - corner.y() - theme.px(FOOTER)) // theme.px(ROW_HEIGHT))
        self.column.activate()
        column = self.column
        height = column.totalHeightForWidth(width) if column.hasHeightForWidth() else column.totalSizeHint().height()
        self.setGeometry(corner.x() - width + SHADOW, corner.y() + 4 - SHADOW, width, height)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Select the next or the previous row, wrapping around."""
        count = self.model.rowCount()
        if count:
            row = (self.list.currentIndex().row() + by) % count
            self.list.setCurrentIndex(self.model.index(row))

    def chosen(self) -> Hit | None:
        """Return the selected hit, or None if nothing was found."""
        row = self.list.currentIndex().row()
        return self.model.hits[row] if 0 <= row < len(self.model.hits) else None

    def _on_clicked(self, index: QModelIndex) -> None:
        self.hit_chosen.emit(self.model.hits[index.row()])

    def sizeHint(self) -> QSize:
        """Return the size hint of the layout."""
        return self.column.totalSizeHint()
