"""Declare the kinds of commands; a new kind is one handler and one entry here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dealer_app.domain.plans.plans import plan_id_of
from dealer_app.hub.commands import attachments, calls, customers, edits, files, money, papers, requests
from dealer_app.hub.commands.numbers import bill_pair, number_forms
from dealer_app.hub.commands.rulings import Ruling
from dealer_app.hub.commands.working_set import LONGEST_NAME, Wanted, WorkingSet
from dealer_app.protocol.schemas.bodies import BODIES
from dealer_app.protocol.schemas.edits import EDITS
from dealer_app.protocol.schemas.fields import Record
from dealer_app.protocol.schemas.plans import HIGHEST_VERSION
from dealer_app.protocol.wire import OutboxCommand

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """Describe a kind of command at head office.

    ``row`` is the kind of row that ``handler`` writes. ``bodies`` declares the fields of each version's body: the
    handler sees only bodies that were parsed by them. ``ids``, ``lists`` and ``numbers`` are the fields of a body that
    contain an id of a row, a list of such ids, and a number; ``plans`` those with a sale plan. ``asks_actor``: the
    handler reads the row of the person who made the command.
    """

    row: str
    handler: Callable[[WorkingSet, OutboxCommand, Body], Ruling]
    bodies: Mapping[int, Record]
    ids: tuple[str, ...] = ("id",)
    lists: tuple[str, ...] = ()
    numbers: tuple[str, ...] = field(default=("number",))
    plans: tuple[str, ...] = ()
    asks_actor: bool = False

    @property
    def versions(self) -> frozenset[int]:
        """Return the versions that can be read."""
        return frozenset(self.bodies)


_ORDER = ("id", "order_id")
_PAID = (*_ORDER, "reversal_of")
_BILLS = ("settled_bills",)
_OF_FILE = ("number", "id")  # an id may be that of a registration that was refused
KINDS: dict[str, Kind] = {
    "customer.register": Kind(
        "customer", customers.register, BODIES["customer.register"], ids=("id", "registration_id")
    ),
    "customer.correct": Kind("customer", customers.correct, BODIES["customer.correct"], numbers=_OF_FILE),
    "customer.number": Kind("customer", customers.give_number, BODIES["customer.number"], numbers=_OF_FILE),
    "customer.resolve": Kind("customer", customers.resolve, BODIES["customer.resolve"], numbers=_OF_FILE),
    "customer.match": Kind("customer", customers.match, BODIES["customer.match"], ids=("id", "target")),
    "registration.issue": Kind(
        "registration", papers.issue_registration, BODIES["registration.issue"], ids=("id", "customer_id")
    ),
    "invitation.issue": Kind("invitation", papers.issue_of_order, BODIES["invitation.issue"], ids=_ORDER),
    "bill.issue": Kind("bill", papers.issue_bill, BODIES["bill.issue"], ids=_ORDER),
    "bill.void": Kind("bill", papers.void_bill, BODIES["bill.void"]),
    "payment.record": Kind("payment", money.record, BODIES["payment.record"], ids=_PAID, lists=_BILLS),
    "payment.reverse": Kind("payment", money.reverse, BODIES["payment.reverse"], ids=_PAID, lists=_BILLS),
    "receipt.issue": Kind("payment", money.issue_receipt, BODIES["receipt.issue"], ids=_ORDER),
    "call.record": Kind("call", calls.record_call, BODIES["call.record"], ids=_ORDER),
    "call_back.make": Kind("call_back", calls.make_call_back, BODIES["call_back.make"], ids=_ORDER),
    "call_back.move": Kind("call_back", calls.move_call_back, BODIES["call_back.move"]),
    "call_back.close": Kind("call_back", calls.close_call_back, BODIES["call_back.close"]),
    "visit.record": Kind("visit", papers.record_visit, BODIES["visit.record"], ids=("id", "customer_id", "order_id")),
    "request.make": Kind(
        "request", requests.make, BODIES["request.make"], ids=(*_ORDER, "customer_id"), plans=("plan",)
    ),
    "help.record": Kind("help", papers.record_help, BODIES["help.record"], ids=("id", "customer_id")),
    "attachment.add": Kind("attachment", attachments.add, BODIES["attachment.add"], ids=("id", "customer_id")),
    "attachment.withdraw": Kind("attachment", attachments.withdraw, BODIES["attachment.withdraw"]),
    "activation.ask": Kind("activation", files.ask_activation, BODIES["activation.ask"], ids=("id", "customer_id")),
    "activation.confirm": Kind("activation", files.confirm_activation, BODIES["activation.confirm"]),
    "activation.lock": Kind("activation", files.lock_activation, BODIES["activation.lock"]),
    "join.make": Kind(
        "join",
        files.join_files,
        BODIES["join.make"],
        ids=("id", "customer_id", "kept_id"),
        numbers=("customer_id", "kept_id"),
    ),
    "join.part": Kind("join", files.part_files, BODIES["join.part"]),
    "contact.change": Kind("contact", files.change_contact, BODIES["contact.change"], ids=("id", "customer_id")),
    **{name: Kind("edit", edits.keep_edit, bodies, asks_actor=True) for name, bodies in EDITS.items()},
    "print.record": Kind("print", papers.record_print, BODIES["print.record"]),
}
"""Money (``protocol.money``) is entered even if its handler fails, and a person cannot refuse it."""


def _plan_id(plan: object) -> str:
    """Return the id of the version that a body orders from, "" if it names none."""
    code, version = (plan.get("code"), plan.get("version")) if isinstance(plan, dict) else (None, None)
    if isinstance(code, str) and isinstance(version, int) and 0 < version <= HIGHEST_VERSION:
        return str(plan_id_of(code, version))
    return ""


def collect(wanted: Wanted, kind: Kind, body: Body) -> None:
    """Add what a command may touch to ``wanted``; values of an unexpected type are skipped."""
    wanted.ids |= {value for name in kind.ids if isinstance(value := body.get(name), str) and value}
    for name in kind.lists:
        values = body.get(name)
        wanted.ids |= {value for value in values if isinstance(value, str)} if isinstance(values, list) else set()
    wanted.plans |= {plan_id for name in kind.plans if (plan_id := _plan_id(body.get(name)))}
    fields = body.get("fields")
    codes = [fields.get("national_code") if isinstance(fields, dict) else None]
    codes += [body.get("value")] if body.get("field") == "national_code" else []
    wanted.codes |= {str(code) for code in codes if code}
    for name in ("request_number", "contract_number", *kind.numbers):
        value = body.get(name)
        wanted.numbers |= number_forms(str(value)) if value else set()  # converted to text, as the handlers do
    pair, row_id = bill_pair(body), body.get("id")
    wanted.numbers |= {pair} - {""}
    if kind.handler is papers.issue_bill and 0 < len(pair) <= LONGEST_NAME and isinstance(row_id, str):
        wanted.bill_ids.setdefault(pair, row_id)
    reference = body.get("bank_reference")
    wanted.references |= {reference} if isinstance(reference, str) and reference else set()
