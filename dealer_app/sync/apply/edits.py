"""Apply edits of managers: the newest of each thing counts, and stands over head office's row that it knew."""

from collections.abc import Sequence

from dealer_app.domain.edits.edits import Topic
from dealer_app.services.edits.taking import take_edit
from dealer_app.store.core.unit import Unit
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.rows import FeedRow


def apply_edits(unit: Unit, kind: Kind, rows: Sequence[FeedRow]) -> None:
    """Take the newest edit of each thing."""
    for doc in kind.read(rows).values():
        take_edit(unit, Topic(doc["kind"].partition(".")[2]), doc["body"])
