"""Activate the mobile of a file: how far it is, the code that the customer reads out, a new code."""

from PySide6.QtCore import Qt

from dealer_app.domain.changes import Changes
from dealer_app.domain.codes.masking import mask_mobile
from dealer_app.domain.errors import FieldError
from dealer_app.domain.files.activation import CODE_DIGITS, CodeAnswer, CodeState, CodeView, parse_code
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.persian import isolate, persian_digits
from dealer_app.domain.rights import Right, refusal_of
from ui.commands.command import Command
from ui.forms.code_field import CodeField
from ui.forms.enter_chain import EnterChain
from ui.forms.field_grid import FieldGrid
from ui.operations.customer import activation as operations
from ui.operations.customer.activation import ActivationStart
from ui.page_kit.activation import TONES, sentence_of, stage_of
from ui.page_kit.context import Context
from ui.page_kit.form_page import FormPage
from ui.page_kit.guard import Guard
from ui.texts.customer import activation as texts
from ui.widgets.notes.banner import Banner
from ui.widgets.words.labels import make_label

SEND_KEY = "Alt+1"


class ActivationPage(FormPage):
    """The activation of the mobile of ``customer_id``."""

    needed_right = Right.ACTIVATE
    rail_key = "files"

    def __init__(self, context: Context, customer_id: CustomerId) -> None:
        super().__init__(context)
        self._customer_id = customer_id
        self._start: ActivationStart | None = None
        self._is_busy = False
        self.whose = make_label("", "strong", wraps=True)
        self.state = Banner("amber", "clock", self)
        self.send = self.state.add_action(texts.SEND, icon_name="mail-open", key=SEND_KEY)
        self.code = CodeField("code", texts.CODE, parse_code, groups=(CODE_DIGITS // 2, CODE_DIGITS // 2))
        self.code.is_kept = False  # a secret for two days
        self.grid = FieldGrid(2)
        self.grid.add(self.code)
        self.chain = EnterChain(self, self.grid.fields(), self.check, self._cancel)
        self.guard = Guard(self)
        above = (self.guard.note_of(Right.ACTIVATE),)
        self.lay_out(above, texts.TITLE, texts.HINT, (self.whose, self.state, self.grid), texts.CHECK)
        self.guard.watch(Right.ACTIVATE, self.save, self.send)
        self.save.clicked.connect(self.check)
        self.send.clicked.connect(self.ask)
        self.cancel.clicked.connect(self._cancel)
        self.set_title(texts.TITLE)
        self.state.hide()
        self.refresh()

    # -- calls of the shell

    def refresh(self) -> None:
        operations.open_activation(self, self._customer_id, self._show)

    def on_changes(self, changes: Changes) -> None:
        if any(touched_id == self._customer_id for _, touched_id in changes.touched):
            self.refresh()

    def begin(self) -> None:
        widget = self.code.line if self._takes_code() or self.send.isHidden() else self.send
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    def subject(self) -> tuple[CustomerId | None, None]:
        return self._customer_id, None

    def on_bug(self) -> None:
        self._set_busy(False)

    def commands(self) -> tuple[Command, ...]:
        if self.send.isHidden():
            return ()
        return (Command(self.send.accessibleName(), self.ask, SEND_KEY, "mail-open"),)

    # -- the code

    def ask(self) -> None:
        """Ask for a new code; a locked activation asks a colleague's PIN."""
        if not self._is_free():
            return
        self._set_busy(True)
        operations.ask_code(self, self._customer_id).on_done(self._on_asked).on_error(self._on_error).run()

    def check(self) -> None:
        """Check the typed code."""
        if not self._is_free():
            return
        self._set_busy(True)
        operation = operations.check_code(self, self._customer_id, self.code.raw())
        operation.on_done(self._on_checked).on_error(self._on_error).run()

    def _is_free(self) -> bool:
        """Return whether an act may begin; say who may do it if the person on duty may not."""
        if not self.guard.may_try(Right.ACTIVATE):
            self.context.notes.show_error(refusal_of(Right.ACTIVATE))
            return False
        return not self._is_busy

    def _on_asked(self, _code: CodeView) -> None:
        self._set_busy(False)
        self.code.set_raw("")
        self.context.notes.show(texts.ASKED, "amber")

    def _on_checked(self, answer: CodeAnswer) -> None:
        self._set_busy(False)
        if answer.state is CodeState.ACTIVE:
            name = self._start.customer.name if self._start is not None else ""
            self.context.navigate.close_page(self)
            self.context.navigate.open_customer(self._customer_id)
            self.context.notes.show(texts.DONE.format(name=name), "green")
            return
        self.code.set_raw("")
        if answer.state is CodeState.LOCKED:
            self.context.notes.show(texts.LOCKED, "red")
        else:
            left = persian_digits(str(answer.left))
            self.code.show_error(FieldError("activation_code_wrong", "code", left=left))
            self.code.line.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_error(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, FieldError):
            self.grid.show_errors((error,))
            self.chain.focus_first_wrong([error.field])
        else:
            self.context.notes.show_error(error)

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.save.setEnabled(not is_busy)
        self.save.setText(texts.CHECKING if is_busy else texts.CHECK)

    # -- showing

    def _show(self, start: ActivationStart) -> None:
        was, self._start = self._takes_code(), start
        mobile = isolate(mask_mobile(start.customer.fields.mobile))
        self.whose.setText(texts.OF_FILE.format(name=start.customer.name, mobile=mobile))
        stage = stage_of(start.code)
        tone, icon_name = TONES[stage]
        self.state.say(sentence_of(start.code), tone=tone, icon_name=icon_name)
        self.state.show()
        self.send.setText(texts.SEND if stage == "none" else texts.SEND_AGAIN)
        self.send.setVisible(stage not in {"asked", "active"} and start.code.again is not CodeState.ASKED)
        self.grid.setVisible(self._takes_code())
        self.save.setVisible(self._takes_code())
        self.commands_changed.emit()
        if self.isVisible() and was is not self._takes_code():
            self.begin()

    def _takes_code(self) -> bool:
        return self._start is not None and stage_of(self._start.code) == "sent"

    def _cancel(self) -> None:
        self.context.navigate.close_page(self)
