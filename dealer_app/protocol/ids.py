"""Check ids of the protocol: UUIDs in their canonical text form (docs/protocol.md)."""

_HEX, _ID_LETTERS, _ID_PARTS = frozenset("0123456789abcdef-"), 36, [8, 4, 4, 4, 12]


def is_row_id(text: str) -> bool:
    """Return whether a text is the id of a row: a UUID in lower case."""
    return len(text) == _ID_LETTERS and _HEX.issuperset(text) and [len(part) for part in text.split("-")] == _ID_PARTS
