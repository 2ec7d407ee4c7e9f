"""The table of kinds: what each command does at head office; a new kind is one handler and one line here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dealer_app.hub.commands import customers, money, papers
from dealer_app.hub.commands.rulings import Ruling
from dealer_app.hub.commands.working_set import Wanted, WorkingSet
from dealer_app.protocol.wire import OutboxCommand

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A handler, the versions it reads, and which fields of a body name rows, codes, numbers and references."""

    handler: Callable[[WorkingSet, OutboxCommand, Body], Ruling]
    versions: frozenset[int] = frozenset({1})
    ids: tuple[str, ...] = ("id",)
    lists: tuple[str, ...] = ()
    numbers: tuple[str, ...] = field(default=("number",))


_ORDER = ("id", "order_id")
_OF_FILE = ("number", "id")  # an id may be that of a registration that was refused
_PAID = {"ids": (*_ORDER, "reversal_of"), "lists": ("settled_bills",)}
KINDS: dict[str, Kind] = {
    "customer.register": Kind(customers.register, frozenset({1, 2}), ("id", "registration_id")),
    "customer.correct": Kind(customers.correct, numbers=_OF_FILE),
    "customer.number": Kind(customers.give_number, numbers=_OF_FILE),
    "customer.resolve": Kind(customers.resolve, numbers=_OF_FILE),
    "customer.match": Kind(customers.match, ids=("id", "target")),
    "registration.issue": Kind(papers.issue_registration, ids=("id", "customer_id")),
    "invitation.issue": Kind(papers.issue_invitation, ids=_ORDER),
    "bill.issue": Kind(papers.issue_bill, frozenset({1, 2}), _ORDER),
    "bill.void": Kind(papers.void_bill),
    "payment.record": Kind(money.record, **_PAID),  # type: ignore[arg-type]
    "payment.reverse": Kind(money.reverse, **_PAID),  # type: ignore[arg-type]
    "receipt.issue": Kind(money.issue_receipt, ids=_ORDER),
    "print.record": Kind(papers.record_print, frozenset({1, 2})),
}


def collect(wanted: Wanted, kind: Kind, body: Body) -> None:
    """Add what a command may touch to ``wanted``; a body that is not as expected names nothing."""
    wanted.ids |= {value for name in kind.ids if isinstance(value := body.get(name), str) and value}
    for name in kind.lists:
        values = body.get(name)
        wanted.ids |= {value for value in values if isinstance(value, str)} if isinstance(values, list) else set()
    fields = body.get("fields")
    codes = [fields.get("national_code") if isinstance(fields, dict) else None]
    codes += [body.get("value")] if body.get("field") == "national_code" else []
    wanted.codes |= {str(code) for code in codes if code}
    for name in ("request_number", "contract_number", *kind.numbers):
        value = body.get(name)
        wanted.numbers |= papers.number_forms(str(value)) if value else set()  # as the handlers read it, text or not
    wanted.numbers |= {papers.bill_pair(body)} - {""}
    reference = body.get("bank_reference")
    wanted.references |= {reference} if isinstance(reference, str) and reference else set()
