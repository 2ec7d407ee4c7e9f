"""Report a broken promise of docs/protocol.md, section 2, by its number."""


class BrokenPromiseError(AssertionError):
    """Raised if a numbered promise of the protocol is broken."""

    def __init__(self, number: int, words: str) -> None:
        super().__init__(f"I{number}: {words}")
        self.number = number


def promise(number: int, holds: object, words: object = "") -> None:
    """Raise BrokenPromiseError unless ``holds``."""
    if not holds:
        raise BrokenPromiseError(number, str(words))
