"""Money taken at the counter comes back in head office's total: it must be counted once."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from dealer_app.domain.ids import Rial


@dataclass(frozen=True, slots=True)
class WaitingMoney:
    """A payment of this counter (above zero) or the reversal of one (below) that no export has contained yet."""

    id: UUID
    amount: Rial


def match_received(change: Rial, waiting: Sequence[WaitingMoney]) -> tuple[WaitingMoney, ...]:
    """Return which of ``waiting`` (oldest first) a change of head office's received total already contains.

    One of exactly this amount is the one; otherwise the oldest, as far as the change reaches. A fall of the total
    contains reversals in the same way. What is not contained stays waiting, so the sums agree once head office has all.
    """
    alike = [money for money in waiting if (money.amount > 0) == (change > 0)] if change else []
    exact = next((money for money in alike if money.amount == change), None)
    return (exact,) if exact else _oldest_within(change, alike)


def _oldest_within(change: Rial, waiting: Sequence[WaitingMoney]) -> tuple[WaitingMoney, ...]:
    contained: list[WaitingMoney] = []
    rest = abs(change)
    for money in waiting:
        if abs(money.amount) <= rest:
            contained.append(money)
            rest -= abs(money.amount)
    return tuple(contained)
