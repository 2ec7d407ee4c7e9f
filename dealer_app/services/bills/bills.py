"""Issue, settle and void bills for the remaining amount of an account, split if it is too large for one bill."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.domain.bills import IssueBill, bill_doubts
from dealer_app.domain.codes.bill_ids import UNIT_RIAL, barcode_digits, bill_id_warning, split_amount
from dealer_app.domain.errors import FieldErrors, Refusal
from dealer_app.domain.ids import BillId, OrderId, Rial
from dealer_app.domain.money import check_ceiling, format_rial
from dealer_app.domain.orders.ledger import Account, Ledger
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.papers.papers import BillDetails, PaperKind
from dealer_app.domain.rights import Right
from dealer_app.domain.settings import Settings
from dealer_app.services.bills.parts import IdPair, Part, new_parts, parse_pair, received_parts
from dealer_app.services.days.days import require_day
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.orders.orders import get_order, pay_by_days, usual_price
from dealer_app.services.papers.issuing import order_words, pay_by_day, refuse_ended, take_paper_number
from dealer_app.services.papers.seals import seal_paper
from dealer_app.services.rights import require, require_to_read
from dealer_app.services.settings import get_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.outbox import enqueue
from resources.texts.settings_names import ACCOUNTS

_IN_ORDER = BillRecord.issued_at, BillRecord.series_id, BillRecord.part


def issue_bills(unit: Unit, command: IssueBill) -> tuple[BillDetails, ...]:
    """Return the bills for the remaining amount of an account: the open ones if they still fit, else new ones.

    Open bills that no longer fit are voided and keep their numbers. Raises Refusal ``order_is_aside``,
    ``nothing_remains``, ``bill_remainder_only``; FieldError of a received id, ``amount_differs``, ``bill_ids_used``;
    FieldErrors with the warnings ``bill_id_unusual``, ``bills_many``, ``price_far`` that were not accepted.
    """
    require(unit, Right.ISSUE)
    require_day(unit)
    order = get_order(unit, command.order_id)
    if command.account is Account.PRINCIPAL:
        refuse_ended(order, PaperKind.PRINCIPAL_SLIP.value)
    remaining = _remaining(order.ledger, command.account)
    settings = get_settings(unit)
    pairs = tuple(map(parse_pair, command.received_ids))
    opened = _open_records(unit, command.order_id, command.account)
    if opened and _still_fits(opened, remaining, command.due_on, pairs):
        return get_bill_series(unit, BillId(opened[0].series_id))
    confirmed = _confirmed(unit, order, command, pairs, remaining)
    void_bills(unit, opened, "stale")
    if pairs:
        parts = received_parts(unit, pairs, remaining, command.account)
    else:
        parts = new_parts(unit, command.account, remaining, settings.issuer)
    due_on = command.due_on or _due_day(unit, order, settings)
    return _write_series(unit, order, command.account, parts, due_on, is_received=bool(pairs), confirmed=confirmed)


def _confirmed(
    unit: Unit, order: OrderDetails, command: IssueBill, pairs: Sequence[IdPair], remaining: Rial
) -> tuple[str, ...]:
    """Return the codes of the confirmed doubts about a new series; raises FieldErrors for those not confirmed."""
    count = len(pairs) or len(split_amount(remaining)[0])
    usual = usual_price(unit, order) if command.account is Account.PRINCIPAL else Rial(0)
    unusual = [doubt for bill_id, _ in pairs if (doubt := bill_id_warning(bill_id))]
    doubts = (*unusual, *bill_doubts(count, remaining, order.fields.price, usual))
    if open_ := [doubt for doubt in doubts if doubt.code not in command.accepted_warnings]:
        raise FieldErrors(open_)
    return tuple(dict.fromkeys(doubt.code for doubt in doubts))


def get_bill_series(unit: Unit, bill_id: BillId) -> tuple[BillDetails, ...]:
    """Return all bills of the series that ``bill_id`` belongs to, as issued; raises Refusal ``bill_not_found``."""
    require_to_read(unit, Right.FIND)
    series = select(BillRecord.series_id).where(BillRecord.id == bill_id).scalar_subquery()
    records = unit.session.scalars(select(BillRecord).where(BillRecord.series_id == series).order_by(BillRecord.part))
    found = tuple(thaw(BillDetails, record.facts) for record in records)
    if not found:
        raise Refusal("bill_not_found")
    return found


def list_open_bills(unit: Unit, order_id: OrderId, account: Account) -> tuple[BillDetails, ...]:
    """Return the open bills of an account, in the order of their parts."""
    return tuple(thaw(BillDetails, record.facts) for record in _open_records(unit, order_id, account))


def settle_bills(unit: Unit, order_id: OrderId, account: Account, paid: Rial, remaining: Rial) -> tuple[BillId, ...]:
    """Mark the bills that a payment settled: all open bills if nothing remains, else one of exactly this amount."""
    opened = _open_records(unit, order_id, account)
    settled = opened if remaining < UNIT_RIAL else [record for record in opened if record.amount == paid][:1]
    for record in settled:
        record.state = "paid"
        unit.touch("bills", record.id)
    unit.session.flush()
    return tuple(BillId(record.id) for record in settled)


def reopen_bills(unit: Unit, bill_ids: Iterable[BillId]) -> None:
    """Reopen the bills that a reversed payment had settled."""
    for record in unit.session.scalars(select(BillRecord).where(BillRecord.id.in_(tuple(bill_ids)))):
        if record.state == "paid":
            record.state = "open"
            unit.touch("bills", record.id)
    unit.session.flush()


def void_bills(unit: Unit, records: Sequence[BillRecord], reason: str) -> None:
    """Void bills; the rows and their numbers stay."""
    require_day(unit)
    for record in records:
        record.state, record.void_reason, record.voided_at = "void", reason, unit.now
        write_audit(unit, "bill_voided", "bills", record.id, {"number": record.number, "reason": reason})
        enqueue(unit, "bill.void", {"id": str(record.id), "reason": reason}, subject_id=record.id)
        unit.touch("bills", record.id)
    unit.session.flush()


def _remaining(ledger: Ledger, account: Account) -> Rial:
    """Return the remaining amount in Rial.

    Raises Refusal ``nothing_remains``, ``bill_remainder_only`` (too small); FieldError ``amount_too_large``.
    """
    balance = ledger.principal if account is Account.PRINCIPAL else ledger.penalty
    name = ACCOUNTS[account.value]
    if balance.remaining <= 0:
        raise Refusal("nothing_remains", account=name)
    if balance.remaining < UNIT_RIAL:
        raise Refusal("bill_remainder_only", account=name, remaining=format_rial(balance.remaining))
    return check_ceiling(balance.remaining)


def _open_records(unit: Unit, order_id: OrderId, account: Account) -> list[BillRecord]:
    """Return the open bills of an account."""
    mine = BillRecord.order_id == order_id, BillRecord.account == account.value, BillRecord.state == "open"
    return list(unit.session.scalars(select(BillRecord).where(*mine).order_by(*_IN_ORDER)))


def _still_fits(
    opened: Sequence[BillRecord], remaining: Rial, due_on: date | None, received: tuple[IdPair, ...]
) -> bool:
    """Return whether the open bills have the remaining amount, and the due day and ids if these are requested."""
    is_amount = sum(record.amount for record in opened) == remaining - remaining % UNIT_RIAL
    is_day = due_on is None or all(record.due_on == due_on for record in opened)
    ids = tuple((record.bill_id, record.payment_id) for record in opened)
    return is_amount and is_day and received in ((), ids)


def _due_day(unit: Unit, order: OrderDetails, settings: Settings) -> date:
    """Return the letter's last day to pay if it is not in the past, else that of the rule."""
    asked = pay_by_days(unit, (order.id,)).get(order.id)
    return asked if asked is not None and asked >= unit.today else pay_by_day(unit, settings)


