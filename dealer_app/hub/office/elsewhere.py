"""Find the orders that another dealership has: an export does not move them, ``hub move`` does."""

from collections.abc import Iterable

from sqlalchemy import select

from dealer_app.hub.database.bulk import among
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import numbers, rows

_NAME = "order.request_number"


def find_elsewhere(office: OfficeDatabase, keys: Iterable[str], dealership: str) -> dict[str, str]:
    """Return the code of the other dealership that has each order now, by the key of its request number.

    Each dealership is read under its own scope. An order that head office moved away from there is not there.
    """
    wanted, found = set(keys), dict[str, str]()
    for code in office.list_dealerships() if wanted else ():
        if code == dealership:
            continue
        with transaction(office.engine, code, office.now()) as tx:
            same = rows.c.dealership == numbers.c.dealership, rows.c.kind == "order", rows.c.id == numbers.c.id
            mine = numbers.c.dealership == code, numbers.c.kind == _NAME, among(numbers.c.number, wanted)
            query = select(numbers.c.number).join(rows, same[0] & same[1] & same[2])
            for number in tx.connection.scalars(query.where(*mine, rows.c.op == "upsert")):
                found[number] = code
    return found
