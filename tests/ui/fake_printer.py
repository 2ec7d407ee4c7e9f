"""A printer of paper and string: a program called ``lp`` that writes down what it was given, or refuses."""

import os
from pathlib import Path

import pytest


class FakeQueue:
    """Stands in the PATH as ``lp`` and ``lpstat``; ``jobs`` are the PDFs it took."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        folder.mkdir()
        self._write("lpstat", '[ "$1" = -e ] && echo Laser-2 || echo "system default destination: Laser-2"')
        self.accept()
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    @property
    def jobs(self) -> list[bytes]:
        """The PDFs it took, first to last."""
        return [path.read_bytes() for path in sorted(self._folder.glob("job-*"))]

    @property
    def arguments(self) -> str:
        """What it was called with last."""
        return (self._folder / "arguments").read_text()

    def accept(self) -> None:
        """Take every job."""
        self._write("lp", f'echo "$@" > {self._folder}/arguments; cat > {self._folder}/job-$(date +%s%N); echo queued')

    def refuse(self, said: str) -> None:
        """Refuse every job with these words."""
        self._write("lp", f'cat > /dev/null; echo "{said}" >&2; exit 1')

    def _write(self, name: str, script: str) -> None:
        program = self._folder / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)
