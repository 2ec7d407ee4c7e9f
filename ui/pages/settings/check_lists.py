"""Settings of the check-lists: which papers a visitor brings for each purpose; a sample until a manager confirms it."""

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.company import parse_source
from dealer_app.domain.drafts import Draft
from dealer_app.domain.edits.edits import Topic, key_of
from dealer_app.domain.rights import Right
from dealer_app.domain.settings import Settings
from dealer_app.domain.visits import CheckList, PaperRule, SaveCheckList
from resources.texts.visits import PURPOSES
from ui.forms.choice_field import ChoiceField
from ui.forms.text_field import NoteField, TextField
from ui.operations import visits as operations
from ui.operations.edits import offer_undo
from ui.page_kit.page import Page
from ui.pages.settings.section import Section
from ui.texts import visits as texts
from ui.widgets.words.labels import make_label

Typed = tuple[str, str]  # papers, one a line, and the source


class CheckListsSection(Section):
    """One purpose at a time; what is typed for another purpose stays until it is saved."""

    key = "check_lists"
    right = Right.CHECK_LISTS

    def __init__(self, page: Page) -> None:
        super().__init__(page, columns=1)
        self._lists: dict[str, CheckList] = {}
        self._typed: dict[str, Typed] = {}
        self._shown = ""
        self.purpose = ChoiceField("purpose", texts.LIST_PURPOSE, tuple(PURPOSES.items()))
        self.papers = NoteField("papers", texts.LIST_PAPERS, hint=texts.LISTS_HINT, height=200)
        self.source = TextField("source", texts.LIST_FROM, parser=parse_source)
        self.state = make_label("", "small", wraps=True)
        self.column.addWidget(self.state)
        self.add_fields(self.purpose, self.papers, self.source)
        self.purpose.chosen.connect(self._show_purpose)
        for field in (self.papers, self.source):
            field.edited.connect(self._keep)
        self.saving.setText(texts.LIST_SAVE)
        self.saving.setAccessibleName(texts.LIST_SAVE)
        self.end()

    def show_settings(self, settings: Settings) -> None:
        operations.read_check_lists(self.page, self._on_read)

    def save(self) -> None:
        """Save the purpose that is shown."""
        if not self.saving.isEnabled():
            return
        papers = tuple(_paper(line) for line in self.papers.raw().splitlines() if line.strip())
        command = SaveCheckList(self.purpose.raw(), papers, self.source.raw())
        self.send(operations.save_check_list(self.page, command), self._on_list)

    def _unsaved(self) -> dict[str, str]:
        """Return what is typed and not stored, by purpose."""
        return {
            f"{purpose}/{name}": text
            for purpose, typed in self._typed.items()
            if typed != self._stored_words(purpose)
            for name, text in zip(("papers", "source"), typed, strict=True)
        }

    def _resume(self, draft: Draft) -> None:
        raws = {name: str(text) for name, text in draft.body.items()}
        for purpose in PURPOSES:
            if f"{purpose}/papers" in raws:
                self._typed[purpose] = raws[f"{purpose}/papers"], raws.get(f"{purpose}/source", "")
                self._shown = purpose
        self.purpose.set_raw(self._shown or next(iter(PURPOSES)))
        self.drafts.take_up(draft)

    def _on_read(self, lists: tuple[CheckList, ...]) -> None:
        self._lists = {one.purpose: one for one in lists}
        self._show_purpose()

    def take_sent(self, sent: dict[str, str], answer: object) -> None:
        assert isinstance(answer, CheckList)
        self._lists[answer.purpose] = answer
        if self._typed.get(answer.purpose) == (sent["papers"], sent["source"]):
            self._typed.pop(answer.purpose)

    def _on_list(self, saved: CheckList, _is_clean: bool) -> None:
        self._show_purpose()
        words = texts.LIST_SAVED.format(purpose=PURPOSES[saved.purpose])
        key = key_of(saved.purpose, saved.effective_from)
        offer_undo(self.page.context, words, Topic.CHECK_LIST, key)

    def on_edits(self) -> None:
        operations.read_check_lists(self.page, self._on_read)

    def _keep(self) -> None:
        self._typed[self.purpose.raw()] = self.papers.raw(), self.source.raw()

    def _stored_words(self, purpose: str) -> Typed:
        known = self._lists.get(purpose)
        return ("", "") if known is None else ("\n".join(map(_words, known.papers)), known.source)

    def _show_purpose(self) -> None:
        self._shown = self.purpose.raw()
        papers, source = self._typed.get(self._shown) or self._stored_words(self._shown)
        self.papers.set_raw(papers)
        self.source.set_raw(source)
        known = self._lists.get(self._shown)
        if known is not None:
            day = format_jalali(known.effective_from) if known.effective_from else ""
            self.state.setText(texts.LIST_STATE_SAMPLE if known.is_sample else texts.LIST_STATE.format(day=day))


def _words(paper: PaperRule) -> str:
    return f"{texts.PROXY_MARK} {paper.name}" if paper.is_for_proxy else paper.name


def _paper(line: str) -> PaperRule:
    name = line.strip()
    is_for_proxy = name.startswith(texts.PROXY_MARK)
    return PaperRule(name.removeprefix(texts.PROXY_MARK).strip(), is_for_proxy)
