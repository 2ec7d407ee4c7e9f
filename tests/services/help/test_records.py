"""Help: who was told what, results that were shown, slips with the addresses of their day, questions of a manager."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dealer_app.desktop import Desktop
from dealer_app.documents.printing import preview_paper, print_paper
from dealer_app.domain.customers import TimelineEntry
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.help import HelpDetails, HelpTopic, Question, RecordResult, SlipTopic, Visitor, load_questions
from dealer_app.domain.ids import OrderId
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.services.help import questions, records
from dealer_app.services.orders.orders import get_order
from dealer_app.services.orders.timeline import list_timeline
from dealer_app.services.settings import get_settings, save_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.outbox import count_queued
from tests.documents.reading import words_of
from tests.services.conftest import FakeClock
from tests.services.factories import by_manager


def visitor_of(counter: Desktop, order_id: OrderId) -> Visitor:
    order = counter.read(lambda unit: get_order(unit, order_id))
    return Visitor(order.customer_id, order.id)


def timeline(counter: Desktop, visitor: Visitor) -> tuple[TimelineEntry, ...]:
    """Return the events of help in the customer's timeline, newest first."""
    customer_id = visitor.customer_id
    assert customer_id is not None
    every = counter.read(lambda unit: list_timeline(unit, customer_id))
    return tuple(entry for entry in every if entry.kind == "help")


def change_phone(counter: Desktop, phone: str) -> None:
    def save(unit: Unit) -> None:
        known = get_settings(unit)
        save_settings(by_manager(unit), replace(known, company=replace(known.company, phone=phone)))

    counter.write(save)


def test_answer_is_recorded_with_the_customer_the_order_and_the_words_of_today(
    counter: Desktop, clock: FakeClock, main_order: OrderId
) -> None:
    visitor, queued = visitor_of(counter, main_order), counter.read(lambda unit: count_queued(unit.session))
    told = counter.write(lambda unit: records.record_answer(unit, visitor, "phone")).value
    assert (told.customer_name, told.request_number) == ("زهرا نوری‌فر", "R2606100412")
    assert "۰۲۱-۴۲۷۲۴" in told.text
    clock.pass_time(days=1)
    change_phone(counter, "021-55555")
    assert counter.read(lambda unit: records.get_help(unit, told.id)) == told
    again = counter.write(lambda unit: records.record_answer(unit, visitor, "phone")).value
    assert "۰۲۱-۵۵۵۵۵" in again.text
    newest, *_ = timeline(counter, visitor)
    assert newest.title == f"پاسخ گفته شد: {told.title}"
    assert "R2606100412" in newest.subtitle
    assert counter.read(lambda unit: count_queued(unit.session)) == queued + 2


def test_answer_to_a_stranger_is_recorded_without_a_name(counter: Desktop) -> None:
    told = counter.write(lambda unit: records.record_answer(unit, Visitor(), "tracking_code")).value
    assert (told.customer_id, told.customer_name, told.topic) == (None, "", HelpTopic.ANSWER)
    with pytest.raises(FieldError, match="question_unknown"):
        counter.write(lambda unit: records.record_answer(unit, Visitor(), "no_such"))


def test_result_is_recorded_with_its_day_and_who_saw_it(counter: Desktop, main_order: OrderId) -> None:
    visitor = visitor_of(counter, main_order)
    shown = counter.write(lambda unit: records.record_result(unit, RecordResult(visitor, "won", unit.today))).value
    assert (shown.title, shown.seen_on) == ("برنده", shown.recorded_on)
    newest, *_ = timeline(counter, visitor)
    assert newest.title.endswith("برنده")
    assert counter.actor.name in newest.subtitle


@pytest.mark.parametrize(
    ("code", "days", "has_file", "expected"),
    [
        ("lucky", 0, True, "result_unknown"),
        ("won", 1, True, "seen_on_in_future"),
        ("won", 0, False, "help_without_file"),
    ],
)
def test_wrong_result_is_refused_and_nothing_is_stored(
    counter: Desktop, main_order: OrderId, code: str, days: int, has_file: bool, expected: str
) -> None:
    visitor = visitor_of(counter, main_order)
    before = timeline(counter, visitor)
    with pytest.raises((FieldError, Refusal), match=expected):
        counter.write(
            lambda unit: records.record_result(
                unit, RecordResult(visitor if has_file else Visitor(), code, unit.today + timedelta(days=days))
            )
        )
    assert timeline(counter, visitor) == before


