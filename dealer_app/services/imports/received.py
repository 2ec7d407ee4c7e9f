"""Money taken at the counter comes back in head office's total: it must be counted once, whole or in parts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from dealer_app.domain.ids import Rial


@dataclass(frozen=True, slots=True)
class WaitingMoney:
    """What no export has contained yet of a payment of this counter (above zero) or of the reversal of one (below).

    ``base`` is the total from which a rise counts against it: head office's at the moment of the payment, and what of
    other counter money was contained since; None where that total was not stored (older files, reversals).
    """

    id: UUID
    amount: Rial
    base: Rial | None = None


def match_received(before: Rial, after: Rial, waiting: Sequence[WaitingMoney]) -> tuple[WaitingMoney, ...]:
    """Return the parts of ``waiting`` (oldest first) that head office's total contains as it goes from one to another.

    One of exactly this change is the one; otherwise the oldest first, the last of them in part: head office may book
    one payment in several. A fall of the total contains reversals in the same way. What is not contained stays waiting,
    so the sums agree once head office has all.
    """
    change = after - before
    alike = [money for money in waiting if (money.amount > 0) == (change > 0)] if change else []
    exact = next((money for money in alike if money.amount == change), None)
    return (exact,) if exact else _oldest_within(_reach(change, after, alike), alike)


def _reach(change: int, after: Rial, alike: Sequence[WaitingMoney]) -> int:
    """Return how much the total may contain: its rise since the oldest payment, seen here or not; at least its change.

    A total that moved while this counter saw no export of it (an older program let small rises pass) is made up for.
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
