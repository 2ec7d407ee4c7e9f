"""Drafts: the saved content of unfinished forms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished form; ``body`` is the form's own JSON, ``key`` is unique within its ``kind``."""

    kind: str
    key: str
    body: dict[str, Any]
    saved_at: datetime  # aware UTC
