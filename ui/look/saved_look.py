"""Load and save the palette and type size of this PC, in a small file that is read before the database opens."""

import json
from pathlib import Path

from ui.look.palettes import PALETTES

FILE = "look.json"
DEFAULT = ("light", 100)


def load_look(home: Path) -> tuple[str, int]:
    """Return (palette, percent); a missing or damaged file gives light at 100 %."""
    try:
        kept = json.loads((home / FILE).read_text(encoding="utf-8"))
        name, percent = kept["palette"], kept["percent"]
    except (OSError, ValueError, KeyError, TypeError):
        return DEFAULT
    return (name, percent) if name in PALETTES and isinstance(percent, int) else DEFAULT


def save_look(home: Path, name: str, percent: int) -> None:
    """Save the look; do nothing if ``home`` is not writable."""
    try:
        (home / FILE).write_text(json.dumps({"palette": name, "percent": percent}), encoding="utf-8")
    except OSError:
        return
