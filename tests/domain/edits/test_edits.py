"""The rules of edits: one winner in every order of arrival, and one answer against head office's row."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.edits.edits import (
    RIGHTS,
    Stamp,
    Topic,
    edit_id_of,
    holds,
    is_newer,
    key_of,
    next_moment,
    parts_of,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
moments = st.integers(0, 3).map(lambda at: NOW + timedelta(seconds=at))
stamps = st.builds(Stamp, moments, st.integers(0, 3).map(lambda at: UUID(int=at)))


def kept(order: tuple[Stamp, ...]) -> Stamp | None:
    """Return the edit that is kept when they arrive in this order."""
    found: Stamp | None = None
    for one in order:
        if is_newer(one, found):
            found = one
    return found


@given(st.lists(stamps, min_size=1, max_size=4))
def test_same_edit_is_kept_in_every_order_of_arrival(edits: list[Stamp]) -> None:
    assert {kept(order) for order in permutations(edits)} == {max(edits)}


def test_edit_does_not_replace_itself() -> None:
    one = Stamp(NOW, UUID(int=1))
    assert not is_newer(one, one)


@pytest.mark.parametrize(
    ("seen", "published", "is_shown"),
    [
        (0, 0, True),  # head office has no such row
        (0, 1, False),  # it published one that the manager did not know
        (3, 3, True),
        (3, 4, False),
        (4, 3, True),  # this counter has not heard of version 4 yet
        (3, 0, False),  # the row was taken away
    ],
)
def test_edit_stands_until_a_publication_that_it_did_not_know(seen: int, published: int, is_shown: bool) -> None:
    assert holds(seen, published) is is_shown


def test_new_edit_comes_after_the_one_that_it_replaces() -> None:
    late = NOW - timedelta(minutes=10)
    assert next_moment(NOW, None) == next_moment(NOW, late) == NOW
    assert next_moment(late, NOW) > NOW
    assert next_moment(late, NOW + timedelta(days=2)) == late, "head office refuses that moment"


def test_every_topic_has_a_right_and_things_have_different_ids() -> None:
    assert set(RIGHTS) == set(Topic)
    assert len({edit_id_of(topic, key) for topic in Topic for key in ("2606", "2606@2026-11-23")}) == 2 * len(Topic)


def test_key_is_taken_apart_as_it_was_made() -> None:
    assert parts_of(key_of("2606", NOW.date())) == ("2606", "2026-11-23")
    assert parts_of("2606") == ("2606", "")
