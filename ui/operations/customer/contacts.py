"""Finds the file of a registered person, and changes a mobile or a Sheba with a paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dealer_app.domain.customers import CustomerDetails
from dealer_app.domain.files.contacts import ChangeContact, ContactField, ContactPaper
from dealer_app.domain.ids import CustomerId
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dealer_app.desktop import Unit

CONTACT_DRAFT, REGISTERED_DRAFT = "contact", "registered"


@dataclass(frozen=True, slots=True)
class ContactStart:
    """The content of the form when it opens: the papers that may prove a number, and whose file it is ("")."""

    papers: Mapping[ContactField, tuple[ContactPaper, ...]]
    name: str


def find_registered(page: Page, code: str, mobile: str) -> Operation[CustomerId | None]:
    """Find the file with this code and this mobile; the answer is None for any pair that is not one."""
    return write(page, _find_registered, code, mobile)


def start_contact(page: Page, customer_id: CustomerId | None, on_done: Callable[[ContactStart], None]) -> None:
    """Read what the form of a change shows."""
    read(page, on_done, _start_contact, customer_id)


def change_contact(
    page: Page, customer_id: CustomerId | None, command: ChangeContact, draft_key: str
) -> Operation[CustomerDetails]:
    """Change a number of a file, which is ``customer_id`` or the one with the command's code, and drop the draft."""
    return write(page, _change_contact, customer_id, command, draft_key)


def _find_registered(unit: Unit, code: str, mobile: str) -> CustomerId | None:
    from dealer_app.services.files import contacts

    return contacts.find_registered(unit, contacts.Pair(code, mobile))


def _start_contact(unit: Unit, customer_id: CustomerId | None) -> ContactStart:
    from dealer_app.domain.files.contacts import contact_papers
    from dealer_app.services.customers import customers

    name = customers.get_customer(unit, customer_id).name if customer_id is not None else ""
    return ContactStart(contact_papers(), name)


def _change_contact(
    unit: Unit, customer_id: CustomerId | None, command: ChangeContact, draft_key: str
) -> CustomerDetails:
    from dealer_app.services import drafts
    from dealer_app.services.customers import customers
    from dealer_app.services.files import contacts

    if customer_id is not None:
        command = replace(command, national_code=customers.get_customer(unit, customer_id).fields.national_code)
    changed = contacts.change_contact(unit, command)
    drafts.drop_draft(unit, CONTACT_DRAFT, draft_key)
    return changed
