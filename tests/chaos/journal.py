"""What a clerk was told is done, and what a counter took for acknowledged: written down outside the file under test.

A line is one write to the system: whoever is killed afterwards takes it back no more.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path


class Journal:
    """Appends to a counter's journal."""

    def __init__(self, path: Path) -> None:
        self._number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def committed(self, n: int, line_hash: str) -> None:
        """Note the last entry of the outbox, now that its transaction is committed; an empty outbox (0) has none."""
        if n:
            self._write(f"committed {n} {line_hash}")

    def acknowledged(self, n: int) -> None:
        """Note that the counter holds everything up to this line as acknowledged."""
        self._write(f"acknowledged {n} -")

    def close(self) -> None:
        """Close the journal."""
        os.close(self._number)

    def _write(self, line: str) -> None:
        os.write(self._number, f"{line}\n".encode("ascii"))


@dataclass(frozen=True, slots=True)
class Told:
    """What a journal says: the hash of each line that was committed, and the newest line taken for acknowledged."""

    committed: dict[int, str] = field(default_factory=dict)
    acknowledged: int = 0


def read_journal(path: Path) -> Told:
    """Return what a counter's journal says; a counter that never wrote one said nothing."""
    committed: dict[int, str] = {}
    acknowledged = 0
    for line in path.read_text("ascii").splitlines() if path.exists() else ():
        what, n, line_hash = line.split()
        if what == "committed":
            committed[int(n)] = line_hash
        else:
            acknowledged = max(acknowledged, int(n))
    return Told(committed, acknowledged)
