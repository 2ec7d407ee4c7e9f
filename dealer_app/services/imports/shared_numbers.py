"""Warn of a contract or invitation number that two requests share; both are kept."""

from collections.abc import Sequence
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
        numbers = [(facts, name, key) for name in _KEYS for facts in batch if (key := _key(getattr(facts.order, name)))]
        for name in _KEYS:
            wanted = {key for _, own, key in numbers if own == name}
            self._first.update(_load_owners(session, name, wanted))
        found = [(facts.row, warning) for facts, name, key in numbers if (warning := self._warning(facts, name, key))]
        return sorted(found, key=lambda note: note[0])

    def _warning(self, facts: RowFacts, name: str, key: str) -> FieldError | None:
        owner = self._first.setdefault((name, key), (facts.key, facts.order.request_number))
        if owner[0] == facts.key:
            return None
        given = getattr(facts.order, name)
        return FieldError("import_number_shared", name, is_warning=True, given=given, owner=owner[1])


def _key(number: str) -> str:
    return number_key(number) if number else ""


def _load_owners(session: Session, name: str, wanted: set[str]) -> dict[tuple[str, str], Owner]:
    """Return the requests in the database with these numbers; of several, the one stored first."""
    query = select(_KEYS[name], OrderRecord.request_key, OrderRecord.request_number).where(_KEYS[name].in_(wanted))
    newest_first = session.execute(query.order_by(OrderRecord.row.desc())) if wanted else ()
    return {(name, key): (request_key, number) for key, request_key, number in newest_first if key}
