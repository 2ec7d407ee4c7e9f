"""Keep the chosen row of a list that is read again."""

from collections.abc import Hashable, Sequence


def kept_place(ids: Sequence[Hashable], chosen: Hashable, before: int = 0) -> int:
    """Return the place of ``chosen`` in ``ids``.

    If it is gone, return the place ``before`` at which it stood, or the last one; 0 for an empty list.
    """
    if chosen in ids:
        return ids.index(chosen)
    return max(min(before, len(ids) - 1), 0)
