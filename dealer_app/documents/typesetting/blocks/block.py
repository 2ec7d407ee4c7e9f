"""The base class of everything that is laid out on a page from top to bottom."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from dealer_app.documents.typesetting.sheet import Sheet


@dataclass(frozen=True, kw_only=True)
class Block(ABC):
    """A part of a page with a height at a given width; ``gap`` is the space under it, all in points."""

    gap: float = 6
    is_kept_with_next: bool = False

    _heights: dict[float, float] = field(default_factory=dict, init=False, repr=False, compare=False)

    @abstractmethod
    def measure(self, width: float) -> float:
        """Compute the height at ``width``, without the gap."""

    def height(self, width: float) -> float:
        """Return the height at ``width``, without the gap; computed once."""
        found = self._heights.get(width)
        if found is None:
            found = self._heights[width] = self.measure(width)
        return found

    @abstractmethod
    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Draw with the upper left corner at ``left``, ``top``."""

    def least_height(self, width: float) -> float:
        """Return the height of the smallest first part that may be alone on a page."""
        return self.height(width)

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":  # noqa: ARG002 - for those that can
        """Return the part that fits into ``room`` and the rest, or None if the block cannot be split there."""
        return None
