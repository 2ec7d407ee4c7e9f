"""Two files shown as one: only of one company or foreign person, with a reason; parted they are as before."""

from functools import partial

import pytest
from sqlalchemy import text

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import FieldError, Refusal
from dealer_app.domain.files.joins import JoinFiles, JoinState, PartFiles, merged
from dealer_app.domain.ids import CustomerId
from dealer_app.services.customers.customers import find_customer_by_code
from dealer_app.services.files.joins import files_of, find_other, get_join, join_files, part_files
from dealer_app.services.orders.orders import list_timeline
from dealer_app.store.core.unit import Unit
from tests.services.factories import a_foreigner, by_manager
from tests.sync.counters import register

WHY = "همان شخص با گذرنامهٔ تازه"


@pytest.fixture
def both(counter: Desktop) -> tuple[CustomerId, CustomerId]:
    """Two files of foreign people."""
    return counter.write(lambda unit: (a_foreigner(unit, 1), a_foreigner(unit, 2))).value


def join(counter: Desktop, kept: CustomerId, other: CustomerId, reason: str = WHY) -> None:
    counter.write(lambda unit: join_files(by_manager(unit), JoinFiles(kept, other, reason)))


def part(counter: Desktop, customer_id: CustomerId, reason: str = "اشتباه بود") -> None:
    found = counter.read(partial(get_join, customer_id=customer_id))
    assert found is not None
    counter.write(lambda unit: part_files(by_manager(unit), PartFiles(found.id, reason)))


def rows_of(unit: Unit) -> dict[str, list[str]]:
    """Return every row of what belongs to files."""
    names = ("customers", "registrations", "orders", "aliases")
    return {name: [str(row) for row in unit.session.execute(text(f"SELECT * FROM {name}"))] for name in names}


def titles(counter: Desktop, customer_id: CustomerId) -> list[str]:
    return [one.title for one in counter.read(partial(list_timeline, customer_id=customer_id)) if one.kind == "join"]


def test_both_numbers_find_one_file_and_parting_leaves_both_as_they_were(
    counter: Desktop, both: tuple[CustomerId, CustomerId]
) -> None:
    kept, other = both
    before = counter.read(rows_of)
    join(counter, kept, other)
    assert counter.read(partial(files_of, customer_id=kept)) == both
    assert counter.read(partial(files_of, customer_id=other)) == both
    assert counter.read(partial(find_customer_by_code, code="160012300002")) == other
    assert counter.read(rows_of) == before

    part(counter, other)
    assert counter.read(partial(files_of, customer_id=kept)) == (kept,)
    assert counter.read(partial(files_of, customer_id=other)) == (other,)
    assert counter.read(rows_of) == before
    assert len(titles(counter, kept)) == len(titles(counter, other)) == 2
    join(counter, other, kept)
    assert counter.read(partial(files_of, customer_id=kept)) == (other, kept)
    assert counter.verify().is_sound


@pytest.mark.parametrize(("kept", "other", "code"), [(0, 0, "join_same"), (0, 2, "join_kind"), (2, 3, "join_kind")])
def test_files_of_other_people_are_refused(
    counter: Desktop, both: tuple[CustomerId, CustomerId], kept: int, other: int, code: str
) -> None:
    files = (*both, register(counter, 7), register(counter, 8))
    with pytest.raises(FieldError, match=code):
        join(counter, files[kept], files[other])


def test_file_is_in_one_join_only(counter: Desktop, both: tuple[CustomerId, CustomerId]) -> None:
    third = counter.write(lambda unit: a_foreigner(unit, 3)).value
    join(counter, *both)
    for kept, other in ((third, both[1]), (both[1], third), (third, both[0]), both):
        with pytest.raises(FieldError, match="join_taken"):
            join(counter, kept, other)


@pytest.mark.parametrize(("reason", "code"), [("  ", "reason_missing"), ("ا" * 201, "text_too_long")])
def test_reason_is_needed(counter: Desktop, both: tuple[CustomerId, CustomerId], reason: str, code: str) -> None:
    with pytest.raises(FieldError, match=code) as caught:
        join(counter, *both, reason)
    assert caught.value.field == "reason"
    join(counter, *both)
    with pytest.raises(FieldError, match=code):
        part(counter, both[0], reason)


def test_second_parting_is_refused(counter: Desktop, both: tuple[CustomerId, CustomerId]) -> None:
    join(counter, *both)
    found = counter.read(partial(get_join, customer_id=both[0]))
    assert found is not None
    part(counter, both[0])
    with pytest.raises(Refusal, match="join_parted"):
        counter.write(lambda unit: part_files(by_manager(unit), PartFiles(found.id, WHY)))


def test_clerk_needs_a_colleague(counter: Desktop, both: tuple[CustomerId, CustomerId]) -> None:
    with pytest.raises(Refusal, match="right_beside"):
        counter.write(partial(join_files, command=JoinFiles(*both, WHY)))


def test_other_file_is_found_by_its_code(counter: Desktop, both: tuple[CustomerId, CustomerId]) -> None:
    found = counter.read(lambda unit: find_other(unit, both[0], "۱۶۰۰۱۲۳۰۰۰۰۲"))
    assert found is not None
    assert found.id == both[1]
    for code in ("160012300001", "16001230000", "", "160099999999"):
        assert counter.read(partial(find_other, customer_id=both[0], code=code)) is None


def test_end_of_a_join_is_never_undone_by_an_older_word() -> None:
    assert merged(JoinState.PARTED, JoinState.JOINED) is JoinState.PARTED
    assert merged(JoinState.REFUSED, JoinState.JOINED) is JoinState.REFUSED
    assert merged(JoinState.JOINED, JoinState.REFUSED) is JoinState.REFUSED
