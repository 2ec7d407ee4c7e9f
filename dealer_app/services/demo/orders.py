"""Make the orders of the demo: every stage of an order and the special cases of a counter."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from dealer_app.domain.calendar.jalali import to_jalali
from dealer_app.domain.ids import Rial
from dealer_app.domain.orders.ledger import Account, LedgerEntry
from dealer_app.domain.orders.orders import OrderFields
from resources.texts import demo as words

OWN_DEALERSHIP = "2606"
FIRST_SERIAL = 90_001
LIFE = (
    "request", "documents", "contract", "waiting", "invited", "paid", "confirmed", "allocated", "invoiced", "plated",
    "shipped", "called", "delivered",
)  # fmt: skip
INVITED_FROM = LIFE.index("invited")
CHASSIS_FROM = LIFE.index("allocated")
VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """An order of the demo: its owner (index into the people), its facts and its ledger."""

    owner: int
    fields: OrderFields
    entries: tuple[LedgerEntry, ...]


def make_orders(today: date, people_count: int, dice: Random) -> tuple[DemoOrder, ...]:
    """Return the orders of the demo: two of the main visitor, the special cases, then one for each stage in turn."""
    special = (_late_order(today), _main_order(today), *_special_orders(today, dice))
    first_free = 1 + max(order.owner for order in special)
    owners = range(first_free, people_count - 2)  # the last two have a file but no order yet
    rest = (_drawn(today, dice, owner, LIFE[owner % len(LIFE)]) for owner in owners)
    return special + tuple(rest)


def money(today: date, *, received: int = 0, penalty: int = 0, **charges: int) -> tuple[LedgerEntry, ...]:
    """Return ledger entries from amounts in Rial by kind; ``received`` is given as a positive amount."""
    entries = [_entry(kind, amount, today - timedelta(days=120)) for kind, amount in charges.items() if amount]
    if received:
        entries.append(_entry("received", -received, today - timedelta(days=60)))
    if penalty:
        entries.append(LedgerEntry(Account.PENALTY, "penalty", Rial(penalty), today - timedelta(days=8)))
    return tuple(entries)


def _entry(kind: str, amount: int, on: date) -> LedgerEntry:
    """Return one entry of the principal account."""
    return LedgerEntry(Account.PRINCIPAL, kind, Rial(amount), on)


def _main_order(today: date) -> DemoOrder:
    """Return the order in the manual's pictures: invited, to be paid within days."""
    first = replace(
        _car(today, 0, words.COLORS[0], model_years_ago=0),
        request_number="R2606100412",
        contract_number="2606/50412",
        invitation_number="D700412",
        tracking_code="391226514",
        request_on=today - timedelta(days=293),
        contract_on=today - timedelta(days=286),
        sale_type=words.SALE_TYPES[0],
        prepayment=Rial(5_376_000_000),
        received=Rial(7_936_000_000),
        invitation_due_on=today - timedelta(days=7),
        delivery_due_on=today + timedelta(days=44),
        status=words.STATUS["invited"],
    )
    charges = money(today, price=first.price, taxes=756_000_000, profit=-756_000_000)
    paid = (
        LedgerEntry(Account.PRINCIPAL, "received", Rial(-5_376_000_000), first.contract_on),
        LedgerEntry(Account.PRINCIPAL, "received", Rial(-2_560_000_000), today - timedelta(days=121), "981244"),
    )
    return DemoOrder(0, first, charges + paid)


def _late_order(today: date) -> DemoOrder:
    """Return the main visitor's order whose delivery is overdue by weeks."""
    second = replace(
        _car(today, 5, words.COLORS[2], model_years_ago=1),
        request_number="R2606098731",
        contract_number="2606/48731",
        invitation_number="D698731",
        tracking_code="387714206",
        request_on=today - timedelta(days=410),
        contract_on=today - timedelta(days=402),
        sale_type=words.SALE_TYPES[2],
        invitation_due_on=today - timedelta(days=180),
        paid_on=today - timedelta(days=160),
        delivery_due_on=today - timedelta(days=46),
        status=words.STATUS["allocated"],
    )
    second = replace(second, received=second.price, vin="NAKJS3EB4RB104217", allocated_on=today - timedelta(days=9))
    return DemoOrder(0, second, money(today, price=second.price, received=second.price))


