"""Drafts: what an unfinished form held when it was last saved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished form; ``body`` is the form's own JSON, ``key`` names it among its ``kind``."""

    kind: str
    key: str
    body: dict[str, Any]
    saved_at: datetime  # aware UTC
