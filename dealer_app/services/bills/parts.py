"""Make the parts of a series of bills: ids made from leased file numbers, or validated ids of the company."""

from dataclasses import dataclass

from sqlalchemy import select, tuple_

from dealer_app.domain.calendar.jalali import to_jalali
from dealer_app.domain.codes.bill_ids import (
    UNIT_RIAL,
    amount_of,
    make_bill_id,
    make_payment_id,
    parse_payment_id,
    parse_received_bill_id,
    split_amount,
)
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import Rial
from dealer_app.domain.money import format_rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.settings import IssuerSettings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.leases import take_number
from dealer_app.store.tables.numbers import is_number_used
from resources.texts.settings_names import ACCOUNTS

SAMPLE_COMPANY = "000"
IdPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A bill to be issued: its ids and its amount in Rial."""

    bill_id: str
    payment_id: str
    amount: Rial


def parse_pair(pair: IdPair) -> IdPair:
    """Return a received pair of ids, validated; raises FieldError ``bill_id_…`` or ``payment_id_…``.

    An unusual check digit of the bill id is only a doubt (``bill_id_warning``).
    """
    bill_id = parse_received_bill_id(pair[0])
    return bill_id, parse_payment_id(bill_id, pair[1])


def received_parts(unit: Unit, pairs: tuple[IdPair, ...], remaining: Rial, account: Account) -> tuple[Part, ...]:
    """Return the parts for ids received from the company; their amounts must add up to the remaining amount.

    Raises FieldError ``amount_differs``, or ``bill_ids_used`` if an existing bill already has a pair.
    """
    parts = tuple(Part(bill_id, payment_id, amount_of(payment_id)) for bill_id, payment_id in pairs)
    total = sum(part.amount for part in parts)
    if total != remaining - remaining % UNIT_RIAL:
        raise FieldError(
            "amount_differs",
            "received_ids",
            given=format_rial(total),
            remaining=format_rial(remaining),
            account=ACCOUNTS[account.value],
        )
    same = tuple_(BillRecord.bill_id, BillRecord.payment_id).in_(pairs)
    used = unit.session.scalar(select(BillRecord.number).where(same, BillRecord.state != "void").limit(1))
    if used is not None or len(set(pairs)) < len(pairs):
        raise FieldError("bill_ids_used", "received_ids", number=used or "")
    return parts


def new_parts(unit: Unit, account: Account, remaining: Rial, issuer: IssuerSettings) -> tuple[Part, ...]:
    """Return the parts with ids made from leased file numbers; the company is «000» while the issuer is a sample."""
    company = SAMPLE_COMPANY if issuer.is_sample else issuer.company_code
    year_digit = str(to_jalali(unit.today)[0])[-1]
    period = issuer.principal_period if account is Account.PRINCIPAL else issuer.penalty_period
    parts = []
    for amount in split_amount(remaining)[0]:
        bill_id = make_bill_id(take_number(unit, "bill_file"), company, issuer.service_type)
        while is_number_used(unit.session, "bill_file", bill_id):  # a copied PC took it from the same range
            bill_id = make_bill_id(take_number(unit, "bill_file"), company, issuer.service_type)
        parts.append(Part(bill_id, make_payment_id(bill_id, amount, year_digit, period), amount))
    return tuple(parts)
