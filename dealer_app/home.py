"""Where a counter's data lie: the same answer for the window and for the command line."""

import os
from pathlib import Path

VARIABLE = "BAJEH_HOME"


def home_of(given: Path | None) -> Path:
    """Return the folder of the data: as given, else BAJEH_HOME, else the user's own."""
    if given:
        return given
    named = os.environ.get(VARIABLE, "")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("bajeh", appauthor=False)
