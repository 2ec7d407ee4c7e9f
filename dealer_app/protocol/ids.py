"""Check ids of the protocol: UUIDs in their canonical text form (docs/protocol.md)."""

import re

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_row_id(text: str) -> bool:
    """Return whether a text is the id of a row: a UUID in lower case."""
    return _ID.fullmatch(text) is not None
