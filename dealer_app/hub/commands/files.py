"""Keep what happened to customers' files: the changes of their numbers."""

from typing import Any

from dealer_app.hub.commands.papers import keep_of_file
from dealer_app.hub.commands.rulings import Ruling
from dealer_app.hub.commands.working_set import WorkingSet
from dealer_app.protocol.wire import OutboxCommand

Body = dict[str, Any]


def change_contact(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep the record of a changed number; the number itself comes by the correction that is queued with it."""
    return keep_of_file(working, command, body, "contact", "changed")
