"""Find counter payments that head office's total now contains, so that each is counted once, whole or in parts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from dealer_app.domain.ids import Rial


@dataclass(frozen=True, slots=True)
class WaitingMoney:
    """The part of a payment of this counter (above zero) or of its reversal (below zero) that no export contains yet.

    ``base`` is the total from which a rise counts for it: head office's total at the moment of the payment, plus the
    counter money contained since. It is None if that total was not stored (older databases, reversals).
    """

    id: UUID
    amount: Rial
    base: Rial | None = None


def match_received(before: Rial, after: Rial, waiting: Sequence[WaitingMoney]) -> tuple[WaitingMoney, ...]:
    """Return the parts of ``waiting`` (oldest first) that the change of head office's total, in Rial, contains.

    An item of exactly this change matches alone. Otherwise the oldest match first, and the last of them in part,
    because head office may book one payment in several. A fall of the total contains reversals in the same way. Items
    that are not contained stay waiting, so that the sums agree when head office has them all.
    """
    change = after - before
    alike = [money for money in waiting if (money.amount > 0) == (change > 0)] if change else []
    exact = next((money for money in alike if money.amount == change), None)
    return (exact,) if exact else _oldest_within(_reach(change, after, alike), alike)


def _reach(change: int, after: Rial, alike: Sequence[WaitingMoney]) -> int:
    """Return how much the total may contain: its rise since the oldest payment, but at least its change.

    This includes earlier rises that were not matched here (an older program ignored small rises).
    """
    bases = [money.base for money in alike if money.base is not None]
    return max(change, after - min(bases)) if bases and change > 0 else abs(change)


def _oldest_within(reach: int, waiting: Sequence[WaitingMoney]) -> tuple[WaitingMoney, ...]:
    contained: list[WaitingMoney] = []
    for money in waiting:
        part = min(abs(money.amount), reach)
        if part:
            contained.append(replace(money, amount=Rial(part if money.amount > 0 else -part)))
            reach -= part
    return tuple(contained)
