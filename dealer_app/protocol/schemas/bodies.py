"""Declare the body of every command, by kind and version; head office parses by them what counters send."""

from typing import Any

from dealer_app.domain.help import HelpDetails, HelpTopic
from dealer_app.domain.papers.papers import (
    BillDetails,
    InvitationDetails,
    PaperItem,
    PaperKind,
    ReceiptDetails,
    RegistrationDetails,
    VisitDetails,
)
from dealer_app.domain.plans.requests import RequestDetails
from dealer_app.domain.visits import CheckedPaper, Mark, Representative
from dealer_app.protocol.schemas import attachments, calls, files
from dealer_app.protocol.schemas import values as v
from dealer_app.protocol.schemas.edits import EDITS
from dealer_app.protocol.schemas.fields import Field, Record
from dealer_app.protocol.schemas.people import COMPANY, DEALERSHIP, FILE, ONE_FIELD, whole
from dealer_app.protocol.schemas.plans import PLAN

_ACCOUNT = v.one_of("principal", "penalty")
_OF_ORDER: dict[str, Field] = {
    "id": v.ID,
    "order_id": v.ID,
    "number": v.NUMBER,
    "issued_on": v.DAY,
    "customer_name": v.LINE,
    "national_code": v.PERSON_CODE,
    "request_number": v.NUMBER,
    "contract_number": v.NUMBER,
    "car": v.LINE,
    "color": v.LINE,
    "model_year": v.LINE,
    "dealership": Field(dict, of=DEALERSHIP),
    "authenticity": v.SEAL,
    "is_sample": v.FLAG,
}
"""What the papers of an order have in common."""
_REGISTRATION = whole(
    RegistrationDetails,
    {
        **_OF_ORDER,
        "customer_id": v.ID,
        "fields": Field(dict, of=FILE),
        "bank_name": v.LINE,
        "consent_version": v.LINE,
        "consent_text": v.PROSE,
    },
)
_BILL = whole(
    BillDetails,
    {
        **_OF_ORDER,
        "account": _ACCOUNT,
        "part": v.COUNT,
        "parts": v.COUNT,
        "bill_id": v.DIGITS,
        "payment_id": v.DIGITS,
        "barcode": v.DIGITS,
        "symbology": v.one_of("code128", "itf"),
        "amount": v.AMOUNT_TAKEN,
        "total": v.AMOUNT_TAKEN,
        "remainder": v.AMOUNT,
        "due_on": v.DAY_OR_NONE,
    },
)


def _wrong_parts(bill: dict[str, Any]) -> str:
    """Return the field of a slip that contradicts the others."""
    if bill["part"] > bill["parts"]:
        return "part"
    return "total" if bill["total"] < bill["amount"] else ""


_REQUEST = whole(
    RequestDetails,
    {
        **_OF_ORDER,
        "number": v.NUMBER_GIVEN,
        "customer_id": v.ID,
        "plan_id": v.ID,
        "plan": Field(dict, of=PLAN),
        "prepayment": v.AMOUNT_TAKEN,
        "delivery_due_on": v.DAY_OR_NONE,
    },
)
_ITEM = Record(whole(PaperItem, {"label": v.LINE, "amount": v.AMOUNT_SIGNED}))
_LETTER = whole(
    InvitationDetails,
    {
        **_OF_ORDER,
        "kind": v.one_of("payment", "delivery"),
        "invitation_number": v.NUMBER,
        "honorific": v.LINE,
        "sale_type": v.LINE,
        "sale_permit": v.LINE,
        "delivery_due_on": v.DAY_OR_NONE,
        "lines": Field(list, of=_ITEM, is_list=True),
        "amount": v.AMOUNT_SIGNED,
        "pay_by_on": v.DAY_OR_NONE,
        "is_expired": v.FLAG,
        "bills": Field(list, of=Record(_BILL, _wrong_parts), is_list=True),
        "documents_to_bring": v.LINES,
    },
)
_RECEIPT = whole(
    ReceiptDetails,
    {
        **_OF_ORDER,
        "account": _ACCOUNT,
        "amount": v.AMOUNT_TAKEN,
        "method": v.one_of("bill", "deposit", "card", "cheque", "imported"),
        "bank_reference": v.LINE,
        "paid_on": v.DAY_OR_NONE,
        "principal_remaining": v.AMOUNT_SIGNED,
        "penalty_remaining": v.AMOUNT_SIGNED,
        "is_reversal": v.FLAG,
    },
)
_PROXY = Record(
    whole(
        Representative,
        {
            "name": v.LINE,
            "national_code": v.NATIONAL_CODE,
            "deed_number": v.NUMBER,
            "notary": v.LINE,
            "valid_until": v.DAY,
        },
    )
)
_CHECKED = Record(whole(CheckedPaper, {"name": v.LINE, "mark": v.one_of(*Mark)}))
_VISIT = whole(
    VisitDetails,
    {
        **_OF_ORDER,
        "number": v.NUMBER_GIVEN,
        "customer_id": v.ID_OR_NONE,
        "order_id": v.ID_OR_NONE,
        "purpose": v.WORD,
        "purpose_name": v.LINE,
        "visitor_name": v.LINE,
        "asked": v.PROSE,
        "status": v.LINE,
        "spoken": v.PROSE,
        "next_step": v.PROSE,
        "papers": Field(list, of=_CHECKED, is_list=True),
        "is_list_sample": v.FLAG,
        "handed_over": v.LINES,
        "representative": Field(dict, of=_PROXY, is_nullable=True),
        "other_dealership": v.LINE,
        "other_reason": v.LINE,
        "started_at": v.INSTANT,
        "ended_at": v.INSTANT,
    },
)


