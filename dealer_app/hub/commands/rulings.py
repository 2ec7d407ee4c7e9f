"""What the hub rules on one command."""

from dataclasses import dataclass, field
from typing import Any

REFUSED = "refused"
"""Under this kind of number the hub notes the ids whose command was refused, for what depends on them."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """An outcome's facts; ``row`` is the row whose seq the outcome bears."""

    state: str = "applied"
    code: str = ""
    row: tuple[str, str] | None = None
    alias_of: str = ""
    number: str = ""
    doc: dict[str, Any] = field(default_factory=dict)


def rejected(code: str) -> Ruling:
    """Return the refusal of a command that is not about money."""
    return Ruling("rejected", code)
