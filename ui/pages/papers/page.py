"""Preview and print a paper: the picture is made from the PDF, «printed» follows the printer queue's answer."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from dealer_app.domain.attachments import AttachmentPlace
from dealer_app.domain.errors import CodedError, EnvironmentFault, sentence
from dealer_app.domain.ids import OrderId
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PaperKind, PaperRef, PrintedPaper
from dealer_app.domain.persian import document_number, persian_digits
from dealer_app.domain.rights import Right
from dealer_app.domain.settings import PrinterChoice
from ui.commands.command import Command
from ui.look.theme import theme
from ui.operations import files, papers, printers
from ui.operations.paper_summaries import WITH_SLIP
from ui.operations.papers import PaperView
from ui.page_kit.attaching import Attaching
from ui.page_kit.context import Context
from ui.page_kit.guard import Guard
from ui.page_kit.page import Page
from ui.pages.papers.following import Following
from ui.pages.papers.side import PaperSide
from ui.texts import attachments as attachment_texts
from ui.texts import papers as texts
from ui.widgets.layout.page_room import room_of
from ui.widgets.sheets.paper_sheets import PaperSheets


class PaperPage(Page):
    """One paper: its pages, its facts, and where it is printed."""

    needed_right = Right.FIND
    rail_key = "files"

    def __init__(self, context: Context, ref: PaperRef) -> None:
        super().__init__(context)
        self.ref = ref
        self.view: PaperView | None = None
        self._order_id: OrderId | None = None
        self._is_zoomed = False
        self._knows_printers = self._wants_print = False
        self._sent, self._printed_words = ("", ""), texts.PRINTED
        self.following = Following(self)
        self.sheets = PaperSheets()
        self.side = PaperSide(has_slip=ref.kind in WITH_SLIP)
        is_receipt = ref.kind is PaperKind.RECEIPT
        text = attachment_texts.ATTACH_SLIP if is_receipt else attachment_texts.ATTACH_PAPER
        self.attaching = Attaching(self, Guard(self), self.place, text)
        self._lay_out()
        self._connect()
        self.set_title(texts.LOADING)
        self.sheets.say(texts.LOADING)
        self.refresh()
        printers.list_printers(self, self._show_printers, self._on_no_printers)

    # -- calls of the shell

    def refresh(self) -> None:
        papers.show_paper(self, self.ref, self._show, self._on_not_shown)

    def begin(self) -> None:
        self.side.print.setFocus(Qt.FocusReason.TabFocusReason)

    def go_back(self) -> bool:
        """Return to the page that opened the paper; nothing is lost, because the paper is recorded."""
        self.context.navigate.close_page(self)
        return True

    def on_bug(self) -> None:
        self.side.set_printing(False)

    def commands(self) -> tuple[Command, ...]:
        verbs = (
            Command(texts.PRINT, self.print_now, "Ctrl+P", "printer"),
            Command(texts.REPRINT, self.print_when_shown, "Ctrl+Shift+P", "history"),
            Command(texts.SAVE_TITLE, self._ask_where, "Ctrl+S", "file-down"),
            Command(texts.ZOOM, self.toggle_zoom, "", "search"),
            *self.attaching.commands(),
        )
        if self.ref.kind in WITH_SLIP:
            return (*verbs, Command(texts.SLIP_TOO, self._open_slip, "F7", "receipt-text"))
        return verbs

    def place(self) -> AttachmentPlace | None:
        """Return where the paper's bank slip or the visitor's papers are attached; None for other papers."""
        return None if self.view is None else self.view.place

    # -- printing

    def print_now(self) -> None:
        """Commit the print, send it to the printer queue and report the result."""
        choice = self.side.choice()
        if self.view is None or self.side.is_printing:
            return
        if not choice.printer:
            self._say_fault(EnvironmentFault("printer_none"))
            return
        self.side.set_printing(True)
        self.side.say_fault("")
        papers.print_paper(self, self.ref).on_done(lambda printed: self._send(printed, choice)).on_error(
            self._on_not_committed
        ).run()

    def print_when_shown(self) -> None:
        """Print once the paper and the printers of this PC are known (a reprint by key)."""
        self._wants_print = True
        self._print_wanted()

    def _print_wanted(self) -> None:
        if self._wants_print and self._knows_printers and self.view is not None:
            self._wants_print = False
            self.print_now()

    def save_to(self, path: Path) -> None:
        """Commit a print, then write its PDF to ``path``, readable by its owner only; a saved paper is recorded too."""
        if self.view is None or self.side.is_printing:
            return
        self.side.set_printing(True)
        papers.print_paper(self, self.ref).on_done(lambda printed: self._write(printed, path)).on_error(
            self._on_not_committed
        ).run()

    def _write(self, printed: PrintedPaper, path: Path) -> None:
        self.side.set_printing(False)
        try:
            path.touch(mode=0o600)
            path.write_bytes(printed.pdf)
        except OSError as error:
            fault = EnvironmentFault("file_not_saved", name=path.name, said=error.strerror or "")
            self._say_fault(fault)
            papers.mark_failed(self, printed, texts.SAVE, fault).run()
        else:
            self.context.notes.show(texts.SAVED.format(name=path.name), "green")
            papers.mark_saved(self, printed).on_done(lambda _nothing: self.refresh()).run()

    def _send(self, printed: PrintedPaper, choice: PrinterChoice) -> None:
        papers.send_to_printer(
            self,
            printed,
            choice,
            lambda job: self._on_queued(printed, choice, job),
            lambda error: self._on_not_queued(printed, choice, error),
        )

    def _on_queued(self, printed: PrintedPaper, choice: PrinterChoice, job: str) -> None:
        self.side.set_printing(False)
        papers.mark_queued(self, printed, choice).on_done(lambda _nothing: self.refresh()).run()
        self._sent = choice.printer, copy_words(printed.stamp.copy_number)
        self._say(texts.QUEUED if printed.stamp.copy_number == 1 else texts.QUEUED_COPY, "neutral")
        self._printed_words = texts.PRINTED if printed.stamp.copy_number == 1 else texts.PRINTED_COPY
        self.following.follow(choice.printer, job)

    def _say(self, words: str, tone: str) -> None:
        printer, copy = self._sent
        self.context.notes.show(words.format(printer=printer, copy=copy), tone)

    def _on_not_queued(self, printed: PrintedPaper, choice: PrinterChoice, error: Exception) -> None:
        self.side.set_printing(False)
        if not isinstance(error, EnvironmentFault):
            self.context.tasks.failed.emit(error)
            return
        self._say_fault(error)
        papers.mark_failed(self, printed, choice.printer, error).run()

    def _on_not_committed(self, error: Exception) -> None:
        self.side.set_printing(False)
        self._say_fault(error)

    def _say_fault(self, error: Exception) -> None:
        if isinstance(error, CodedError):
            self.side.say_fault(sentence(error))
        else:
            self.context.notes.show_error(error)

    # -- showing

    def toggle_zoom(self) -> None:
        """Switch between the page at full width and the whole page."""
        self._is_zoomed = not self._is_zoomed
        self.sheets.set_zoomed(self._is_zoomed)
        self.side.say_zoom(is_zoomed=self._is_zoomed)

    def _show(self, view: PaperView) -> None:
        self.view = view
        self._order_id = view.facts.order_id
        self.set_title(texts.TAB.format(title=view.facts.title, number=document_number(view.facts.number)).rstrip(" ·"))
        self.sheets.setAccessibleName(texts.PREVIEW.format(title=view.facts.title))
        self.sheets.show_pages(view.pages)
        self.side.show_view(view)
        self.attaching.show()
        self._print_wanted()

    def _show_printers(self, names: tuple[str, ...]) -> None:
        self._knows_printers = True
        self.side.show_printers(names)
        self._print_wanted()

    def _on_no_printers(self, error: Exception) -> None:
        """Say that the print service does not answer; the paper can still be saved as a PDF."""
        self._show_printers(())
        self._say_fault(error)

    def _on_not_shown(self, error: Exception) -> None:
        if isinstance(error, CodedError):
            self.sheets.say(sentence(error))
        else:
            self.context.tasks.failed.emit(error)

    def _open_slip(self) -> None:
        if self._order_id is not None:
            operation = files.issue_slip(self, self._order_id, Account.PRINCIPAL)
            operation.on_done(self.context.navigate.open_paper).on_error(self._say_fault).run()

    def _ask_where(self) -> None:
        if self.view is None:
            return
        name = f"{self.view.facts.title} {self.view.facts.number}".replace("/", "-").strip() + ".pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, texts.SAVE_TITLE, name, texts.SAVE_FILTER)
        if chosen:
            self.save_to(Path(chosen))

    def _connect(self) -> None:
        self.following.printed.connect(lambda: self._say(self._printed_words, "green"))
        self.following.held.connect(self.side.say_fault)
        self.following.left.connect(lambda: self._say(texts.LEFT, "amber"))
        self.side.print_asked.connect(self.print_now)
        self.side.save_asked.connect(self._ask_where)
        self.side.slip_asked.connect(self._open_slip)
        self.side.zoom_asked.connect(self.toggle_zoom)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.sheets, 1)
        row.addWidget(self.side)
        self.side.add_button(self.attaching.button)
        self.fit()
        theme.changed.connect(self.fit)

    def fit(self) -> None:
        """Give the panel its width, but leave the paper at least half of a narrow page."""
        self.side.setFixedWidth(min(theme.px(328), max(room_of(self).width() // 2, theme.px(236))))


def copy_words(copy_number: int) -> str:
    """Return «نخستین چاپ» or «رونوشت n»."""
    if copy_number <= 1:
        return texts.FIRST_PRINT
    return texts.COPY_OF.format(n=persian_digits(str(copy_number - 1)))
