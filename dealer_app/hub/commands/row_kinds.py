"""Declare the kinds of rows and how each leaves with an order; a new kind of row is one entry here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from dealer_app.hub.commands.numbers import bill_pair, number_name, order_names

Doc = dict[str, Any]
Names = list[tuple[str, str]]
LINKS: Final = {
    "order": "{body,order_id}",
    "customer": "{body,customer_id}",
    "file": "{target}",
    "paper": "{body,paper_id}",
}
"""The link of a dependent row -> the path of the id in the row's document."""


def _no_names(doc: Doc) -> Names:  # noqa: ARG001 - most rows have no number
    return []


def _as_it_is(doc: Doc, customer_id: str) -> Doc:  # noqa: ARG001 - most rows name no customer
    return doc


@dataclass(frozen=True, slots=True)
class RowKind:
    """Describe a kind of row at head office.

    * ``belongs_to``: a key of LINKS; the row leaves a dealership together with what it belongs to.
    * ``stays``: the reason, if a row of this kind belongs to nothing that moves.
    * ``names``: returns the numbers by which the row can be found.
    * ``re_point``: returns the row with another id of its customer.
    * ``numbers``: the kinds of numbers that its papers have.
    """

    belongs_to: str = ""
    stays: str = ""
    names: Callable[[Doc], Names] = _no_names
    re_point: Callable[[Doc, str], Doc] = _as_it_is
    numbers: tuple[str, ...] = ()


def _names_of_order(doc: Doc) -> Names:
    return order_names(doc["fields"])


def _names_of_bill(doc: Doc) -> Names:
    pair = bill_pair(doc["body"])
    return [("bill_ids", pair)] if pair and doc["doc_state"] != "void" else []


def _names_of_registration(doc: Doc) -> Names:
    number = str(doc["number"] or doc["body"].get("number") or "")
    return [("registration", number_name(doc["device"], number))] if number else []


def _re_point_order(doc: Doc, customer_id: str) -> Doc:
    return {**doc, "customer_id": customer_id}


def _names_of_join(doc: Doc) -> Names:
    """Return both files of a join: each is in at most one."""
    if doc["doc_state"] != "joined":
        return []
    return [("join", str(doc["body"][name])) for name in ("customer_id", "kept_id")]


def _re_point_paper(doc: Doc, customer_id: str) -> Doc:
    return {**doc, "body": {**doc["body"], "customer_id": customer_id}}


def _re_point_alias(doc: Doc, customer_id: str) -> Doc:  # noqa: ARG001 - an alias has only its target
    return {"target": customer_id}


_OF_ALL = "It belongs to the dealership or to all dealerships, not to an order."
ROW_KINDS: Final[dict[str, RowKind]] = {
    "dealership": RowKind(stays=_OF_ALL),
    "holiday": RowKind(stays=_OF_ALL),
    "status": RowKind(stays=_OF_ALL),
    "plan": RowKind(stays=_OF_ALL),
    "rule": RowKind(stays=_OF_ALL),
    "seal_key": RowKind(stays=_OF_ALL),
    "staff": RowKind(stays=_OF_ALL),
    "customer": RowKind(stays="A file leaves only with its last order."),
    "alias": RowKind("file", re_point=_re_point_alias),
    "order": RowKind(stays="The order itself is moved.", names=_names_of_order, re_point=_re_point_order),
    "request": RowKind("order", re_point=_re_point_paper, numbers=("request",)),
    "invitation": RowKind("order", numbers=("invitation",)),
    "bill": RowKind("order", names=_names_of_bill, numbers=("bill",)),
    "payment": RowKind("order", numbers=("receipt",)),
    "registration": RowKind(
        "customer", names=_names_of_registration, re_point=_re_point_paper, numbers=("registration",)
    ),
    "call": RowKind("order"),
    "call_back": RowKind("order"),
    "visit": RowKind("customer", re_point=_re_point_paper, numbers=("visit",)),
    "help": RowKind("customer", re_point=_re_point_paper),
    "attachment": RowKind("customer", re_point=_re_point_paper),
    "activation": RowKind("customer", re_point=_re_point_paper),
    "join": RowKind("customer", names=_names_of_join, re_point=_re_point_paper),
    "contact": RowKind("customer", re_point=_re_point_paper),
    "edit": RowKind(stays=_OF_ALL),
    "print": RowKind("paper"),
    "outcome": RowKind(stays="It is the answer to a counter's command and stays with that counter."),
}
BEARERS: Final = {number: name for name, kind in ROW_KINDS.items() for number in kind.numbers}
"""Kind of a number -> the kind of row that has it."""


def kinds_belonging_to(link: str) -> list[str]:
    """Return the kinds of rows that leave with the row that ``link`` (a key of LINKS) names."""
    return [name for name, kind in ROW_KINDS.items() if kind.belongs_to == link]
