"""Define a command: an action with word, key and icon, shown in buttons, palette and help."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command. ``key`` is a key sequence as printed on the keys («F7», «Ctrl+P»); ``words`` are search terms."""

    name: str
    run: Callable[[], object]
    key: str = ""
    icon: str = "command"
    words: str = ""
    is_enabled: bool = True
