"""Joined files at two counters: shown as one at both, one join a file, ended at both."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.files.joins import JoinFiles, PartFiles
from dealer_app.domain.ids import CustomerId
from dealer_app.services.files.joins import files_of, get_join, join_files, part_files
from tests.hub.head_office import Office
from tests.services.factories import a_foreigner, by_manager
from tests.sync.counters import enrolled_counter

Files = tuple[CustomerId, CustomerId, CustomerId]


@pytest.fixture
def other(tmp_path: Path, office: Office) -> Iterator[Desktop]:
    """A second counter of the dealership."""
    with enrolled_counter(tmp_path / "other", office, "2606") as desktop:
        yield desktop


@pytest.fixture
def files(joined: Desktop, other: Desktop) -> Files:
    """Three files of foreign people that both counters know."""
    talk(joined, other)
    made = joined.write(lambda unit: (a_foreigner(unit, 1), a_foreigner(unit, 2), a_foreigner(unit, 3))).value
    talk(joined, other)
    return made


def talk(*counters: Desktop) -> None:
    for counter in counters:
        assert counter.talk().trouble == ""


def join(counter: Desktop, kept: CustomerId, customer_id: CustomerId) -> None:
    counter.write(lambda unit: join_files(by_manager(unit), JoinFiles(kept, customer_id, "گذرنامهٔ تازه")))


def part(counter: Desktop, customer_id: CustomerId) -> None:
    found = counter.read(partial(get_join, customer_id=customer_id))
    assert found is not None
    counter.write(lambda unit: part_files(by_manager(unit), PartFiles(found.id, "اشتباه بود")))


def shown(counter: Desktop, customer_id: CustomerId) -> tuple[CustomerId, ...]:
    return counter.read(partial(files_of, customer_id=customer_id))


def assert_same(joined: Desktop, other: Desktop, files: Files) -> None:
    """Assert that both counters show each file alike and that nothing is kept raw or doubted."""
    for one in files:
        assert shown(joined, one) == shown(other, one)
    for counter in (joined, other):
        assert counter.verify().is_sound
        assert counter.line_state().waiting == 0


def test_join_and_its_end_reach_the_other_counter(joined: Desktop, other: Desktop, files: Files) -> None:
    first, second, _ = files
    join(joined, first, second)
    talk(joined, other)
    assert shown(other, second) == (first, second)
    part(other, first)
    talk(other, joined)
    assert shown(joined, second) == (second,)
    join(joined, second, first)
    talk(joined, other)
    assert shown(other, first) == (second, first)
    assert_same(joined, other, files)


def test_first_of_two_joins_of_one_file_counts(joined: Desktop, other: Desktop, files: Files) -> None:
    first, second, third = files
    join(joined, first, second)
    join(other, third, second)
    talk(joined, other)
    talk(joined, other)
    assert shown(other, second) == (first, second)
    assert shown(other, third) == (third,)
    assert_same(joined, other, files)


def test_two_counters_that_join_the_same_two_the_other_way_round(joined: Desktop, other: Desktop, files: Files) -> None:
    first, second, _ = files
    join(joined, first, second)
    join(other, second, first)
    talk(joined, other)
    talk(joined, other)
    assert shown(other, second) == (first, second)
    assert_same(joined, other, files)


def test_both_counters_part_the_same_join(joined: Desktop, other: Desktop, files: Files) -> None:
    first, second, _ = files
    join(joined, first, second)
    talk(joined, other)
    part(joined, first)
    part(other, second)
    talk(joined, other)
    talk(joined, other)
    assert shown(joined, first) == (first,)
    assert_same(joined, other, files)


def test_join_after_a_part_at_another_counter_that_was_not_heard_of(
    joined: Desktop, other: Desktop, files: Files
) -> None:
    first, second, third = files
    join(joined, first, second)
    talk(joined, other)
    part(other, second)
    join(other, third, second)
    talk(other, joined)
    assert shown(joined, second) == (third, second)
    assert_same(joined, other, files)
