"""A refused call is recorded by itself; what was typed for its call-back is saved with it or stays on the page."""

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from dealer_app.domain.calls.gate import GateState
from dealer_app.services.calls.call_backs import list_call_backs
from dealer_app.services.drafts import list_drafts
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.phone.calls import CallRecord
from tests.services.calls.phone import CODE, NUMBER, WRONG
from tests.ui.clerk import Clerk
from ui.operations.calls import CALL_DRAFT
from ui.pages.calls.page import CallPage
from ui.texts import calls as texts

PROMISED = {
    "call_back": "yes",
    "call_back_day": "+2",
    "call_back_time": "۱۰:۰۰",
    "call_back_subject": "پاسخ کتبی",
    "call_back_name": "حسین",
    "call_back_phone": "09123456789",
}


def new_call(clerk: Clerk) -> CallPage:
    clerk.counter.navigate.open_call()
    clerk.until(lambda: isinstance(clerk.page, CallPage) and clerk.page._call_id is not None)
    page = clerk.page
    assert isinstance(page, CallPage)
    return page


def refuse(clerk: Clerk, page: CallPage) -> None:
    """Type number and code, and three wrong answers."""
    page.gate.begin()
    clerk.enter(NUMBER)
    clerk.enter(CODE)
    clerk.settle()
    for _ in range(3):
        asked = page._view.gate.asked
        assert asked is not None
        clerk.enter(WRONG[asked])
        clerk.settle()
    assert page._view.gate.state is GateState.SHUT


def recorded(unit: Unit) -> list[tuple[str, str]]:
    return [(row.outcome, row.asked) for row in unit.session.scalars(select(CallRecord))]


def promised(clerk: Clerk) -> list[tuple[str, str]]:
    return [(row.name, row.subject) for row in clerk.read(list_call_backs)]


def test_complete_call_back_is_saved_with_the_refused_call(clerk: Clerk) -> None:
    page = new_call(clerk)
    page.notes.fill({"asked": "بازگشت تماس خواست", **PROMISED})
    refuse(clerk, page)
    assert clerk.read(recorded) == [("refused", "بازگشت تماس خواست")]
    assert promised(clerk) == [("حسین", "پاسخ کتبی")]
    assert texts.RECORDED in clerk.note
    assert not page.notes.record.isEnabled()
    assert clerk.read(lambda unit: list_drafts(unit, CALL_DRAFT)) == ()


@pytest.mark.parametrize(
    ("name", "typed"), [("call_back_name", ""), ("call_back_time", "۲۵"), ("call_back_phone", "۱۲۳")]
)
def test_incomplete_call_back_stays_typed_and_is_saved_later(clerk: Clerk, name: str, typed: str) -> None:
    page = new_call(clerk)
    page.notes.fill({"asked": "بازگشت تماس خواست", **PROMISED, name: typed})
    refuse(clerk, page)
    assert clerk.read(recorded) == [("refused", "بازگشت تماس خواست")]
    assert promised(clerk) == []
    assert page.notes.left.isVisible()
    assert page.notes.promised.field(name).error is not None
    assert not page.notes.asked.isEnabled()
    page.notes.promised.field(name).set_raw(PROMISED[name])
    clerk.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    clerk.until(lambda: clerk.page is not page)
    assert promised(clerk) == [("حسین", "پاسخ کتبی")]
    assert len(clerk.read(recorded)) == 1
    assert clerk.read(lambda unit: list_drafts(unit, CALL_DRAFT)) == ()


def test_incomplete_call_back_of_a_closed_page_is_offered_again(clerk: Clerk) -> None:
    page = new_call(clerk)
    page.notes.fill({**PROMISED, "call_back_name": ""})
    refuse(clerk, page)
    clerk.counter.navigate.close_page(page)
    clerk.settle()
    again = new_call(clerk)
    clerk.until(again.draft_banner.isVisible)
    again.draft_banner.resume.click()
    clerk.until(again.notes.left.isVisible)
    assert again.notes.phone.raw() == PROMISED["call_back_phone"]
    again.notes.name.set_raw("حسین")
    again.record()
    clerk.until(lambda: clerk.page is not again)
    assert promised(clerk) == [("حسین", "پاسخ کتبی")]
    assert len(clerk.read(recorded)) == 1


def test_call_back_that_is_no_longer_wanted_leaves_no_draft(clerk: Clerk) -> None:
    page = new_call(clerk)
    page.notes.fill({**PROMISED, "call_back_name": ""})
    refuse(clerk, page)
    page.notes.promise.box.setChecked(False)
    page.record()
    clerk.until(lambda: clerk.page is not page)
    assert promised(clerk) == []
    assert clerk.read(lambda unit: list_drafts(unit, CALL_DRAFT)) == ()
