"""Order a car from a plan: whose, which colour, read out; saving opens the slip of what is due at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.changes import Changes
from dealer_app.domain.drafts import Draft
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal, sentence
from dealer_app.domain.ids import CustomerId, PlanId
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.persian import document_number, persian_digits
from dealer_app.domain.plans import words
from dealer_app.domain.plans.plans import PlanFields, PlanState, state_of
from dealer_app.domain.plans.requests import MakeRequest, is_same_version
from dealer_app.domain.rights import Right, refusal_of
from ui.drafts.banner import DraftBanner
from ui.drafts.keeper import DraftKeeper
from ui.forms.code_field import CodeField
from ui.forms.enter_chain import EnterChain
from ui.forms.field_grid import FieldGrid
from ui.forms.text_field import TextField
from ui.look.theme import theme
from ui.operations import requests as operations
from ui.operations.requests import MadeRequest, RequestStart
from ui.page_kit.context import Context
from ui.page_kit.guard import Guard
from ui.page_kit.page import Page
from ui.page_kit.page_clock import PageClock
from ui.pages.requests.side import WIDTH, PlanSide
from ui.texts import requests as texts
from ui.texts.forms import DOUBT_IS_RIGHT
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.controls.mark_box import MarkBox
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.layout.page_room import room_of
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.notes.banner import Banner
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label

FORM_WIDTH, FORM_HEIGHT = 430, 170
CODE_LENGTHS = frozenset({8, 9, 10, 11, 12})


class RequestPage(Page):
    """Order from one plan."""

    needed_right = Right.ORDER
    rail_key = "plans"

    def __init__(self, context: Context, plan_id: PlanId) -> None:
        super().__init__(context)
        self._plan_id = plan_id
        self._start: RequestStart | None = None
        self._customer: CustomerId | None = None
        self._is_saving = False
        self._doubts: frozenset[str] = frozenset()
        self.code = CodeField("national_code", texts.CODE, lambda text: text)
        self.color = TextField("color", texts.COLOR)
        self.grid = FieldGrid(2)
        self.grid.add(self.code, self.color)
        self.chain = EnterChain(self, self.grid.fields(), self.save, self._cancel)
        self.found = make_label("", "strong", wraps=True)
        self.read_out = MarkBox(texts.READ_OUT)
        self.refusal, self.change = Banner("red", "circle-alert"), Banner("amber", "refresh-cw")
        self.awaited = Banner("amber", "clock")
        self._is_open = True
        self.doubt = Banner("amber", "circle-alert")
        self.is_right = MarkBox(DOUBT_IS_RIGHT)
        self.side = PlanSide()
        self.drafts = DraftKeeper(self, operations.REQUEST_DRAFT, self._raws, key=str(plan_id))
        self.draft_banner = DraftBanner()
        self.draft_banner.taken.connect(self._resume)
        self.draft_banner.dropped.connect(lambda _draft: self.drafts.drop())
        self.guard = Guard(self)
        self._lay_out()
        self.guard.watch(Right.ORDER, self.order)
        PageClock(self, context.on_duty, context.tasks).minute.connect(self.refresh)  # a plan closes at its hour
        self.grid.edited.connect(self._on_edited)
        self.set_title(texts.LOADING)
        self.refresh()
        self.drafts.find(lambda draft: self.draft_banner.offer(draft, texts.DRAFT))

    # -- calls of the shell

    def is_dirty(self) -> bool:
        return self.drafts.is_dirty

    def keep_draft(self) -> None:
        self.drafts.save_now()

    def begin(self) -> None:
        self.code.line.setFocus(Qt.FocusReason.TabFocusReason)

    def fit(self) -> None:
        """Show the plan beside the form where both have room, else below it: it is read aloud before it is ordered."""
        is_below = room_of(self).width() < theme.px(WIDTH + FORM_WIDTH)
        across = QBoxLayout.Direction.LeftToRight  # from the right, because the window is right to left
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if is_below else across)
        self._form.setMinimumHeight(theme.px(FORM_HEIGHT) if is_below else 0)
        self.side.fit(is_below=is_below)

    def refresh(self) -> None:
        """Read the plan again: its price, its conditions, and whether it is still open."""
        operations.start_request(self, self._plan_id, self._on_started)

    def on_changes(self, changes: Changes) -> None:
        if changes.has("plans"):
            self.refresh()

    def on_bug(self) -> None:
        self._set_saving(False)

    # -- ordering

    def save(self) -> None:
        """Order, if the customer is known and the conditions were read out."""
        if self._is_saving or self._start is None or not self._is_open:
            return
        if not self.guard.may_try(Right.ORDER):
            self.context.notes.show_error(refusal_of(Right.ORDER))
            return
        if self._customer is None:
            code = "request_code_empty" if self.code.is_empty() else "request_no_customer"
            self.grid.show_errors((FieldError(code, "national_code"),))
            self.code.line.setFocus()
            return
        if not self.read_out.isChecked():
            self.read_out.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self._set_saving(True)
        accepted = self._doubts if self.is_right.isChecked() else frozenset()
        wish = MakeRequest(self._plan_id, self._customer, self._start.plan.fields.price, self.color.raw(), accepted)
        operations.make_request(self, wish, self.drafts.key).on_done(self._on_made).on_error(self._on_error).run()

    def _on_made(self, made: MadeRequest) -> None:
        self.drafts.stop()
        navigate = self.context.navigate
        navigate.close_page(self)
        navigate.open_paper(PaperRef(PaperKind.PRINCIPAL_SLIP, made.bill_id))
        self.context.notes.show(texts.SAVED.format(number=document_number(made.request.number)), "green")

    def _on_error(self, error: Exception) -> None:
        self._set_saving(False)
        if isinstance(error, FieldError):
            self.grid.show_errors((error,))
        elif isinstance(error, FieldErrors) and all(one.is_warning for one in error.errors):
            self._ask(error.errors)
        elif isinstance(error, Refusal):
            self.refusal.say(sentence(error))
            self.refusal.show()
            self.refresh()
        else:
            self.context.notes.show_error(error)

    def _ask(self, doubts: Sequence[FieldError]) -> None:
        """Show the doubts about the slip; the mark below them confirms these, not others."""
        self._doubts = frozenset(one.code for one in doubts)
        self.doubt.say("\n".join(map(sentence, doubts)))
        self.is_right.setChecked(False)
        self.doubt.show()
        self.is_right.show()
        self.is_right.setFocus(Qt.FocusReason.TabFocusReason)

    def _set_saving(self, is_saving: bool) -> None:
        self._is_saving = is_saving
        self.order.setEnabled(self._is_open and not is_saving)
        self.order.setText(texts.ORDERING if is_saving else texts.ORDER)

    # -- the customer

    def _on_edited(self, name: str) -> None:
        self.drafts.note_edit()
        if name == "national_code":
            self._look_up()

    def _look_up(self) -> None:
        """Find the customer as soon as the code can be one."""
        code = self.code.raw()
        self._customer = None
        self.found.setText("")
        if len(code) in CODE_LENGTHS:
            operations.find_customer(self, code, lambda found: self._on_found(code, found))

    def _on_found(self, code: str, found: tuple[CustomerId, str] | None) -> None:
        if code != self.code.raw():
            return
        self._customer = None if found is None else found[0]
        self.found.setText(texts.NO_CUSTOMER if found is None else texts.CUSTOMER.format(name=found[1]))

    # -- showing

    def _on_started(self, start: RequestStart) -> None:
        before, self._start = self._start, start
        self._plan_id, fields = start.plan.id, start.plan.fields
        if before is None or before.plan.fields != fields or before.today != start.today:
            self.set_title(texts.TITLE.format(name=fields.name))
            self.side.show_plan(fields, start.today)
        if before is not None and not is_same_version(before.plan.fields, fields):
            self._say_changed(fields)
        was_open = self._is_open
        self._is_open = state_of(fields, start.now, start.plan.ordered) is PlanState.OPEN
        if not self._is_open:
            self.refusal.say(texts.CLOSED.format(validity=words.validity_words(start.plan, start.now)))
            self.refusal.show()
        elif not was_open:
            self.refusal.hide()
        self.awaited.setVisible(start.is_awaited)
        self._set_saving(self._is_saving)

    def _say_changed(self, fields: PlanFields) -> None:
        """Ask anew: what the customer agreed to is no longer what would be ordered."""
        self.read_out.setChecked(False)
        self._doubts = frozenset()
        for part in (self.doubt, self.is_right):
            part.hide()
        self.is_right.setChecked(False)
        price = words.price_words(fields)
        said = texts.CHANGED.format(name=fields.name, version=persian_digits(str(fields.version)), price=price)
        self.change.say(said, strong=price)
        self.change.show()

    def _raws(self) -> dict[str, str]:
        return {} if self.code.is_empty() and self.color.is_empty() else self.grid.kept_raws()

    def _resume(self, draft: Draft) -> None:
        self.grid.fill({name: str(text) for name, text in draft.body.items()})
        self.drafts.take_up(draft)
        self._look_up()
        self.begin()

    def _cancel(self) -> None:
        self.context.navigate.close_page(self)

    # -- building

    def _lay_out(self) -> None:
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(2, 2, 2, 2)
        inner.setSpacing(12)
        self.awaited.say(texts.AWAITED)
        for banner in (self.refusal, self.change, self.awaited):
            banner.hide()
        self.read_out.toggled.connect(lambda is_read: self.change.setVisible(self.change.isVisible() and not is_read))
        above = (self.guard.note_of(Right.ORDER), self.refusal, self.change, self.awaited)
        for part in (*above, self.grid, self.found, self.read_out, self.doubt, self.is_right):
            inner.addWidget(part)
        for hidden in (self.doubt, self.is_right):
            hidden.hide()
        inner.addStretch(1)
        self.order = KeyCapButton(texts.ORDER, icon_name="receipt-text", key="Enter", rank="primary")
        self.order.clicked.connect(self.save)
        cancel = KeyCapButton(texts.CANCEL)
        cancel.clicked.connect(self._cancel)
        buttons = FlowLayout()
        buttons.addWidget(self.order)
        buttons.addWidget(cancel)
        card = Card()
        column = card.column(margin=20, gap=14)
        column.addWidget(self.draft_banner)
        column.addWidget(make_label(texts.HEADING, "title"))
        self._form = make_scrolled(sheet)
        column.addWidget(self._form, 1)
        column.addLayout(buttons)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(14)
        self._sides.addWidget(card, 1)
        self._sides.addWidget(self.side)
        theme.changed.connect(self.fit)
