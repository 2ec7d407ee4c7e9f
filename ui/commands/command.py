"""A command: something the counter can do, with its word, its key and its icon; shown in buttons, palette and help."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One verb. ``key`` is a key sequence as printed on the keys («F7», «Ctrl+P»); ``words`` more ways to find it."""

    name: str
    run: Callable[[], object]
    key: str = ""
    icon: str = "command"
    words: str = ""
    is_enabled: bool = True
