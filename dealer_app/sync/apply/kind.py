"""Define how the counter declares a kind of head office's rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from msgspec import Raw, Struct, json
from sqlalchemy.orm import InstrumentedAttribute

from dealer_app.protocol.schemas.docs import DOCS
from dealer_app.protocol.schemas.fields import FieldsError
from dealer_app.store.core.base import Base
from dealer_app.store.core.unit import Unit
from dealer_app.sync.apply.broken import BrokenRowError
from dealer_app.sync.apply.rows import FeedRow

Number = InstrumentedAttribute[str]


class _Paper(Struct):
    """The document of a paper, of which only the body's text is read."""

    body: Raw


_PAPER = json.Decoder(_Paper)
ROW_OF = {"receipt": "payment"}
"""First word of an outbox command -> the kind of its row, if the two differ: a receipt is a payment's paper."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How rows of a kind are applied, wiped, matched and numbered at the counter.

    * ``records``: the tables that its rows fill. ``parents``: the tables that can hold the row it belongs to.
    * ``wipe``: statements with one id each, run in their order after the rows that ``children`` finds (name of a
      kind, query) were wiped. ``stays``: the reason if a wipe leaves the row.
    * ``moves``: statements that change references to a row (new id, old id).
    * ``is_own``: it belongs to this dealership, so both sides compare their copies even if this one has none.
    * ``newest``: the newest version of its document that is read.
    * ``number``: the column of the first record that has the number, taken from the leases of kind ``lease``.
    """

    name: str
    apply: "Callable[[Unit, Kind, Sequence[FeedRow]], None]"
    records: tuple[type[Base], ...] = ()
    wipe: tuple[str, ...] = ()
    stays: str = ""
    children: tuple[tuple[str, str], ...] = ()
    moves: tuple[str, ...] = ()
    parents: tuple[type[Base], ...] = ()
    is_own: bool = False
    newest: int = 1
    number: str = ""
    is_number_guarded: bool = True
    lease: str = ""

    def read(self, rows: Sequence[FeedRow]) -> dict[UUID, dict[str, Any]]:
        """Return the documents of rows by id, each parsed by the declared fields of its kind, without other fields.

        Raises BrokenRowError with the path of the first field that cannot be read.
        """
        parse = DOCS[self.name].decode
        try:
            return {row.id: parse(row.doc) for row in rows}
        except FieldsError as wrong:
            raise BrokenRowError(f"fields:{wrong.field}") from None
        except (ValueError, RecursionError):
            raise BrokenRowError("fields:body") from None

    def read_bodies(self, rows: Sequence[FeedRow]) -> dict[UUID, str]:
        """Return the body in each document, with fields of later versions; call it after ``read``."""
        parse = _PAPER.decode
        return {row.id: bytes(parse(row.doc).body).decode() for row in rows}

    def touch(self, unit: Unit, row_id: UUID) -> None:
        """Note that a row of this kind changed."""
        unit.touch(f"{self.name}s", row_id)

    def find_number_column(self) -> Number | None:
        """Return the column with the number, None for a kind without numbers."""
        return getattr(self.records[0], self.number) if self.number else None
