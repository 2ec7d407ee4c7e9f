"""Find the folder of a counter's data, for the window and for the command line."""

import os
from pathlib import Path

VARIABLE = "BAJEH_HOME"


def home_of(given: Path | None) -> Path:
    """Return the data folder: ``given``, else BAJEH_HOME, else the user's data folder."""
    if given:
        return given
    named = os.environ.get(VARIABLE, "")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("bajeh", appauthor=False)