def a_slip(counter: Desktop, visitor: Visitor, topic: SlipTopic) -> HelpDetails:
    return counter.write(lambda unit: records.issue_slip(unit, visitor, topic)).value


def test_reprinted_slip_keeps_the_addresses_of_its_day(counter: Desktop, clock: FakeClock, main_order: OrderId) -> None:
    visitor = visitor_of(counter, main_order)
    slip = a_slip(counter, visitor, SlipTopic.LOTTERY)
    ref = PaperRef(PaperKind.HELP_SLIP, slip.id)
    first = counter.write(lambda unit: print_paper(unit, ref)).value
    clock.pass_time(days=3)
    change_phone(counter, "021-55555")
    again = words_of(counter.read(lambda unit: preview_paper(unit, ref)))
    assert "رونوشت ۱" in again
    for words in (again, words_of(first.pdf)):
        assert "۰۲۱-۴۲۷۲۴" in words
        assert "R2606100412" in words
        assert "۵۵۵۵۵" not in words
    newest, *_ = timeline(counter, visitor)
    assert (newest.paper_kind, newest.paper_id) == ("help-slip", str(slip.id))


def test_slip_for_a_stranger_is_printed(counter: Desktop) -> None:
    slip = a_slip(counter, Visitor(), SlipTopic.ADDRESSES)
    printed = counter.write(lambda unit: print_paper(unit, PaperRef(PaperKind.HELP_SLIP, slip.id))).value
    assert "https://kermanmotor.com/" in words_of(printed.pdf)
    assert printed.number == ""
    assert counter.verify().is_sound


def edited(**values: object) -> Question:
    known = load_questions()[0]
    return replace(known, **values)  # type: ignore[arg-type]


def test_manager_edits_a_question_and_the_earlier_version_stays(counter: Desktop, clock: FakeClock) -> None:
    wanted = edited(answer="پاسخ تازه: {سایت}", source="نامهٔ ۷", is_sample=False)
    counter.write(lambda unit: questions.save_question(by_manager(unit), wanted))
    (first, *_) = counter.read(lambda unit: questions.find_questions(unit, "کد رهگیری"))
    assert (first.answer, first.is_sample) == ("پاسخ تازه: https://kermanmotor.com/", False)
    yesterday = clock.at
    clock.pass_time(days=-1)
    (earlier, *_) = counter.read(lambda unit: questions.find_questions(unit, "کد رهگیری"))
    assert earlier.answer == load_questions()[0].answer
    clock.at = yesterday


def test_question_can_be_added_and_withdrawn(counter: Desktop) -> None:
    own = counter.write(
        lambda unit: questions.save_question(by_manager(unit), edited(code="", question="پارکینگ دارید؟", words=()))
    ).value
    assert [one.code for one in counter.read(lambda unit: questions.find_questions(unit, "پارکینگ"))] == [own.code]
    counter.write(lambda unit: questions.save_question(by_manager(unit), replace(own, is_shown=False)))
    assert counter.read(lambda unit: questions.find_questions(unit, "پارکینگ")) == ()


def test_clerk_cannot_edit_and_a_wrong_edit_stores_nothing(counter: Desktop) -> None:
    before = counter.read(questions.list_questions)
    with pytest.raises(Refusal):
        counter.write(lambda unit: questions.save_question(unit, edited(answer="x")))
    with pytest.raises(FieldErrors):
        counter.write(lambda unit: questions.save_question(by_manager(unit), edited(answer="", source="")))
    with pytest.raises(FieldError, match="question_unknown"):
        counter.write(lambda unit: questions.save_question(by_manager(unit), edited(code="no_such")))
    assert counter.read(questions.list_questions) == before


def test_other_name_of_the_company_finds_the_same_questions(counter: Desktop) -> None:
    found = counter.read(lambda unit: questions.find_questions(unit, "کرمان خودرو"))
    assert found
    assert found[0].code == counter.read(lambda unit: questions.find_questions(unit, "کرمان موتور"))[0].code
