"""Savepoints: a part of a transaction that can be undone, together with the row digests that it changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from dealer_app.store.core.unit import Unit


@contextmanager
def savepoint(unit: Unit) -> Iterator[None]:
    """Undo the rows and the row digests of the block if it raises; the only way to open a savepoint."""
    digests = unit.session.info["row_digests"]
    unit.session.flush()  # opening the savepoint flushes: rows from before it must be in the mark
    mark = digests.mark()
    try:
        with unit.session.begin_nested():
            # The session sets the savepoint only when it gives out its connection; statements of the driver
            # before that would stay.
            unit.session.connection()
            yield
    except BaseException:
        digests.return_to(mark)
        raise
