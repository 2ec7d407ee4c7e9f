"""Translate the words of the oracle and of head office: bodies, and the facts of rows that must agree."""

import json
from dataclasses import dataclass, field
from typing import Any

from uuid_utils.compat import uuid7

from dealer_app.domain.customers import CustomerFields
from dealer_app.protocol import wire
from dealer_app.services.freezing import freeze
from tests.hub.bodies import a_code, whole
from tests.hub.head_office import Counter
from tests.sync.model.values import Batch, Command, Doc

CODES = {"order_not_here": "order_unknown", "code_bad": "malformed_body", "kind_unknown": "unknown_kind"}
"""Codes that have another name in the oracle."""
_PEOPLE = {str(at): code for at, code in enumerate((a_code() for _ in range(9)), start=1)}
_RECEIPT = {name: value for name, value in whole("payment.record").items() if name not in {"id", "number"}}
REFUSED = {"rejected", "quarantined"}
NUMBERED = ("registration", "receipt")


class Differ(AssertionError):
    """The oracle and head office do not agree."""


def same(what: str, model: object, hub: object) -> None:
    """Raise Differ if the two are not equal."""
    if model != hub:
        raise Differ(f"{what}: the oracle says {model}, head office {hub}")


@dataclass
class Pen:
    """One counter's outbox in both languages; ``seen`` is the version of each file that it read last."""

    device: str
    counter: Counter
    town: str
    lines: list[Command] = field(default_factory=list)
    first_number: dict[str, tuple[int, int]] = field(default_factory=dict)
    seen: dict[str, tuple[int, int]] = field(default_factory=dict)
    epoch: int = 1


@dataclass(frozen=True)
class Sent:
    """A batch as it was on the wire, so that it can be sent again."""

    pen: Pen
    batch: Batch
    push: wire.Push


def _texts(fields: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in fields.items()}


def is_refused(doc: Doc | None) -> bool:
    """Return whether the oracle keeps a refused command as a row; head office keeps it in the ledger alone."""
    return doc is not None and doc.fields.get("state") in REFUSED


def real_facts(kind: str, text: str) -> object:
    """Return the facts of a row that must agree, as head office stores them."""
    doc = json.loads(text)
    if kind == "customer":
        named = [(one["field"], one["device"], one["value"]) for one in doc["conflicts"]]
        return doc["fields"]["city"], doc["fields"]["job"], sorted(named)
    if kind == "payment":
        return doc["body"]["order_id"], doc["body"]["amount"], doc["state"] == "deferred"
    return doc["target"] if kind == "alias" else doc["fields"]["status"]


def model_facts(ids: dict[str, str], kind: str, doc: Doc) -> object:
    """Return the facts of a row that must agree, as the oracle stores them."""
    if kind == "customer":
        named = [(name, ids[device], str(value)) for name, device, value in doc.conflicts]
        return str(doc.fields["city"]), str(doc.fields["job"]), sorted(named)
    if kind == "payment":
        return id_of(ids, doc.fields["order"]), doc.fields["amount"], doc.fields["state"] == "deferred"
    if kind == "alias":
        return id_of(ids, str(doc.fields["target"]))
    return f"s{doc.fields['status']}"


def real_body(ids: dict[str, str], kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return the body of a command as a counter sends it."""
    if kind == "customer.register":
        if not body["code"]:
            return {"fields": None}  # no head office can read it
        given = body["fields"]
        fields = freeze(
            CustomerFields(national_code=_PEOPLE[body["code"]], city=str(given["city"]), job=str(given["job"]))
        )
        return {"fields": fields, "registration_id": "", "registration": None}
    if kind == "customer.correct":
        return {"id": id_of(ids, body["customer"]), "fields": _texts(body["fields"])}
    if kind == "payment.record":
        facts = {"order_id": id_of(ids, body["order"]), "bank_reference": body["reference"], "amount": body["amount"]}
        return {**_RECEIPT, **facts, "settled_bills": [], "request_number": "", "contract_number": ""}
    return dict(body)


def id_of(ids: dict[str, str], label: str) -> str:
    """Return the UUID for an oracle's name, the same each time."""
    return ids.setdefault(label, str(uuid7()))
