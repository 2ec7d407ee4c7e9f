"""Reads how far the activation of a mobile is, asks for a code, checks a typed one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dealer_app.domain.customers import CustomerDetails
from dealer_app.domain.files.activation import CodeAnswer, CodeView
from dealer_app.domain.ids import CustomerId
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit


@dataclass(frozen=True, slots=True)
class ActivationStart:
    """Whose mobile it is, and how far its activation is."""

    customer: CustomerDetails
    code: CodeView


def open_activation(page: Page, customer_id: CustomerId, on_done: Callable[[ActivationStart], None]) -> None:
    """Read the activation of a file's mobile."""
    read(page, on_done, _open, customer_id)


def ask_code(page: Page, customer_id: CustomerId) -> Operation[CodeView]:
    """Ask head office to send a code; a locked activation asks a colleague's PIN."""
    return write(page, _ask_code, customer_id)


def check_code(page: Page, customer_id: CustomerId, typed: str) -> Operation[CodeAnswer]:
    """Check a typed code; a wrong one is an answer, too."""
    return write(page, _check_code, customer_id, typed)


def _open(unit: Unit, customer_id: CustomerId) -> ActivationStart:
    from dealer_app.services.customers import customers
    from dealer_app.services.files import activation

    return ActivationStart(customers.get_customer(unit, customer_id), activation.get_code(unit, customer_id))


def _ask_code(unit: Unit, customer_id: CustomerId) -> CodeView:
    from dealer_app.services.files import activation

    return activation.ask_code(unit, customer_id)


def _check_code(unit: Unit, customer_id: CustomerId, typed: str) -> CodeAnswer:
    from dealer_app.services.files import activation

    return activation.check_code(unit, customer_id, typed)
