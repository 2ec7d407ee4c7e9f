"""Declare the document of every kind of row; the counter parses by them what head office sends.

The body in a paper's row is that of any version of its command, and head office may have replaced ids in it.
"""

from typing import Any

from dealer_app.domain.files.activation import CodeState
from dealer_app.domain.files.joins import JoinState
from dealer_app.domain.orders.orders import OrderFields
from dealer_app.domain.staff import FORMER_ROLES
from dealer_app.protocol.schemas import values as v
from dealer_app.protocol.schemas.bodies import BODIES
from dealer_app.protocol.schemas.edits import EDITS, PLACE, half_place, wrong_edit
from dealer_app.protocol.schemas.fields import Field, Record
from dealer_app.protocol.schemas.files import CODE_HASH
from dealer_app.protocol.schemas.people import FILE, whole
from dealer_app.protocol.schemas.plans import PLAN

STATES = ("applied", "applied_with_change", "rejected", "deferred", "quarantined")
"""States of a command and of the row that it made (docs/protocol.md, section 4)."""
_STATE = v.one_of(*STATES)
_ACCOUNT = v.one_of("principal", "penalty")


def _paper(
    doc_states: tuple[str, ...], *commands: str, also: tuple[str, ...] = (), more: dict[str, Field] | None = None
) -> Record:
    """Return the row of a counter's document: the body of one of its commands, and head office's ruling on it.

    ``also`` are commands in whose bodies such a document is contained, ``more`` fields that later commands fill.
    """
    body = _any_of([record for command in commands for record in BODIES[command].values()])
    return Record(
        {
            "body": Field(dict, of=body),
            "kind": v.one_of(*commands, *also),
            "doc_state": v.one_of(*doc_states),
            "state": _STATE,
            "code": v.WORD,
            "number": v.NUMBER,
            "device": v.LINE,
            "actor": v.LINE.optional(),
            "at": v.INSTANT,
            "void_reason": v.PROSE.optional(),
            "actor_name": v.LINE.optional(),
            "counter": v.LINE.optional(),
            **(more or {}),
        }
    )


def _lacks_roles(doc: dict[str, Any]) -> str:
    """Return the field that is missing: older head offices name one of two roles, newer ones all roles."""
    return "" if doc.get("role") or doc.get("roles") else "roles"


def _any_of(records: list[Record]) -> Record:
    """Return the record of all fields of ``records``; it needs those that each of them needs."""
    fields: dict[str, Field] = {}
    for record in records:
        fields |= record.fields
    common = {name for name in fields if all(name in one.fields and one.fields[name].is_needed for one in records)}
    rule = next((one.rule for one in records if one.rule is not None), None)
    return Record({name: one if name in common else one.optional() for name, one in fields.items()}, rule)


def _wrong_activation(doc: dict[str, Any]) -> str:
    """Return the field that is missing in a sent code: without it nothing could be proved, or for ever."""
    if doc["doc_state"] != CodeState.SENT:
        return ""
    return next((name for name in ("hash", "expires_at") if not doc.get(name)), "")


