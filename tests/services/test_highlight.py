"""Highlighting the matched parts of a name."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealer_app.services.search.highlight import find_spans, matched_words


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        ("زهرا نوری‌فر", "نوری فر", "نوری‌فر"),
        ("زهرا نوری‌فر", "نوري", "نوری‌فر"),
        ("فاطمه زهرا نوری", "نوری فر", "نوری"),
        ("شرکت نگین نوری‌فر کرمان", "کرمان نگین", "نگین کرمان"),
        ("مؤمنی", "مومنی", "مؤمنی"),
        ("شیرین میر محمد صادقی", "میرمحمدصادقی", "میر محمد صادقی"),
        ("علی کاظمی", "حسین", ""),
    ],
)
def test_matched_words_are_spelled_as_in_the_name(name: str, query: str, words: str) -> None:
    assert matched_words(name, find_spans(name, query)) == words


def test_span_covers_both_halves_of_a_joined_name() -> None:
    name = "زهرا نوری‌فر"

    assert find_spans(name, "نوری فر") == ((5, len(name)),)


def test_match_at_the_beginning_of_a_word_is_preferred() -> None:
    assert find_spans("علی عالی", "ع") == ((0, 1), (4, 5))


@given(st.text(max_size=20), st.text(max_size=8))
def test_spans_stay_inside_the_name_and_never_overlap(name: str, query: str) -> None:
    spans = find_spans(name, query)

    assert all(0 <= start < end <= len(name) for start, end in spans)
    assert all(first[1] < second[0] for first, second in pairwise(spans))
