"""Telephone by keyboard: a call beside an open form, a second call beside the first, refusal, and a call-back."""

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from dealer_app.domain.calls.gate import Fact, GateState
from dealer_app.services.calls.call_backs import list_call_backs
from dealer_app.store.tables.phone.calls import CallRecord
from tests.services.calls.phone import CODE, NUMBER, OTHER_CODE, WRONG
from tests.services.calls.truth import truth_of
from tests.ui.clerk import Clerk, main_order
from ui.pages.call_backs.page import CallBacksPage
from ui.pages.calls.page import CallPage
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.registration.page import RegistrationPage
from ui.texts import calls as texts

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def new_call(clerk: Clerk) -> CallPage:
    """Press Ctrl+T and wait for the page of the call."""
    clerk.press(Qt.Key.Key_T, CTRL)
    clerk.until(lambda: isinstance(clerk.page, CallPage) and clerk.page._call_id is not None)
    page = clerk.page
    assert isinstance(page, CallPage)
    return page


def name_the_caller(clerk: Clerk, number: str, code: str) -> Fact:
    """Type number and code; return the fact that is asked for."""
    clerk.enter(number)
    clerk.enter(code)
    clerk.settle()
    return asked(clerk)


def asked(clerk: Clerk) -> Fact:
    page = clerk.page
    assert isinstance(page, CallPage)
    fact = page._view.gate.asked
    assert fact is not None
    assert texts.FACTS[fact] in page.gate.rows[2].name.text()
    return fact


def truth(clerk: Clerk, fact: Fact) -> str:
    """Return what the main visitor would answer."""
    return clerk.read(lambda unit: truth_of(unit, main_order(unit)[1], fact))


def words_of(page: CallPage) -> list[str]:
    """Return every word that the page shows about the gate and the status, without number, code and question."""
    rows = [label.text() for row in page.gate.rows[:2] for label in (row.name, row.after)]
    side = [page.status.title.text(), page.status.under.text(), page.gate.told.words.text()]
    enabled = [str(command.is_enabled) for command in page.commands()]
    buttons = [page.gate.go.text(), str(page.gate.go.isEnabled()), str(page.gate.other.isVisible())]
    return [*rows, *side, *enabled, *buttons, page.title]


def test_call_beside_a_form_is_recognised_recorded_and_called_back(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F2)
    form = clerk.page
    assert isinstance(form, RegistrationPage)
    clerk.settle()
    clerk.enter()
    clerk.type("۰۷۹۰۴۱۹۹۰۴")

    page = new_call(clerk)
    fact = name_the_caller(clerk, "r-2606 100412", "۰۴۹۹۳۷۰۸۹۹")
    assert not page.status.spoken.isVisible()
    clerk.enter(truth(clerk, fact))
    clerk.until(lambda: page._view.gate.state is GateState.OPEN)
    card = page._view.card
    assert card is not None
    assert page.status.spoken.text() == card.spoken
    assert page.title == "تماس زهرا نوری‌فر"

    clerk.enter("می‌پرسد تا کی باید واریز کند")
    clerk.enter("تا پایان مهلت دعوتنامه")
    clerk.press(Qt.Key.Key_Space)  # a call-back is needed
    clerk.enter()
    clerk.enter("فردا")
    clerk.enter("۱۰:۳۰")
    clerk.enter()  # the person on duty
    clerk.enter()  # about what was asked
    clerk.until(lambda: texts.RECORDED in clerk.note)
    assert clerk.page is form
    assert form.form.field("national_code").raw() == "0790419904"

    clerk.press(Qt.Key.Key_T, CTRL | SHIFT)
    clerk.until(lambda: isinstance(clerk.page, CallBacksPage) and bool(clerk.page.model.ids))
    callbacks = clerk.page
    assert isinstance(callbacks, CallBacksPage)
    assert callbacks.side.title.text() == "زهرا نوری‌فر"
    clerk.press(Qt.Key.Key_Return)
    clerk.enter("گفته شد تا چهارشنبه")
    clerk.until(lambda: texts.CLOSED in clerk.note and not callbacks.model.ids)
    closed = clerk.read(lambda unit: list_call_backs(unit, is_closed=True))
    assert [row.result for row in closed] == ["گفته شد تا چهارشنبه"]

    customer_id, _ = clerk.read(main_order)
    clerk.counter.navigate.open_customer(customer_id)
    clerk.until(lambda: isinstance(clerk.page, CustomerFilePage) and bool(clerk.page.events._events))
    file = clerk.page
    assert isinstance(file, CustomerFilePage)
    assert {"تماس تلفنی"} <= {event.title for event in file.events._events}