_ORDER = whole(
    OrderFields,
    {
        "request_number": v.NUMBER_GIVEN,
        "contract_number": v.NUMBER,
        "invitation_number": v.NUMBER,
        "tracking_code": v.NUMBER,
        "request_on": v.DAY_OR_NONE,
        "contract_on": v.DAY_OR_NONE,
        "dealership_code": v.LINE,
        "dealership_name": v.LINE,
        "brand": v.LINE,
        "car": v.LINE,
        "model_year": v.LINE,
        "color": v.LINE,
        "sale_permit": v.LINE,
        "sale_type": v.LINE,
        "payment_method": v.LINE,
        "price": v.AMOUNT,
        "discount": v.AMOUNT,
        "prepayment": v.AMOUNT,
        "received": v.AMOUNT,
        "invitation_due_on": v.DAY_OR_NONE,
        "paid_on": v.DAY_OR_NONE,
        "delivery_due_on": v.DAY_OR_NONE,
        "vin": v.NUMBER,
        "allocated_on": v.DAY_OR_NONE,
        "plate": v.LINE,
        "delivered_on": v.DAY_OR_NONE,
        "status": v.LINE,
        "withdrawal_state": v.LINE,
        "withdrawn_on": v.DAY_OR_NONE,
        "withdrawal_sheba": v.LINE,
        "reassignment_state": v.LINE,
        "giver_national_code": v.GIVER_CODE,
    },
)
_ENTRY = Record(
    {
        "account": _ACCOUNT,
        "kind": v.WORD,
        "amount": v.AMOUNT_SIGNED,
        "on": v.DAY_OR_NONE,
        "reference": v.LINE.optional(),
    }
)
_PART = Record({"payment": v.ID, "amount": v.AMOUNT_SIGNED})
_STATUS = Record({"status": v.LINE, "at": v.INSTANT})
_CONFLICT = Record({"field": v.NAME, "device": v.NAME, "value": v.VALUE})
_ADDRESS = {name: one.optional() for name, one in PLACE.items()} | {"services": v.LINE.optional()}
_DATED = {"source": v.LINE.optional(), "effective_from": v.DAY_OR_EMPTY.optional()}
_DISPUTED = Record(
    {**dict.fromkeys(FILE.fields, v.VALUE.optional()), "conflicts": Field(list, of=_CONFLICT, is_list=True).optional()}
)
OUTCOME = Record(
    {
        "n": v.COUNTED,
        "hash": v.HASH,
        "state": _STATE,
        "code": v.WORD.optional(),
        "seq": v.COUNTED.optional(),
        "alias_of": v.ID_OR_EMPTY.optional(),
        "number": v.NUMBER.optional(),
        "doc": Field(dict, of=_DISPUTED).optional(),
    }
)
"""The outcome of one outbox entry, as head office answers it."""
DOCS: dict[str, Record] = {
    "dealership": Record({"code": v.DEALERSHIP_CODE, "name": v.NAME, **_ADDRESS}, half_place),
    "holiday": Record(
        {
            "day": v.DAY,
            "name": v.LINE.optional(),
            "is_estimated": v.FLAG.optional(),
            "is_holiday": v.FLAG.optional(),
            "source": v.LINE.optional(),
        }
    ),
    "status": Record({"code": v.LINE.optional(), "name": v.LINE.optional(), "stage": v.LINE.optional(), **_DATED}),
    "plan": Record(
        {
            "code": v.LINE.optional(),
            "name": v.LINE.optional(),
            "car": v.LINE.optional(),
            "price": v.AMOUNT_TEXT.optional(),
            "prepayment": v.AMOUNT_TEXT.optional(),
            "starts_on": v.DAY_OR_EMPTY.optional(),
            "ends_on": v.DAY_OR_EMPTY.optional(),
            "source": v.LINE.optional(),
            "plan": Field(dict, of=PLAN).optional(),
        }
    ),
    "rule": Record({"name": v.LINE, "value": v.LINE, **_DATED}),
    "seal_key": Record({}),
    "staff": Record(
        {
            "name": v.NAME,
            "role": v.one_of(*FORMER_ROLES).optional(),
            "roles": v.ROLES.optional(),
            "is_active": v.FLAG,
            "pin": v.LINE.optional(),
        },
        _lacks_roles,
    ),
    "customer": Record(
        {
            "fields": Field(dict, of=FILE),
            "registration_number": v.NUMBER,
            "registered_at": v.INSTANT,
            "activation": v.one_of("pending", "active"),
            "conflicts": Field(list, of=_CONFLICT, is_list=True).optional(),
            "state": _STATE.optional(),
            "code": v.WORD.optional(),
        }
    ),
    "alias": Record({"target": v.ID}),
    "order": Record(
        {
            "customer_id": v.ID,
            "fields": Field(dict, of=Record(_ORDER)),
            "ledger": Field(list, of=_ENTRY, is_list=True).optional(),
            "included": Field(list, of=_PART, is_list=True).optional(),
            "history": Field(list, of=_STATUS, is_list=True).optional(),
        }
    ),
    "request": _paper(("made", "refused"), "request.make"),
    "invitation": _paper(("issued", "void"), "invitation.issue"),
    "bill": _paper(("open", "paid", "void"), "bill.issue"),
    "payment": _paper(  # the receipt comes last: a counter takes only amounts above zero
        ("recorded", "reversed", "reversal", "imported"), "payment.record", "payment.reverse", "receipt.issue"
    ),
    "registration": _paper(("issued",), "registration.issue", also=("customer.register",)),
    "call": _paper(("recorded",), "call.record"),
    "call_back": _paper(
        ("open", "done", "dropped"),
        "call_back.make",
        more={"result": v.PROSE.optional(), "closed_at": v.INSTANT.optional()},
    ),
    "visit": _paper(("recorded",), "visit.record"),
    "help": _paper(("recorded",), "help.record"),
    "attachment": _paper(
        ("kept", "withdrawn"), "attachment.add", more={"reason": v.LINE.optional(), "is_whole": v.FLAG.optional()}
    ),
    "activation": Record(
        _paper(
            tuple(CodeState),
            "activation.ask",
            more={
                "hash": CODE_HASH.optional(),
                "expires_at": v.INSTANT.optional(),
                "reason": v.WORD.optional(),
                "settled_at": v.INSTANT.optional(),
            },
        ).fields,
        _wrong_activation,
    ),
    "join": _paper(
        tuple(JoinState),
        "join.make",
        more={"part_reason": v.LINE.optional(), "parted_at": v.INSTANT.optional(), "why": v.WORD.optional()},
    ),
    "contact": _paper(("changed",), "contact.change"),
    "edit": Record(
        {
            **_paper(("made",), *EDITS).fields,
            "body": Field(dict),
        },
        wrong_edit,
    ),
    "print": _paper(("prepared", "queued", "printed", "failed"), "print.record"),
    "outcome": Record(
        {
            "device": v.LINE.optional(),
            "epoch": v.COUNTED.optional(),
            "n": v.COUNTED.optional(),
            "command_id": v.ID.optional(),
            "state": _STATE,
            "code": v.WORD.optional(),
            "by": v.LINE.optional(),
            "why": v.PROSE.optional(),
            "decided_at": v.INSTANT.optional(),
        }
    ),
}
"""Kind of row -> its document."""
