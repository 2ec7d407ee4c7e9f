"""Compute the wait before the next attempt: with full jitter, so that a thousand counters never call at once."""

from collections.abc import Callable
from random import SystemRandom

SHORTEST_S, LONGEST_S, IDLE_S = 1.0, 300.0, 300.0
LONGEST_ASKED_S = 3600
QUIET_TALKS, QUIET_TIMES = 2, 2
"""After QUIET_TALKS talks without news the pause is QUIET_TIMES as long, because a handshake costs more than a talk."""
_DICE = SystemRandom()


def pause_s(failures: int, *, dice: Callable[[], float] = _DICE.random) -> float:
    """Return the seconds to wait after ``failures`` in a row (1 or more): a random time up to the doubled limit."""
    limit = min(LONGEST_S, SHORTEST_S * 2.0 ** min(max(failures, 1), 16))
    return limit * dice()


def idle_s(quiet: int = 0, *, dice: Callable[[], float] = _DICE.random) -> float:
    """Return the seconds between two talks when nothing waits, after ``quiet`` talks in a row without news.

    The result is five minutes (ten from ``QUIET_TALKS`` on), plus or minus a fifth.
    """
    return IDLE_S * (QUIET_TIMES if quiet >= QUIET_TALKS else 1) * (0.8 + 0.4 * dice())


def asked_s(retry_after_s: int, *, dice: Callable[[], float] = _DICE.random) -> float:
    """Return the seconds to wait when head office sent ``retry_after_s``: random, from that to twice that.

    Longer than ``LONGEST_ASKED_S`` is taken as that: a mistake at head office must not silence a counter.
    """
    return min(max(retry_after_s, 0), LONGEST_ASKED_S) * (1 + dice())