def _write_series(
    unit: Unit,
    order: OrderDetails,
    account: Account,
    parts: Sequence[Part],
    due_on: date,
    *,
    is_received: bool,
    confirmed: Sequence[str],
) -> tuple[BillDetails, ...]:
    """Write the bills of a series and return them; ``confirmed``: doubts that the clerk confirmed, for the audit."""
    settings = get_settings(unit)
    total = Rial(sum(part.amount for part in parts))
    remainder = Rial(_remaining(order.ledger, account) - total)
    is_sample = settings.dealership.is_sample or (settings.issuer.is_sample and not is_received)
    alone = [_bill(unit, order, account, part, due_on, settings) for part in parts]
    series = tuple(
        replace(bill, part=at, parts=len(parts), total=total, remainder=remainder, is_sample=is_sample)
        for at, bill in enumerate(alone, start=1)
    )
    for bill in series:
        _write_one(unit, bill, series[0].id, confirmed)
    unit.touch("orders", order.id)
    unit.touch("customers", order.customer_id)
    return series


def _bill(
    unit: Unit, order: OrderDetails, account: Account, part: Part, due_on: date, settings: Settings
) -> BillDetails:
    """Return one bill with its number and seal, as the only part of its series."""
    number, facts = take_paper_number(unit, "bill", settings), order_words(order)
    kind = PaperKind.PRINCIPAL_SLIP if account is Account.PRINCIPAL else PaperKind.PENALTY_SLIP
    return BillDetails(
        id=BillId(uuid7()),
        order_id=order.id,
        account=account,
        number=number,
        issued_on=unit.today,
        part=1,
        parts=1,
        bill_id=part.bill_id,
        payment_id=part.payment_id,
        barcode=barcode_digits(part.bill_id, part.payment_id),
        symbology=settings.issuer.barcode,
        amount=part.amount,
        total=part.amount,
        remainder=Rial(0),
        due_on=due_on,
        **facts,
        dealership=settings.dealership,
        authenticity=seal_paper(
            unit,
            kind,
            number,
            facts["request_number"],
            facts["national_code"],
            part.amount,
            due_on,
            settings.dealership.code,
        ),
        is_sample=True,
    )


def _write_one(unit: Unit, bill: BillDetails, series_id: BillId, confirmed: Sequence[str]) -> None:
    """Write one bill, its audit row and its command."""
    unit.session.add(
        BillRecord(
            id=bill.id,
            order_id=bill.order_id,
            series_id=series_id,
            account=bill.account.value,
            number=bill.number,
            part=bill.part,
            parts=bill.parts,
            bill_id=bill.bill_id,
            payment_id=bill.payment_id,
            amount=bill.amount,
            total=bill.total,
            remainder=bill.remainder,
            due_on=bill.due_on,
            issued_on=bill.issued_on,
            issued_at=unit.now,
            issued_by=unit.actor.name,
            is_sample=bill.is_sample,
            facts=freeze(bill),
        )
    )
    unit.session.flush()
    detail: dict[str, object] = {"number": bill.number, "order_id": str(bill.order_id)}
    if confirmed:
        detail["confirmed"] = list(confirmed)
    write_audit(unit, "bill_issued", "bills", bill.id, detail)
    body = {**freeze(bill), "series_id": str(series_id)}
    enqueue(unit, "bill.issue", body, subject_id=bill.id, kind_version=2)
    unit.touch("bills", bill.id)
