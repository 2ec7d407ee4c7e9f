"""Savepoints: a part of a transaction that can be undone, together with the row digests that it changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from dealer_app.store.core.unit import Unit


@contextmanager
def savepoint(unit: Unit) -> Iterator[None]:
    """Undo the rows and the row digests of the block if it raises; the only way to open a savepoint."""
    digests = unit.session.info["row_digests"]
    mark = digests.mark()
    try:
        with unit.session.begin_nested():
            yield
    except BaseException:
        digests.return_to(mark)
        raise
