"""List the commands in the palette: icon, word, key."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.commands.command import Command
from ui.look.icons import pixmap
from ui.look.theme import theme
from ui.widgets.painted.painting import draw_key_cap, fill_rounded

ROW_HEIGHT = 40
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
COMMAND_ROLE = Qt.ItemDataRole.UserRole


class CommandModel(QAbstractListModel):
    """Commands in the order in which they are offered."""

    def __init__(self) -> None:
        super().__init__()
        self.commands: tuple[Command, ...] = ()

    def show(self, commands: tuple[Command, ...]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.commands = commands
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.commands)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        command = self.commands[index.row()]
        if role == COMMAND_ROLE:
            return command
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{command.name} {command.key}".strip()
        return None


class CommandDelegate(QStyledItemDelegate):
    """Paints one command: icon and word from the right, its key at the left."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        command: Command = index.data(COMMAND_ROLE)
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            fill_rounded(painter, box, theme.px(9), theme.color("accent_soft"))
        side, gap = theme.px(17), theme.px(12)
        top = round(box.center().y() - side / 2)
        painter.drawPixmap(round(box.right() - gap - side), top, pixmap(command.icon, "muted", 17))
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(14, 500))
        words = box.adjusted(0, 0, -2 * gap - side, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, command.name)
        if command.key:
            ink, ground = theme.color("muted"), theme.color("card")
            draw_key_cap(painter, box.left() + gap, box.center().y(), command.key, ink, ground)
        painter.restore()
