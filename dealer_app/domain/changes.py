"""What a write changed: kinds and ids, so that screens mark stale rows and nothing more."""

from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes:
    """The (kind, id) pairs one transaction touched; kinds are the feature words («customers», «orders»…)."""

    touched: frozenset[tuple[str, UUID]] = frozenset()

    def has(self, *kinds: str) -> bool:
        """Return whether any row of one of ``kinds`` was touched."""
        return any(kind in kinds for kind, _ in self.touched)


@dataclass(frozen=True, slots=True)
class Written(Generic[T]):
    """The result of one committed transaction and what it changed."""

    value: T
    changes: Changes
