"""Join two files of one company or foreign person: the other file by its code, how they differ, why; or part them."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_app.domain.calendar.moments import moment_words
from dealer_app.domain.changes import Changes
from dealer_app.domain.codes.masking import mask_national_code
from dealer_app.domain.drafts import Draft
from dealer_app.domain.errors import FieldError
from dealer_app.domain.files.joins import JOINABLE, JoinView, PartFiles
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.persian import isolate
from dealer_app.domain.rights import Right, refusal_of
from ui.drafts.banner import DraftBanner
from ui.drafts.keeper import DraftKeeper
from ui.forms.code_field import CodeField
from ui.forms.enter_chain import EnterChain
from ui.forms.field_grid import FieldGrid
from ui.forms.text_field import TextField
from ui.operations.customer import joins as operations
from ui.operations.customer.joins import JoinStart, OtherFile
from ui.page_kit.context import Context
from ui.page_kit.differences import DifferenceTable
from ui.page_kit.form_page import FormPage
from ui.page_kit.guard import Guard
from ui.texts.customer import joins as texts
from ui.widgets.notes.banner import Banner
from ui.widgets.words.labels import make_label

LOOK_MS = 300


class JoinPage(FormPage):
    """The join of the file ``customer_id`` with another one."""

    needed_right = Right.JOIN_FILES
    rail_key = "files"

    def __init__(self, context: Context, customer_id: CustomerId) -> None:
        super().__init__(context)
        self._customer_id = customer_id
        self._start: JoinStart | None = None
        self._is_saving = False
        self.whose = make_label("", "strong", wraps=True)
        self.state = Banner("accent", "users", self)
        self.state.hide()
        self.code = CodeField("code", texts.CODE, lambda text: text)
        self.reason = TextField("reason", texts.REASON)
        self.grid = FieldGrid(2)
        self.grid.add(self.code, self.reason)
        self.chain = EnterChain(self, self.grid.fields(), self.do, self._cancel)
        self.other = QWidget()
        self._other = QVBoxLayout(self.other)
        self._other.setContentsMargins(0, 0, 0, 0)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(self.look)
        self.drafts = DraftKeeper(self, operations.JOIN_DRAFT, self.grid.kept_raws, key=str(customer_id))
        self.draft_banner = DraftBanner(self)
        self.draft_banner.taken.connect(self._resume)
        self.draft_banner.dropped.connect(lambda _draft: self.drafts.drop())
        self.guard = Guard(self)
        above = (self.guard.note_of(Right.JOIN_FILES), self.draft_banner)
        self.lay_out(above, texts.TITLE, texts.HINT, (self.whose, self.state, self.grid, self.other), texts.JOIN)
        self.guard.watch(Right.JOIN_FILES, self.save)
        self.save.clicked.connect(self.do)
        self.cancel.clicked.connect(self._cancel)
        self.grid.edited.connect(self._on_edited)
        self.set_title(texts.TITLE)
        self.refresh()
        self.drafts.find(lambda draft: self.draft_banner.offer(draft, texts.DRAFT))

    # -- calls of the shell

    def is_dirty(self) -> bool:
        return self.drafts.is_dirty

    def keep_draft(self) -> None:
        self.drafts.save_now()

    def refresh(self) -> None:
        operations.start_join(self, self._customer_id, self._show)

    def on_changes(self, changes: Changes) -> None:
        if any(touched_id == self._customer_id for _, touched_id in changes.touched):
            self.refresh()

    def begin(self) -> None:
        first = self.reason if self._join() is not None else self.code
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def subject(self) -> tuple[CustomerId | None, None]:
        return self._customer_id, None

    def on_bug(self) -> None:
        self._set_saving(False)

    # -- joining and parting

    def do(self) -> None:
        """Join the two files, or part them if they are joined."""
        if not self.guard.may_try(Right.JOIN_FILES):
            self.context.notes.show_error(refusal_of(Right.JOIN_FILES))
            return
        if self._is_saving or self._start is None:
            return
        self._set_saving(True)
        join, key = self._join(), self.drafts.key
        if join is not None:
            parting = operations.part_files(self, PartFiles(join.id, self.reason.raw()), key)
            parting.on_done(lambda _none: self._on_done(texts.PARTED)).on_error(self._on_error).run()
        else:
            joining = operations.join_files(self, self._customer_id, self.code.raw(), self.reason.raw(), key)
            joining.on_done(lambda _join: self._on_done(texts.JOINED)).on_error(self._on_error).run()

    def _on_done(self, words: str) -> None:
        self._set_saving(False)
        self.drafts.stop()
        self.context.navigate.close_page(self)
        self.context.navigate.open_customer(self._customer_id)
        self.context.notes.show(words, "green")

    def _on_error(self, error: Exception) -> None:
        self._set_saving(False)
        if isinstance(error, FieldError):
            self.grid.show_errors((error,))
            self.chain.focus_first_wrong([error.field])
        else:
            self.context.notes.show_error(error)
            self.refresh()

    def _set_saving(self, is_saving: bool) -> None:
        self._is_saving = is_saving
        self.save.setEnabled(not is_saving)
        self.save.setText(texts.SAVING if is_saving else self._verb())

    # -- showing

    def _show(self, start: JoinStart) -> None:
        self._start = start
        fields, join = start.customer.fields, start.join
        code = isolate(mask_national_code(fields.national_code))
        self.whose.setText(texts.OF_FILE.format(name=start.customer.name, code=code))
        self.state.setVisible(join is not None or fields.kind not in JOINABLE)
        if join is not None:
            self.state.say(_words_of(join), tone="accent", icon_name="users")
        elif fields.kind not in JOINABLE:
            self.state.say(texts.NOT_OF_KIND, tone="amber", icon_name="info")
        self.grid.show_only(("reason",) if join is not None else ("code", "reason"))
        self.other.setVisible(join is None)
        self.save.setText(self._verb())

    def _join(self) -> JoinView | None:
        return self._start.join if self._start is not None else None

    def _verb(self) -> str:
        return texts.JOIN if self._join() is None else texts.PART

    def _on_edited(self, name: str) -> None:
        self.drafts.note_edit()
        if name == self.code.name:
            self._looking.start()

    def look(self) -> None:
        """Show the file with the typed code, and how it differs."""
        if self._join() is None:
            operations.find_other(self, self._customer_id, self.code.raw(), self._show_other)

    def _show_other(self, found: OtherFile) -> None:
        while (item := self._other.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if found.customer is None:
            if self.code.raw():
                self._other.addWidget(make_label(texts.NOT_FOUND, "muted", wraps=True))
            return
        self._other.addWidget(make_label(texts.OTHER.format(name=found.customer.name), "section", wraps=True))
        if found.differences:
            self._other.addWidget(DifferenceTable(found.customer.fields.kind, found.differences, texts.HEADS))
        else:
            self._other.addWidget(make_label(texts.ALIKE, "muted", wraps=True))

    def _resume(self, draft: Draft) -> None:
        self.grid.fill({name: str(text) for name, text in draft.body.items()})
        self.drafts.take_up(draft)
        self.look()
        self.begin()

    def _cancel(self) -> None:
        self.context.navigate.close_page(self)


def _words_of(join: JoinView) -> str:
    return texts.STATE.format(
        joined=join.joined_name or texts.GONE,
        kept=join.kept_name or texts.GONE,
        day=moment_words(join.joined_at),
        by=join.joined_by,
        reason=join.reason,
    )
