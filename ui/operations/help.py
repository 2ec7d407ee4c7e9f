"""Reads the questions and the visitor, records what was given, issues help slips, saves a manager's questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dealer_app.domain.company import CompanySettings
from dealer_app.domain.help import (
    HelpDetails,
    LotteryResult,
    Question,
    RecordResult,
    SlipTopic,
    Visitor,
    load_results,
)
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit

HELP_DRAFT, QUESTION_DRAFT = "help", "question"


@dataclass(frozen=True, slots=True)
class HelpStart:
    """What the page shows besides the questions; ``order`` is the open one, if there is one."""

    name: str
    order: OrderDetails | None
    company: CompanySettings
    results: tuple[LotteryResult, ...]
    today: date


def start_help(page: Page, visitor: Visitor, on_done: Callable[[HelpStart], None]) -> None:
    """Read for whom the help is, and the company's addresses of today."""
    read(page, on_done, _start_help, visitor)


def find_questions(page: Page, text: str, on_done: Callable[[tuple[Question, ...]], None]) -> None:
    """Read the questions for a search text, as they are read aloud today."""
    read(page, on_done, _find_questions, text)


def get_question(page: Page, code: str, on_done: Callable[[Question], None]) -> None:
    """Read one question as it is stored, to edit it."""
    read(page, on_done, _get_question, code)


def record_answer(page: Page, visitor: Visitor, code: str) -> Operation[HelpDetails]:
    """Record that an answer was read aloud."""
    return write(page, _record_answer, visitor, code)


def record_result(page: Page, command: RecordResult, draft_key: str) -> Operation[HelpDetails]:
    """Record the result that a customer showed, and drop its draft, in one transaction."""
    return write(page, _record_result, command, draft_key)


def issue_slip(page: Page, visitor: Visitor, topic: SlipTopic) -> Operation[PaperRef]:
    """Issue a help slip; the answer is the paper to show."""
    return write(page, _issue_slip, visitor, topic)


def save_question(page: Page, question: Question, draft_key: str) -> Operation[Question]:
    """Save a new version of a question and drop its draft, in one transaction."""
    return write(page, _save_question, question, draft_key)


def _start_help(unit: Unit, visitor: Visitor) -> HelpStart:
    from dealer_app.services.customers import customers
    from dealer_app.services.orders import orders
    from dealer_app.services.settings import get_company

    order = None if visitor.order_id is None else orders.get_order(unit, visitor.order_id)
    name = "" if visitor.customer_id is None else customers.get_customer(unit, visitor.customer_id).name
    return HelpStart(name, order, get_company(unit), tuple(load_results().values()), unit.today)


def _find_questions(unit: Unit, text: str) -> tuple[Question, ...]:
    from dealer_app.services.help import questions

    return questions.find_questions(unit, text)


def _get_question(unit: Unit, code: str) -> Question:
    from dealer_app.services.help import questions

    return questions.get_question(unit, code)


def _record_answer(unit: Unit, visitor: Visitor, code: str) -> HelpDetails:
    from dealer_app.services.help import records

    return records.record_answer(unit, visitor, code)


def _record_result(unit: Unit, command: RecordResult, draft_key: str) -> HelpDetails:
    from dealer_app.services import drafts
    from dealer_app.services.help import records

    recorded = records.record_result(unit, command)
    drafts.drop_draft(unit, HELP_DRAFT, draft_key)
    return recorded


def _issue_slip(unit: Unit, visitor: Visitor, topic: SlipTopic) -> PaperRef:
    from dealer_app.documents.printing import preview_paper
    from dealer_app.services.help import records

    ref = PaperRef(PaperKind.HELP_SLIP, records.issue_slip(unit, visitor, topic).id)
    preview_paper(unit, ref)  # a paper that cannot be drawn is not issued
    return ref


def _save_question(unit: Unit, question: Question, draft_key: str) -> Question:
    from dealer_app.services import drafts
    from dealer_app.services.help import questions

    saved = questions.save_question(unit, question)
    drafts.drop_draft(unit, QUESTION_DRAFT, draft_key)
    return saved
