"""Questions: which one a search finds, which version is in force, and what an answer may hold."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.calendar.jalali import parse_jalali
from dealer_app.domain.company import load_company
from dealer_app.domain.errors import sentence
from dealer_app.domain.help import (
    Question,
    clean_question,
    fill_places,
    filled,
    find_result,
    load_questions,
    load_results,
    newest_of,
    search_questions,
)
from resources.tables import read_table
from resources.texts.help import PLACEHOLDERS, STEPS

TODAY = date(2026, 11, 22)
FIRST = load_questions()[0]


def codes(text: str) -> list[str]:
    said = tuple(filled(question, load_company()) for question in load_questions())
    return [question.code for question in search_questions(said, (text,))]


def test_word_of_the_first_question_finds_it_first() -> None:
    assert codes("کد رهگیری")[0] == FIRST.code == "tracking_code"
    assert codes("كد رهگيري")[0] == FIRST.code
    assert codes("کدرهگیری") == []


def test_synonyms_of_a_question_find_it() -> None:
    assert "tracking_code" in codes("لاتاری")
    assert "easiest_way" in codes("آدرس")
    assert "why_late" in codes("تاخیر")
    assert codes("صلح")[0] == "transfer"


def test_question_comes_before_those_that_only_answer_with_the_word() -> None:
    found = codes("شبا")
    assert found[0] == "sheba"
    assert codes("ژژژ") == []
    assert len(codes("")) == len(load_questions())


def test_every_row_of_the_tables_has_its_day_source_and_mark() -> None:
    for row in (*read_table("questions"), *read_table("lottery_results")):
        assert parse_jalali(row["effective_from"], TODAY) <= TODAY
        assert row["source"]
        assert "نمونه" in row["note"]
    assert {"won", "not_chosen", "reserve"} <= set(load_results())
    assert find_result("won").name == "برنده"
    assert len({row["code"] for row in read_table("questions")}) == len(load_questions())


def test_every_question_of_the_table_can_be_stored_as_it_is() -> None:
    for question in load_questions():
        assert clean_question(question) == (question, ())
    for steps in STEPS.values():
        for step in steps:
            assert fill_places(step, load_company()) == step


def test_places_hold_the_values_of_the_settings() -> None:
    company = replace(load_company(), phone="021-55555", site="https://new.example.ir/")
    said = fill_places("{تلفن} و {سایت} و {شرکت}", company)
    assert said == "۰۲۱-۵۵۵۵۵ و https://new.example.ir/ و کرمان موتور"
    assert {getattr(company, name) for name in PLACEHOLDERS.values()} >= {"021-55555", "42724"}


def test_wrong_question_names_every_wrong_field() -> None:
    wrong = replace(FIRST, question=" ", answer="{رمز} را بگویید", source="")
    errors = {error.field: error for error in clean_question(wrong)[1]}
    assert set(errors) == {"question", "answer", "source"}
    assert "{رمز}" in sentence(errors["answer"])
    for brace in ("پرانتز }", "{ باز", "{{سایت}}"):
        assert clean_question(replace(FIRST, answer=brace))[1], brace


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_refused_in_words_or_stored_as_it_will_be_read(question: str, answer: str) -> None:
    cleaned, errors = clean_question(replace(FIRST, question=question, answer=answer))
    if not errors:
        assert clean_question(cleaned) == (cleaned, ())
        filled(cleaned, load_company())
    assert all(sentence(error) for error in errors)


def a_version(day: int, text: str, *, is_shown: bool = True) -> Question:
    return replace(FIRST, question=text, effective_from=date(2026, 11, day), is_shown=is_shown)


def test_newest_version_in_force_is_taken_and_keeps_its_place() -> None:
    rows = (a_version(1, "یک"), replace(FIRST, code="other"), a_version(20, "دو"), a_version(23, "فردا"))
    assert [question.question for question in newest_of((), rows, TODAY)] == ["دو", FIRST.question]
    assert newest_of((), (a_version(1, "یک"), a_version(2, "", is_shown=False)), TODAY) == ()
    assert newest_of((), (a_version(5, "یک"), a_version(5, "همان روز")), TODAY)[0].question == "همان روز"


@given(st.integers(1, 21), st.integers(1, 21), st.booleans())
def test_newer_table_of_the_program_changes_nothing_that_a_manager_saved(
    shipped: int, saved: int, is_shown: bool
) -> None:
    newest = newest_of((a_version(shipped, "برنامه"),), (a_version(saved, "مدیر", is_shown=is_shown),), TODAY)
    assert [question.question for question in newest] == (["مدیر"] if is_shown else [])


def test_edited_question_is_found_by_its_new_words_only() -> None:
    before, after = a_version(1, "گذشته"), a_version(1, "آینده")
    assert search_questions((before,), ("گذشته",)) == (before,)
    assert search_questions((after,), ("گذشته",)) == ()
    assert search_questions((after,), ("آینده",)) == (after,)
