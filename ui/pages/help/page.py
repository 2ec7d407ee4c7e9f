"""Help: search a question, read its answer aloud, record it; official addresses; the lottery of the unified system."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.attachments import AttachmentKind, AttachmentPlace, Subject
from dealer_app.domain.changes import Changes
from dealer_app.domain.drafts import Draft
from dealer_app.domain.edits.edits import Topic, key_of
from dealer_app.domain.errors import FieldError
from dealer_app.domain.help import HelpDetails, Question, RecordResult, SlipTopic, Visitor
from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.papers.papers import PaperRef
from dealer_app.domain.persian import document_number
from dealer_app.domain.rights import Right
from ui.clock import local_today
from ui.commands.command import Command
from ui.drafts.banner import DraftBanner
from ui.drafts.keeper import DraftKeeper
from ui.look.theme import theme
from ui.operations import help as operations
from ui.operations.edits import offer_undo
from ui.operations.help import HelpStart
from ui.page_kit.attaching import Attaching
from ui.page_kit.context import Context
from ui.page_kit.guard import Guard
from ui.page_kit.page import Page
from ui.pages.help.answer import AnswerCard
from ui.pages.help.company import CompanyCard
from ui.pages.help.editing import EditCard
from ui.pages.help.lottery import LotteryCard
from ui.pages.help.questions import QuestionList
from ui.texts import attachments as attachment_words
from ui.texts import help as words
from ui.widgets.layout.columns import ColumnLayout
from ui.widgets.layout.one_of import OneOf
from ui.widgets.layout.page_room import room_of
from ui.widgets.layout.scrolled import has_keyboard, make_scrolled

LEAST_WIDTH, LIST_WIDTH = 1000, 380
"""Below this width of the page (pixels at 100 %) the list stands above the answer."""
QWIDGETSIZE_MAX = (1 << 24) - 1
KEY_OF_NOBODY, NEW_QUESTION = "page", "new"
"""Key of the draft of a result without a file, and of a question that has no code yet."""


class HelpPage(Page):
    """Help for one visitor, or for nobody whose file is open."""

    needed_right = Right.FIND
    rail_key = "help"

    def __init__(self, context: Context, visitor: Visitor) -> None:
        super().__init__(context)
        self.visitor = visitor
        self.start: HelpStart | None = None
        self._today = local_today()
        self._asked = 0
        self._wanted = ""
        self._is_busy = False
        self.questions = QuestionList()
        self.answer = AnswerCard()
        self.editing = EditCard(self.save_question)
        self.company = CompanyCard()
        key = str(visitor.customer_id or KEY_OF_NOBODY)
        self.drafts = DraftKeeper(self, operations.HELP_DRAFT, self._raws, key=key)
        self.draft_banner = DraftBanner()
        self.question_drafts = DraftKeeper(
            self, operations.QUESTION_DRAFT, self.editing.unsaved, key=NEW_QUESTION, right=Right.RULES
        )
        self.guard = Guard(self)
        self._result: HelpDetails | None = None
        self.attaching = Attaching(self, self.guard, self.place, attachment_words.ATTACH_RESULT)
        self.lottery = LotteryCard(lambda: self._today, self.save_result, self.attaching.button)
        self._lay_out()
        self._connect()
        self.set_title(words.TITLE)
        self.refresh()
        self.drafts.find(lambda draft: self.draft_banner.offer(draft, words.DRAFT))

    # -- calls of the shell

    def is_dirty(self) -> bool:
        return self.drafts.is_dirty or self.question_drafts.is_dirty

    def keep_draft(self) -> None:
        self.drafts.save_now()
        self.question_drafts.save_now()

    def subject(self) -> tuple[CustomerId | None, OrderId | None]:
        return self.visitor.customer_id, self.visitor.order_id

    def begin(self) -> None:
        """Focus the search line: a question can be typed at once."""
        if not has_keyboard(self):
            self.questions.line.setFocus(Qt.FocusReason.TabFocusReason)

    def on_bug(self) -> None:
        self._is_busy = False

    def refresh(self) -> None:
        """Read the visitor, the addresses and the questions again."""
        operations.start_help(self, self.visitor, self._on_started)
        self._search(self.questions.text())

    def on_changes(self, changes: Changes) -> None:
        """Show a question that was edited anywhere."""
        if changes.has("questions"):
            self._search(self.questions.text())

    def go_back(self) -> bool:
        """Leave the form first, then clear the search."""
        if self._middle.shown() is self.editing:
            self._end_editing()
            return True
        if self.questions.text():
            self.questions.search("")
            self.questions.line.setFocus()
            return True
        return False

    def commands(self) -> tuple[Command, ...]:
        """Return the commands of this page."""
        return (
            Command(words.TELL, self.save, "Ctrl+S", "check"),
            Command(words.SEARCH, self.questions.line.setFocus, "Ctrl+F", "search"),
            Command(words.EDIT, self.edit, "Ctrl+E", "pencil"),
            Command(words.NEW, self.begin_new, "", "plus"),
            Command(words.PRINT_ADDRESSES, lambda: self.print_slip(SlipTopic.ADDRESSES), "Ctrl+P", "printer"),
            Command(words.PRINT_LOTTERY, lambda: self.print_slip(SlipTopic.LOTTERY), "Ctrl+G", "printer"),
            Command(words.SAVE_RESULT, self.save_result, "", "check"),
            *self.attaching.commands(),
        )

    # -- questions

    def ask(self, text: str, code: str = "") -> None:
        """Search for ``text`` and choose the question of ``code``, as the global search does."""
        self._wanted = code
        self.questions.search(text)

    def save(self) -> None:
        """Save what is in front: the edited question, or that the answer was read aloud (Ctrl+S)."""
        if self._middle.shown() is self.editing:
            self.save_question()
        else:
            self.tell()

    def tell(self) -> None:
        """Record that the answer was read aloud."""
        question = self.answer.question
        if question is None or self._is_busy:
            return
        self._is_busy = True
        operation = operations.record_answer(self, self.visitor, question.code)
        operation.on_done(self._on_told).on_error(self._on_refused).run()

    def print_slip(self, topic: SlipTopic) -> None:
        """Issue a help slip and show it."""
        if self._is_busy:
            return
        self._is_busy = True
        operation = operations.issue_slip(self, self.visitor, topic)
        operation.on_done(self._on_issued).on_error(self._on_refused).run()

    def _search(self, text: str) -> None:
        self._asked += 1
        asked = self._asked
        operations.find_questions(self, text, lambda found: self._show_questions(asked, found))

    def _show_questions(self, asked: int, found: tuple[Question, ...]) -> None:
        if asked != self._asked:
            return
        known = self.answer.question
        here = known.code if known is not None and not self.questions.text() else ""
        self.questions.show_questions(found, self._wanted or here)
        self._wanted = ""

    def _on_chosen(self, question: Question | None) -> None:
        self.answer.show_question(question)

    def _on_told(self, told: HelpDetails) -> None:
        self._is_busy = False
        text = words.TOLD.format(name=told.customer_name) if told.customer_name else words.TOLD_STRANGER
        self.context.notes.show(text, "green")
        self.questions.line.setFocus()
        self.questions.line.selectAll()

    def _on_issued(self, ref: PaperRef) -> None:
        self._is_busy = False
        self.context.navigate.open_paper(ref)

    def _on_refused(self, error: Exception) -> None:
        self._is_busy = False
        self.context.notes.show_error(error)

    # -- the lottery

    def save_result(self) -> None:
        """Record the result that the customer shows."""
        day = self.lottery.seen_on.day()
        problem = self.lottery.problem()
        if self._is_busy or self.visitor.customer_id is None:
            return
        if problem is not None or day is None:
            self.lottery.show_error(problem or FieldError("date_empty", "seen_on"))
            return
        self._is_busy = True
        command = RecordResult(self.visitor, self.lottery.result.raw(), day)
        operation = operations.record_result(self, command, self.drafts.key)
        operation.on_done(self._on_result).on_error(self._on_result_refused).run()

    def place(self) -> AttachmentPlace | None:
        """Return where the picture of a result is attached: to the result that was recorded here, else to the file."""
        if self.visitor.customer_id is None:
            return None
        place = AttachmentPlace(self.visitor.customer_id, AttachmentKind.LOTTERY)
        return place if self._result is None else replace(place, subject=Subject.HELP, subject_id=self._result.id)

    def _on_result(self, shown: HelpDetails) -> None:
        self._is_busy = False
        self._result = shown
        self.drafts.stop()
        self.context.notes.show(words.RESULT_SAVED.format(result=shown.title), "green")

    def _on_result_refused(self, error: Exception) -> None:
        self._is_busy = False
        if not self.lottery.show_error(error):
            self.context.notes.show_error(error)

    # -- editing

    def edit(self) -> None:
        """Open the question's form; only a manager's text is saved, so only a manager gets it."""
        question = self.answer.question
        if question is not None and self._may_edit():
            operations.get_question(self, question.code, self._begin_editing)

    def begin_new(self) -> None:
        """Open an empty form."""
        if self._may_edit():
            self._begin_editing(None)

    def save_question(self, *, is_shown: bool = True) -> None:
        """Save the question that is typed; ``is_shown`` False takes it off the list."""
        if self._is_busy or self._middle.shown() is not self.editing:
            return
        self._is_busy = True
        typed, sent = self.editing.typed(self._today, is_shown=is_shown), self.editing.grid.raws()
        operation = operations.save_question(self, typed, self.question_drafts.key)
        operation.on_done(lambda saved: self._on_saved(saved, sent)).on_error(self._on_question_refused).run()

    def _begin_editing(self, question: Question | None) -> None:
        """Show a question in the form; what is typed for another one is kept as its draft and offered again there."""
        self.question_drafts.save_now()
        self.question_drafts.stop()
        self.editing.show_question(question)
        self.question_drafts.key = self.editing.code or NEW_QUESTION
        self.question_drafts.find(self._offer_question)
        self._middle.show_only(self.editing)
        self.editing.chain.focus_first()

    def _offer_question(self, draft: Draft) -> None:
        if draft.key == self.question_drafts.key and not self.editing.unsaved():
            self.editing.draft_banner.offer(draft, words.DRAFT)

    def _resume_question(self, draft: Draft) -> None:
        self.editing.grid.fill({name: str(text) for name, text in draft.body.items()})
        self.question_drafts.take_up(draft)
        self.editing.chain.focus_first()

    def _end_editing(self) -> None:
        self.question_drafts.save_now()
        self._middle.show_only(self.answer)
        self.questions.line.setFocus()

    def _on_saved(self, question: Question, sent: dict[str, str]) -> None:
        self._is_busy = False
        self.question_drafts.stop()
        if self.editing.grid.raws() == sent:
            self.editing.stored = None
            self._end_editing()
        else:  # something was typed meanwhile: the form stays
            self.editing.code, self.editing.stored = question.code, sent
            self.question_drafts.key = question.code
            self.question_drafts.note_edit()
        self._wanted = question.code
        self._search(self.questions.text())
        said = words.SAVED if question.is_shown else words.WITHDRAWN
        offer_undo(self.context, said, Topic.QUESTION, key_of(question.code, question.effective_from))

    def _on_question_refused(self, error: Exception) -> None:
        self._is_busy = False
        if not self.editing.show_error(error):
            self.context.notes.show_error(error)

    def _may_edit(self) -> bool:
        return self.guard.may_try(Right.RULES)

    # -- showing

    def _on_started(self, start: HelpStart) -> None:
        self.start, self._today = start, start.today
        self.set_title(words.TITLE_FOR.format(name=start.name) if start.name else words.TITLE)
        self.answer.show_visitor(_visitor_words(start))
        self.company.show_company(start.company)
        self.lottery.show_results(start.results, start.today, has_file=self.visitor.customer_id is not None)
        self.attaching.show()

    def _raws(self) -> dict[str, str]:
        """Return what is typed and not saved, for the draft."""
        is_typed = self.drafts.is_dirty and self.visitor.customer_id is not None
        return self.lottery.grid.kept_raws() if is_typed else {}

    def _resume(self, draft: Draft) -> None:
        self.lottery.grid.fill({name: str(text) for name, text in draft.body.items()})
        self.drafts.take_up(draft)

    def _connect(self) -> None:
        self.questions.searched.connect(self._search)
        self.questions.chosen.connect(self._on_chosen)
        self.questions.entered.connect(lambda: self.answer.tell.setFocus(Qt.FocusReason.TabFocusReason))
        self.answer.tell.clicked.connect(self.tell)
        self.answer.edit.clicked.connect(self.edit)
        self.answer.new.clicked.connect(self.begin_new)
        self.company.slip.clicked.connect(lambda: self.print_slip(SlipTopic.ADDRESSES))
        self.lottery.slip.clicked.connect(lambda: self.print_slip(SlipTopic.LOTTERY))
        self.editing.withdraw.clicked.connect(lambda: self.save_question(is_shown=False))
        self.editing.cancel.clicked.connect(self._end_editing)
        self.lottery.grid.edited.connect(lambda _name: self.drafts.note_edit())
        self.editing.grid.edited.connect(lambda _name: self.question_drafts.note_edit())
        self.editing.draft_banner.taken.connect(self._resume_question)
        self.editing.draft_banner.dropped.connect(lambda _draft: self.question_drafts.drop())
        self.draft_banner.taken.connect(self._resume)
        self.draft_banner.dropped.connect(lambda _draft: self.drafts.drop())
        self.guard.watch(Right.HELP, self.answer.tell, self.lottery.save, self.company.slip, self.lottery.slip)
        editing = (self.editing.save, self.editing.withdraw)
        self.guard.watch(Right.RULES, self.answer.edit, self.answer.new, *editing)
        self.guard.changed.connect(self.commands_changed)
        theme.changed.connect(self.fit)

    def _lay_out(self) -> None:
        content, cards = QWidget(), QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._middle = OneOf()
        self._middle.add(self.answer)
        self._middle.add(self.editing)
        grid = ColumnLayout(cards, 2, 330)
        grid.add(self.company)
        grid.add(self.lottery)
        self._column.addWidget(self.guard.note_of(Right.HELP))
        self._column.addWidget(self.draft_banner)
        self._column.addWidget(self._middle, 1)
        self._column.addWidget(cards)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(make_scrolled(content), 1)
        self._fitted: tuple[bool, int] | None = None
        self.fit()

    def fit(self) -> None:
        """Place the list at the right; in a narrow window or at large type above the answer."""
        is_wide = room_of(self).width() >= theme.px(LEAST_WIDTH)
        if self._fitted == (is_wide, theme.scale_percent):
            return
        self._fitted = is_wide, theme.scale_percent
        had_focus = self.questions.line.hasFocus()
        if is_wide:
            self._row.insertWidget(0, self.questions)
            self.questions.setMinimumSize(theme.px(LIST_WIDTH), 0)
            self.questions.setMaximumWidth(theme.px(LIST_WIDTH))
        else:
            self._column.insertWidget(2, self.questions)
            self.questions.setMinimumSize(0, theme.px(260))
            self.questions.setMaximumWidth(QWIDGETSIZE_MAX)
        self.questions.show()  # Qt hides a child that gets a new parent, and takes its focus away
        if had_focus:
            self.questions.line.setFocus()


def _visitor_words(start: HelpStart) -> str:
    """Return for whom an answer is recorded."""
    if not start.name:
        return words.FOR_NOBODY
    if start.order is None:
        return words.FOR.format(name=start.name)
    fields = start.order.fields
    return words.FOR_ORDER.format(name=start.name, car=fields.car, number=document_number(fields.request_number))
