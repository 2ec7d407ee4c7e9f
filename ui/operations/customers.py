"""Starts a registration, finds similar customers, registers, corrects, reveals codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from dealer_app.domain.changes import Written
from dealer_app.domain.customers import (
    CorrectCustomer,
    CustomerDetails,
    CustomerFields,
    Difference,
    RegisterCustomer,
    Registered,
    SimilarCustomer,
)
from dealer_app.domain.drafts import Draft
from dealer_app.domain.files.likeness import differences
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.registration import check_registration
from ui.operations.base import Operation, read, write
from ui.page_kit.context import Context
from ui.page_kit.page import Page
from ui.texts import registration as texts

if TYPE_CHECKING:
    from dealer_app.desktop import Unit

REGISTRATION_DRAFT = "registration"


@dataclass(frozen=True, slots=True)
class FormStart:
    """The content of a registration when it opens: the day, unfinished drafts, the customer to correct."""

    today: date
    drafts: tuple[Draft, ...]
    customer: CustomerDetails | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Known customers like the one being typed: the file with the same code, and similar people.

    ``differences`` are those of the file with the same code.
    """

    known: CustomerDetails | None
    differences: tuple[Difference, ...]
    similar: tuple[SimilarCustomer, ...]


def start_form(page: Page, customer_id: CustomerId | None, on_done: Callable[[FormStart], None]) -> None:
    """Read the content of a registration when it opens."""
    read(page, on_done, _start_form, customer_id, offers=page.is_allowed())


def look_for_likeness(page: Page, fields: CustomerFields, on_done: Callable[[Likeness], None]) -> None:
    """Read the file with the same code and people with the same mobile or name."""
    read(page, on_done, _look_for_likeness, fields)


def register(page: Page, command: RegisterCustomer, draft_key: str) -> Operation[Registered]:
    """Register a walk-in, ask for the code of its mobile, and drop its draft, in one transaction."""
    return write(page, _register, command, draft_key)


def correct(page: Page, command: CorrectCustomer, draft_key: str = "") -> Operation[CustomerDetails]:
    """Correct a customer and drop the draft of the correction."""
    return write(page, _correct, command, draft_key)


def reveal(page: Page, customer_id: CustomerId, reason: str) -> Operation[CustomerDetails]:
    """Record the reason for showing the codes in full, and return them."""
    return write(page, _reveal, customer_id, reason)


def undo_correction(context: Context, before: CustomerDetails, after: CustomerDetails) -> None:
    """Undo a correction by another one; the page of the first is closed already."""

    def done(written: Written[CustomerDetails]) -> None:
        context.change_bus.publish(written.changes)
        context.notes.show(texts.UNDONE, "green")

    context.tasks.run_write(
        context.change_bus, partial(_undo_correction, before=before, after=after), done, context.notes.show_error
    )


def _start_form(unit: Unit, customer_id: CustomerId | None, *, offers: bool) -> FormStart:
    from dealer_app.services import drafts
    from dealer_app.services.customers import customers

    customer = customers.get_customer(unit, customer_id) if customer_id else None
    left = drafts.list_drafts(unit, REGISTRATION_DRAFT) if offers else ()
    return FormStart(unit.today, left, customer)


def _look_for_likeness(unit: Unit, fields: CustomerFields) -> Likeness:
    from dealer_app.services.customers import customers

    code = fields.national_code
    known_id = customers.find_customer_by_code(unit, code) if code else None
    known = customers.get_customer(unit, known_id) if known_id else None
    differing = differences(known.fields, fields) if known else ()
    return Likeness(known, differing, customers.list_similar_customers(unit, fields))


def _register(unit: Unit, command: RegisterCustomer, draft_key: str) -> Registered:
    from dealer_app.services import drafts
    from dealer_app.services.files import activation

    registered = activation.complete_registration(unit, command)
    drafts.drop_draft(unit, REGISTRATION_DRAFT, draft_key)
    return registered


def _correct(unit: Unit, command: CorrectCustomer, draft_key: str) -> CustomerDetails:
    from dealer_app.services import drafts
    from dealer_app.services.customers import customers

    corrected = customers.correct_customer(unit, command)
    if draft_key:
        drafts.drop_draft(unit, REGISTRATION_DRAFT, draft_key)
    return corrected


def _reveal(unit: Unit, customer_id: CustomerId, reason: str) -> CustomerDetails:
    from dealer_app.services.customers import customers

    for field in ("national_code", "mobile", "sheba"):
        customers.reveal(unit, customer_id, field, reason)
    return customers.get_customer(unit, customer_id)


def _undo_correction(unit: Unit, before: CustomerDetails, after: CustomerDetails) -> CustomerDetails:
    from dealer_app.services.customers import customers

    # What stood there before was confirmed before.
    accepted = frozenset(error.code for error in check_registration(before.fields, unit.today) if error.is_warning)
    return customers.correct_customer(unit, CorrectCustomer(before.id, after.version, before.fields, accepted))
