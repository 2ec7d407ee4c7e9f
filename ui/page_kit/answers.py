"""Drop an answer that comes when something else is chosen: one customer's data never stands under another's name."""

from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")


def while_same(chosen: Callable[[], Hashable], action: Callable[[T], object]) -> Callable[[T], object]:
    """Return ``action``, which does nothing if ``chosen()`` is no longer what it is now."""
    before = chosen()

    def act(answer: T) -> None:
        if chosen() == before:
            action(answer)

    return act
