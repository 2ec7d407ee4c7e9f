"""Parts of the import page: file selection, progress, and the counts of the report."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from dealer_app.domain.imports import ImportReport
from dealer_app.domain.money import group_digits
from ui.look.icons import pixmap
from ui.texts import imports as texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label, make_mark

CENTRE = Qt.AlignmentFlag.AlignHCenter


class Choosing(Card):
    """Empty state with an area for dropping a file and a button for choosing one."""

    def __init__(self) -> None:
        super().__init__(ground="window")
        sign = make_mark()
        sign.setPixmap(pixmap("file-spreadsheet", "muted", 40))
        self.choose = KeyCapButton(texts.CHOOSE, icon_name="file-up", key="Ctrl+O", rank="primary")
        self.choose.setAutoDefault(True)
        hint = make_label(texts.HINT, "section", wraps=True)
        more = make_label(texts.HINT_MORE, "muted", wraps=True)
        hint.setAlignment(CENTRE)
        more.setAlignment(CENTRE)
        column = self.column(margin=32, gap=12)
        column.addStretch(1)
        column.addWidget(sign, 0, CENTRE)
        column.addWidget(hint)
        column.addWidget(more)
        column.addWidget(self.choose, 0, CENTRE)
        column.addStretch(2)


class Running(QWidget):
    """Progress of the import with a stop button."""

    def __init__(self) -> None:
        super().__init__()
        self._title = make_label("", "section", wraps=True)
        self._words = make_label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = KeyCapButton(texts.STOP, icon_name="circle-stop")
        self.stop.setAutoDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self.bar)
        column.addWidget(self._words)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)

    def start(self, words: str) -> None:
        """Reset the progress and show these words."""
        self._title.setText(words)
        self.bar.setAccessibleName(words)
        self._words.setText("")
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many rows out of the total are done."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self._words.setText(texts.PROGRESS.format(done=group_digits(done), total=group_digits(total)))

    def say_stopping(self) -> None:
        """Show that the run is stopping."""
        self._words.setText(texts.STOPPING)
        self.stop.setEnabled(False)


class Counts(QWidget):
    """Counts of the report."""

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=28, line_gap=8)
        self._figures: dict[str, QLabel] = {}
        for name, label in texts.COUNTS:
            box = QWidget()
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            self._figures[name] = make_label("", "figure")
            column.addWidget(self._figures[name])
            column.addWidget(make_label(label, "small"))
            flow.addWidget(box)

    def show_report(self, report: ImportReport) -> None:
        """Show the counts of ``report``."""
        labels = dict(texts.COUNTS)
        for name, figure in self._figures.items():
            value = getattr(report, name)
            words = group_digits(len(value) if isinstance(value, tuple) else value)
            figure.setText(words)
            figure.setAccessibleName(f"{labels[name]}: {words}")
