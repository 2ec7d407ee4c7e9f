"""Test payments reversed at another counter: the two rows arrive apart, or with a row that cannot be applied."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import ReversePayment
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import OrderId, PaymentId
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import ledger, money
from dealer_app.hub.feed.feed import pull
from dealer_app.hub.office.decisions import Decision, decide
from dealer_app.protocol import wire
from dealer_app.services.orders.orders import get_order
from dealer_app.services.payments.payments import reverse_payment
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.sync.apply.wiping import wipe
from dealer_app.sync.session.reader import apply_page
from tests.hub.head_office import Office
from tests.hub.recording import ORDER, RECEIVED, publish_centre
from tests.services.factories import by_manager
from tests.sync.counters import HUB_URL, SpoiltLine, new_order, open_counter, pay


@pytest.fixture
def pair(joined: Desktop, office: Office, tmp_path: Path, line: SpoiltLine) -> Iterator[tuple[Desktop, Desktop]]:
    """Two enrolled counters that know one order of head office."""
    publish_centre(office)
    other = open_counter(tmp_path / "other", line)
    other.enrol(HUB_URL, office.code("2606"))
    for desktop in (joined, other):
        assert desktop.talk().is_done
    yield joined, other
    other.close()


def reverse(desktop: Desktop, payment_id: PaymentId) -> None:
    desktop.write(lambda unit: reverse_payment(by_manager(unit), ReversePayment(payment_id, "اشتباه")))


def test_unappliable_row_does_not_separate_a_reversal_from_its_payment(pair: tuple[Desktop, Desktop]) -> None:
    one, other = pair
    receipt = pay(one, OrderId(UUID(ORDER)), "A1")
    assert one.talk().is_done
    reverse(one, receipt.id)  # its feed row arrives before that of the payment, which it changes
    pay(one, new_order(one), "B2")  # head office does not know this order
    assert one.talk().is_done

    assert other.talk().is_done
    assert other.line_state().kept_raw == 1


def test_payment_is_reversed_once_if_the_page_ends_between_its_two_rows(
    pair: tuple[Desktop, Desktop], office: Office
) -> None:
    one, other = pair
    receipt = pay(one, OrderId(UUID(ORDER)), "A1")
    for desktop in pair:
        assert desktop.talk().is_done
    reverse(one, receipt.id)
    assert one.talk().is_done
    page = _next_row(other, office)
    assert page is not None
    assert [row.kind for row in page.rows] == ["payment"]
    other.write(lambda unit: apply_page(unit, page))

    with pytest.raises(Refusal, match="payment_already_reversed"):
        reverse(other, receipt.id)


def test_second_reversal_ends_by_a_decision_and_counts_once_everywhere(
    pair: tuple[Desktop, Desktop], office: Office
) -> None:
    one, other = pair
    receipt = pay(one, OrderId(UUID(ORDER)), "A1")
    for desktop in pair:
        assert desktop.talk().is_done
    for desktop in pair:  # neither knows of the other's
        reverse(desktop, receipt.id)
    for desktop in (*pair, one):
        desktop.talk()
    assert [desktop.line_state().kept_raw for desktop in pair] == [1, 1]

    with transaction(office.engine, "2606", office.clock()) as tx:
        waiting = tx.connection.execute(select(ledger).where(ledger.c.code == "reversed_before")).one()
        decision = Decision(is_accepted=True, by="رضایی", why="دو پیشخوان یک پرداخت را برگشت زدند")
        assert decide(tx, waiting.device, waiting.n, decision) == "reversed_once"
        entered = tx.connection.scalars(select(money.c.amount).order_by(money.c.amount)).all()
        kept = tx.connection.scalars(select(ledger.c.outcome).where(ledger.c.code == "reversed_once")).one()
    assert entered == [-receipt.amount, 0, receipt.amount]
    assert json.loads(kept)["by"] == "رضایی"
    assert json.loads(kept)["why"].startswith("دو پیشخوان")

    for desktop in (*pair, *pair):
        assert desktop.talk().trouble == ""
    assert [desktop.line_state().kept_raw for desktop in pair] == [0, 0]
    reversals = select(PaymentRecord.id).where(PaymentRecord.reversal_of == receipt.id)
    held = [desktop.read(lambda unit: unit.session.scalars(reversals).all()) for desktop in pair]
    assert len(held[0]) == 1
    assert held[0] == held[1]
    paid = [desktop.read(lambda unit: get_order(unit, OrderId(UUID(ORDER)))).ledger.principal.paid for desktop in pair]
    assert paid[0] == paid[1] == RECEIVED
    assert other.verify().is_sound


def test_wiping_a_payment_removes_its_reversal_and_their_ledger_entries(pair: tuple[Desktop, Desktop]) -> None:
    one, _ = pair
    receipt = pay(one, OrderId(UUID(ORDER)), "A1")
    reverse(one, receipt.id)

    one.write(lambda unit: wipe(unit, "payment", receipt.id))  # the comparison of the two copies does the same

    assert one.read(lambda unit: unit.session.scalars(select(PaymentRecord.id)).all()) == []
    ledger = one.read(lambda unit: get_order(unit, OrderId(UUID(ORDER)))).ledger
    assert [entry.kind for entry in ledger.entries if entry.kind in {"payment", "reversal"}] == []


def _next_row(desktop: Desktop, office: Office) -> wire.FeedPage | None:
    """Return the next page of the feed, limited to one row."""
    cursor = desktop.read(lambda unit: current_enrolment(unit.session)).cursor  # type: ignore[union-attr]
    with transaction(office.engine, "2606", office.clock()) as tx:
        return pull(tx, cursor=cursor, broadcast=0, limit=1)
