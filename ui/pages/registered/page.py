"""Open a file by national code and mobile; a wrong pair says no more than that, and offers what may be done."""

from PySide6.QtCore import Qt

from dealer_app.domain.customers import CustomerFields
from dealer_app.domain.drafts import Draft
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.rights import Right
from ui.commands.command import Command
from ui.drafts.banner import DraftBanner
from ui.drafts.keeper import DraftKeeper
from ui.forms.code_field import CodeField, mobile_field
from ui.forms.enter_chain import EnterChain
from ui.forms.field_grid import FieldGrid
from ui.operations.customer import contacts as operations
from ui.page_kit.context import Context
from ui.page_kit.form_page import FormPage
from ui.page_kit.guard import Guard
from ui.texts.customer import contacts as texts
from ui.widgets.notes.banner import Banner


class RegisteredPage(FormPage):
    """«I have registered»: the pair that opens a file."""

    needed_right = Right.FIND
    rail_key = "files"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._is_asking = False
        self.code = CodeField("national_code", texts.CODE, lambda text: text)
        self.mobile = mobile_field()
        self.grid = FieldGrid(2)
        self.grid.add(self.code, self.mobile)
        self.chain = EnterChain(self, self.grid.fields(), self.ask, self._cancel)
        self.missed = Banner("amber", "circle-alert", self)
        self.missed.say(texts.MISSED)
        self.missed.hide()
        self.change = self.missed.add_action(texts.CHANGE_NUMBER, icon_name="id-card", key="Alt+1")
        self.register = self.missed.add_action(texts.NEW_REGISTRATION, icon_name="user-plus", key="Alt+2")
        self.change.clicked.connect(self._change)
        self.register.clicked.connect(self._register)
        self.drafts = DraftKeeper(self, operations.REGISTERED_DRAFT, self.grid.kept_raws, key="one")
        self.draft_banner = DraftBanner(self)
        self.draft_banner.taken.connect(self._resume)
        self.draft_banner.dropped.connect(lambda _draft: self.drafts.drop())
        self.guard = Guard(self)
        above = (self.guard.note_of(Right.FIND), self.draft_banner)
        self.lay_out(above, texts.REGISTERED, texts.REGISTERED_HINT, (self.missed, self.grid), texts.OPEN)
        self.guard.watch(Right.FIND, self.save)
        self.guard.watch(Right.CHANGE_CONTACT, self.change)
        self.guard.watch(Right.REGISTER, self.register)
        self.save.clicked.connect(self.ask)
        self.cancel.clicked.connect(self._cancel)
        self.grid.edited.connect(self._on_edited)
        self.set_title(texts.REGISTERED)
        self.drafts.find(lambda draft: self.draft_banner.offer(draft, texts.REGISTERED_DRAFT))

    def is_dirty(self) -> bool:
        return self.drafts.is_dirty

    def keep_draft(self) -> None:
        self.drafts.save_now()

    def begin(self) -> None:
        self.code.line.setFocus(Qt.FocusReason.TabFocusReason)

    def on_bug(self) -> None:
        self._set_asking(False)

    def commands(self) -> tuple[Command, ...]:
        if self.missed.isHidden():
            return ()
        return (
            Command(texts.CHANGE_NUMBER, self._change, "Alt+1", "id-card"),
            Command(texts.NEW_REGISTRATION, self._register, "Alt+2", "user-plus"),
        )

    def ask(self) -> None:
        """Look for the pair."""
        if self._is_asking:
            return
        self._set_asking(True)
        operation = operations.find_registered(self, self.code.raw(), self.mobile.raw())
        operation.on_done(self._on_answered).on_error(self._on_error).run()

    def _on_answered(self, customer_id: CustomerId | None) -> None:
        self._set_asking(False)
        if customer_id is None:
            self._show_missed(is_missed=True)
            self.change.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self._leave()
        self.context.navigate.open_customer(customer_id)

    def _on_error(self, error: Exception) -> None:
        self._set_asking(False)
        if isinstance(error, FieldErrors | FieldError):
            errors = error.errors if isinstance(error, FieldErrors) else (error,)
            self.grid.show_errors(errors)
            self.chain.focus_first_wrong([one.field for one in errors])
        else:
            self.context.notes.show_error(error)

    def _set_asking(self, is_asking: bool) -> None:
        self._is_asking = is_asking
        self.save.setEnabled(not is_asking)
        self.save.setText(texts.OPENING if is_asking else texts.OPEN)

    def _change(self) -> None:
        code, mobile = self.code.raw(), self.mobile.raw()
        self._leave()
        self.context.navigate.open_contact(code=code, mobile=mobile)

    def _register(self) -> None:
        fields = CustomerFields(national_code=self.code.raw(), mobile=self.mobile.raw())
        self._leave()
        self.context.navigate.open_registration(fields)

    def _leave(self) -> None:
        self.drafts.drop()
        self.context.navigate.close_page(self)

    def _on_edited(self, _name: str) -> None:
        self._show_missed(is_missed=False)
        self.drafts.note_edit()

    def _show_missed(self, *, is_missed: bool) -> None:
        self.missed.setVisible(is_missed)
        self.commands_changed.emit()

    def _resume(self, draft: Draft) -> None:
        self.grid.fill({name: str(text) for name, text in draft.body.items()})
        self.drafts.take_up(draft)
        self.begin()

    def _cancel(self) -> None:
        self.context.navigate.close_page(self)
