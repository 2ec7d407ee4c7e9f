"""Set the direction of text that contains no right-to-left letters.

Qt treats a text of digits only as left-to-right and aligns it at the far side of its label. A number in groups would
show its groups in reverse order inside right-to-left text.
"""

import unicodedata

from dealer_app.domain.persian import isolate

RLM = "\u200f"


def directed(text: str) -> str:
    """Return ``text`` for a right-to-left label; text without Persian letters is isolated and aligned to the right."""
    if not text or any(unicodedata.bidirectional(mark) in {"R", "AL"} for mark in text):
        return text
    return f"{RLM}{isolate(text)}"


def from_right(text: str) -> str:
    """Return ``text`` marked as right-to-left in each line, even if a line begins with a code or a Latin name."""
    return "\n".join(f"{RLM}{line}" if line else "" for line in text.split("\n"))
