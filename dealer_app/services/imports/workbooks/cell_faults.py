"""The mark of a cell that has no usable value: its row is refused if the column is read."""

from typing import NamedTuple


class CellFault(NamedTuple):
    """A cell without a usable value; ``code`` is the code of its FieldError, ``text`` what the cell shows."""

    code: str
    text: str

    def __str__(self) -> str:
        return self.text
