"""Words that hold no letter of the right-to-left scripts, told to stand at the right all the same.

Qt takes a text of digits only for left-to-right and puts it at the far side of its label; and a number in groups
would turn its groups round inside a right-to-left line.
"""

import unicodedata

from dealer_app.domain.persian import isolate

RLM = "\u200f"


def directed(text: str) -> str:
    """Return ``text`` for a label of a right-to-left page: codes isolated, everything read from the right."""
    if not text or any(unicodedata.bidirectional(mark) in {"R", "AL"} for mark in text):
        return text
    return f"{RLM}{isolate(text)}"


def from_right(text: str) -> str:
    """Return a line of words and codes that reads from the right even when it begins with a code."""
    return f"{RLM}{text}" if text else ""
