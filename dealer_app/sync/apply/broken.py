"""Define the error for a head office row that cannot be applied yet."""


class BrokenRowError(Exception):
    """A row that must be kept raw; ``reason`` is a code: parent, number, fields (with the path of the bad field)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
