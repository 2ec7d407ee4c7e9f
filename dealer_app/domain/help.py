"""Help for visitors: questions with answers to read aloud, results of the lottery, and what was given to whom.

Nothing here can hold the password of the unified system: a visitor types it there alone, and staff never ask for it
(``tests/architecture/test_no_password.py``).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from uuid import UUID

from dealer_app.domain.calendar.jalali import parse_jalali
from dealer_app.domain.company import CompanySettings, parse_source
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import CustomerId, HelpId, OrderId
from dealer_app.domain.persian import clean_lines, clean_text, normalise, persian_digits
from dealer_app.domain.registration import LONGEST_LINE, LONGEST_PROSE
from dealer_app.domain.settings import DealershipSettings
from resources.tables import read_table
from resources.texts.help import PLACEHOLDERS
from resources.texts.sentences import signs

LONGEST_CODE = 60
OWN_CODE = "own_"
WORD_SEPARATOR = "|"
MOST_KEYS = 1_000
"""Most questions whose search keys are kept."""
_PLACE = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")


class HelpTopic(StrEnum):
    """What was given: an answer that was read aloud, a result that the visitor showed, or a slip on paper."""

    ANSWER = "answer"
    LOTTERY = "lottery"
    SLIP = "slip"


class SlipTopic(StrEnum):
    """What a help slip is about: the official addresses, or the steps to see the lottery's result."""

    ADDRESSES = "addresses"
    LOTTERY = "lottery"


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the answer to read aloud; ``words`` also find it.

    Question and answer may have places for the company's values («{سایت}», see PLACEHOLDERS).
    """

    code: str
    question: str
    answer: str
    words: tuple[str, ...]
    effective_from: date
    source: str
    is_sample: bool = True
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class LotteryResult:
    """A word of the unified system for the result of a lottery, with its source."""

    code: str
    name: str
    source: str
    is_sample: bool = True


@dataclass(frozen=True, slots=True)
class HelpDetails:
    """The facts of one act of help, frozen when it was recorded; a slip is printed from them.

    ``code`` and ``title`` name the question, the result or the slip; ``text`` is what was read aloud, or the steps on
    the slip, one a line.
    """

    id: HelpId
    topic: HelpTopic
    customer_id: CustomerId | None
    recorded_on: date
    code: str
    title: str
    text: str
    source: str
    seen_on: date | None  # the day on which a result was shown
    customer_name: str
    request_number: str
    contract_number: str
    car: str
    color: str
    model_year: str
    company: CompanySettings
    dealership: DealershipSettings
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whom the help is for: a customer, and the order that is open; both may be unknown."""

    customer_id: CustomerId | None = None
    order_id: OrderId | None = None


@dataclass(frozen=True, slots=True)
class RecordResult:
    """Record the result that a customer showed on ``seen_on``; ``code`` is one of the table of results."""

    visitor: Visitor
    code: str
    seen_on: date


def own_code_of(row_id: UUID) -> str:
    """Return the code of a question that a manager adds: one word of letters, that no other counter gives."""
    return OWN_CODE + "".join(chr(ord("a") + int(digit, 16)) for digit in row_id.hex)


def load_questions() -> tuple[Question, ...]:
    """Return the questions of the table ``questions.csv``, which are samples until a manager edits them."""
    return _questions()


@cache
def _questions() -> tuple[Question, ...]:
    return tuple(
        Question(
            row["code"],
            row["question"],
            row["answer"],
            tuple(row["words"].split(WORD_SEPARATOR)),
            parse_jalali(row["effective_from"], date.max),
            row["source"],
        )
        for row in read_table("questions")
    )


@cache
def load_results() -> dict[str, LotteryResult]:
    """Return the results of the table ``lottery_results.csv`` by code, in its order."""
    return {
        row["code"]: LotteryResult(row["code"], row["name"], row["source"]) for row in read_table("lottery_results")
    }


def find_result(code: str) -> LotteryResult:
    """Return the result of a code; raises FieldError ``result_unknown``."""
    result = load_results().get(code)
    if result is None:
        raise FieldError("result_unknown", "code")
    return result


