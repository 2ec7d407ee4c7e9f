"""Hold the hub's ruling on one command."""

from dataclasses import dataclass, field
from typing import Any

REFUSED = "refused"
"""The kind of number under which the hub notes the ids of refused commands, for commands that depend on them."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """The facts of an outcome; the outcome gets the seq of ``row``."""

    state: str = "applied"
    code: str = ""
    row: tuple[str, str] | None = None
    alias_of: str = ""
    number: str = ""
    doc: dict[str, Any] = field(default_factory=dict)


def rejected(code: str) -> Ruling:
    """Return the refusal of a command that is not about money."""
    return Ruling("rejected", code)
