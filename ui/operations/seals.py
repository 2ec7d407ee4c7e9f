"""A scanned paper as the search box asks for it: the verdict, what the paper says, and whose file it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealer_app.domain.papers.authenticity import GENUINE, INVALID, SealAnswer, unseal

if TYPE_CHECKING:
    from dealer_app.desktop import Unit


def check_seal(unit: Unit, text: str) -> SealAnswer:
    """Check a seal against the keys this counter knows; needs no network."""
    from dealer_app.services.papers import seals

    verdict = seals.check_seal(unit, text)
    if verdict == INVALID:
        return SealAnswer(verdict)
    facts = unseal(text)[0]
    is_late = facts.pay_by_on is not None and facts.pay_by_on < unit.today
    file = seals.find_sealed_file(unit, facts) if verdict == GENUINE else None
    return SealAnswer(verdict, facts, file, is_late)
