"""Read the feed as a counter does, and head office's rows for comparison."""

import json
from typing import Any

from uuid_utils.compat import uuid7

from dealer_app.hub.commands.working_set import Key
from dealer_app.hub.database.schema import rows
from dealer_app.protocol import wire
from dealer_app.sync.session.talker import Talker
from tests.hub.head_office import Office
from tests.hub.raw import stored

IDS = tuple(str(uuid7()) for _ in range(5))


class Reader:
    """A counter that only reads, as the protocol requires."""

    def __init__(self, talk: Talker) -> None:
        self.talk = talk
        self.cursor = self.broadcast = 0
        self.known: dict[Key, wire.Row] = {}
        self.seqs: list[int] = []

    def read(self, limit: int = wire.MOST_ROWS) -> bool:
        """Take one page; return False if there was nothing new."""
        page = self.talk.pull(self.cursor, self.broadcast, limit=limit)
        if page is None:
            return False
        assert len(page.rows) + len(page.broadcast_rows) <= limit
        self.seqs += [row.seq for row in page.rows]
        for row in (*page.rows, *page.broadcast_rows):
            if row.version > (self.known[row.kind, row.id].version if (row.kind, row.id) in self.known else 0):
                self.known[row.kind, row.id] = row
        assert (page.cursor, page.broadcast) >= (self.cursor, self.broadcast)
        self.cursor, self.broadcast = page.cursor, page.broadcast
        return True

    def drain(self, limit: int = wire.MOST_ROWS) -> None:
        """Read until nothing is new."""
        while self.read(limit):
            pass

    @property
    def docs(self) -> dict[Key, Any]:
        """Return the documents of all rows that were not deleted."""
        return {key: json.loads(bytes(row.doc)) for key, row in self.known.items() if row.op == "upsert"}  # type: ignore[arg-type]


def held(office: Office, dealership: str) -> dict[Key, Any]:
    """Return the documents of a dealership at head office."""
    found = stored(office.engine, dealership, rows, office)
    return {(row["kind"], row["id"]): json.loads(row["doc"]) for row in found if row["op"] == "upsert"}
