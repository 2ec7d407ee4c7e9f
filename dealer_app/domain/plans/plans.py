"""Sale plans as circulars print them: frozen values; a version never changes except when it opens, closes or is full.

Amounts are whole Rial, rates are exact decimals in percent, moments are aware UTC. None means that the circular does
not state the value; 0 means that it states «none». The three profits stay apart and are never netted: participation and
withdrawal in percent a year, late delivery in percent a month. A plan's own rate goes before the general rule.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

from dealer_app.domain.ids import PlanId, Rial

_NAMESPACE = "bajeh:*:plan"


def plan_id_of(code: str, version: int) -> PlanId:
    """Return the id of a version of a plan: one on every side, whoever read its sheet.

    The first version has the id that older programs gave to its code.
    """
    key = (code,) if version == 1 else (code, str(version))
    return PlanId(uuid5(NAMESPACE_URL, ":".join((_NAMESPACE, *key))))


class Channel(StrEnum):
    """Where a plan is sold."""

    UNIFIED = "unified"
    DIRECT = "direct"
    INSTALMENT = "instalment"


class Method(StrEnum):
    """How a plan sells; the methods of the table of late-delivery rates, and the sale by instalments."""

    IMMEDIATE = "immediate"
    FIRM_PRE_SALE = "firm_pre_sale"
    PRE_SALE = "pre_sale"
    PARTICIPATION = "participation"
    SPECIAL = "special"
    INSTALMENT = "instalment"


class PriceKind(StrEnum):
    """Whether the price is fixed at the contract, or is that of the day of the invitation."""

    FIRM = "firm"
    OF_DAY = "of_day"


class StageEvent(StrEnum):
    """What makes a stage due: a named event, a day of the calendar, or days after the request."""

    REQUEST = "request"
    CONTRACT = "contract"
    DAY = "day"
    AFTER = "after"
    INVITATION = "invitation"
    DELIVERY = "delivery"


@dataclass(frozen=True, slots=True)
class PlanStage:
    """One stage of paying: ``share`` in percent of the price, or ``amount`` in Rial; neither means «what remains».

    ``on`` is given for ``DAY``, ``after_days`` (calendar days) for ``AFTER``. ``is_of_stage_price``: the share is of
    the price at that stage, not of the list price of today.
    """

    event: StageEvent
    on: date | None = None
    after_days: int = 0
    share: Decimal | None = None
    amount: Rial | None = None
    is_of_stage_price: bool = False

    @property
    def is_rest(self) -> bool:
        """Return whether the stage takes what the others leave of the price."""
        return self.share is None and self.amount is None


@dataclass(frozen=True, slots=True)
class PlanInstalments:
    """Equal instalments: ``first_on``, or ``interval_months`` after the request if no first day is stated."""

    count: int
    amount: Rial
    interval_months: int = 1
    first_on: date | None = None
    needs_cheque: bool = True


@dataclass(frozen=True, slots=True)
class PlanFields:
    """One version of a plan."""

    code: str
    version: int
    name: str
    circular: str = ""
    channel: Channel | None = None
    method: Method | None = None
    car: str = ""
    trim: str = ""
    model_year: str = ""
    price_kind: PriceKind = PriceKind.FIRM
    price: Rial = Rial(0)
    stages: tuple[PlanStage, ...] = ()
    instalments: PlanInstalments | None = None
    stated_total: Rial | None = None
    delivery_days: int | None = None
    delivery_months: int | None = None
    participation_rate: Decimal | None = None
    withdrawal_rate: Decimal | None = None
    late_rate: Decimal | None = None
    withdrawal_note: str = ""
    late_note: str = ""
    transfers: int | None = None
    transfer_note: str = ""
    pledge: str = ""
    groups: tuple[str, ...] = ()
    buyer_conditions: str = ""
    capacity: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    color_rule: str = ""
    costs: str = ""
    conditions: str = ""
    source: str = ""

    @property
    def number(self) -> str:
        """Return the plan's code and version as papers and lists print them."""
        return f"{self.code}/{self.version}"


@dataclass(frozen=True, slots=True)
class PlanDetails:
    """A version of a plan as this counter has it.

    ``received_at`` is the moment at which the data came; ``ordered`` counts the orders from it that this counter knows.
    """

    id: PlanId
    fields: PlanFields
    origin: str  # "hub" | "sheet"
    received_at: datetime
    ordered: int = 0

    @property
    def left(self) -> int | None:
        """Return how many cars are left as far as this counter knows, None for a plan without a capacity."""
        return None if self.fields.capacity is None else max(self.fields.capacity - self.ordered, 0)


class PlanState(StrEnum):
    """Whether a plan can be ordered at a moment."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    FULL = "full"
    INCOMPLETE = "incomplete"


def state_of(fields: PlanFields, now: datetime, ordered: int = 0) -> PlanState:
    """Return the state of a plan at ``now`` (aware); it is open from its opening up to, not at, its closing."""
    if fields.price <= 0:
        return PlanState.INCOMPLETE
    if fields.opens_at is not None and now < fields.opens_at:
        return PlanState.NOT_YET
    if fields.closes_at is not None and now >= fields.closes_at:
        return PlanState.CLOSED
    if fields.capacity is not None and ordered >= fields.capacity:
        return PlanState.FULL
    return PlanState.OPEN


def overlap(one: PlanFields, other: PlanFields) -> bool:
    """Return whether two plans are open at one moment; a missing opening or closing has no end."""
    starts_before = one.opens_at is None or other.closes_at is None or one.opens_at < other.closes_at
    ends_after = other.opens_at is None or one.closes_at is None or other.opens_at < one.closes_at
    return starts_before and ends_after
