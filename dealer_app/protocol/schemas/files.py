"""Declare the bodies of the commands about customers' files."""

from typing import Annotated, Any

from msgspec import Meta

from dealer_app.domain.codes.banking import parse_sheba
from dealer_app.domain.codes.identity import parse_mobile
from dealer_app.domain.files.activation import AskedCode
from dealer_app.domain.files.contacts import LONGEST_DETAIL, PARSERS, ContactDetails, ContactField
from dealer_app.domain.files.joins import LONGEST_REASON, JoinDetails
from dealer_app.protocol.schemas import values as v
from dealer_app.protocol.schemas.fields import Field, Record
from dealer_app.protocol.schemas.people import whole

_NUMBER = v.code(parse_mobile, parse_sheba)
_IS_NUMBER = {field.value: v.parsed_by(parser) for field, parser in PARSERS.items()}


def _wrong_reason(body: dict[str, Any]) -> str:
    """Return the field of a reason that is missing or too long."""
    return "" if 0 < len(body["reason"]) <= LONGEST_REASON else "reason"


def _wrong_contact(body: dict[str, Any]) -> str:
    """Return the field of a change that contradicts the others: a Sheba is no mobile, and a change changes."""
    is_good = _IS_NUMBER[body["field"]]
    if not body["new"] or not is_good(body["new"]):
        return "new"
    if body["old"] and not is_good(body["old"]):
        return "old"
    if not body["seen_by"] or len(body["seen_by"]) > LONGEST_DETAIL:
        return "seen_by"
    return "new" if body["old"] == body["new"] else ""


ASKED = Record(
    whole(AskedCode, {"id": v.ID, "customer_id": v.ID, "mobile": v.MOBILE, "asked_at": v.INSTANT}),
    lambda body: "" if body["mobile"] else "mobile",
)
SETTLED = Record({"id": v.ID, "settled_at": v.INSTANT})
CODE_HASH = Field(Annotated[str, Meta(pattern=r"\A(?:scrypt\$[0-9a-f]{32}\$[0-9a-f]{64})?\Z")])
"""A salted hash of a code, as head office makes it."""
JOINED = Record(
    whole(JoinDetails, {"id": v.ID, "customer_id": v.ID, "kept_id": v.ID, "reason": v.LINE}),
    lambda body: _wrong_reason(body) or ("kept_id" if body["kept_id"] == body["customer_id"] else ""),
)
PARTED = Record({"id": v.ID, "reason": v.LINE, "parted_at": v.INSTANT}, _wrong_reason)
CONTACT = Record(
    whole(
        ContactDetails,
        {
            "id": v.ID,
            "customer_id": v.ID,
            "field": v.one_of(*ContactField),
            "old": _NUMBER,
            "new": _NUMBER,
            "paper": v.WORD,
            "paper_name": v.LINE,
            "paper_number": v.LINE,
            "seen_by": v.LINE,
            "changed_on": v.DAY,
        },
    ),
    _wrong_contact,
)
