"""A fake print queue: a program ``lp`` that stores the jobs it gets, or refuses them."""

import os
from pathlib import Path

import pytest

SAID = 'echo "request id is Laser-2-7 (1 file(s))"'


class FakeQueue:
    """Puts ``lp`` and ``lpstat`` into the PATH; ``jobs`` are the PDFs that were accepted."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        folder.mkdir()
        self._write("lpstat", '[ "$1" = -e ] && echo Laser-2 || echo "system default destination: Laser-2"')
        self.accept()
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    @property
    def jobs(self) -> list[bytes]:
        """The accepted PDFs, first to last."""
        return [path.read_bytes() for path in sorted(self._folder.glob("job-*"))]

    @property
    def arguments(self) -> str:
        """The arguments of the last call."""
        return (self._folder / "arguments").read_text()

    def accept(self) -> None:
        """Accept every job."""
        self._write("lp", f'echo "$@" > {self._folder}/arguments; cat > {self._folder}/job-$(date +%s%N); {SAID}')

    def refuse(self, said: str) -> None:
        """Refuse every job with this message."""
        self._write("lp", f'cat > /dev/null; echo "{said}" >&2; exit 1')

    def _write(self, name: str, script: str) -> None:
        program = self._folder / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)
