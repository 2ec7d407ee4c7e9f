"""The search box: results during typing, reasons, keys, tracking, and the offer if nothing is found."""

import pytest
from PySide6.QtCore import Qt

from dealer_app.domain.customers import CustomerFields
from dealer_app.domain.search.search import SearchHit
from tests.ui.clerk import Clerk, main_order
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.registration.page import RegistrationPage
from ui.shell.search_control import fields_from, tracking_pair
from ui.texts import shell as words
from ui.widgets.search.search_popup import SearchPopup


@pytest.mark.parametrize("text", ["نوری فر", "نوری‌فر", "نوريفر", "نورى فر"])
def test_name_is_found_in_any_spelling_with_its_reason(clerk: Clerk, text: str) -> None:
    popup = _search(clerk, text)
    hits = popup.model.hits
    assert hits[0].name == "زهرا نوری‌فر"
    assert hits[0].why
    start, end = hits[0].matched[0]
    assert hits[0].name[start:end].startswith("نوری")


def test_arrows_choose_a_result_and_enter_opens_it(clerk: Clerk) -> None:
    popup = _search(clerk, "نوری")
    assert len(popup.model.hits) > 1
    first = popup.chosen()
    clerk.press(Qt.Key.Key_Down)
    assert popup.chosen() != first
    clerk.press(Qt.Key.Key_Up)
    assert popup.chosen() == first
    clerk.press(Qt.Key.Key_Return)
    clerk.settle()
    assert isinstance(clerk.page, CustomerFilePage)
    assert clerk.page.title == "زهرا نوری‌فر"
    assert not popup.isVisible()


def test_enter_before_the_answer_opens_the_first_result(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F3)
    clerk.enter("R2606100412")
    clerk.until(lambda: isinstance(clerk.counter.window.shell.tabs.front, CustomerFilePage))


def test_late_answers_are_dropped(clerk: Clerk) -> None:
    popup = clerk.counter.window.shell.popup
    clerk.press(Qt.Key.Key_F3)
    box = clerk.counter.window.shell.top_bar.search
    for text in ("علی", "نوری فر"):
        box.setText(text)
        box.ask_now()
    clerk.until(popup.isVisible)
    assert {hit.why for hit in popup.model.hits} == {"نام: نوری‌فر"}


def test_esc_closes_the_results_and_then_clears_the_box(clerk: Clerk) -> None:
    popup = _search(clerk, "نوری")
    clerk.press(Qt.Key.Key_Escape)
    assert not popup.isVisible()
    box = clerk.counter.window.shell.top_bar.search
    assert box.text() == "نوری"
    clerk.press(Qt.Key.Key_Escape)
    assert box.text() == ""


def test_nothing_found_offers_a_walk_in_with_that_name(clerk: Clerk) -> None:
    popup = _search(clerk, "ژیلا پژمانپور")
    assert popup.chosen() is None
    assert popup.new_button.isVisible()
    clerk.press(Qt.Key.Key_F2)
    clerk.settle()
    page = clerk.page
    assert isinstance(page, RegistrationPage)
    assert page.form.raws()["family_name"] == "پژمانپور"


def test_number_and_code_track_one_order(clerk: Clerk) -> None:
    customer_id, order_id = clerk.read(main_order)
    code = clerk.read(lambda unit: _code_of(unit, customer_id))
    popup = _search(clerk, f"R2606100412 {code}")
    assert [hit.order_id for hit in popup.model.hits if isinstance(hit, SearchHit)] == [order_id]


def test_right_number_with_a_wrong_code_shows_only_not_found(clerk: Clerk) -> None:
    popup = _search(clerk, "R2606100412 0499370899"[:-1] + "8")
    assert popup.model.hits == ()
    assert popup.nothing_title.text() == words.SEARCH_NOTHING_TRACK
    assert not popup.new_button.isVisible()


def test_tracking_pairs_are_recognised_in_either_order_and_any_digits() -> None:
    assert tracking_pair("R2606100412 0499370899") == ("R2606100412", "0499370899")
    assert tracking_pair("۰۴۹۹۳۷۰۸۹۹  D700412") == ("D700412", "0499370899")
    assert tracking_pair("2606 50412 ٠٤٩٩٣٧٠٨٩٩") == ("260650412", "0499370899")
    assert tracking_pair("0499370899") is None
    assert tracking_pair("نوری فر 0499370899") is None


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("۰۴۹۹۳۷۰۸۹۹", CustomerFields(national_code="0499370899")),
        ("0912 345 2580", CustomerFields(mobile="09123452580")),
        ("زهرا نوری فر", CustomerFields(given_name="زهرا", family_name="نوری فر")),
        ("R2606100412", CustomerFields()),
    ],
)
def test_new_walk_in_gets_the_typed_values(text: str, fields: CustomerFields) -> None:
    assert fields_from(text) == fields


def _search(clerk: Clerk, text: str) -> SearchPopup:
    popup = clerk.counter.window.shell.popup
    clerk.press(Qt.Key.Key_F3)
    clerk.type(text)
    clerk.until(lambda: popup.isVisible() and not clerk.counter.window.shell.top_bar.search.is_waiting)
    return popup


def _code_of(unit: object, customer_id: object) -> str:
    from dealer_app.services.customers import customers

    return customers.get_customer(unit, customer_id).fields.national_code  # type: ignore[arg-type]
