"""Take the manual's pictures of the head office page, with made-up answers: states, decisions, closing the window."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from dealer_app.domain.bills import IssueBill, RecordPayment
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import OrderId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.services.bills import bills
from dealer_app.services.orders import orders
from dealer_app.services.payments import payments
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.enrolments import EnrolmentRecord, change_enrolment
from dealer_app.store.tables.head_office import ConflictRecord, OutcomeRecord, UnmatchedOrderRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.outbox import OutboxRecord
from ui.line.line import Pace
from ui.texts import demo_play as words

if TYPE_CHECKING:
    from docs.pictures import Camera

HUB = "https://hub.example.ir"
ANSWERED = {
    ("customer.register", 1): ("applied_with_change", "alias", ""),
    ("bill.issue", 7): ("rejected", "depends", ""),
    ("payment.record", 5): ("applied_with_change", "number", "1405/2606/01000017"),
    ("payment.record", 4): ("deferred", "reference_used", ""),
}
"""(kind, index of the command among its kind) -> (state, code, number) of the outcome; all others are applied."""
WAITING, HALF, MILLION = 2, 2, 1_000_000


def head_office(camera: "Camera") -> None:
    """Photograph the page in each of its states and the question asked when the window closes with entries waiting."""
    counter, player = camera.counter, camera.player
    counter.line.pace = Pace(after_commit=3_600_000)
    counter.navigate.open_head_office()
    camera.take("head-office-new")
    _write(camera, _work_and_answers)
    counter.navigate.open_head_office()
    player.settle()
    camera.take("head-office")
    counter.navigate.open_head_office(chip="decisions")
    player.settle()
    counter.window.notes.clear()
    camera.take("head-office-decisions")
    counter.navigate.open_settings(section="head_office")
    camera.take("settings-head_office-joined")
    _write(camera, lambda unit: change_enrolment(unit, hub_url=""))
    camera.take("settings-head_office-by-stick")
    counter.navigate.open_head_office()
    camera.take("head-office-by-stick")
    _write(camera, lambda unit: change_enrolment(unit, hub_url=HUB))
    counter.navigate.open_head_office(chip="waiting")
    counter.window.close()
    camera.take("head-office-leave")
    counter.line_control.leaving.sheet.close_over()
    _write(camera, lambda unit: change_enrolment(unit, state="forked"))
    camera.take("head-office-stopped")
    counter.line_control.leaving.go()


def _write(camera: "Camera", work: object) -> None:
    camera.counter.tasks.run_write(camera.counter, work, lambda _written: camera.counter.line.look())  # type: ignore[arg-type]
    camera.player.settle()
    camera.counter.window.notes.clear()


def _work_and_answers(unit: Unit) -> None:
    """Bill and pay some orders, store most outcomes, add field conflicts and unmatched orders."""
    _work(unit)
    keys = {"signing_key": b"-", "box_key": b"-", "heard_at": unit.now - timedelta(minutes=12)}
    unit.session.add(EnrolmentRecord(dealership="2606", hub_url=HUB, state="active", is_current=True, **keys))
    unit.session.flush()
    seen: Counter[str] = Counter()
    lines = unit.session.execute(select(OutboxRecord.n, OutboxRecord.kind).order_by(OutboxRecord.n)).all()
    for n, kind in lines[:-WAITING]:
        state, code, number = ANSWERED.get((kind, seen[kind]), ("applied", "", ""))
        seen[kind] += 1
        unit.session.execute(update(OutboxRecord).where(OutboxRecord.n == n).values(state=state))
        facts = {"n": n, "state": state, "code": code, "number": number, "doc": {}, "heard_at": unit.now}
        unit.session.execute(insert(OutcomeRecord), {**facts, "seq": n, "alias_of": ""})
    people = unit.session.scalars(select(CustomerRecord.id).order_by(CustomerRecord.row)).all()
    for place, (field, kept, other) in enumerate(words.DISPUTED):
        row = {"customer_id": people[place], "field": field, "device": "", "kept": kept, "other": other}
        unit.session.execute(insert(ConflictRecord), {**row, "is_ours": place != 1})
    unknown = unit.session.scalars(select(OrderRecord.id).order_by(OrderRecord.row.desc()).limit(2)).all()
    for order_id in unknown:
        unit.session.execute(insert(UnmatchedOrderRecord), {"order_id": order_id, "noted_at": unit.now})


def _work(unit: Unit) -> None:
    """Issue slips and record a payment for the first orders that owe something."""
    for at, order_id in enumerate(orders.list_order_ids(unit)[:12]):
        with suppress(Refusal):  # an order that has ended gets no slip
            _bill_and_pay(unit, OrderId(order_id), f"9812{at:02}")


def _bill_and_pay(unit: Unit, order_id: OrderId, reference: str) -> None:
    bills.issue_bills(unit, IssueBill(order_id, Account.PRINCIPAL))
    owed = orders.get_order(unit, order_id).ledger.principal.remaining
    amount = Rial(owed // HALF // MILLION * MILLION)
    payments.record_payment(unit, RecordPayment(order_id, Account.PRINCIPAL, amount, "deposit", reference, unit.today))
