"""Reads a file with the one it is joined with, finds another file by its code, joins and parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dealer_app.domain.customers import CustomerDetails, Difference
from dealer_app.domain.errors import FieldError
from dealer_app.domain.files.joins import JoinFiles, JoinView, PartFiles
from dealer_app.domain.files.likeness import compare
from dealer_app.domain.ids import CustomerId
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit

JOIN_DRAFT = "join"


@dataclass(frozen=True, slots=True)
class JoinStart:
    """The file, and the join that it is in, if any."""

    customer: CustomerDetails
    join: JoinView | None


@dataclass(frozen=True, slots=True)
class OtherFile:
    """The file with the typed code, and how it differs from the one in front; None: there is no such file."""

    customer: CustomerDetails | None
    differences: tuple[Difference, ...] = ()


def start_join(page: Page, customer_id: CustomerId, on_done: Callable[[JoinStart], None]) -> None:
    """Read the content of the page when it opens, and after a change."""
    read(page, on_done, _start, customer_id)


def find_other(page: Page, customer_id: CustomerId, code: str, on_done: Callable[[OtherFile], None]) -> None:
    """Find the other file by its code."""
    read(page, on_done, _find_other, customer_id, code)


def join_files(page: Page, customer_id: CustomerId, code: str, reason: str, draft_key: str) -> Operation[JoinView]:
    """Show the file with ``code`` in the file ``customer_id`` from now on, and drop the draft."""
    return write(page, _join, customer_id, code, reason, draft_key)


def part_files(page: Page, command: PartFiles, draft_key: str) -> Operation[None]:
    """Show the two files apart again, and drop the draft."""
    return write(page, _part, command, draft_key)


def _start(unit: Unit, customer_id: CustomerId) -> JoinStart:
    from dealer_app.services.customers import customers
    from dealer_app.services.files import joins

    return JoinStart(customers.get_customer(unit, customer_id), joins.get_join(unit, customer_id))


def _find_other(unit: Unit, customer_id: CustomerId, code: str) -> OtherFile:
    from dealer_app.services.customers import customers
    from dealer_app.services.files import joins

    other = joins.find_other(unit, customer_id, code)
    if other is None:
        return OtherFile(None)
    return OtherFile(other, compare(customers.get_customer(unit, customer_id).fields, other.fields))


def _join(unit: Unit, customer_id: CustomerId, code: str, reason: str, draft_key: str) -> JoinView:
    from dealer_app.services import drafts
    from dealer_app.services.customers import customers
    from dealer_app.services.files import joins

    other = customers.find_customer_by_code(unit, code)
    if other is None:
        raise FieldError("join_unknown", "code")
    joined = joins.join_files(unit, JoinFiles(customer_id, other, reason))
    drafts.drop_draft(unit, JOIN_DRAFT, draft_key)
    return joined


def _part(unit: Unit, command: PartFiles, draft_key: str) -> None:
    from dealer_app.services import drafts
    from dealer_app.services.files import joins

    joins.part_files(unit, command)
    drafts.drop_draft(unit, JOIN_DRAFT, draft_key)
