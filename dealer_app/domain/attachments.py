"""Attachments of a customer's file: bank slips, identity papers, powers of attorney, results of the lottery.

A file that a visitor brings is never kept as it came: it is drawn anew, without what it says about its maker, its place
and its device, and within limits. What is kept is a JPEG, a PNG or a PDF of pictures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import UUID

from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import AttachmentId, CustomerId
from dealer_app.domain.persian import clean_text, persian_digits
from dealer_app.domain.registration import LONGEST_LINE

_MEGA: Final = 1024 * 1024
MOST_SOURCE_BYTES: Final = 25 * _MEGA
"""The largest file that is read."""
MOST_PIXELS: Final = 50_000_000
"""The largest picture that is opened, by width times height as its head states them."""
MOST_PAGES: Final = 20
LONGEST_SIDE: Final = 2_400
"""Pixels of the longer side of a picture that is kept."""
MOST_BYTES: Final = 4 * _MEGA
"""The largest attachment that is kept and sent."""
MOST_OF_FILE: Final = 200
"""Attachments of one customer's file."""
PIECE_BYTES: Final = 96 * 1024
"""Bytes of one piece, in the database and on the way to head office."""
MOST_HERE: Final = 8 * 1024 * _MEGA
"""Bytes of attachments on one counter, after which it fetches no more of other counters; its own are always kept."""
MOST_OF_DEALERSHIP: Final = 200 * 1024 * _MEGA
"""Bytes of a dealership's attachments at head office, after which it takes no new ones."""
THUMB_SIDE: Final = 160
MOST_THUMB_BYTES: Final = 64 * 1024
_MARK_WITHIN = 1024


class AttachmentKind(StrEnum):
    """What an attachment shows."""

    BANK_SLIP = "bank_slip"
    IDENTITY = "identity"
    DEED = "deed"
    LOTTERY = "lottery"
    OTHER = "other"


class Subject(StrEnum):
    """What of a customer's file an attachment is about; FILE: the file as a whole."""

    FILE = "file"
    ORDER = "order"
    PAYMENT = "payment"
    VISIT = "visit"
    HELP = "help"


class Media(StrEnum):
    """The form of an attachment's bytes."""

    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class PastedPicture:
    """A picture from the clipboard: rows of pixels from the top, each pixel four bytes (red, green, blue, opacity)."""

    width: int
    height: int
    pixels: bytes


Source = Path | PastedPicture
"""Where an attachment comes from: a file on disk, or a picture of the clipboard."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file drawn anew, ready to be kept; width and height in pixels (of a PDF: of its first page)."""

    media: Media
    content: bytes
    width: int
    height: int
    pages: int
    thumb: bytes


@dataclass(frozen=True, slots=True)
class AttachmentDetails:
    """The record of an attachment, as it was added; ``size`` in bytes, ``sha256`` of all its bytes."""

    id: AttachmentId
    customer_id: CustomerId
    subject: Subject
    subject_id: UUID | None
    kind: AttachmentKind
    media: Media
    size: int
    sha256: str
    width: int
    height: int
    pages: int
    note: str
    added_on: date


@dataclass(frozen=True, slots=True)
class AddAttachment:
    """Add a prepared file to a customer's file; ``subject`` and ``subject_id`` say what it is about."""

    customer_id: CustomerId
    kind: AttachmentKind
    prepared: Prepared
    note: str = ""
    subject: Subject = Subject.FILE
    subject_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AttachmentPlace:
    """Where the page of attachments begins: whose file, what is likely to be attached, and what it is about."""

    customer_id: CustomerId
    kind: AttachmentKind = AttachmentKind.IDENTITY
    subject: Subject = Subject.FILE
    subject_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class WithdrawAttachment:
    """Mark an attachment as withdrawn, with the reason; it stays in the file."""

    id: AttachmentId
    reason: str


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """One attachment in the list of a file.

    ``is_here``: all its bytes are in this database; ``is_sent``: head office has them. ``is_queued``: its record waits
    for head office. ``thumb`` is a small JPEG, b"" if none was made yet.
    """

    details: AttachmentDetails
    added_at: datetime
    added_by: str
    is_withdrawn: bool
    reason: str
    is_here: bool
    is_sent: bool
    is_queued: bool
    thumb: bytes


@dataclass(frozen=True, slots=True)
class AttachmentContent:
    """An attachment with its bytes."""

    details: AttachmentDetails
    content: bytes


def detect_media(content: bytes) -> Media:
    """Return the form of a file by its first bytes, never by its name; raises FieldError ``attachment_type``."""
    if content.startswith(b"\xff\xd8\xff"):
        return Media.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Media.PNG
    if b"%PDF-" in content[:_MARK_WITHIN]:  # a PDF may begin with other bytes
        return Media.PDF
    raise FieldError("attachment_type", "file")


def content_hash(content: bytes) -> str:
    """Return the SHA-256 of an attachment's bytes, as its record has it."""
    return sha256(content).hexdigest()


def split_pieces(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the pieces of an attachment, each with its offset in bytes."""
    for at in range(0, len(content), PIECE_BYTES):
        yield at, content[at : at + PIECE_BYTES]


def clean_note(note: str, field: str = "note") -> str:
    """Return a note or a reason as it is stored; raises FieldError ``text_too_long`` at ``field``."""
    cleaned = clean_text(note)
    if len(cleaned) > LONGEST_LINE:
        raise FieldError("text_too_long", field, most=persian_digits(str(LONGEST_LINE)))
    return cleaned


def megabytes(size: int) -> str:
    """Return whole megabytes in Persian digits, for a sentence."""
    return persian_digits(str(size // _MEGA))
