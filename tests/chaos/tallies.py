"""Counts in a shared file, which survive a kill of the process that made them."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from mmap import mmap
from pathlib import Path
from struct import Struct

_NUMBER = Struct("<Q")


class SharedTally:
    """Counts under fixed names in a file; one process at a time writes it, any process may read it."""

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        self._places = {name: at * _NUMBER.size for at, name in enumerate(names)}
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(number, len(names) * _NUMBER.size)
            self._memory = mmap(number, len(names) * _NUMBER.size)
        finally:
            os.close(number)

    def add(self, name: str) -> None:
        """Add one to the count ``name``."""
        at = self._places[name]
        _NUMBER.pack_into(self._memory, at, _NUMBER.unpack_from(self._memory, at)[0] + 1)

    def close(self) -> None:
        """Close the file."""
        self._memory.close()


def read_tallies(paths: Iterable[Path], names: Sequence[str]) -> Counter[str]:
    """Return the sum of the counts in these files; a missing file counts as zero."""
    total: Counter[str] = Counter()
    for path in paths:
        content = path.read_bytes() if path.exists() else b""
        for name, (count,) in zip(names, _NUMBER.iter_unpack(content), strict=False):
            total[name] += count
    return total
