"""Show the panel beside the preview: the paper's facts, printer, paper size and buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.persian import persian_digits
from dealer_app.domain.settings import PrinterChoice
from ui.forms.choice_field import ChoiceField
from ui.forms.field_grid import FieldGrid
from ui.look.icons import pixmap
from ui.operations.papers import PaperView
from ui.texts import papers as texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.columns import ColumnLayout
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.notes.banner import Banner
from ui.widgets.painted.card import Card
from ui.widgets.painted.rule import Rule
from ui.widgets.words.labels import make_label, make_mark


class PaperSide(Card):
    """Panel at the left of a preview; it emits signals for the page."""

    print_asked = Signal()
    save_asked = Signal()
    slip_asked = Signal()
    zoom_asked = Signal()

    def __init__(self, *, has_slip: bool) -> None:
        super().__init__()
        self.is_printing = False
        self._remembered = PrinterChoice()
        self._title = make_label("", "title", wraps=True)
        self._facts = QWidget()
        self._fact_column = QVBoxLayout(self._facts)
        self._fact_column.setContentsMargins(0, 0, 0, 0)
        self._fact_column.setSpacing(5)  # the buttons below the facts of a receipt are seen, too
        self._warning = Banner("amber", "triangle-alert")
        self._fault = Banner("red", "printer")
        self._warning.hide()
        self._fault.hide()
        self.printer = ChoiceField("printer", texts.PRINTER, (("", texts.NO_PRINTER),))
        self.paper = ChoiceField("paper", texts.PAPER, texts.PAPERS)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.where = FieldGrid(3)
        self.where.add((self.printer, 2), self.paper)
        for part in (self._title, self._facts, self._warning, self.where, self._fault):
            column.addWidget(part)
        self._others = self._buttons(has_slip=has_slip)
        column.addLayout(self._others)
        column.addLayout(_promise())
        column.addStretch(1)
        self.column(margin=14).addWidget(make_scrolled(content))

    def add_button(self, button: QWidget) -> None:
        """Place a button of the page below the others."""
        self._others.addWidget(button)

    def show_view(self, view: PaperView) -> None:
        """Show the facts of a paper and its last print."""
        self._title.setText(view.facts.title)
        copy = texts.FIRST_PRINT if not view.copies else texts.COPY_OF.format(n=persian_digits(str(view.copies)))
        self._show_facts((*view.facts.lines, (texts.COPY, copy)))
        warning = view.facts.warning or (texts.SAMPLE_WORDS if view.facts.is_sample else "")
        self._warning.say(warning)
        self._warning.setVisible(bool(warning))
        self._remembered = view.choice
        self.paper.set_raw(view.choice.paper or view.facts.default_paper)
        self._choose_remembered()

    def show_printers(self, names: Sequence[str]) -> None:
        """List the printers of this PC; the remembered one is selected if it is among them."""
        self.printer.set_choices([(name, name) for name in names] or [("", texts.NO_PRINTER)])
        self._choose_remembered()

    def choice(self) -> PrinterChoice:
        """Return the selected printer and paper size."""
        return PrinterChoice(self.printer.raw(), self._remembered.is_direct, self.paper.raw())

    def set_printing(self, is_printing: bool) -> None:
        """Disable the print button until the printer queue answers."""
        self.is_printing = is_printing
        self.print.setEnabled(not is_printing)
        self.print.setText(texts.PRINTING if is_printing else texts.PRINT)
        if not is_printing:
            self.print.setFocus()

    def say_fault(self, words: str) -> None:
        """Show the printer's error message; "" hides it."""
        self._fault.say(words)
        self._fault.setVisible(bool(words))

    @property
    def fault(self) -> str:
        """Return the error message on the screen, or ""."""
        return self._fault.text

    def say_zoom(self, *, is_zoomed: bool) -> None:
        """Label the zoom button with its next action."""
        self.zoom.setText(texts.ZOOM_FIT if is_zoomed else texts.ZOOM)
        self.zoom.setAccessibleName(self.zoom.text())

    def _choose_remembered(self) -> None:
        if self.printer.box.findData(self._remembered.printer) >= 0:
            self.printer.set_raw(self._remembered.printer)

    def _show_facts(self, lines: Sequence[tuple[str, str]]) -> None:
        while (item := self._fact_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for index, (label, words) in enumerate(lines):
            if index:
                self._fact_column.addWidget(Rule())
            self._fact_column.addWidget(_fact(label, words))

    def _buttons(self, *, has_slip: bool) -> QVBoxLayout:
        self.print = KeyCapButton(texts.PRINT, icon_name="printer", key="Ctrl+P", rank="primary")
        self.save = KeyCapButton(texts.SAVE, icon_name="file-down", key="Ctrl+S")
        self.slip = KeyCapButton(texts.SLIP_TOO, icon_name="receipt-text", key="F7")
        self.zoom = KeyCapButton(texts.ZOOM, icon_name="search")
        self.print.clicked.connect(self.print_asked)
        self.save.clicked.connect(self.save_asked)
        self.slip.clicked.connect(self.slip_asked)
        self.zoom.clicked.connect(self.zoom_asked)
        self.print.setAutoDefault(True)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.print)
        others = QWidget()
        columns = ColumnLayout(others, most=2, least=120, gap=8, line_gap=8)
        columns.add(self.save)
        if has_slip:
            columns.add(self.slip)
        columns.add(self.zoom, 2 if has_slip else 1)
        column.addWidget(others)
        return column


def _fact(label: str, words: str) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(make_label(label, "muted"), 0, Qt.AlignmentFlag.AlignTop)
    shown = make_label(words, "strong", wraps=True)
    shown.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    shown.setAccessibleName(f"{label}: {words}")
    row.addWidget(shown, 1)
    return box


def _promise() -> QHBoxLayout:
    sign = make_mark()
    sign.setPixmap(pixmap("shield-check", "muted", 16))
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(make_label(texts.PROMISE, "small", wraps=True), 1)
    return row
