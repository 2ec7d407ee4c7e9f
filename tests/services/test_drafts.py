"""Drafts belong to the person who typed them; what nobody owns is offered to all."""

from dataclasses import replace

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.staff import Actor, Role
from dealer_app.services.drafts import drop_draft, list_drafts, save_draft
from dealer_app.store.core.unit import Unit
from tests.services.conftest import FakeClock
from tests.signed_on import sign_on

Drafts = list[tuple[str, dict[str, str]]]


@pytest.fixture
def other(counter: Desktop) -> Actor:
    """The demo's manager; the clerk stays signed in."""
    clerk = counter.actor
    sign_on(counter, "پیشخوان ۲", Role.MANAGER)
    other, counter.actor = counter.actor, clerk
    assert other.staff_id != clerk.staff_id
    return other


def kept(unit: Unit) -> Drafts:
    return [(draft.key, draft.body) for draft in list_drafts(unit, "visit")]


def save(unit: Unit, words: str, key: str = "unknown") -> None:
    save_draft(unit, "visit", key, {"asked": words})


def test_each_person_has_own_draft_of_the_same_form(counter: Desktop, other: Actor) -> None:
    def work(unit: Unit) -> tuple[Drafts, Drafts, Drafts]:
        theirs = replace(unit, actor=other)
        save(unit, "one")
        before = kept(theirs)
        save(theirs, "two")
        return before, kept(unit), kept(theirs)

    before, first, second = counter.write(work).value
    assert before == []
    assert first == [("unknown", {"asked": "one"})]
    assert second == [("unknown", {"asked": "two"})]


def test_nobody_deletes_the_draft_of_another(counter: Desktop, other: Actor) -> None:
    def work(unit: Unit) -> Drafts:
        save(unit, "one")
        drop_draft(replace(unit, actor=other), "visit", "unknown")
        return kept(unit)

    assert counter.write(work).value == [("unknown", {"asked": "one"})]


def test_draft_of_nobody_is_offered_to_all_until_one_takes_it(counter: Desktop, other: Actor, clock: FakeClock) -> None:
    def leave(unit: Unit) -> None:
        nobody = replace(unit, actor=replace(unit.actor, staff_id=None))
        save(nobody, "old")
        save(nobody, "older", "left")

    def take(unit: Unit) -> tuple[Drafts, Drafts, Drafts]:
        theirs = replace(unit, actor=other)
        offered = kept(theirs)
        save(unit, "taken")
        drop_draft(unit, "visit", "left")
        return offered, kept(unit), kept(theirs)

    counter.write(leave)
    clock.pass_time(seconds=3)
    offered, first, second = counter.write(take).value
    assert sorted(offered) == [("left", {"asked": "older"}), ("unknown", {"asked": "old"})]
    assert first == [("unknown", {"asked": "taken"})]
    assert second == []
