"""Filter the catalogue while it is typed: every word must be in the plan, «تا ۶ میلیارد» limits what is due today."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dealer_app.domain.ids import Rial
from dealer_app.domain.persian import normalise
from dealer_app.domain.plans.plans import Channel, PlanDetails, PlanState, state_of
from dealer_app.domain.plans.schedule import due_today
from resources.texts import plans as texts
from resources.texts.numbers import MILLIARD
from resources.texts.sentences import signs

_BUDGET = re.compile(rf"{texts.UP_TO} ?(\d{{1,5}})(?:[./{signs.DECIMAL_MARK}](\d))? ?{normalise(MILLIARD)}")
_TENTH = 100_000_000


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A plan with what filtering needs: the normalised text of all that a visitor may name, and the sum due today."""

    plan: PlanDetails
    key: str
    today: Rial
    state: PlanState


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What the clerk asks for: typed words, only open plans, one channel."""

    text: str = ""
    is_open_only: bool = False
    channel: Channel | None = None


def make_entries(plans: Iterable[PlanDetails], now: datetime) -> tuple[CatalogueEntry, ...]:
    """Return the entries of the catalogue: open plans first, then by name; ``now`` is the counter's moment."""
    entries = [CatalogueEntry(plan, _key(plan), due_today(plan.fields), _state(plan, now)) for plan in plans]
    order = {state: at for at, state in enumerate(PlanState)}
    return tuple(sorted(entries, key=lambda one: (order[one.state], one.plan.fields.name, one.plan.fields.number)))


def filter_entries(entries: Sequence[CatalogueEntry], wish: PlanFilter) -> tuple[CatalogueEntry, ...]:
    """Return the entries that have every typed word, in their order."""
    text = normalise(wish.text)
    budget = _BUDGET.search(text)
    most = int(budget[1]) * 10 * _TENTH + int(budget[2] or 0) * _TENTH if budget else None
    words = (text.replace(budget[0], " ") if budget else text).split()
    return tuple(
        one
        for one in entries
        if (not wish.is_open_only or one.state is PlanState.OPEN)
        and (wish.channel is None or one.plan.fields.channel is wish.channel)
        and (most is None or 0 < one.today <= most)
        and all(word in one.key for word in words)
    )


def _state(plan: PlanDetails, now: datetime) -> PlanState:
    return state_of(plan.fields, now, plan.ordered)


def _key(plan: PlanDetails) -> str:
    fields = plan.fields
    channel = texts.CHANNELS[fields.channel.value] if fields.channel else ""
    method = texts.METHODS[fields.method.value] if fields.method else ""
    parts = (fields.name, fields.code, fields.circular, fields.car, fields.trim, fields.model_year, channel, method)
    return normalise(" ".join((*parts, *fields.groups)))
