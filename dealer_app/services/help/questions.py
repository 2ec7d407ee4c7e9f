"""Read, search and edit the questions; a manager's edit is a new row, and the earlier rows stay."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from uuid_utils.compat import uuid7

from dealer_app.domain.company import synonyms_of
from dealer_app.domain.edits.edits import Made, Topic, key_of, parts_of
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.help import (
    LONGEST_CODE,
    WORD_SEPARATOR,
    Question,
    clean_question,
    filled,
    load_questions,
    newest_of,
    own_code_of,
    search_questions,
)
from dealer_app.domain.persian import normalise
from dealer_app.domain.rights import Right
from dealer_app.domain.search.recognise import cut_search
from dealer_app.domain.search.search import QuestionHit
from dealer_app.domain.search.spellings import list_spellings
from dealer_app.services.days.days import require_day
from dealer_app.services.edits.making import Value, make_edit
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.rights import require
from dealer_app.services.settings import get_company
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.help.questions import QuestionRecord
from resources.texts.search import WHY

SHORTEST, MOST_HITS = 3, 3
"""Fewest letters for which the search box shows questions, and how many of them."""
_COLUMNS = (
    QuestionRecord.code,
    QuestionRecord.question,
    QuestionRecord.answer,
    QuestionRecord.words,
    QuestionRecord.effective_from,
    QuestionRecord.source,
    QuestionRecord.is_sample,
    QuestionRecord.is_shown,
)


def list_questions(unit: Unit) -> tuple[Question, ...]:
    """Return the questions that are in force today, as they are stored: with places for the company's values."""
    stored = unit.session.execute(select(*_COLUMNS).order_by(QuestionRecord.row))
    return newest_of(load_questions(), map(_question, stored), unit.today)


def find_questions(unit: Unit, text: str, limit: int = 100) -> tuple[Question, ...]:
    """Return up to ``limit`` questions for a search text, the best first, as they are read aloud today."""
    company = get_company(unit)
    said = tuple(filled(question, company) for question in list_questions(unit))
    return search_questions(said, list_spellings(cut_search(text), synonyms_of(company)))[:limit]


def find_hits(unit: Unit, text: str) -> tuple[QuestionHit, ...]:
    """Return the few questions that the search box shows below the files; none for a short text or a number."""
    letters = [letter for letter in normalise(text) if letter != " "]
    if len(letters) < SHORTEST or any(letter.isdecimal() for letter in letters):
        return ()
    found = find_questions(unit, text, MOST_HITS)
    return tuple(QuestionHit(one.code, one.question, one.answer, WHY["question"]) for one in found)


def get_question(unit: Unit, code: str) -> Question:
    """Return a question as it is stored; raises FieldError ``question_unknown``."""
    found = next((question for question in list_questions(unit) if question.code == code), None)
    if found is None:
        raise FieldError("question_unknown", "code")
    return found


def save_question(unit: Unit, question: Question) -> Question:
    """Save a new version of a question, in force from today; without a code it is a new question.

    Raises FieldErrors (``clean_question``), FieldError ``question_unknown``.
    """
    require(unit, Right.RULES)
    require_day(unit)
    cleaned, errors = clean_question(question)
    if errors:
        raise FieldErrors(errors)
    if cleaned.code:
        get_question(unit, cleaned.code[:LONGEST_CODE])
    saved = replace(cleaned, code=cleaned.code or own_code_of(uuid7()), effective_from=unit.today)
    key = key_of(saved.code, unit.today.isoformat())
    former = read_value(unit, key)
    write_value(unit, key, freeze(saved), Made(unit.actor.name, unit.now))
    make_edit(unit, Topic.QUESTION, key, freeze(saved), former)
    write_audit(unit, "question_saved", "questions", None, {"code": saved.code, "is_shown": saved.is_shown})
    return saved


def read_value(unit: Unit, key: str) -> Value:
    """Return the last version of a question that is in force from a day, as it is sent, None if there is none."""
    query = select(*_COLUMNS).where(*_of_key(key)).order_by(QuestionRecord.row.desc()).limit(1)
    row = unit.session.execute(query).one_or_none()
    return None if row is None else freeze(_question(row))


def write_value(unit: Unit, key: str, value: Value, made: Made) -> None:
    """Add a version of a question, or take away those that are in force from its day."""
    if value is None:
        unit.session.execute(delete(QuestionRecord).where(*_of_key(key)))
        unit.touch("questions", uuid7())
        return
    question = thaw(Question, value)
    record = QuestionRecord(
        id=uuid7(),
        code=question.code,
        question=question.question,
        answer=question.answer,
        words=WORD_SEPARATOR.join(question.words),
        effective_from=question.effective_from,
        source=question.source,
        is_sample=question.is_sample,
        is_shown=question.is_shown,
        saved_at=made.at,
        saved_by=made.by,
    )
    unit.session.add(record)
    unit.session.flush()
    unit.touch("questions", record.id)


def _of_key(key: str) -> tuple[ColumnElement[bool], ...]:
    code, day = parts_of(key)
    return QuestionRecord.code == code, QuestionRecord.effective_from == date.fromisoformat(day)


def _question(record: Any) -> Question:  # noqa: ANN401 - a Core row with these columns, or the record
    return Question(
        record.code,
        record.question,
        record.answer,
        tuple(word for word in record.words.split(WORD_SEPARATOR) if word),
        record.effective_from,
        record.source,
        record.is_sample,
        record.is_shown,
    )
