"""A counter on its own full disk: ``unshare --mount python -m tests.faults.full_disk FOLDER HOME EXPORT``.

The disk exists only in this process and ends with it. A failed check raises AssertionError.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault, sentence
from dealer_app.services.imports.run import import_orders
from dealer_app.store.core.unit import Unit
from tests.faults.jobs import opened
from tests.faults.whole import assert_whole
from tests.store.factories import a_customer

SIZE = "12m"
BLOCK = bytes(4096)


def main() -> None:
    """Fill the disk, check that every write fails cleanly, free space, and check that every write succeeds."""
    folder, source, export = map(Path, sys.argv[1:])
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(folder)], check=True)
    home, out = folder / "home", folder / "out.bajeh"
    shutil.copytree(source, home)
    desktop = opened(home)
    actions: tuple[Callable[[], object], ...] = (
        partial(desktop.write, _write_much),
        partial(import_orders, desktop, export),
        partial(desktop.backup, out),
        partial(desktop.set_recovery_passphrase, "made-up words for a test"),
    )
    _fill(folder / "filler")
    before = desktop.verify()
    codes = [_fault(action) for action in actions]
    assert set(codes) <= {"disk_full", "disk_fault"}, codes
    assert codes[0] == "disk_full", codes
    assert sorted(path.name for path in folder.iterdir()) == ["filler", "home"]
    assert_whole(desktop, "full")
    assert desktop.verify() == before
    _opens_or_says_why(home)
    (folder / "filler").unlink()
    for action in actions:
        action()
    assert_whole(desktop, "room again")
    assert out.exists()
    desktop.close()


def _fill(filler: Path) -> None:
    """Write blocks to ``filler`` until the disk is full."""
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(BLOCK):
            pass


def _fault(action: Callable[[], object]) -> str:
    """Return the code of the fault that ``action`` raises, "" if none, "no sentence" if it has no message."""
    try:
        action()
    except EnvironmentFault as fault:
        return fault.code if sentence(fault) else "no sentence"
    return ""


def _write_much(unit: Unit) -> None:
    for _ in range(50):
        a_customer(unit, origin="import", note="x" * 5000)


def _opens_or_says_why(home: Path) -> None:
    """Open a second counter on the full disk; it must open or raise a fault with a message."""
    second = Desktop(home)
    assert _fault(second.open) in {"", "disk_full", "disk_fault"}
    second.close()


if __name__ == "__main__":
    main()
