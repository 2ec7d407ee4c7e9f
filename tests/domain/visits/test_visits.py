"""Visits: the last day of a power of attorney, what a deed must say, the papers of a check-list."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealer_app.domain.visits import (
    MOST_LINES,
    MOST_PAPERS,
    CheckList,
    PaperRule,
    RecordVisit,
    Representative,
    check_papers,
    check_visit,
    may_hand_over,
    normalise_visit,
)

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
DEED = Representative("حسین صادقی", "0499370899", "14512", "۱۲ کرمان", TODAY)


def codes_of(command: RecordVisit) -> list[tuple[str, str]]:
    return [(error.code, error.field) for error in check_visit(normalise_visit(command), TODAY)]


@settings(max_examples=30, deadline=None)
@given(st.integers(-400, 400))
def test_a_deed_holds_to_the_end_of_its_last_day(days: int) -> None:
    deed = Representative("الف", "0499370899", "1", "۱", TODAY + timedelta(days=days))
    assert may_hand_over(deed, TODAY) is (days >= 0)


def test_customer_needs_no_deed_and_a_deed_without_a_day_holds_never() -> None:
    assert may_hand_over(None, TODAY)
    assert not may_hand_over(Representative("الف", "0499370899", "1", "۱", None), TODAY)


def test_after_its_last_day_the_visit_is_recorded_but_nothing_is_handed_over() -> None:
    late = Representative("حسین", "0499370899", "1", "۱", TODAY - timedelta(days=1))
    assert codes_of(RecordVisit("delivery", NOW, representative=late)) == []
    handing = RecordVisit("delivery", NOW, representative=late, handed_over=("سند خودرو",))
    assert codes_of(handing) == [("deed_expired", "handed_over")]


def test_last_day_itself_is_good() -> None:
    assert codes_of(RecordVisit("delivery", NOW, representative=DEED, handed_over=("سند خودرو",))) == []


def test_deed_without_its_facts_is_refused_at_each_field() -> None:
    empty = Representative(" ", "12", "", "  ", None)
    assert codes_of(RecordVisit("delivery", NOW, representative=empty)) == [
        ("proxy_name_empty", "proxy_name"),
        ("national_code_too_short", "proxy_code"),
        ("deed_number_empty", "deed_number"),
        ("notary_empty", "notary"),
        ("deed_day_empty", "deed_until"),
    ]


def test_long_texts_are_refused_at_their_fields() -> None:
    long = "ا" * 501
    deed = Representative(long, "0499370899", "1" * 41, long, TODAY)
    wrong = RecordVisit("other", NOW, visitor_name=long, asked="ا" * 4001, other_reason=long, representative=deed)
    fields = {field for _, field in codes_of(wrong)}
    assert fields == {"visitor_name", "asked", "other_reason", "proxy_name", "notary", "deed_number"}
    assert codes_of(RecordVisit("other", NOW, handed_over=("ا" * 501,))) == [("text_too_long", "handed_over")]
    many = tuple(str(at) for at in range(MOST_PAPERS + 1))
    assert codes_of(RecordVisit("other", NOW, handed_over=many)) == [("papers_many", "handed_over")]


def test_texts_are_stored_clean() -> None:
    typed = RecordVisit(
        "other", NOW, visitor_name=" علي  <ب>", asked="الف\n\n\n\nب ", handed_over=(" سند ", " "), other_reason=" x "
    )
    stored = normalise_visit(typed)
    assert (stored.visitor_name, stored.asked, stored.handed_over) == ("علی ب", "الف\n\nب", ("سند",))


@pytest.mark.parametrize(
    ("names", "code"), [(["الف", "ب", "الف"], "paper_twice"), ([str(at) for at in range(31)], "papers_many")]
)
def test_wrong_check_list_is_refused(names: list[str], code: str) -> None:
    error = check_papers([PaperRule(name) for name in names])
    assert error is not None
    assert error.code == code


def test_papers_of_a_proxy_are_asked_only_of_a_proxy() -> None:
    known = CheckList("delivery", (PaperRule("کارت ملی"), PaperRule("وکالت‌نامه", is_for_proxy=True)), "عرف")
    assert [one.name for one in known.for_visitor(has_proxy=False)] == ["کارت ملی"]
    assert len(known.for_visitor(has_proxy=True)) == 2


def test_what_was_asked_has_no_more_lines_than_its_slip_has_room_for() -> None:
    lines = "\n".join(["الف"] * MOST_LINES)
    assert codes_of(RecordVisit("status", NOW, visitor_name="الف", asked=lines)) == []
    assert codes_of(RecordVisit("status", NOW, visitor_name="الف", asked=f"{lines}\nب")) == [
        ("lines_too_many", "asked")
    ]
