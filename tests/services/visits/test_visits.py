"""Visits: recorded once with number, seal, audit and command; the rights and rules of other dealerships and deeds."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import FieldErrors, Refusal, sentence
from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.papers.papers import PaperKind, PaperRef, VisitDetails
from dealer_app.domain.registration import LONGEST_LINE
from dealer_app.domain.visits import CheckedPaper, Mark, PaperRule, RecordVisit, Representative, SaveCheckList
from dealer_app.services.orders.orders import get_order, list_timeline
from dealer_app.services.papers import seals
from dealer_app.services.prints.prints import begin_print
from dealer_app.services.visits import check_lists, visits
from dealer_app.services.visits.starting import start_visit
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.dealerships import DealershipRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.outbox import OutboxRecord
from tests.services.conftest import NOON, FakeClock
from tests.services.factories import TODAY, by_manager

SOME_ID = UUID("01890000-0000-7000-8000-0000000000ff")
PROXY = Representative("حسین صادقی", "0499370899", "14512", "۱۲ کرمان", TODAY)


def record(counter: Desktop, command: RecordVisit, *, manager: bool = False) -> VisitDetails:
    return counter.write(
        lambda unit: visits.record_visit(by_manager(unit) if manager else unit, command),
    ).value


def a_visit(order_id: OrderId, **changes: object) -> RecordVisit:
    return replace(RecordVisit("payment", NOON, order_id=order_id), **changes)  # type: ignore[arg-type]


def move_away(unit: Unit, order_id: OrderId) -> None:
    away = {"dealership_code": "2210", "dealership_name": "رفسنجان"}
    unit.session.execute(update(OrderRecord).where(OrderRecord.id == order_id).values(**away))


def test_visit_is_stored_with_what_was_asked_said_and_seen(
    counter: Desktop, clock: FakeClock, main_order: OrderId
) -> None:
    order = counter.read(lambda unit: get_order(unit, main_order))
    clock.pass_time(minutes=7)
    seen = (CheckedPaper("دعوتنامه (اصل)", Mark.SEEN), CheckedPaper("قرارداد (اصل)", Mark.COPIED))
    wish = a_visit(main_order, asked=" تا کي؟ ", spoken=order.card.spoken, papers=seen, handed_over=("قبض",))
    visit = record(counter, wish)

    assert counter.read(lambda unit: visits.get_visit(unit, visit.id)) == visit
    assert (visit.asked, visit.spoken, visit.next_step) == ("تا کی؟", order.card.spoken, order.card.next_step)
    assert (visit.started_at, visit.ended_at - visit.started_at) == (NOON, timedelta(minutes=7))
    assert [(one.name, one.mark) for one in visit.papers[:3]] == [
        ("دعوتنامه (اصل)", "seen"),
        ("فیش واریز", "missing"),
        ("قرارداد (اصل)", "copied"),
    ]
    assert visit.is_list_sample
    assert (visit.number, visit.visitor_name) == ("1405/2606/00001", order.customer_name)
    assert counter.read(lambda unit: seals.check_seal(unit, visit.authenticity)) == "genuine"


def test_visit_has_one_audit_row_and_one_command_without_personal_data(counter: Desktop, main_order: OrderId) -> None:
    visit = record(counter, a_visit(main_order, asked="پرسش"))

    def logged(unit: Unit) -> tuple[list[str], list[str]]:
        audit = select(AuditRecord.detail).where(AuditRecord.action == "visit_recorded")
        outbox = select(OutboxRecord.kind).where(OutboxRecord.subject_id == visit.id)
        return list(unit.session.scalars(audit)), list(unit.session.scalars(outbox))

    (detail,), kinds = counter.read(logged)
    assert kinds == ["visit.record"]
    assert visit.number in detail
    assert visit.customer_name not in detail
    assert counter.verify().is_sound


def test_visit_and_its_slip_are_in_the_timeline(counter: Desktop, main_order: OrderId) -> None:
    visit = record(counter, a_visit(main_order))
    ref = PaperRef(PaperKind.VISIT, visit.id)
    stamps = [counter.write(lambda unit: begin_print(unit, ref)).value.stamp.copy_number for _ in range(2)]
    customer_id = visit.customer_id
    assert customer_id is not None
    entries = counter.read(lambda unit: list_timeline(unit, customer_id))
    assert stamps == [1, 2]
    assert sorted(one.kind for one in entries if one.paper_id == str(visit.id)) == ["printed", "printed", "visit"]
    assert "تکمیل وجه" in next(one.title for one in entries if one.kind == "visit")


def test_person_without_a_file_gets_a_visit_and_a_slip(counter: Desktop) -> None:
    visit = record(counter, RecordVisit("other", NOON, visitor_name="آقای رهگذر", asked="ساعت کار"))
    assert (visit.customer_id, visit.spoken, visit.papers) == (None, "", ())
    begun = counter.write(lambda unit: begin_print(unit, PaperRef(PaperKind.VISIT, visit.id))).value
    assert begun.number == visit.number


def test_unknown_purpose_order_and_customer_are_refused(counter: Desktop) -> None:
    for command, code in (
        (RecordVisit("dance", NOON), "purpose_unknown"),
        (RecordVisit("other", NOON, order_id=OrderId(SOME_ID)), "order_not_found"),
        (RecordVisit("other", NOON, customer_id=CustomerId(SOME_ID)), "customer_not_found"),
    ):
        with pytest.raises(Refusal, match=code):
            record(counter, command)


def test_sentence_that_changed_meanwhile_is_read_anew(counter: Desktop, main_order: OrderId) -> None:
    with pytest.raises(Refusal, match="visit_status_changed"):
        record(counter, a_visit(main_order, spoken="جملهٔ دیروز"))


def test_order_of_another_dealership_needs_a_right_and_a_reason(counter: Desktop, main_order: OrderId) -> None:
    counter.write(lambda unit: move_away(unit, main_order))
    with pytest.raises(Refusal) as caught:
        record(counter, a_visit(main_order, other_reason="راه دور"))
    assert sentence(caught.value)
    with pytest.raises(FieldErrors, match="other_reason:reason_empty"):
        record(counter, a_visit(main_order), manager=True)
    visit = record(counter, a_visit(main_order, other_reason="راه دور"), manager=True)
    assert (visit.other_dealership, visit.other_reason) == ("رفسنجان 2210", "راه دور")


def test_start_names_the_right_dealership_as_far_as_it_is_known(counter: Desktop, main_order: OrderId) -> None:
    counter.write(lambda unit: move_away(unit, main_order))
    bare = counter.read(lambda unit: start_visit(unit, order_id=main_order))
    assert (bare.elsewhere[main_order].name, bare.elsewhere[main_order].phone) == ("رفسنجان", "")

    def write(unit: Unit) -> None:
        known = {"address": "خیابان شهدا", "phone": "034-34251100", "hours": "۸ تا ۱۶"}
        unit.session.add(DealershipRecord(id=SOME_ID, code="2210", name="رفسنجان", **known))

    counter.write(write)
    known = counter.read(lambda unit: start_visit(by_manager(unit), order_id=main_order))
    assert known.elsewhere[main_order].address == "خیابان شهدا"


def test_deed_decides_by_the_day_of_the_counter(counter: Desktop, clock: FakeClock, main_order: OrderId) -> None:
    wish = a_visit(main_order, representative=PROXY, handed_over=("سند",))
    visit = record(counter, wish)
    assert (visit.visitor_name, visit.representative) == (PROXY.name, PROXY)
    assert visit.papers[-1] == CheckedPaper("وکالت‌نامهٔ رسمی", Mark.MISSING)
    clock.pass_time(days=1)
    with pytest.raises(FieldErrors, match="handed_over:deed_expired"):
        record(counter, wish)
    assert record(counter, replace(wish, handed_over=())).handed_over == ()


@pytest.mark.parametrize("statement", ["UPDATE visits SET facts = '{}'", "DELETE FROM visits"])
def test_database_refuses_changes_of_a_visit(counter: Desktop, main_order: OrderId, statement: str) -> None:
    record(counter, a_visit(main_order))
    with pytest.raises(IntegrityError, match="visits_keep"):
        counter.write(lambda unit: unit.session.execute(text(statement)))


def test_manager_confirms_a_check_list_from_today_on(counter: Desktop, clock: FakeClock, main_order: OrderId) -> None:
    before = record(counter, a_visit(main_order))
    wish = SaveCheckList("payment", (PaperRule(" فیش واریز "), PaperRule(""), PaperRule("رسید")), "نامهٔ مدیر ۱۲")
    with pytest.raises(Refusal):
        counter.write(lambda unit: check_lists.save_check_list(unit, wish))
    counter.write(lambda unit: check_lists.save_check_list(by_manager(unit), wish))

    clock.pass_time(days=3)
    known = counter.read(lambda unit: check_lists.get_check_list(unit, "payment"))
    assert ([one.name for one in known.papers], known.is_sample, known.source) == (
        ["فیش واریز", "رسید"],
        False,
        "نامهٔ مدیر ۱۲",
    )
    assert known.effective_from == TODAY
    visit = record(counter, a_visit(main_order))
    assert (len(visit.papers), visit.is_list_sample) == (2, False)
    assert counter.read(lambda unit: visits.get_visit(unit, before.id)).papers == before.papers


@pytest.mark.parametrize(("source", "code"), [(" ", "source_empty"), ("ن" * (LONGEST_LINE + 1), "text_too_long")])
def test_check_list_needs_a_source_as_every_other_value(counter: Desktop, source: str, code: str) -> None:
    wish = SaveCheckList("payment", (PaperRule("الف"), PaperRule("الف")), source)
    with pytest.raises(FieldErrors, match=f"papers:paper_twice, source:{code}"):
        counter.write(lambda unit: check_lists.save_check_list(by_manager(unit), wish))
