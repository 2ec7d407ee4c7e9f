"""Connect the search box, the database lane and the results; only the answer to the last query is shown."""

from PySide6.QtCore import QObject

from dealer_app.domain.changes import Changes
from dealer_app.domain.customers import CustomerFields
from dealer_app.domain.papers.authenticity import SealAnswer
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.persian import ascii_digits
from dealer_app.domain.search.search import Hit, QuestionHit, SlipHit
from ui.commands.scans import is_seal, read_scan
from ui.operations import search as operations
from ui.operations.search import LIMIT
from ui.page_kit.context import Context
from ui.widgets.search.search_box import SearchBox
from ui.widgets.search.search_popup import SearchPopup

CODE_LENGTH = 10
Hits = tuple[Hit, ...]


def tracking_pair(text: str) -> tuple[str, str] | None:
    """Return (number, national code) if ``text`` contains both, in either order; else None.

    A national code alone, a name with a code or several words are ordinary searches.
    """
    tokens = ascii_digits(text).split()
    for code, rest in ((tokens[-1:], tokens[:-1]), (tokens[:1], tokens[1:])):
        is_code = bool(code) and code[0].isdecimal() and len(code[0]) == CODE_LENGTH
        number = "".join(rest)
        if is_code and any(letter.isdigit() for letter in number) and number.isascii():
            return number, code[0]
    return None


def fields_from(text: str) -> CustomerFields:
    """Return the fields that a new registration takes from a search text: a code, a mobile or a name."""
    digits = "".join(ascii_digits(text).split())
    if digits.isdecimal() and len(digits) == CODE_LENGTH and not digits.startswith("09"):
        return CustomerFields(national_code=digits)
    if digits.isdecimal():
        return CustomerFields(mobile=digits) if digits.startswith(("09", "9")) else CustomerFields()
    given, _, family = text.strip().partition(" ")
    if any(letter.isdigit() for letter in text):
        return CustomerFields()
    return CustomerFields(given_name=given, family_name=family.strip())


class SearchControl(QObject):
    """Searches while the user types, drops outdated answers and opens the chosen hit."""

    def __init__(self, context: Context, box: SearchBox, popup: SearchPopup) -> None:
        super().__init__(box)
        self._context, self._box, self._popup = context, box, popup
        self._asked = 0
        self._shown_text = ""
        self._opens_first = False
        self._total: int | None = None
        self._sealed: SealAnswer | None = None
        box.search_requested.connect(self._ask)
        box.step_requested.connect(popup.step)
        box.open_requested.connect(self._open_chosen)
        box.scanned.connect(self._on_scanned)
        box.close_requested.connect(self.dismiss)
        box.left.connect(self.hide)
        popup.hit_chosen.connect(self._open)
        popup.new_requested.connect(self.register_typed)
        self._searcher = context.on_duty.actor
        context.change_bus.changed.connect(self._on_changes)
        context.on_duty.changed.connect(self._on_duty)

    def register_typed(self) -> None:
        """Open a registration prefilled with the text of the box (F2)."""
        fields = fields_from(self._box.text())
        self._leave()
        self._context.navigate.open_registration(fields)

    def hide(self) -> None:
        """Hide the results and drop pending answers."""
        self._asked += 1
        self._opens_first = False
        self._popup.hide()

    def dismiss(self) -> None:
        """Handle Esc: hide the results, else clear the text, else leave the box."""
        if self._popup.isVisible():
            self.hide()
        elif self._box.text():
            self._box.clear()
            self._shown_text = ""
        else:
            self._box.clearFocus()

    def _ask(self, text: str) -> None:
        self._asked += 1
        asked = self._asked
        self._sealed = None
        if not text or is_seal(text):  # a seal is checked on Enter only, when it is complete
            self._popup.hide()
            return
        tasks, pair = self._context.tasks, tracking_pair(text)
        if pair:
            operations.track(self, tasks, pair, lambda hits: self._show(asked, text, hits))
        else:
            operations.find(self, tasks, text, lambda hits: self._show(asked, text, hits))
        if self._total is None:
            operations.count_files(self, tasks, self._show_total)

    def _show(self, asked: int, text: str, hits: Hits) -> None:
        if asked != self._asked:
            return
        self._shown_text = text
        if hits and self._opens_first:
            self._open(hits[0])
            return
        self._opens_first = False
        if hits:
            self._popup.show_hits(hits, self._total, LIMIT)
        else:
            self._popup.show_nothing(text, is_tracking=tracking_pair(text) is not None)
        self._popup.place_under(self._box)

    def _show_total(self, total: int) -> None:
        self._total = total
        self._popup.show_total(total)

    def _on_scanned(self, burst: str) -> None:
        """Handle a scan: check a seal; search for anything else and open the first hit."""
        scan = read_scan(burst)
        self._box.show_scan(scan)
        if is_seal(scan):
            self._check(scan)
        else:
            self._opens_first = True
            self._ask(scan)

    def _check(self, scan: str) -> None:
        self._asked += 1
        asked = self._asked
        operations.check_scan(self, self._context.tasks, scan, lambda answer: self._show_seal(asked, scan, answer))

    def _show_seal(self, asked: int, scan: str, answer: SealAnswer) -> None:
        if asked != self._asked:
            return
        self._box.show_scan(scan)
        self._shown_text, self._sealed = scan, answer
        self._popup.show_seal(answer)
        self._popup.place_under(self._box)

    def _open_chosen(self) -> None:
        text = self._box.text().strip()
        is_current = self._popup.isVisible() and not self._box.is_waiting and text == self._shown_text
        if is_current:
            self._open_shown()
        elif is_seal(text):
            self._check(read_scan(text))
        else:
            self._opens_first = bool(text)
            self._box.ask_now()

    def _open_shown(self) -> None:
        chosen = self._popup.chosen()
        if chosen is not None:
            self._open(chosen)
        elif self._sealed is not None and self._sealed.file is not None:
            file = self._sealed.file
            self._leave()
            self._context.navigate.open_customer(*file)
        elif self._sealed is not None and self._sealed.paper is not None:
            paper = self._sealed.paper
            self._leave()
            self._context.navigate.open_paper(paper)

    def _open(self, hit: Hit) -> None:
        text = self._box.text().strip()
        self._leave()
        if isinstance(hit, QuestionHit):
            self._context.navigate.open_help(text=text, code=hit.code)
            return
        if isinstance(hit, SlipHit):
            self._context.navigate.open_paper(PaperRef(PaperKind.VISIT, hit.visit_id))
            return
        self._context.navigate.open_customer(hit.customer_id, hit.order_id)

    def _leave(self) -> None:
        self.hide()
        self._sealed = None
        self._box.clear()
        self._shown_text = ""

    def _on_duty(self) -> None:
        """Forget what another person searched for."""
        before, self._searcher = self._searcher, self._context.on_duty.actor
        if before is not None and before != self._searcher:
            self._leave()
            self._box.setText("")  # unlike ``clear`` it leaves nothing to undo

    def _on_changes(self, changes: Changes) -> None:
        if changes.has("customers"):
            self._total = None
