"""Know the ids of open slips over all dealerships: the bank cannot tell two slips with the same ids apart.

Each pair of bill id and payment id has one row of ``numbers`` under ``*``, which names the open bill. It is claimed
before the commands are ruled on: a push of another dealership with the same pair waits for this one's commit.
"""

from collections.abc import Mapping

from sqlalchemy import text

from dealer_app.hub.database.bulk import among
from dealer_app.hub.database.database import Transaction, within
from dealer_app.hub.database.schema import BROADCAST, numbers
from dealer_app.protocol.wire import plain_json

EVERYWHERE = "bill_ids_everywhere"
"""The kind under which the working set knows the pairs of all dealerships; ("", bill) stands for a bill made void."""
_KIND = "bill_ids"
_CLAIM = """
    INSERT INTO numbers (dealership, kind, number, id, device)
    SELECT '*', 'bill_ids', key, value, '' FROM json_each_text(CAST(:pairs AS json)) ORDER BY key
    ON CONFLICT DO NOTHING RETURNING number"""
_KEEP = """
    INSERT INTO numbers (dealership, kind, number, id, device)
    SELECT '*', 'bill_ids', key, value, '' FROM json_each_text(CAST(:pairs AS json)) ORDER BY key
    ON CONFLICT (dealership, kind, number) DO UPDATE SET id = excluded.id"""
_DROP = """
    DELETE FROM numbers USING json_each_text(CAST(:pairs AS json))
    WHERE dealership = '*' AND kind = 'bill_ids' AND number = key AND id = value"""


def claim(tx: Transaction, pairs: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Claim pairs (pair -> bill); return those that an open bill has already (pair -> bill), and those claimed now."""
    if not pairs:
        return {}, {}
    with within(tx, BROADCAST):
        fresh = set(tx.connection.scalars(text(_CLAIM), {"pairs": plain_json(dict(pairs)).decode()}))
        mine = numbers.c.dealership == BROADCAST, numbers.c.kind == _KIND, among(numbers.c.number, set(pairs) - fresh)
        found = tx.connection.execute(numbers.select().where(*mine)) if set(pairs) - fresh else ()
        return {row.number: row.id for row in found}, {pair: pairs[pair] for pair in fresh}


def settle(tx: Transaction, owners: Mapping[str, tuple[str, str]], claimed: Mapping[str, str]) -> None:
    """Store which bill has each pair now, and give up claims of bills that were not kept."""
    kept = {pair: bill for pair, (bill, _) in owners.items() if bill}
    void = {pair: bill for pair, (owner, bill) in owners.items() if not owner}
    unused = {pair: bill for pair, bill in claimed.items() if pair not in kept}
    if not (kept or void or unused):
        return
    with within(tx, BROADCAST):
        for statement, pairs in ((_KEEP, kept), (_DROP, void), (_DROP, unused)):
            if pairs:
                tx.connection.execute(text(statement), {"pairs": plain_json(pairs).decode()})
