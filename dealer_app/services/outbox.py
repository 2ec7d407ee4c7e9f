"""What waits for head office, as the status bar says it."""

from dealer_app.store import outbox
from dealer_app.store.unit import Unit


def count_queued(unit: Unit) -> int:
    """Return how many documents wait in the outbox."""
    return outbox.count_queued(unit.session)
