"""Change the mobile or the Sheba of a file: the new number, the paper that proves it, who saw that paper."""

from PySide6.QtCore import Qt

from dealer_app.domain.customers import CustomerDetails
from dealer_app.domain.drafts import Draft
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.files.contacts import ChangeContact, ContactField
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.rights import Right, refusal_of
from ui.drafts.banner import DraftBanner
from ui.drafts.keeper import DraftKeeper
from ui.forms.choice_field import CheckField, ChoiceField
from ui.forms.code_field import CodeField, mobile_field
from ui.forms.enter_chain import EnterChain
from ui.forms.field_grid import FieldGrid
from ui.forms.sheba_field import ShebaField
from ui.forms.text_field import TextField
from ui.operations.customer import contacts as operations
from ui.operations.customer.contacts import ContactStart
from ui.page_kit.context import Context
from ui.page_kit.form_page import FormPage
from ui.page_kit.guard import Guard
from ui.texts.customer import contacts as texts
from ui.widgets.words.labels import make_label

_ALWAYS = ("field", "paper", "paper_number", "seen_by")
_SHOWN = {ContactField.MOBILE: ("mobile",), ContactField.SHEBA: ("sheba", "is_own")}


class ContactPage(FormPage):
    """The change for the file ``customer_id``, or for the one with the national code ``code``."""

    needed_right = Right.CHANGE_CONTACT
    rail_key = "files"

    def __init__(
        self, context: Context, customer_id: CustomerId | None = None, code: str = "", mobile: str = ""
    ) -> None:
        super().__init__(context)
        self._customer_id = customer_id
        self._papers: ContactStart | None = None
        self._is_saving = False
        self.whose = make_label("", "strong", wraps=True)
        self.sample = make_label("", "small", wraps=True)
        self.grid = self._fields()
        self.chain = EnterChain(self, self.grid.fields(), self.change, self._cancel)
        self.drafts = DraftKeeper(self, operations.CONTACT_DRAFT, self._raws, key=str(customer_id or "registered"))
        self.draft_banner = DraftBanner(self)
        self.draft_banner.taken.connect(self._resume)
        self.draft_banner.dropped.connect(lambda _draft: self.drafts.drop())
        parts = (self.whose, self.grid, self.sample)
        self.guard = Guard(self)
        above = (self.guard.note_of(Right.CHANGE_CONTACT), self.draft_banner)
        self.lay_out(above, texts.CHANGE, texts.CHANGE_HINT, parts, texts.SAVE)
        self.guard.watch(Right.CHANGE_CONTACT, self.save)
        self.save.clicked.connect(self.change)
        self.cancel.clicked.connect(self._cancel)
        self.grid.edited.connect(self._on_edited)
        self.set_title(texts.CHANGE)
        actor = context.on_duty.actor
        seen_by = actor.name if actor is not None else ""
        self.grid.fill({"national_code": code, "mobile": mobile, "seen_by": seen_by})
        self._show_kind()
        operations.start_contact(self, customer_id, self._on_started)
        self.drafts.find(lambda draft: self.draft_banner.offer(draft, texts.DRAFT))

    # -- calls of the shell

    def is_dirty(self) -> bool:
        return self.drafts.is_dirty

    def keep_draft(self) -> None:
        self.drafts.save_now()

    def begin(self) -> None:
        first = next((field for field in self.grid.shown() if not field.raw()), self.grid.field("field"))
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def on_bug(self) -> None:
        self._set_saving(False)

    # -- the change

    def change(self) -> None:
        """Save the new number with its proof."""
        if self._is_saving:
            return
        if not self.guard.may_try(Right.CHANGE_CONTACT):
            self.context.notes.show_error(refusal_of(Right.CHANGE_CONTACT))
            return
        self._set_saving(True)
        operation = operations.change_contact(self, self._customer_id, self._command(), self.drafts.key)
        operation.on_done(self._on_changed).on_error(self._on_error).run()

    def _command(self) -> ChangeContact:
        raws, kind = self.grid.raws(), self._kind()
        return ChangeContact(
            national_code=raws["national_code"],
            field=kind,
            value=raws[kind.value],
            paper=raws["paper"],
            paper_number=raws["paper_number"],
            seen_by=raws["seen_by"],
            is_own=bool(raws["is_own"]),
            accepted_warnings=self.grid.confirmed(),
        )

    def _on_changed(self, customer: CustomerDetails) -> None:
        self.drafts.stop()
        self.context.navigate.close_page(self)
        self.context.navigate.open_customer(customer.id)
        self.context.notes.show(texts.SAVED.format(name=customer.name), "green")

    def _on_error(self, error: Exception) -> None:
        self._set_saving(False)
        if isinstance(error, FieldErrors | FieldError):
            errors = error.errors if isinstance(error, FieldErrors) else (error,)
            placed = [one.at(self._kind().value) if one.field == "value" else one for one in errors]
            self.grid.show_errors(placed)
            self.chain.focus_first_wrong([one.field for one in placed])
        else:
            self.context.notes.show_error(error)

    def _set_saving(self, is_saving: bool) -> None:
        self._is_saving = is_saving
        self.save.setEnabled(not is_saving)
        self.save.setText(texts.SAVING if is_saving else texts.SAVE)

    # -- showing

    def _on_started(self, start: ContactStart) -> None:
        self._papers = start
        self.whose.setText(texts.OF_FILE.format(name=start.name) if start.name else "")
        self.whose.setVisible(bool(start.name))
        self._show_kind()

    def _kind(self) -> ContactField:
        return ContactField(self.grid.field("field").raw() or ContactField.MOBILE)

    def _show_kind(self) -> None:
        """Show the fields of the chosen number and the papers that may prove it."""
        kind = self._kind()
        code = () if self._customer_id is not None else ("national_code",)
        self.grid.show_only((*code, *_ALWAYS, *_SHOWN[kind]))
        papers = self._papers.papers[kind] if self._papers is not None else ()
        choice = self.grid.field("paper")
        assert isinstance(choice, ChoiceField)
        choice.set_choices((("", texts.NOT_CHOSEN), *((paper.code, paper.name) for paper in papers)))
        self.sample.setText(texts.SAMPLE if any(paper.is_sample for paper in papers) else "")

    def _on_edited(self, name: str) -> None:
        if name == "field":
            self._show_kind()
        self.drafts.note_edit()

    def _raws(self) -> dict[str, str]:
        return self.grid.kept_raws()

    def _resume(self, draft: Draft) -> None:
        raws = {name: str(text) for name, text in draft.body.items()}
        self.grid.fill({"field": raws.get("field", "")})
        self._show_kind()
        self.grid.fill(raws)
        self.drafts.take_up(draft)
        self.begin()

    def _cancel(self) -> None:
        self.context.navigate.close_page(self)

    def _fields(self) -> FieldGrid:
        grid = FieldGrid(2)
        grid.add(
            CodeField("national_code", texts.CODE, lambda text: text),
            ChoiceField("field", texts.FIELD, texts.FIELDS),
            mobile_field("mobile", texts.NEW_MOBILE),
            ShebaField("sheba", texts.NEW_SHEBA),
            (CheckField("is_own", texts.IS_OWN), 2),
            ChoiceField("paper", texts.PAPER, (("", texts.NOT_CHOSEN),)),
            TextField("paper_number", texts.PAPER_NUMBER),
            TextField("seen_by", texts.SEEN_BY),
        )
        return grid
