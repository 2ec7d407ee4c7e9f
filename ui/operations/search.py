"""Answers the search box: hits for typed text, a tracked order, a scanned seal, the number of files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dealer_app.domain.papers.authenticity import GENUINE, UNKNOWN_KEY, SealAnswer, find_seal, unseal
from dealer_app.domain.papers.papers import PaperKind, PaperRef

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from dealer_app.desktop import Unit
    from dealer_app.domain.search.search import Hit, SearchHit
    from ui.lanes.tasks import Tasks

LIMIT = 20


def find(owner: QObject, tasks: Tasks, text: str, on_done: Callable[[tuple[Hit, ...]], None]) -> None:
    """Read the best hits for ``text``: files, then slips of visits, then questions."""
    tasks.run_read(owner, lambda unit: _find(unit, text), on_done)


def track(
    owner: QObject, tasks: Tasks, pair: tuple[str, str], on_done: Callable[[tuple[SearchHit, ...]], None]
) -> None:
    """Find an order by (number, national code); a write, because a number with a wrong code is audited."""
    tasks.run_write(owner, lambda unit: _track(unit, *pair), lambda written: on_done(written.value))


def count_files(owner: QObject, tasks: Tasks, on_done: Callable[[int], None]) -> None:
    """Read how many files there are."""
    tasks.run_read(owner, _count_files, on_done)


def check_scan(owner: QObject, tasks: Tasks, text: str, on_done: Callable[[SealAnswer], None]) -> None:
    """Check a scanned seal."""
    tasks.run_read(owner, lambda unit: check_seal(unit, text), on_done)


def check_seal(unit: Unit, text: str) -> SealAnswer:
    """Check a seal against the keys known to this counter, without a network."""
    from dealer_app.services.papers import seals
    from dealer_app.services.visits.visits import find_visit_id

    verdict = seals.check_seal(unit, text)
    if verdict not in {GENUINE, UNKNOWN_KEY}:
        return SealAnswer(verdict)
    facts = unseal(find_seal(text.strip())[0])[0]
    is_late = facts.pay_by_on is not None and facts.pay_by_on < unit.today
    file = seals.find_sealed_file(unit, facts) if verdict == GENUINE else None
    is_alone = verdict == GENUINE and file is None and facts.kind == PaperKind.VISIT
    visit_id = find_visit_id(unit, facts.number) if is_alone else None
    return SealAnswer(verdict, facts, file, is_late, PaperRef(PaperKind.VISIT, visit_id) if visit_id else None)


def _find(unit: Unit, text: str) -> tuple[Hit, ...]:
    from dealer_app.services.help import questions
    from dealer_app.services.search import search
    from dealer_app.services.visits import visits

    return (*search.find(unit, text, LIMIT), *visits.find_hits(unit, text), *questions.find_hits(unit, text))


def _track(unit: Unit, number: str, national_code: str) -> tuple[SearchHit, ...]:
    from dealer_app.services.search import search

    return search.track(unit, number, national_code)


def _count_files(unit: Unit) -> int:
    from dealer_app.services.search import search

    return search.count_files(unit)