SPELLINGS = {
    Fact.MOBILE: ("2580", "۲۵۸۰", "٢٥٨٠", " 2 5 8 0 ", "0912 258-2580", "+98 912 258 2580"),
    Fact.BIRTH: ("1364/02/11", "۱۳۶۴/۲/۱۱", "١٣٦٤-٠٢-١١", "13640211", "۱۳۶۴ ۰۲ ۱۱"),
    Fact.CAR: ("کی‌ام‌سی J7", "کی ام سی j7", "كي ام سي J٧", "J7 کی‌ام‌سی", "J7"),
    Fact.CITY: ("کرمان", "كرمان", " کرمان "),
    Fact.FATHER: ("علی", "علي", "على", " علی"),
}
"""What the main visitor may answer to each fact, as people type it."""


def call_that_asks(clerk: Clerk, fact: Fact) -> CallPage:
    """Open calls until one asks for ``fact``: each exchanges one question only, and two wrong answers do not end it."""
    for _ in range(40):
        page = new_call(clerk)
        name_the_caller(clerk, NUMBER, CODE)
        if asked(clerk) is not fact:
            clerk.press(Qt.Key.Key_B, CTRL)
            clerk.settle()
        while asked(clerk) is not fact and page._view.gate.wrong < 2:
            clerk.enter(WRONG[asked(clerk)])
            clerk.settle()
        if asked(clerk) is fact:
            return page
        clerk.press(Qt.Key.Key_W, CTRL)
        clerk.settle()
    raise AssertionError(fact)


@pytest.mark.parametrize("fact", Fact)
def test_each_fact_is_right_in_every_spelling(clerk: Clerk, fact: Fact) -> None:
    for spelling in SPELLINGS[fact]:
        page = call_that_asks(clerk, fact)
        clerk.enter(spelling)
        clerk.settle()
        assert page._view.gate.state is GateState.OPEN, spelling
        clerk.press(Qt.Key.Key_W, CTRL)
        clerk.settle()


@pytest.mark.parametrize("pair", [(NUMBER, OTHER_CODE), ("R9999999999", CODE)])
def test_wrong_pair_is_shown_the_same_words_until_the_call_ends(clerk: Clerk, pair: tuple[str, str]) -> None:
    shown = []
    for number, code in (pair, (NUMBER, CODE)):
        page = new_call(clerk)
        fact = name_the_caller(clerk, number, code)
        seen = [words_of(page)]
        for wrong in range(1, 4):
            clerk.enter(WRONG[fact])
            clerk.until(lambda wrong=wrong, page=page: page._view.gate.wrong == wrong)  # type: ignore[misc]
            seen.append(words_of(page))
            if wrong < 3:
                other = asked(clerk)
                assert other is not fact
                fact = other
        assert page._view.gate.state is GateState.SHUT
        clerk.until(lambda page=page: page._is_ended)  # type: ignore[misc]
        shown.append(seen)
    assert shown[0] == shown[1]
    outcomes = clerk.read(lambda unit: unit.session.execute(select(CallRecord.outcome, CallRecord.order_id)).all())
    assert [tuple(row) for row in outcomes] == [("refused", None)] * 2


def test_second_call_opens_beside_the_first_and_both_keep_their_words(clerk: Clerk) -> None:
    first = new_call(clerk)
    name_the_caller(clerk, NUMBER, CODE)
    first.notes.asked.box.setFocus()
    clerk.type("نخستین")
    second = new_call(clerk)
    assert second is not first
    assert not second.draft_banner.isVisible()
    clerk.enter(NUMBER)
    clerk.press(Qt.Key.Key_Return, SHIFT)  # it was misheard
    assert second.gate.number.raw() == NUMBER
    for _ in clerk.counter.window.shell.tabs.pages:
        if clerk.page is not first:
            clerk.press(Qt.Key.Key_Tab, CTRL)
    assert clerk.page is first
    assert first.notes.asked.raw() == "نخستین"
    assert first._view.gate.asked is not None

    before = asked(clerk)
    clerk.press(Qt.Key.Key_B, CTRL)
    clerk.settle()
    assert asked(clerk) is not before
    assert not first.gate.other.isVisible()

    first.keep_draft()
    clerk.press(Qt.Key.Key_W, CTRL)
    clerk.settle()
    third = new_call(clerk)
    clerk.until(third.draft_banner.isVisible)
    third.draft_banner.resume.click()
    clerk.until(lambda: third.gate.number.raw() == NUMBER and third._view.gate.last is not None)
    assert third.notes.asked.raw() == "نخستین"
    assert third._view.card is None