def _special_orders(today: date, dice: Random) -> Iterator[DemoOrder]:
    """Yield the special cases that a counter must handle."""
    yield _drawn(today, dice, 1, "waiting")
    yield _drawn(today, dice, 2, "delivered")
    yield _drawn(today, dice, 3, "allocated")
    yield _drawn(today, dice, 4, "invited")
    yield _changed(
        _drawn(today, dice, 5, "contract"),
        status=words.STATUS["withdrawn"],
        withdrawal_state=words.WITHDRAWN,
        withdrawn_on=today - timedelta(days=21),
        withdrawal_sheba="IR062960000000100324200001",
    )
    yield _changed(
        _drawn(today, dice, 6, "invited"), reassignment_state=words.REASSIGNED, giver_national_code="0790419904"
    )
    late = _drawn(today, dice, 7, "invited")
    yield replace(late, entries=late.entries + money(today, penalty=385_200_000))
    yield _priced(today, _drawn(today, dice, 8, "invited"), price=128_500_000_000, received=12_850_000_000)
    yield _priced(today, _drawn(today, dice, 9, "invited"), price=14_900_000_890, received=5_960_000_000)
    code, name, *_ = words.OTHER_DEALERSHIP
    yield _changed(_drawn(today, dice, 10, "invited"), dealership_code=code, dealership_name=name)
    yield _changed(_drawn(today, dice, 11, "invited"), status=words.STATUS["expired"])


def _changed(order: DemoOrder, **changes: Any) -> DemoOrder:  # noqa: ANN401 - the fields themselves are checked by replace
    """Return ``order`` with other facts."""
    return replace(order, fields=replace(order.fields, **changes))


def _priced(today: date, order: DemoOrder, *, price: int, received: int) -> DemoOrder:
    """Return ``order`` with another price and received amount, in Rial, and a matching ledger."""
    fields = replace(order.fields, price=Rial(price), received=Rial(received))
    return replace(order, fields=fields, entries=money(today, price=price, received=received))


def _car(today: date, car: int, color: str, *, model_years_ago: int) -> OrderFields:
    """Return the facts of a car of this dealership, without numbers yet."""
    brand, name, price = words.CARS[car]
    year = to_jalali(today)[0] - model_years_ago
    return OrderFields(
        request_number="",
        dealership_code=OWN_DEALERSHIP,
        dealership_name=words.DEALERSHIP_NAME,
        brand=brand,
        car=name,
        model_year=str(year),
        color=color,
        sale_permit=f"{year - 2}-27",
        payment_method=words.MONEY_METHOD,
        price=Rial(price),
    )


def _drawn(today: date, dice: Random, owner: int, state: str) -> DemoOrder:
    """Return a random order in ``state``, with the numbers, days and amounts of that state."""
    step = LIFE.index(state)
    fields = replace(
        _car(today, dice.randrange(len(words.CARS)), dice.choice(words.COLORS), model_years_ago=dice.randrange(2)),
        **_numbers(owner, step, dice),
        request_on=today - timedelta(days=200 + owner),
        sale_type=dice.choice(words.SALE_TYPES),
        delivery_due_on=today + timedelta(days=dice.randrange(-30, 150)),
        status=words.STATUS[state],
    )
    prepayment = fields.price * 4 // 10
    received = fields.price if step > INVITED_FROM else prepayment if step >= LIFE.index("contract") else 0
    fields = replace(fields, **_late_facts(today, step, dice), prepayment=Rial(prepayment), received=Rial(received))
    return DemoOrder(owner, fields, money(today, price=fields.price, received=received))


def _numbers(owner: int, step: int, dice: Random) -> dict[str, Any]:
    """Return the numbers that an order has at ``step`` of LIFE."""
    serial = FIRST_SERIAL + owner
    return {
        "request_number": f"R26060{serial}",
        "contract_number": f"2606/{serial - 50_000}" if step >= LIFE.index("contract") else "",
        "invitation_number": f"D{600_000 + serial}" if step >= INVITED_FROM else "",
        "tracking_code": str(dice.randrange(10**8, 10**9)),
    }


def _late_facts(today: date, step: int, dice: Random) -> dict[str, Any]:
    """Return the days, the chassis number and the plate that an order has at ``step`` of LIFE."""
    facts: dict[str, Any] = {}
    if step >= LIFE.index("contract"):
        facts["contract_on"] = today - timedelta(days=190)
    if step >= INVITED_FROM:
        facts["invitation_due_on"] = today - timedelta(days=20)
    if step > INVITED_FROM:
        facts["paid_on"] = today - timedelta(days=12)
    if step >= CHASSIS_FROM:
        facts |= {"vin": f"NAK{''.join(dice.choices(VIN_LETTERS, k=14))}", "allocated_on": today - timedelta(days=6)}
    if step >= LIFE.index("plated"):
        letter = chr(0x0628)
        facts["plate"] = f"{dice.randrange(11, 99)}{letter}{dice.randrange(111, 999)}-{dice.randrange(45, 75)}"
    if step == LIFE.index("delivered"):
        facts["delivered_on"] = today - timedelta(days=2)
    return facts