def _wrong_visit(visit: dict[str, Any]) -> str:
    """Return the field of a visit that contradicts the others: a deed's last day binds other counters, too."""
    proxy = visit["representative"]
    if visit["started_at"] > visit["ended_at"]:
        return "started_at"
    return "handed_over" if visit["handed_over"] and proxy and proxy["valid_until"] < visit["issued_on"] else ""


_PAPER_OF_MONEY = {**_RECEIPT, "settled_bills": v.IDS, "reversal_of": v.ID_OR_EMPTY, "reason": v.PROSE}
_MONEY = {**_PAPER_OF_MONEY, "amount": v.AMOUNT_SIGNED}
"""Money was taken: an amount that is not above zero is not refused, its handler has it wait for a person."""
_HELP = whole(
    HelpDetails,
    {
        **_OF_ORDER,
        "topic": v.one_of(*HelpTopic),
        "customer_id": v.ID_OR_NONE,
        "recorded_on": v.DAY,
        "code": v.WORD,
        "title": v.LINE,
        "text": v.PROSE,
        "source": v.LINE,
        "seen_on": v.DAY_OR_NONE,
        "company": Field(dict, of=COMPANY),
    },
)
_PRINT = {
    "id": v.ID,
    "paper": v.one_of(*PaperKind),
    "paper_id": v.ID,
    "number": v.NUMBER,
    "copy": v.COUNT,
}
_SEALED = {
    "sha256": v.HASH,
    "state": v.one_of("prepared", "queued", "printed", "failed"),
    "printer": v.LINE,
    "printed_by": v.LINE.optional(),
    "counter": v.LINE.optional(),
    "template": v.LINE.optional(),
}
_NEW_FILE = {"id": v.ID, "number": v.NUMBER, "registration_id": v.ID_OR_EMPTY, "fields": Field(dict, of=FILE)}
_CONFLICT = Record({"field": v.NAME, "device": v.NAME, "value": v.PROSE})


def _wrong_value(body: dict[str, Any]) -> str:
    """Return the field of a decision that names no field of a file, or a value that this field cannot hold."""
    record = ONE_FIELD.get(body["field"])
    if record is None:
        return "field"
    return "" if record.fits({"value": body["value"]}) else "value"


BODIES: dict[str, dict[int, Record]] = {
    "customer.register": {
        1: Record(_NEW_FILE),
        2: Record({**_NEW_FILE, "registration": Field(dict, of=Record(_REGISTRATION))}),
    },
    "customer.correct": {1: Record({"id": v.ID, "fields": Field(dict, of=FILE)})},
    "customer.number": {1: Record({"id": v.ID, "number": v.NUMBER_GIVEN})},
    "customer.resolve": {
        1: Record(
            {
                "id": v.ID,
                "field": v.NAME,
                "value": v.VALUE,
                "conflicts": Field(list, of=_CONFLICT, is_list=True).optional(),
            },
            _wrong_value,
        )
    },
    "customer.match": {1: Record({"id": v.ID, "target": v.ID})},
    "registration.issue": {1: Record(_REGISTRATION)},
    "invitation.issue": {1: Record(_LETTER)},
    "bill.issue": {1: Record(_BILL, _wrong_parts), 2: Record({**_BILL, "series_id": v.ID}, _wrong_parts)},
    "bill.void": {1: Record({"id": v.ID, "reason": v.PROSE})},
    "payment.record": {1: Record(_MONEY)},
    "payment.reverse": {1: Record({**_MONEY, "reversal_of": v.ID})},
    "receipt.issue": {1: Record(_PAPER_OF_MONEY)},
    "call.record": {1: calls.CALL, 2: calls.CALL_2},
    "call_back.make": {1: calls.CALL_BACK},
    "call_back.move": {1: calls.MOVED},
    "call_back.close": {1: calls.CLOSED},
    "visit.record": {1: Record(_VISIT, _wrong_visit)},
    "request.make": {1: Record(_REQUEST)},
    "help.record": {1: Record(_HELP)},
    "attachment.add": {1: attachments.ADDED},
    "attachment.withdraw": {1: attachments.WITHDRAWN},
    "activation.ask": {1: files.ASKED},
    "activation.confirm": {1: files.SETTLED},
    "activation.lock": {1: files.SETTLED},
    "join.make": {1: files.JOINED},
    "join.part": {1: files.PARTED},
    "contact.change": {1: files.CONTACT},
    **EDITS,
    "print.record": {1: Record(_PRINT), 2: Record({**_PRINT, **_SEALED})},
}
"""Kind of command -> version -> its body."""
