"""The kinds and ids that a write changed, so that screens refresh only stale rows."""

from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes:
    """The (kind, id) pairs that one transaction touched; kinds are the feature words («customers», «orders»…)."""

    touched: frozenset[tuple[str, UUID]] = frozenset()

    def has(self, *kinds: str) -> bool:
        """Return whether any row of one of ``kinds`` was touched."""
        return any(kind in kinds for kind, _ in self.touched)


@dataclass(frozen=True, slots=True)
class Written(Generic[T]):
    """The result of one committed transaction and its changes."""

    value: T
    changes: Changes
