"""What the status bar asks of the queue for head office."""

from dealer_app.store.core.unit import Unit
from dealer_app.store.tables import outbox


def count_queued(unit: Unit) -> int:
    """Return how many commands wait for head office."""
    return outbox.count_queued(unit.session)
