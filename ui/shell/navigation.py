"""Open pages in tabs; a page's module is loaded when it is first needed."""

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from dealer_app.domain.customers import CustomerFields
from dealer_app.domain.ids import AttachmentId, CallBackId, CustomerId, OrderId, PlanId
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PaperRef
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.waiting import Ticket
from ui.page_kit.context import Context
from ui.page_kit.page import Page
from ui.shell.window import Window
from ui.texts import visits as visit_words

if TYPE_CHECKING:
    from dealer_app.domain.attachments import AttachmentPlace


class Navigation:
    """Implements ``Navigator`` of ``ui.page_kit.context`` with one tab per subject."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.context: Context

    def open_customer(self, customer_id: CustomerId, order_id: OrderId | None = None) -> None:
        """Open a customer's file, at ``order_id`` if given."""
        from ui.pages.customer_file.page import CustomerFilePage

        page = self._open(("customer", customer_id), lambda: CustomerFilePage(self.context, customer_id, order_id))
        if order_id is not None and isinstance(page, CustomerFilePage):
            page.show_order(order_id)

    def open_registration(self, fields: CustomerFields | None = None, customer_id: CustomerId | None = None) -> None:
        """Open an empty or prefilled registration, or a customer's correction; each new walk-in gets its own tab."""
        from ui.pages.registration.page import RegistrationPage

        key = ("correction", customer_id) if customer_id else ("registration", uuid4())
        self._open(key, lambda: RegistrationPage(self.context, fields, customer_id))

    def open_paper(self, ref: PaperRef, *, prints: bool = False) -> None:
        """Open the preview of a paper; ``prints`` sends it to its printer as soon as it is shown."""
        from ui.pages.papers.page import PaperPage

        page = self._open(("paper", ref), lambda: PaperPage(self.context, ref))
        if prints and isinstance(page, PaperPage):
            page.print_when_shown()

    def open_payment(self, order_id: OrderId, account: Account = Account.PRINCIPAL) -> None:
        """Open the page that records a payment."""
        from ui.pages.payments.page import PaymentPage

        self._open(("payment", order_id, account), lambda: PaymentPage(self.context, order_id, account))

    def open_attachments(
        self,
        place: "AttachmentPlace",
        *,
        files: Sequence[Path] = (),
        pastes: bool = False,
        chosen: AttachmentId | None = None,
    ) -> None:
        """Open the attachments of a file; add ``files`` or the clipboard (``pastes``), or choose one that is there."""
        from ui.pages.attachments.page import AttachmentsPage

        page = self._open(("attachments", place), lambda: AttachmentsPage(self.context, place))
        if not isinstance(page, AttachmentsPage):
            return
        if files:
            page.add_files(files)
        elif pastes:
            page.paste()
        elif chosen is not None:
            page.choose(chosen)

    def open_visit(
        self, customer_id: CustomerId | None = None, order_id: OrderId | None = None, ticket: Ticket | None = None
    ) -> None:
        """Open the visit of a customer, of a called ticket, or of a person without a file."""
        from ui.pages.visits.page import VisitPage

        key = ("visit", customer_id or (ticket.id if ticket is not None else None))
        page = self._open(key, lambda: VisitPage(self.context, customer_id, order_id, ticket))
        if ticket is not None and isinstance(page, VisitPage):
            page.use_ticket(ticket)

    def open_visit_of_front(self) -> None:
        """Open the visit of the person that the page in front is about, else of an unknown person (F4)."""
        self.open_visit(*self._subject())

    def call_next(self) -> None:
        """Call the next person of the waiting list; open the file, if there is one, and the visit."""
        from ui.operations import visits

        visits.call_next(self.context, self._on_called)

    def _on_called(self, ticket: Ticket) -> None:
        name = ticket.name or visit_words.UNNAMED
        if ticket.customer_id is not None:
            self.open_customer(ticket.customer_id, ticket.order_id)
        self.open_visit(ticket.customer_id, ticket.order_id, ticket)
        words = visit_words.CALLED_NOTE.format(number=persian_digits(str(ticket.turn)), name=name)
        self.context.notes.show(words, "neutral")

    def open_help(self, *, text: str = "", code: str = "") -> None:
        """Open the questions for the file in front, searched for ``text``, at the question of ``code``."""
        from dealer_app.domain.help import Visitor
        from ui.pages.help.page import HelpPage

        visitor = Visitor(*self._subject())
        page = self._open(("help", visitor), lambda: HelpPage(self.context, visitor))
        if (text or code) and isinstance(page, HelpPage):
            page.ask(text, code)

    def _subject(self) -> tuple[CustomerId | None, OrderId | None]:
        """Return the customer and the order that the page in front is about; nobody if there is none."""
        front = self._window.shell.tabs.front
        return (None, None) if front is None else front.subject()

    def open_call(self) -> None:
        """Open a new call as a tab of its own, beside every open form and call."""
        from ui.pages.calls.page import CallPage

        self._open(("call", uuid4()), lambda: CallPage(self.context))

    def open_call_backs(self, *, chosen: CallBackId | None = None) -> None:
        """Open the list of call-backs, at the row of ``chosen``."""
        from ui.pages.call_backs.page import CallBacksPage

        page = self._open("call_backs", lambda: CallBacksPage(self.context))
        if chosen is not None and isinstance(page, CallBacksPage):
            page.choose(chosen)

    def open_import(self) -> None:
        """Open the import of a dealer export."""
        from ui.pages.imports.page import ImportPage

        self._open("import", lambda: ImportPage(self.context))

    def open_plans(self) -> None:
        """Open the catalogue of sale plans."""
        from ui.pages.plans.page import PlansPage

        self._open("plans", lambda: PlansPage(self.context))

    def open_request(self, plan_id: PlanId) -> None:
        """Open the order of a car from a plan."""
        from ui.pages.requests.page import RequestPage

        self._open(("request", plan_id), lambda: RequestPage(self.context, plan_id))

    def open_registered(self) -> None:
        """Open «I have registered»: a file by national code and mobile."""
        from ui.pages.registered.page import RegisteredPage

        self._open("registered", lambda: RegisteredPage(self.context))

    def open_contact(self, customer_id: CustomerId | None = None, *, code: str = "", mobile: str = "") -> None:
        """Open the change of a mobile or a Sheba, of a file or of the one with a national code."""
        from ui.pages.contacts.page import ContactPage

        key = ("contact", customer_id or code)
        self._open(key, lambda: ContactPage(self.context, customer_id, code, mobile))

    def open_activation(self, customer_id: CustomerId) -> None:
        """Open the activation of a file's mobile."""
        from ui.pages.activation.page import ActivationPage

        self._open(("activation", customer_id), lambda: ActivationPage(self.context, customer_id))

    def open_join(self, customer_id: CustomerId) -> None:
        """Open the join of a file with another one."""
        from ui.pages.joins.page import JoinPage

        self._open(("join", customer_id), lambda: JoinPage(self.context, customer_id))

    def open_files(self) -> None:
        """Open the list of customers' files."""
        from ui.pages.files.page import FilesPage

        self._open("files", lambda: FilesPage(self.context))

    def open_deadlines(self) -> None:
        """Open the list of deadlines."""
        from ui.pages.deadlines.page import DeadlinesPage

        self._open("deadlines", lambda: DeadlinesPage(self.context))

    def search(self, text: str) -> None:
        """Move the focus to the search box and type ``text`` there."""
        self._window.shell.top_bar.search.take_letters(text)

    def open_directory(self) -> None:
        """Open the directory of dealerships."""
        from ui.pages.directory.page import DirectoryPage

        self._open("directory", lambda: DirectoryPage(self.context))

    def open_dealership(self, code: str) -> None:
        """Open the form of a dealership, or an empty one ("")."""
        from ui.pages.dealership.page import DealershipPage

        self._open(("dealership", code), lambda: DealershipPage(self.context, code))

    def open_head_office(self, *, chip: str = "") -> None:
        """Open the head office page, filtered by ``chip`` if given."""
        from ui.pages.head_office.page import HeadOfficePage

        page = self._open("head_office", lambda: HeadOfficePage(self.context))
        if chip and isinstance(page, HeadOfficePage):
            page.filters.choose(chip)

    def open_settings(self, *, section: str = "") -> None:
        """Open the settings, at ``section`` if given."""
        from ui.pages.settings.page import SettingsPage

        page = self._open("settings", lambda: SettingsPage(self.context))
        if section and isinstance(page, SettingsPage):
            page.show_section(section)

    def close_current(self) -> None:
        """Close the page in front; its draft is kept."""
        self._window.shell.tabs.close_front()

    def close_page(self, page: QWidget) -> None:
        """Close ``page`` after its own answer, in front or not; its draft is kept."""
        self._window.shell.tabs.close_page(page)

    def _open(self, key: Hashable, make: Callable[[], Page]) -> Page:
        return self._window.open_page(key, make)
