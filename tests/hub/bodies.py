"""Build bodies of commands for the tests of head office: good ones, and ones that any program may have written."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from dealer_app.domain.codes.identity import national_check_digit
from tests.hub.head_office import Office
from tests.hub.recording import recordings

SOME_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(st.characters(), max_size=5) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
"""Any JSON value, and values that are not JSON."""
NEW_CODES: Iterator[str] = (f"9{number:05}" for number in count())
CODES = ("0790419904", "1234567891")
_CODES: Iterator[str] = (f"{nine:09}{national_check_digit(f'{nine:09}')}" for nine in count(200_000_001))


def fresh_dealership(office: Office) -> str:
    """Add a dealership without any data."""
    code = next(NEW_CODES)
    office.add(code)
    return code


def whole(kind: str, **changes: Any) -> dict[str, Any]:
    """Return the recorded body of a command of version 1 with an id of its own and some fields changed."""
    recorded = json.loads(recordings()[kind, 1][0]["body"])
    unknown = changes.keys() - recorded.keys()
    assert not unknown, unknown
    return {**recorded, "id": str(uuid7()), **changes}


def a_code() -> str:
    """Return a national code that no test has had."""
    return next(_CODES)


def a_person(code: str = CODES[0], **fields: Any) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "number": "",
        "registration_id": str(uuid7()),
        "fields": {"national_code": code, "given_name": "نرگس", **fields},
    }


def a_payment(amount: Any = 5_000_000, **changes: Any) -> dict[str, Any]:
    """Return the body of a recorded payment with an id, a number and a reference of its own."""
    (recorded,) = recordings()["payment.record", 1]
    row_id = str(uuid7())
    own = {"id": row_id, "number": "", "bank_reference": row_id, "amount": amount, "settled_bills": []}
    return {**json.loads(recorded["body"]), **own, **changes}


def spoil(doc: Any, path: list[int], value: Any) -> Any:
    """Return ``doc`` with ``value`` at the place to which ``path`` leads; a step is an index into the names there."""
    if not path or not isinstance(doc, dict | list) or not doc:
        return value
    names = sorted(doc) if isinstance(doc, dict) else range(len(doc))
    name = names[path[0] % len(doc)]
    inner = spoil(doc[name], path[1:], value)
    return {**doc, name: inner} if isinstance(doc, dict) else [*doc[:name], inner, *doc[name + 1 :]]
