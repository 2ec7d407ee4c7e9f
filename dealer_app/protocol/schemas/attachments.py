"""Declare the bodies of the commands of attachments."""

from typing import Annotated, Any

from msgspec import Meta

from dealer_app.domain.attachments import (
    LONGEST_SIDE,
    MOST_BYTES,
    MOST_PAGES,
    AttachmentDetails,
    AttachmentKind,
    Media,
    Subject,
)
from dealer_app.protocol.schemas import values as v
from dealer_app.protocol.schemas.fields import Field, Record
from dealer_app.protocol.schemas.people import whole

_SIDE = Field(Annotated[int, Meta(ge=1, le=LONGEST_SIDE)])
_HASH = Field(Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")])


def _wrong_attachment(body: dict[str, Any]) -> str:
    """Return the field of an attachment that contradicts the others."""
    if (body["subject"] == Subject.FILE) != (body["subject_id"] is None):
        return "subject_id"
    return "pages" if body["pages"] > 1 and body["media"] != Media.PDF else ""


ADDED = Record(
    whole(
        AttachmentDetails,
        {
            "id": v.ID,
            "customer_id": v.ID,
            "subject": v.one_of(*Subject),
            "subject_id": v.ID_OR_NONE,
            "kind": v.one_of(*AttachmentKind),
            "media": v.one_of(*Media),
            "size": Field(Annotated[int, Meta(ge=1, le=MOST_BYTES)]),
            "sha256": _HASH,
            "width": _SIDE,
            "height": _SIDE,
            "pages": Field(Annotated[int, Meta(ge=1, le=MOST_PAGES)]),
            "note": v.LINE,
            "added_on": v.DAY,
        },
    ),
    _wrong_attachment,
)
WITHDRAWN = Record({"id": v.ID, "reason": v.NAME})
