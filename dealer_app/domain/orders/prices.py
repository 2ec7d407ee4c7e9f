"""When the price of an order is far from that of the same car: a zero too many, a zero lost, Toman taken for Rial."""

from collections.abc import Sequence
from statistics import median

_FAR = 5
"""How many times another price is far: below ten, because prices of one car differ between orders."""
LEAST_OTHERS = 3
"""With fewer other orders of the same car its usual price is not known."""


def usual_of(prices: Sequence[int]) -> float:
    """Return the middle of the prices in Rial of several orders of one car, 0 if there are too few."""
    return median(prices) if len(prices) >= LEAST_OTHERS else 0


def is_far(price: int, usual: float) -> bool:
    """Return whether a price is far from the usual one, both in Rial; an unknown one, 0, is far from nothing."""
    return bool(price and usual) and not usual / _FAR < price < usual * _FAR
