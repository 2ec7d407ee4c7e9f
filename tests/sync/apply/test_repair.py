"""Test the repair: rows that the daily comparison reports are fetched again, in as many answers as needed."""

import pytest
from sqlalchemy import Engine, text
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.hub.feed import verify
from dealer_app.hub.office.publishing import Published
from dealer_app.protocol.carriage import Call
from dealer_app.sync.session.digests import list_digests
from tests.hub.head_office import Office, a_counter
from tests.sync.counters import SpoiltLine


@pytest.fixture
def large(joined: Desktop, office: Office) -> int:
    """The number of rows that both sides hold; together they do not fit into one answer."""
    docs = [{"name": f"{at:03}" + "ی" * 40_000, "role": "clerk", "is_active": True, "pin": ""} for at in range(18)]
    joined.talk()
    office.publish("2606", *(Published("staff", str(uuid7()), doc) for doc in docs))
    assert joined.talk().received == len(docs)
    return len(docs)


def is_wish(call: Call) -> bool:
    return call.path.startswith("/v1/pull") and "ids=" in call.path


def test_rows_that_do_not_fit_into_one_answer_are_requested_again(
    joined: Desktop, office: Office, owner_engine: Engine, line: SpoiltLine, large: int
) -> None:
    with owner_engine.begin() as connection:
        connection.execute(text("UPDATE rows SET doc = replace(doc, 'clerk', 'manager') WHERE kind = 'staff'"))
    office.clock.pass_by(hours=25)
    line.calls.clear()

    assert joined.talk().received == large

    assert len([call for call in line.calls if is_wish(call)]) > 1
    digests = joined.read(list_digests)
    assert a_counter(office).talk().verify(digests).differs == {}


def test_more_differences_than_one_answer_lists_cause_another_comparison(
    joined: Desktop, office: Office, owner_engine: Engine, line: SpoiltLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "MOST_LISTED", 4)
    joined.talk()
    docs = [{"name": f"{at:03}", "role": "clerk", "is_active": True, "pin": ""} for at in range(18)]
    office.publish("2606", *(Published("staff", str(uuid7()), doc) for doc in docs))
    joined.talk()
    with owner_engine.begin() as connection:
        connection.execute(text("UPDATE rows SET doc = replace(doc, 'clerk', 'manager') WHERE kind = 'staff'"))
    office.clock.pass_by(hours=25)
    line.calls.clear()
    assert joined.talk().received == len(docs)
    assert line.paths.count("verify") > 1
    assert a_counter(office).talk().verify(joined.read(list_digests)).differs == {}
