"""A scanned paper as the search box asks for it: the verdict, what the paper says, and whose file it opens."""

from dataclasses import dataclass

from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.papers.authenticity import PaperFacts, unseal
from ui.lanes.tasks import Unit

GENUINE, INVALID = "genuine", "invalid"


@dataclass(frozen=True, slots=True)
class SealAnswer:
    """``verdict`` genuine, invalid or unknown_key; of an invalid seal nothing is repeated, only a genuine one opens.

    ``is_late``: the day to pay by has passed.
    """

    verdict: str
    facts: PaperFacts | None = None
    file: tuple[CustomerId, OrderId | None] | None = None
    is_late: bool = False


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