def clean_question(question: Question) -> tuple[Question, tuple[FieldError, ...]]:
    """Return a question as it is stored, and its errors: empty or too long texts, unknown places, no source."""
    errors = []
    cleaned = replace(
        question,
        question=clean_text(question.question),
        answer=clean_lines(question.answer),
        words=tuple(word for one in question.words if (word := clean_text(one))),
        source=clean_text(question.source),
    )
    for name, code, most in (("question", "question_empty", LONGEST_LINE), ("answer", "answer_empty", LONGEST_PROSE)):
        text = getattr(cleaned, name)
        if not text:
            errors.append(FieldError(code, name))
        elif len(text) > most:
            errors.append(FieldError("text_too_long", name, most=persian_digits(str(most))))
        elif wrong := _unknown_place(text):
            errors.append(FieldError("answer_place", name, place=wrong, known=signs.JOIN.join(PLACEHOLDERS)))
    if len(WORD_SEPARATOR.join(cleaned.words)) > LONGEST_LINE:
        errors.append(FieldError("text_too_long", "words", most=persian_digits(str(LONGEST_LINE))))
    try:
        parse_source(cleaned.source)
    except FieldError as error:
        errors.append(error)
    return cleaned, tuple(errors)


def _unknown_place(text: str) -> str:
    """Return the first place that has no value, or a brace that is no place; "" if there is none."""
    wrong = next((match[0] for match in _PLACE.finditer(text) if match[1] not in PLACEHOLDERS), "")
    brace = _BRACE.search(_PLACE.sub("", text))
    return wrong or (brace[0] if brace else "")


def fill_places(text: str, company: CompanySettings) -> str:
    """Return a question or an answer with the company's values of today in its places."""
    return _PLACE.sub(lambda match: _value(match, company), text)


def _value(match: re.Match[str], company: CompanySettings) -> str:
    name = PLACEHOLDERS.get(match[1])
    value = str(getattr(company, name)) if name else match[0]
    return persian_digits(value) if name in {"phone", "short_phone"} else value


def filled(question: Question, company: CompanySettings) -> Question:
    """Return a question as it is read aloud today."""
    said = (fill_places(text, company) for text in (question.question, question.answer))
    text, answer = said
    return replace(question, question=text, answer=answer)


def newest_of(shipped: Iterable[Question], edited: Iterable[Question], today: date) -> tuple[Question, ...]:
    """Return one question for each code: the last one that is in force on ``today``, without withdrawn ones.

    What a manager edited or withdrew is taken whatever the day of the program's own row: a newer table of the program
    neither brings a withdrawn question back nor replaces a manager's text. Of two with the same day the later one is
    taken. A code keeps the place of its first question.
    """
    kept = {**_last_by_code(shipped, today), **_last_by_code(edited, today)}
    return tuple(question for question in kept.values() if question.is_shown)


def _last_by_code(questions: Iterable[Question], today: date) -> dict[str, Question]:
    kept: dict[str, Question] = {}
    for question in questions:
        known = kept.get(question.code)
        if question.effective_from <= today and (known is None or known.effective_from <= question.effective_from):
            kept[question.code] = question
    return kept


def search_questions(questions: Sequence[Question], spellings: Sequence[str]) -> tuple[Question, ...]:
    """Return the questions that have every word of one of ``spellings``, the best first; all for an empty text.

    A word that begins a word of the question or of its ``words`` counts most, then one inside them, then the answer.
    """
    wanted = [words for spelling in spellings if (words := normalise(spelling).split())]
    if not wanted:
        return tuple(questions)
    ranked = [(min(_ranks(question, wanted), default=None), place) for place, question in enumerate(questions)]
    found = sorted((rank, place) for rank, place in ranked if rank is not None)
    return tuple(questions[place] for _, place in found)


def _ranks(question: Question, wanted: Sequence[Sequence[str]]) -> Iterator[int]:
    """Yield the rank of each spelling whose words are all there; 0 is best."""
    head, answer = _keys(question)
    for words in wanted:
        ranks = [_rank(word, head, answer) for word in words]
        if None not in ranks:
            yield sum(rank for rank in ranks if rank is not None)


@lru_cache(maxsize=MOST_KEYS)
def _keys(question: Question) -> tuple[str, str]:
    """Return the search keys of what a question asks and of its answer; kept, because a search reads them at each key.

    The key of the cache is the whole question, so that an edited one or another company's name is never found by old
    words.
    """
    return normalise(" ".join((question.question, *question.words))), normalise(question.answer)


def _rank(word: str, head: str, answer: str) -> int | None:
    if f" {word}" in f" {head}":
        return 0
    if word in head:
        return 1
    return 3 if word in answer else None
