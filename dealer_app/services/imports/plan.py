"""Plan the changes of a batch before a row is written, in the same way for a dry run and a real import."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from uuid_utils.compat import uuid7

from dealer_app.domain.codes.masking import mask_national_code
from dealer_app.domain.errors import FieldError
from dealer_app.domain.orders.orders import OrderFields
from dealer_app.services.imports.known import Known, KnownCustomer, KnownOrder
from dealer_app.services.imports.merging import merge_order
from dealer_app.services.imports.people import fill_customer, list_differences, split_name
from dealer_app.services.imports.rows import RowFacts


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A customer to store, and the kind of person."""

    customer: KnownCustomer
    kind: str


@dataclass(frozen=True, slots=True)
class ChangedOrder:
    """A known order and its new facts."""

    known: KnownOrder
    customer_id: UUID
    fields: OrderFields


@dataclass(slots=True)
class BatchPlan:
    """The writes of one batch and the warnings that depend on the database."""

    new_customers: dict[str, NewCustomer] = field(default_factory=dict)
    filled_customers: dict[str, KnownCustomer] = field(default_factory=dict)
    new_orders: list[KnownOrder] = field(default_factory=list)
    changed_orders: list[ChangedOrder] = field(default_factory=list)
    unchanged: int = 0
    warnings: list[tuple[int, FieldError]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing would be written."""
        return not (self.new_customers or self.filled_customers or self.new_orders or self.changed_orders)


def plan_batch(known: Known, batch: Iterable[RowFacts], present: frozenset[str]) -> BatchPlan:
    """Return the changes for storing ``batch``; ``present`` are the order fields with a column in the export."""
    plan = BatchPlan()
    for facts in batch:
        customer_id = _plan_customer(plan, known, facts)
        _plan_order(plan, known, facts, customer_id, present)
    return plan


def _plan_customer(plan: BatchPlan, known: Known, facts: RowFacts) -> UUID:
    person = facts.person
    code = person.national_code
    mine = known.customers.get(code)
    if mine is None:
        given, family = split_name(person)
        mine = KnownCustomer(uuid7(), 1, "import", code, given, family, person.mobile, person.city, person.postal_code)
        known.customers[code] = mine
        plan.new_customers[code] = NewCustomer(mine, person.kind)
        return mine.id
    plan.warnings += [(facts.row, warning) for warning in list_differences(mine, person)]
    filled = fill_customer(mine, person)
    if filled is not mine:
        known.customers[code] = filled
        if code in plan.new_customers:
            plan.new_customers[code] = replace(plan.new_customers[code], customer=filled)
        else:
            plan.filled_customers[code] = filled
    return mine.id


def _plan_order(plan: BatchPlan, known: Known, facts: RowFacts, customer_id: UUID, present: frozenset[str]) -> None:
    mine = known.orders.get(facts.key)
    if mine is None:
        plan.new_orders.append(KnownOrder(uuid7(), customer_id, 1, facts.order))
        return
    merged, kept = merge_order(mine.fields, facts, present)
    plan.warnings += [(facts.row, warning) for warning in kept]
    if mine.customer_id != customer_id:
        plan.warnings.append((facts.row, _moved(facts)))
    elif merged == mine.fields:
        plan.unchanged += 1
        return
    plan.changed_orders.append(ChangedOrder(mine, customer_id, merged))


def _moved(facts: RowFacts) -> FieldError:
    code = mask_national_code(facts.person.national_code)
    return FieldError("import_customer_changed", "national_code", is_warning=True, given=code)
