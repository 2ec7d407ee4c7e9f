"""List the plans: name, until when and how many are left; those side by side have a soft background."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dealer_app.domain.ids import PlanId
from dealer_app.domain.plans.filtering import CatalogueEntry
from dealer_app.domain.plans.plans import PlanState
from ui.commands.command import Command
from ui.commands.keys import sequences_of
from ui.look.theme import theme
from ui.tables.row_menu import pop_menu
from ui.texts import forms as form_texts
from ui.texts import plans as texts
from ui.widgets.painted.painting import draw_focus_ring, fill_rounded
from ui.widgets.words.plain import TIP_ROLE, plain_tip

ROW_HEIGHT, GAP = 60, 4
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ENTRY_ROLE = Qt.ItemDataRole.UserRole
CHOSEN_ROLE = Qt.ItemDataRole.UserRole + 1
VALIDITY_ROLE = Qt.ItemDataRole.UserRole + 2


class PlanModel(QAbstractListModel):
    """The filtered plans; ``chosen`` are those side by side, ``validity`` maps each plan to its line."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[CatalogueEntry, ...] = ()
        self.chosen: tuple[PlanId, ...] = ()
        self.validity: dict[PlanId, str] = {}

    def show(self, entries: tuple[CatalogueEntry, ...]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def choose(self, chosen: Sequence[PlanId]) -> None:
        """Mark the plans that are side by side."""
        self.chosen = tuple(chosen)
        if self.entries:
            self.dataChanged.emit(self.index(0), self.index(len(self.entries) - 1))

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        plan = entry.plan
        if role == ENTRY_ROLE:
            return entry
        if role == CHOSEN_ROLE:
            return plan.id in self.chosen
        if role == VALIDITY_ROLE:
            return self.validity.get(plan.id, "")
        if role == TIP_ROLE:
            return plain_tip(f"{plan.fields.name}\n{self.validity.get(plan.id, '')}")
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            state, validity = texts.STATE[entry.state.value], self.validity.get(plan.id, "")
            words = texts.ROW_NAME.format(name=plan.fields.name, code=plan.fields.code, state=state, validity=validity)
            return texts.CHOSEN.format(row=words) if plan.id in self.chosen else words
        return None


class PlanDelegate(QStyledItemDelegate):
    """Paints one plan: name in bold, below it the line of its validity."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.px(ROW_HEIGHT + GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: CatalogueEntry = index.data(ENTRY_ROLE)
        box = QRectF(option.rect).adjusted(0, 0, 0, -theme.px(GAP))
        painter.save()
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if index.data(CHOSEN_ROLE):
            fill_rounded(painter, box, theme.px(9), theme.color("accent_soft"))
        elif is_current:
            fill_rounded(painter, box, theme.px(9), theme.color("hover"))
        if is_current and option.state & QStyle.StateFlag.State_HasFocus:
            draw_focus_ring(painter, box, 9)
        room, half = box.adjusted(theme.px(12), theme.px(7), -theme.px(12), -theme.px(7)), box.height() / 2
        is_open = entry.state is PlanState.OPEN
        lines = (
            (entry.plan.fields.name, theme.font(14, 700), "text" if is_open else "muted"),
            (str(index.data(VALIDITY_ROLE)), theme.font(12), "muted" if is_open else "amber"),
        )
        for at, (words, font, ink) in enumerate(lines):
            painter.setFont(font)
            painter.setPen(theme.color(ink))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            line = QRectF(room.left(), room.top() + at * (half - theme.px(6)), room.width(), half - theme.px(6))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
        painter.restore()


class PlanList(QListView):
    """The list; Space puts a plan beside the others, letters go to the filter."""

    toggled = Signal(int)
    typed = Signal(str)
    copied = Signal()

    def __init__(self, model: PlanModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(PlanDelegate(self))
        self.setAccessibleName(texts.LIST)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme.px(2 * ROW_HEIGHT))
        self.clicked.connect(lambda index: self.toggled.emit(index.row()))
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def copy(self) -> None:
        """Copy what the selected row says to the clipboard."""
        QGuiApplication.clipboard().setText(str(self.currentIndex().data()))
        self.copied.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show what can be done with the plan under the mouse; the menu key means the selected one."""
        is_by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if is_by_mouse else self.currentIndex()
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        place, is_beside = index.row(), bool(index.data(CHOSEN_ROLE))
        name = texts.TAKE_AWAY if is_beside else texts.PUT_BESIDE
        toggling = Command(name, lambda: self.toggled.emit(place), "Space", "x" if is_beside else "plus")
        copying = Command(form_texts.COPY_ROW, self.copy, "Ctrl+C", "clipboard-check")
        pop_menu(self, event.globalPos(), (toggling, copying))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit(self.currentIndex().row())
        elif QKeySequence(event.keyCombination()) in sequences_of("Ctrl+C") and self.currentIndex().isValid():
            self.copy()
        elif text.strip() and text.isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)
