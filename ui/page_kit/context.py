"""Define what every page receives: lanes, change bus, notes, navigation, person on duty and line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from dealer_app.domain.attachments import AttachmentPlace
from dealer_app.domain.customers import CustomerFields
from dealer_app.domain.ids import AttachmentId, CallBackId, CustomerId, OrderId, PlanId
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PaperRef
from dealer_app.domain.waiting import Ticket
from ui.lanes.change_bus import ChangeBus
from ui.lanes.tasks import Tasks
from ui.line.line import Line
from ui.page_kit.notes import Notes
from ui.page_kit.on_duty import OnDuty


class Navigator(Protocol):
    """Opens pages as tabs; a page that is already open for the same subject comes to the front."""

    def open_customer(self, customer_id: CustomerId, order_id: OrderId | None = None) -> None:
        """Open a customer's file, at ``order_id`` if given."""

    def open_registration(self, fields: CustomerFields | None = None, customer_id: CustomerId | None = None) -> None:
        """Open an empty or prefilled registration, or a customer's correction."""

    def open_paper(self, ref: PaperRef, *, prints: bool = False) -> None:
        """Open the preview of a paper; ``prints`` sends it to its printer as soon as it is shown."""

    def open_payment(self, order_id: OrderId, account: Account = Account.PRINCIPAL) -> None:
        """Open the page that records a payment."""

    def open_attachments(
        self,
        place: AttachmentPlace,
        *,
        files: Sequence[Path] = (),
        pastes: bool = False,
        chosen: AttachmentId | None = None,
    ) -> None:
        """Open the attachments of a file; add ``files`` or the clipboard (``pastes``), or choose one that is there."""

    def open_visit(
        self, customer_id: CustomerId | None = None, order_id: OrderId | None = None, ticket: Ticket | None = None
    ) -> None:
        """Open the visit of a customer, of a called ticket, or of a person without a file."""

    def call_next(self) -> None:
        """Call the next person of the waiting list; open the file, if there is one, and the visit."""

    def open_help(self, *, text: str = "", code: str = "") -> None:
        """Open the questions for the file in front, searched for ``text``, at the question of ``code``."""

    def open_call(self) -> None:
        """Open a new call as a tab of its own, beside every open form and call."""

    def open_call_backs(self, *, chosen: CallBackId | None = None) -> None:
        """Open the list of call-backs, at the row of ``chosen``."""

    def open_import(self) -> None:
        """Open the import of a dealer export."""

    def open_plans(self) -> None:
        """Open the catalogue of sale plans."""

    def open_request(self, plan_id: PlanId) -> None:
        """Open the order of a car from a plan."""

    def open_registered(self) -> None:
        """Open «I have registered»: a file by national code and mobile."""

    def open_contact(self, customer_id: CustomerId | None = None, *, code: str = "", mobile: str = "") -> None:
        """Open the change of a mobile or a Sheba, of a file or of the one with a national code."""

    def open_activation(self, customer_id: CustomerId) -> None:
        """Open the activation of a file's mobile."""

    def open_join(self, customer_id: CustomerId) -> None:
        """Open the join of a file with another one."""

    def open_files(self) -> None:
        """Open the list of customers' files."""

    def open_deadlines(self) -> None:
        """Open the list of deadlines."""

    def search(self, text: str) -> None:
        """Move the focus to the search box and type ``text`` there."""

    def open_directory(self) -> None:
        """Open the directory of dealerships."""

    def open_dealership(self, code: str) -> None:
        """Open the form of a dealership, or an empty one ("")."""

    def open_head_office(self, *, chip: str = "") -> None:
        """Open the head office page, filtered by ``chip`` if given."""

    def open_settings(self, *, section: str = "") -> None:
        """Open the settings, at ``section`` if given."""

    def close_current(self) -> None:
        """Close the page in front; its draft is kept."""

    def close_page(self, page: QWidget) -> None:
        """Close ``page`` after its own answer, in front or not; its draft is kept."""


@dataclass(frozen=True, slots=True)
class Context:
    """Dependencies passed to every page; pages use no other access to the program."""

    tasks: Tasks
    change_bus: ChangeBus
    notes: Notes
    navigate: Navigator
    on_duty: OnDuty
    line: Line
