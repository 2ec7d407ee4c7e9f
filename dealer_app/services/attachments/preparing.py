"""Have a brought file drawn anew by a process of its own, which a broken or hostile file cannot leave."""

import json
import subprocess
from pathlib import Path

from dealer_app.domain.attachments import (
    MOST_BYTES,
    MOST_PIXELS,
    MOST_SOURCE_BYTES,
    Media,
    PastedPicture,
    Prepared,
    Source,
    detect_media,
    megabytes,
)
from dealer_app.domain.errors import EnvironmentFault, FieldError
from dealer_app.services.attachments.child import FILE, PASTED
from dealer_app.services.child_process import start_child

_CHILD = "dealer_app.services.attachments.child"
_SECONDS = 60.0


def prepare(source: Source) -> Prepared:
    """Return a file or a picture of the clipboard as it may be kept; needs no database.

    Raises FieldError at ``file``: ``attachment_empty``, ``attachment_too_large``, ``attachment_type``,
    ``attachment_damaged``, ``attachment_locked``, ``attachment_active``, ``attachment_pages``, ``attachment_pixels``,
    ``attachment_large``; EnvironmentFault ``attachment_unreadable``, ``attachment_reader_failed``.
    """
    if isinstance(source, PastedPicture):
        if not 0 < source.width * source.height <= MOST_PIXELS:
            raise FieldError("attachment_pixels", "file")
        return _ask(source.pixels, PASTED, str(source.width), str(source.height))
    content = _read(source)
    detect_media(content)
    return _ask(content, FILE)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_SOURCE_BYTES + 1)
    except OSError as error:
        raise EnvironmentFault("attachment_unreadable") from error
    if not content:
        raise FieldError("attachment_empty", "file")
    if len(content) > MOST_SOURCE_BYTES:
        raise FieldError("attachment_too_large", "file", most=megabytes(MOST_SOURCE_BYTES))
    return content


def _ask(content: bytes, *question: str) -> Prepared:
    """Return the answer of the process; one that died or took too long had a file that it could not bear."""
    process = start_child(_CHILD, *question, fault="attachment_reader_failed", stdin=subprocess.PIPE)
    try:
        answer, _ = process.communicate(content, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        answer = b""
    finally:
        process.kill()
        process.communicate()
    line, _, body = answer.partition(b"\n")
    try:
        head = json.loads(line)
    except ValueError:
        raise FieldError("attachment_damaged", "file") from None
    if "refusal" in head:
        raise FieldError(head["refusal"], "file", **head["params"])
    kept, thumb = body[: head["size"]], body[head["size"] :]
    if not 0 < len(kept) == head["size"] <= MOST_BYTES:
        raise FieldError("attachment_damaged", "file")
    return Prepared(Media(head["media"]), kept, head["width"], head["height"], head["pages"], thumb)
