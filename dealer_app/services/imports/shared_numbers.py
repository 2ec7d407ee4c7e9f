"""Warn of a contract or invitation number that two requests share; both are kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import number_key
from dealer_app.services.imports.rows import RowFacts
from dealer_app.store.tables.orders import OrderRecord

_KEYS = {"contract_number": OrderRecord.contract_key, "invitation_number": OrderRecord.invitation_key}
Owner = tuple[str, str]
"""The request that has a number: its key and its spelling."""


@dataclass(slots=True)
class NumberOwners:
    """The first request of this export with each number; for stored batches, the database has it."""

    is_dry_run: bool
    _first: dict[tuple[str, str], Owner] = field(default_factory=dict)

    def list_warnings(self, session: Session, batch: Sequence[RowFacts]) -> list[tuple[int, FieldError]]:
        """Return a warning for each row whose number an earlier request has; a dry run gives the same warnings."""
        if not self.is_dry_run:
            self._first.clear()
        for name in _KEYS:
            self._first.update(_load_owners(session, name, batch))
        return [(facts.row, warning) for facts in batch for warning in self._warnings(facts)]

    def _warnings(self, facts: RowFacts) -> Iterator[FieldError]:
        mine = facts.key, facts.order.request_number
        for name, key in _numbers(facts):
            owner = self._first.setdefault((name, key), mine)
            if owner[0] != facts.key:
                given = getattr(facts.order, name)
                yield FieldError("import_number_shared", name, is_warning=True, given=given, owner=owner[1])


def _numbers(facts: RowFacts) -> Iterator[tuple[str, str]]:
    """Yield field and key of each number in a row."""
    for name in _KEYS:
        key = number_key(getattr(facts.order, name))
        if key:
            yield name, key


def _load_owners(session: Session, name: str, batch: Sequence[RowFacts]) -> dict[tuple[str, str], Owner]:
    """Return the requests in the database with the batch's numbers; of several, the one stored first."""
    wanted = {key for facts in batch for own, key in _numbers(facts) if own == name}
    query = select(_KEYS[name], OrderRecord.request_key, OrderRecord.request_number).where(_KEYS[name].in_(wanted))
    newest_first = session.execute(query.order_by(OrderRecord.row.desc())) if wanted else ()
    return {(name, key): (request_key, number) for key, request_key, number in newest_first if key}
