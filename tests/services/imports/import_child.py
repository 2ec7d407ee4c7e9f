"""A counter of its own process that imports a file, made to be killed: ``python import_child.py HOME FILE``."""

import sys
from pathlib import Path

from dealer_app.desktop import Desktop
from dealer_app.services import imports

SMALL_BATCH = 40  # many commits, so that kills fall between and inside them


def main() -> None:
    """Import FILE into HOME, saying so when the first batch begins."""
    imports.BATCH_ROWS = SMALL_BATCH
    desktop = Desktop(Path(sys.argv[1]))
    desktop.open()
    print("open", flush=True)  # noqa: T201 - the test waits for this line
    imports.import_orders(desktop, Path(sys.argv[2]))
    desktop.close()


if __name__ == "__main__":
    main()
