"""Compare the schema with what the migrations make: guards (triggers), tables and indexes."""

from collections.abc import Iterator

import sqlcipher3.dbapi2 as driver

from dealer_app.domain.verification import VerifyProblem
from dealer_app.store.database.schema import list_objects, newest_objects


def list_schema_problems(raw: driver.Connection) -> Iterator[VerifyProblem]:
    """Yield each guard that is missing, changed or added, and each table or index that is not as it was made."""
    wanted, found = newest_objects(), list_objects(raw)
    for key in sorted({*wanted, *found}):
        if wanted.get(key) == found.get(key):
            continue
        kind, name = key
        if kind != "trigger":
            yield VerifyProblem("verify_schema", f"{kind} {name}")
        elif key not in found:
            yield VerifyProblem("verify_guard_missing", name)
        else:
            yield VerifyProblem("verify_guard_changed" if key in wanted else "verify_guard_added", name)
