"""A counter's journal outside the database under test: committed entries and acknowledgements.

A line is one write to the operating system, so it survives a kill of the process.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path


class Journal:
    """A writer that appends to a counter's journal."""

    def __init__(self, path: Path) -> None:
        self._number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def committed(self, n: int, line_hash: str) -> None:
        """Note the last entry of the outbox, now that its transaction is committed; an empty outbox (0) has none."""
        if n:
            self._write(f"committed {n} {line_hash}")

    def acknowledged(self, n: int) -> None:
        """Note that the counter holds everything up to this entry as acknowledged."""
        self._write(f"acknowledged {n} -")

    def close(self) -> None:
        """Close the journal."""
        os.close(self._number)

    def _write(self, line: str) -> None:
        os.write(self._number, f"{line}\n".encode("ascii"))


@dataclass(frozen=True, slots=True)
class Told:
    """The content of a journal: the hash of each committed entry, and the newest acknowledged entry."""

    committed: dict[int, str] = field(default_factory=dict)
    acknowledged: int = 0


def read_journal(path: Path) -> Told:
    """Return the content of a counter's journal, empty if there is none."""
    committed: dict[int, str] = {}
    acknowledged = 0
    for line in path.read_text("ascii").splitlines() if path.exists() else ():
        what, n, line_hash = line.split()
        if what == "committed":
            committed[int(n)] = line_hash
        else:
            acknowledged = max(acknowledged, int(n))
    return Told(committed, acknowledged)
