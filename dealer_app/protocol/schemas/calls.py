"""Declare the bodies of the commands of calls and call-backs."""

from typing import Annotated, Any

from msgspec import Meta

from dealer_app.domain.calls.calls import CallBackState, CallOutcome
from dealer_app.domain.calls.gate import MOST_WRONG, Fact
from dealer_app.domain.codes.identity import parse_landline, parse_mobile
from dealer_app.protocol.schemas import values as v
from dealer_app.protocol.schemas.fields import Field, Record

_OF_CALL: dict[str, Field] = {
    "id": v.ID,
    "order_id": v.ID_OR_NONE,
    "request_number": v.NUMBER,
    "contract_number": v.NUMBER,
}
"""What calls and call-backs have in common; a call that is about no order names none."""
_PLACE: dict[str, Field] = {"due_at": v.INSTANT, "owner_id": v.ID_OR_NONE, "owner_name": v.LINE}


def _wrong_call(call: dict[str, Any]) -> str:
    """Return the field of a call that contradicts the others: only a recognised caller has a file and a right fact."""
    is_known = call["outcome"] == CallOutcome.IDENTIFIED
    if is_known != (call["order_id"] is not None):
        return "order_id"
    if is_known != bool(call["fact"]):
        return "fact"
    hashes = call.get("number_hashes", [])  # since version 2
    if len(set(hashes)) < len(hashes) or (hashes and call["outcome"] != CallOutcome.REFUSED):
        return "number_hashes"
    return "ended_at" if call["ended_at"] < call["started_at"] else ""


def _without_subject(call_back: dict[str, Any]) -> str:
    return "" if call_back["subject"] else "subject"


CALL = Record(
    {
        **_OF_CALL,
        "started_at": v.INSTANT,
        "ended_at": v.INSTANT,
        "outcome": v.one_of(*CallOutcome),
        "fact": v.one_of("", *Fact),
        "wrong": Field(Annotated[int, Meta(ge=0, le=MOST_WRONG)]),
        "asked": v.PROSE,
        "answer": v.PROSE,
        "spoken": v.PROSE,
        "taken_by": v.LINE,
    },
    _wrong_call,
)
_HASH = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_HASHES = Field(Annotated[list[_HASH], Meta(max_length=MOST_WRONG)])
CALL_2 = Record({**CALL.fields, "number_hashes": _HASHES}, _wrong_call)
"""Version 2 tells the numbers that a refused caller tried, so that other counters count the refusal, too."""
CALL_BACK = Record(
    {
        **_OF_CALL,
        **_PLACE,
        "call_id": v.ID_OR_NONE,
        "caller_name": v.LINE,
        "phone": v.code(parse_mobile, parse_landline),
        "subject": v.PROSE,
    },
    _without_subject,
)
MOVED = Record({"id": v.ID, **_PLACE})
CLOSED = Record(
    {
        "id": v.ID,
        "state": v.one_of(CallBackState.DONE, CallBackState.DROPPED),
        "result": v.PROSE,
        "closed_at": v.INSTANT,
    }
)
