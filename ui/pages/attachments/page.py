"""The attachments of a customer's file: add by file, clipboard or drop; look, copy, save; withdraw with a reason."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from dealer_app.domain.attachments import (
    AddAttachment,
    AttachmentContent,
    AttachmentDetails,
    AttachmentKind,
    AttachmentPlace,
    Prepared,
    WithdrawAttachment,
)
from dealer_app.domain.changes import Changes
from dealer_app.domain.drafts import Draft
from dealer_app.domain.errors import CodedError, FieldError, sentence
from dealer_app.domain.ids import AttachmentId, CustomerId, OrderId
from dealer_app.domain.persian import isolate
from dealer_app.domain.rights import Right
from ui.commands.command import Command
from ui.drafts.keeper import DraftKeeper
from ui.forms.brought import files_of
from ui.look.theme import theme
from ui.operations import attachments as operations
from ui.operations.attachments import ATTACHMENT_DRAFT, FileAttachments, Shown
from ui.page_kit.context import Context
from ui.page_kit.guard import Guard
from ui.page_kit.page import Page
from ui.pages.attachments.adding import Adding
from ui.pages.attachments.row import NAMES, AttachmentRow, file_name
from ui.pages.attachments.side import AttachmentSide
from ui.texts import attachments as words
from ui.widgets.layout.page_room import room_of
from ui.widgets.layout.scrolled import has_keyboard, make_scrolled
from ui.widgets.notes.empty_state import EmptyState
from ui.widgets.painted.card import Card

LEAST_WIDTH, LIST_WIDTH = 860, 380


class AttachmentsPage(Page):
    """List of a file's attachments, and beside it the chosen one."""

    needed_right = Right.FIND
    rail_key = "files"

    def __init__(self, context: Context, place: AttachmentPlace) -> None:
        super().__init__(context)
        self.place = place
        self.rows: list[AttachmentRow] = []
        self._waiting: list[Path] = []
        self._wanted: AttachmentId | None = None
        self._refused: list[str] = []
        self._name = ""
        self._reasons: dict[str, str] = {}
        self._actor = context.on_duty.actor
        self.adding = Adding(place)
        self.side = AttachmentSide()
        self.empty = EmptyState("file-text")
        self.empty.say(words.EMPTY, words.EMPTY_HINT)
        self.guard = Guard(self)
        self.drafts = DraftKeeper(self, ATTACHMENT_DRAFT, self._raws, key=operations.draft_key(place))
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self.set_title(words.LOADING)
        self.refresh()
        self.drafts.find(self._resume)

    # -- calls of the shell

    def is_dirty(self) -> bool:
        return self.drafts.is_dirty

    def keep_draft(self) -> None:
        self.drafts.save_now()

    def refresh(self) -> None:
        operations.list_attachments(self, self.place.customer_id, self._show)

    def on_changes(self, changes: Changes) -> None:
        if changes.has("attachments"):
            self.refresh()

    def subject(self) -> tuple[CustomerId | None, OrderId | None]:
        return self.place.customer_id, None

    def begin(self) -> None:
        row = self.chosen_row()
        target: QWidget = row if row is not None else self.adding.add
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def on_bug(self) -> None:
        self._end_adding()

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(words.ADD, self._ask_file, "Ctrl+O", "file-up"),
            Command(words.PASTE, self.paste, "Ctrl+V", "clipboard-check"),
            Command(words.SHOW, self.open_chosen, "", "eye"),
            Command(words.COPY, self.copy_chosen, "Ctrl+C", "clipboard-check"),
            Command(words.SAVE, self._ask_where, "Ctrl+S", "file-down"),
        )

    # -- adding

    def add_files(self, paths: Sequence[Path]) -> None:
        """Attach files one after the other; those that are refused are named at the end, and the others are kept."""
        self._waiting += paths
        if self.adding.busy.isHidden():
            self._add_next()

    def paste(self) -> None:
        """Attach what the clipboard has: copied files, else a picture."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None on a platform without a clipboard
        if paths := files_of(data):
            self.add_files(paths)
        elif data is not None and data.hasImage() and self.adding.busy.isHidden():
            self._prepare(QImage(data.imageData()), words.PASTED)
        elif self.adding.busy.isHidden():
            self.adding.say_fault(words.NO_PICTURE)

    def _add_next(self) -> None:
        if self._waiting:
            path = self._waiting.pop(0)
            self._prepare(path, path.name)
        elif self._refused:
            self.adding.say_fault("\n".join(self._refused))
            self._refused.clear()

    def _prepare(self, source: Path | QImage, name: str) -> None:
        if not self.guard.may_try(Right.ATTACH):
            self._waiting.clear()
            return
        self._name = name
        self.adding.say_busy(words.PREPARING.format(name=name))
        operations.prepare(self, source, self._keep, self._on_refused)

    def _keep(self, prepared: Prepared) -> None:
        command = AddAttachment(
            self.place.customer_id,
            AttachmentKind(self.adding.kind.raw()),
            prepared,
            self.adding.note.raw(),
            self.place.subject,
            self.place.subject_id,
        )
        adding = operations.add_attachment(self, command, self.drafts.key)
        adding.on_done(self._on_added).on_error(self._on_refused).run()

    def _on_added(self, added: AttachmentDetails) -> None:
        self._end_adding()
        self.adding.note.set_raw("")
        self._keep_rest()
        self.context.notes.show(words.ADDED.format(kind=NAMES[added.kind.value]), "green")
        self._add_next()

    def _on_refused(self, error: Exception) -> None:
        self._end_adding()
        if isinstance(error, FieldError) and error.field == "note":  # the same note would refuse the others, too
            self._waiting.clear()
            self.adding.show_error(error)
        elif isinstance(error, CodedError):
            self._refused.append(words.NOT_ADDED.format(name=isolate(self._name), why=sentence(error)))
            self._add_next()
        else:
            self._waiting.clear()
            self.context.tasks.failed.emit(error)

    def _keep_rest(self) -> None:
        """Drop the draft of what was saved; what is typed elsewhere on the page stays."""
        self.drafts.drop()
        if self._raws():
            self.drafts.note_edit()

    def _end_adding(self) -> None:
        self.adding.say_busy("")

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, words.CHOOSE, "", words.FILTER)
        if chosen:
            self.add_files([Path(chosen)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_of(event.mimeData()) and self.guard.may_try(Right.ATTACH):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_files(files_of(event.mimeData()))

    # -- the chosen one

    def chosen_row(self) -> AttachmentRow | None:
        """Return the chosen row; None if the list is empty."""
        return next((row for row in self.rows if row.isChecked()), None)

    def choose(self, attachment_id: AttachmentId) -> None:
        """Choose an attachment, now or once the list is read; Enter shows its content."""
        self._wanted = attachment_id
        self._pick_wanted()

    def _pick_wanted(self) -> None:
        row = next((row for row in self.rows if row.line.details.id == self._wanted), None)
        if row is not None:
            self._wanted = None
            row.setChecked(True)
            row.setFocus(Qt.FocusReason.TabFocusReason)

    def open_chosen(self) -> None:
        """Show the content of the chosen attachment; the audit says who saw it."""
        if self.side.shown is not None and self.side.show_button.isEnabled():
            self.side.sheets.say(words.OPENING)
            opening = operations.open_attachment(self, self.side.shown.details.id)
            opening.on_done(self._draw).on_error(self._on_not_opened).run()

    def _draw(self, content: AttachmentContent) -> None:
        operations.draw_pages(self, content, self._on_drawn)

    def _on_drawn(self, shown: Shown) -> None:
        line = self.side.shown
        self.side.show_content(shown)
        if line is not None and line.details.id == shown.details.id and not line.thumb:
            operations.keep_thumb(self, shown.details.id, shown.thumb).run()

    def _on_not_opened(self, error: Exception) -> None:
        self.side.hide_content()
        self.context.notes.show_error(error)

    def copy_chosen(self) -> None:
        """Copy the picture (of a PDF its first page) to the clipboard."""
        self._export(lambda content: operations.draw_pages(self, content, self._copy))

    def _copy(self, shown: Shown) -> None:
        QGuiApplication.clipboard().setImage(shown.pages[0])
        self.context.notes.show(words.COPIED, "green")

    def save_chosen(self, path: Path) -> None:
        """Write the chosen attachment to ``path``."""

        def write(content: AttachmentContent) -> None:
            said = words.SAVED.format(name=path.name)
            done = lambda _nothing: self.context.notes.show(said, "green")  # noqa: E731 - the answer of the lane
            operations.save_file(self, content, path, done, self.context.notes.show_error)

        self._export(write)

    def _export(self, on_done: Callable[[AttachmentContent], None]) -> None:
        if self.side.shown is not None and self.side.save.isEnabled():
            operations.export_attachment(self, self.side.shown.details.id).on_done(on_done).run()

    def _ask_where(self) -> None:
        if self.side.shown is None or not self.side.save.isEnabled():
            return
        name = file_name(self.side.shown)
        chosen, _ = QFileDialog.getSaveFileName(self, words.SAVE_TO, name)
        if chosen:
            self.save_chosen(Path(chosen))

    def _withdraw(self, reason: str) -> None:
        if self.side.shown is None:
            return
        command = WithdrawAttachment(self.side.shown.details.id, reason)
        withdrawing = operations.withdraw_attachment(self, command, self.drafts.key)
        withdrawing.on_done(lambda _nothing: self._on_withdrawn(str(command.id))).on_error(self._on_not_withdrawn).run()

    def _on_withdrawn(self, withdrawn: str) -> None:
        self._reasons.pop(withdrawn, None)
        self.side.reason.set_raw("")
        self._keep_rest()
        self.context.notes.show(words.WITHDRAWN_NOW, "green")
        self.begin()

    def _on_not_withdrawn(self, error: Exception) -> None:
        if isinstance(error, FieldError):
            self.side.show_error(error)
        else:
            self.context.notes.show_error(error)

    # -- showing

    def _show(self, file: FileAttachments) -> None:
        chosen = self.side.shown.details.id if self.side.shown is not None else None
        had_focus = any(row.hasFocus() for row in self.rows)
        self.set_title(words.TITLE.format(name=file.name))
        self.adding.heading.setText(words.HEADING.format(name=file.name))
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [AttachmentRow(line, self._content) for line in file.lines]
        for index, row in enumerate(self.rows):
            self._list.insertWidget(index, row)
            row.toggled.connect(lambda is_chosen, row=row: self._choose(row) if is_chosen else None)
            row.clicked.connect(self.open_chosen)
            row.more = lambda: self.commands()[2:]  # what is done with a chosen one
            row.show()
        self._stack.setCurrentIndex(0 if self.rows else 1)
        picked = next((row for row in self.rows if row.line.details.id == chosen), self.rows[0] if self.rows else None)
        if picked is None:
            self.side.show_line(None)
        else:
            picked.setChecked(True)
            if had_focus or (has_keyboard(self) and chosen is None):
                picked.setFocus()
        self._pick_wanted()

    def _choose(self, row: AttachmentRow) -> None:
        """Show the chosen row, with the reason that was typed for it and not saved."""
        before = self.side.shown
        self.side.show_line(row.line)
        if before is None or before.details.id != row.line.details.id:
            self.side.reason.set_raw(self._reasons.get(str(row.line.details.id), ""))

    def _raws(self) -> dict[str, str]:
        """Return what is typed and not saved, for the draft: the note, and the reasons by attachment."""
        typed = {"note": self.adding.note.raw(), **self._reasons}
        return {name: text for name, text in typed.items() if text}

    def _on_reason(self) -> None:
        if self.side.shown is not None:
            self._reasons[str(self.side.shown.details.id)] = self.side.reason.raw()
            self.drafts.note_edit()

    def _resume(self, draft: Draft) -> None:
        kept = {name: str(text) for name, text in draft.body.items()}
        self.adding.note.set_raw(kept.pop("note", ""))
        self._reasons = kept
        if self.side.shown is not None:
            self.side.reason.set_raw(kept.get(str(self.side.shown.details.id), ""))
        self.drafts.take_up(draft)

    def _on_duty(self) -> None:
        """Hide the content from the next person."""
        actor = self.context.on_duty.actor
        if actor != self._actor or self.context.on_duty.is_locked:
            self._actor = actor
            self.side.hide_content()

    # -- building

    def _connect(self) -> None:
        self.adding.file_wanted.connect(self._ask_file)
        self.adding.paste_wanted.connect(self.paste)
        self.side.opened.connect(self.open_chosen)
        self.side.copied.connect(self.copy_chosen)
        self.side.saved.connect(self._ask_where)
        self.side.withdrawn.connect(self._withdraw)
        self.adding.edited.connect(self.drafts.note_edit)
        self.side.edited.connect(self._on_reason)
        self.guard.watch(Right.ATTACH, self.adding.add, self.adding.paste)
        self.guard.watch(Right.REVEAL, self.side.show_button)
        self.guard.watch(Right.EXPORT_ATTACHMENT, self.side.copy, self.side.save)
        self.guard.watch(Right.WITHDRAW_ATTACHMENT, self.side.withdraw)
        self.guard.changed.connect(self._on_duty)
        theme.changed.connect(self.fit)

    def _lay_out(self) -> None:
        self._content = QWidget(self)
        self._list = QVBoxLayout(self._content)
        self._list.setContentsMargins(8, 8, 8, 8)
        self._list.setSpacing(4)
        self._list.addStretch(1)
        self._stack = QStackedWidget(self)
        scrolled = make_scrolled(self._content)
        scrolled.setAccessibleName(words.LIST)
        self._stack.addWidget(scrolled)
        self._stack.addWidget(self.empty)
        self._card = Card()
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(1, 6, 1, 6)
        inner.addWidget(self._stack)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(14)
        self._sides.addWidget(self._card)
        self._sides.addWidget(self.side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.guard.note_of(Right.ATTACH))
        column.addWidget(self.adding)
        column.addLayout(self._sides, 1)
        self.fit()

    def fit(self) -> None:
        """Place the chosen attachment under the list in a narrow window or at large type."""
        is_narrow = room_of(self).width() < theme.px(LEAST_WIDTH)
        across = QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else across)
        self._card.setMinimumSize(0 if is_narrow else theme.px(LIST_WIDTH), theme.px(160))
        self._card.setMaximumWidth(16_777_215 if is_narrow else theme.px(LIST_WIDTH))
        self.side.sheets.setMinimumHeight(theme.px(220 if is_narrow else 120))
