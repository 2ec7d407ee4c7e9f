"""List the questions: a search line above, one row for each question, moved by the arrow keys of the line."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QStackedWidget, QStyle, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option

from dealer_app.domain.help import Question
from dealer_app.domain.persian import persian_digits
from ui.look.icons import pixmap
from ui.look.theme import theme
from ui.texts import help as words
from ui.widgets.notes.empty_state import EmptyState
from ui.widgets.painted.card import Card
from ui.widgets.painted.painting import fill_rounded
from ui.widgets.words.labels import make_label
from ui.widgets.words.plain import TIP_ROLE, plain_tip, set_tip

ROW_HEIGHT, PAUSE_MS = 44, 60
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
QUESTION_ROLE = Qt.ItemDataRole.UserRole
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class QuestionModel(QAbstractListModel):
    """The questions of one answer, the best first."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: tuple[Question, ...] = ()

    def show(self, questions: tuple[Question, ...]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.questions = questions
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.questions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        question = self.questions[index.row()]
        if role == QUESTION_ROLE:
            return question
        if role == TIP_ROLE:
            return plain_tip(question.question)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return question.question
        return None


class QuestionDelegate(QStyledItemDelegate):
    """Paints one question; a long one is elided, its tool tip has the whole."""

    def sizeHint(self, option: Option, index: Index) -> QSize:
        return QSize(100, theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        question: Question = index.data(QUESTION_ROLE)
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_chosen:
            fill_rounded(painter, box, theme.px(9), theme.color("accent_soft"))
        side, gap = theme.px(17), theme.px(12)
        mark = pixmap("circle-question-mark", "accent" if is_chosen else "muted", 17)
        painter.drawPixmap(round(box.right() - gap - side), round(box.center().y() - side / 2), mark)
        font = theme.font(14, 700 if is_chosen else 400)
        room = box.adjusted(gap, 0, -2 * gap - side, 0)
        said = QFontMetrics(font).elidedText(question.question, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setFont(font)
        painter.setPen(theme.color("accent" if is_chosen else "text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, said)
        painter.restore()


class SearchLine(QLineEdit):
    """Line whose arrow keys move in the list."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            self.stepped.emit(STEPS[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)


class QuestionList(Card):
    """Search line and list; ``searched`` carries the text, ``chosen`` a Question or None, ``entered`` means Enter."""

    searched = Signal(str)
    chosen = Signal(object)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = SearchLine()
        self.line.setPlaceholderText(words.SEARCH_HINT)
        self.line.setAccessibleName(words.SEARCH)
        set_tip(self.line, words.SEARCH_HINT)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.count = make_label("", "small")
        self.model = QuestionModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self._delegate = QuestionDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(words.QUESTIONS)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().setAutoFillBackground(False)
        self.empty = EmptyState("search-x")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = self.column(margin=14, gap=8)
        column.addWidget(self.line)
        column.addWidget(self.count)
        column.addWidget(self._stack, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.text()))
        self.line.textEdited.connect(lambda _text: self._pause.start())
        self.line.stepped.connect(self.step)
        self.line.returnPressed.connect(self.entered)
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        theme.changed.connect(self.list.doItemsLayout)

    def text(self) -> str:
        """Return the search text."""
        return self.line.text().strip()

    def search(self, text: str) -> None:
        """Search for ``text`` as if it had been typed."""
        self.line.setText(text)
        self.searched.emit(self.text())

    def show_questions(self, questions: tuple[Question, ...], code: str = "") -> None:
        """Show the questions and choose the one of ``code``, else the first."""
        self.model.show(questions)
        self.count.setText(words.COUNT.format(count=persian_digits(str(len(questions)))))
        self.empty.say(words.NOTHING.format(text=self.text()), words.NOTHING_HINT)
        self._stack.setCurrentWidget(self.list if questions else self.empty)
        at = next((row for row, question in enumerate(questions) if question.code == code), 0)
        self._choose(at)

    def current(self) -> Question | None:
        """Return the chosen question, None if nothing was found."""
        row = self.list.currentIndex().row()
        return self.model.questions[row] if 0 <= row < len(self.model.questions) else None

    def step(self, by: int) -> None:
        """Choose the next or the previous question, wrapping around."""
        if self.model.questions:
            self._choose((self.list.currentIndex().row() + by) % len(self.model.questions))

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(row))
        self.chosen.emit(self.current())
