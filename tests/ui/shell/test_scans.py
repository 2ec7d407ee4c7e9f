"""A scanner at the search box: seals checked without a network, any keyboard layout, codes opened at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from typing import TypeVar

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from dealer_app.domain.bills import IssueBill, IssueInvitation
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.authenticity import PREFIX, encode_facts, seal, unseal
from dealer_app.domain.papers.papers import BillDetails, InvitationDetails, PaperKind, PaperRef, VisitDetails
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.search.recognise import Candidate, recognise
from dealer_app.domain.visits import RecordVisit
from dealer_app.services.bills import bills
from dealer_app.services.invitations import invitations
from dealer_app.services.visits.visits import record_visit
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.orders import OrderRecord
from tests.ui.clerk import Clerk, main_order
from ui.commands import scans
from ui.commands.scans import read_scan
from ui.operations.search import check_seal
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.deadlines.page import DeadlinesPage
from ui.pages.papers.page import PaperPage
from ui.texts import seals as words
from ui.widgets.search.search_popup import SearchPopup

T = TypeVar("T")
LAYOUTS = (scans._STANDARD, scans._OLDER)
SCANNED = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.", min_size=1, max_size=60)

AFTER = ("", "#", "X", "\u200e", "\u202c")
MARKED = ["{}", "*{}*", "I{}", "~{}", "{}#", "*I{}*", "{}\u200e", "]C1{}"]


def pressed_under(layout: dict[str, str], text: str) -> str:
    """Return the letters that a scanner's keys give under a Persian keyboard layout."""
    given_by = {latin: persian for persian, latin in layout.items()}
    return "".join(given_by.get(letter, letter) for letter in text)


def test_genuine_letter_is_read_with_any_prefix_suffix_or_case(clerk: Clerk) -> None:
    sealed = _letter(clerk).authenticity
    turned = sealed, sealed.swapcase()
    sent = [f"{before}{text}{after}" for before in ("", "~", "XY", "\u200e") for after in AFTER for text in turned]
    for text in sent:
        assert clerk.read(lambda unit, it=text: check_seal(unit, read_scan(it))).verdict == "genuine"  # type: ignore[misc]
    popup = _scan(clerk, f"~{sealed.swapcase()}\u200e")
    assert words.VERDICTS["genuine"] in popup.seal.banner.text
    popup = _scan(clerk, f"~{sealed.lower()}")
    assert words.VERDICTS["unreadable"] in popup.seal.banner.text


@given(SCANNED, st.sampled_from(LAYOUTS), st.sampled_from(["~", "#", "", "\u200f", "%"]))
def test_caps_lock_and_signs_around_are_undone(rest: str, layout: dict[str, str], sign: str) -> None:
    assert read_scan(sign + (PREFIX + rest).swapcase()) == PREFIX + rest
    assert read_scan(pressed_under(layout, PREFIX + rest) + "\u200e") == PREFIX + rest


@given(st.text("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", min_size=17, max_size=17), st.sampled_from(MARKED))
def test_marked_chassis_number_is_looked_up_by_its_signs(vin: str, sent: str) -> None:
    for typed in (vin, vin.lower()):
        assert Candidate("vin", vin) in recognise(read_scan(sent.format(typed)))


def test_code_39_opens_the_order(clerk: Clerk) -> None:
    vin = clerk.read(lambda unit: unit.session.scalar(select(OrderRecord.vin).where(OrderRecord.vin.is_not(None))))
    clerk.press(Qt.Key.Key_F3)
    clerk.type(f"*I{vin}*")
    clerk.press(Qt.Key.Key_Tab)
    clerk.until(lambda: isinstance(clerk.counter.window.shell.tabs.front, CustomerFilePage))


@given(
    SCANNED, st.sampled_from(LAYOUTS), st.sampled_from(["", "\t", "\x1d", "]Q1", "\r\n"]), st.sampled_from(["", "\t"])
)
def test_seal_is_read_under_every_layout(rest: str, layout: dict[str, str], before: str, after: str) -> None:
    assert read_scan(before + pressed_under(layout, PREFIX + rest) + after) == PREFIX + rest


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ق۲۶۰۶۱۰۰۴۱۲", "r2606100412"),
        ("]C1۰۱۲۳۴\x1d\r", "01234"),
        ("نوری‌فر", "نوری‌فر"),
        (" زهرا نوری ", "زهرا نوری"),
        ("1405/2606/00871", "1405/2606/00871"),
        ("٠٤٩٩٣٧٠٨٩٩", "0499370899"),
        ("٠٤٩٩۳۷۰۸۹۹", "0499370899"),  # two kinds of digits in one number
    ],
)
def test_codes_are_translated_and_names_are_kept(typed: str, meant: str) -> None:
    assert read_scan(typed) == meant


@pytest.mark.parametrize("layout", [{}, *LAYOUTS], ids=["latin", "standard", "older"])
def test_scanned_letter_is_genuine_and_enter_opens_its_order(clerk: Clerk, layout: dict[str, str]) -> None:
    letter = _letter(clerk)
    popup = _scan(clerk, pressed_under(layout, letter.authenticity))
    assert words.VERDICTS["genuine"] in popup.seal.banner.text
    facts = dict(popup.seal.lines)
    assert facts[words.NUMBER].startswith("\u20661405/2606/")
    assert facts[words.AMOUNT] == "۴٬۸۶۴٬۰۰۰٬۰۰۰ ریال"
    assert facts[words.ORDER] == "R2606100412"
    assert words.PAY_BY in facts
    assert len(facts[words.TAIL]) == 4
    clerk.press(Qt.Key.Key_Return)
    clerk.settle()
    page = clerk.page
    assert isinstance(page, CustomerFilePage)
    card = page.open_card()
    assert card is not None
    assert card.order.id == letter.order_id
    assert not popup.isVisible()


def test_changed_seal_is_not_genuine_and_shows_no_facts(clerk: Clerk) -> None:
    sealed = _letter(clerk).authenticity
    others = cycle("xQ7_")
    for at in (0, len(PREFIX) - 1, len(PREFIX) + 20, len(sealed) // 2, len(sealed) - 1):
        other = next(letter for letter in others if letter != sealed[at])
        popup = _scan(clerk, sealed[:at] + other + sealed[at + 1 :])
        assert any(words.VERDICTS[name] in popup.seal.banner.text for name in ("invalid", "unreadable"))
        assert popup.seal.lines == ()
        clerk.press(Qt.Key.Key_Return)
        clerk.settle()
        assert isinstance(clerk.page, DeadlinesPage)


def test_paper_of_an_unknown_dealership_is_not_verified_or_opened(clerk: Clerk) -> None:
    facts, *_ = unseal(_letter(clerk).authenticity)
    stranger = Ed25519PrivateKey.generate()
    popup = _scan(clerk, seal(facts, stranger.sign(encode_facts(facts)), "strange1"))
    assert words.VERDICTS["unknown_key"] in popup.seal.banner.text
    assert dict(popup.seal.lines)[words.ORDER] == "R2606100412"
    clerk.press(Qt.Key.Key_Return)
    clerk.settle()
    assert isinstance(clerk.page, DeadlinesPage)


def test_next_scan_replaces_the_answer(clerk: Clerk) -> None:
    popup = _scan(clerk, _letter(clerk).authenticity)
    first = popup.seal.banner.text
    clerk.type(_letter(clerk).authenticity[:-1])
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: popup.seal.banner.text != first)


@pytest.mark.parametrize("digits", ["0123456789", "۰۱۲۳۴۵۶۷۸۹"])
def test_scanned_slip_opens_its_order(clerk: Clerk, digits: str) -> None:
    slip = _slip(clerk)
    assert len(slip.barcode) == 26
    clerk.press(Qt.Key.Key_F3)
    clerk.type(slip.barcode.translate(str.maketrans("0123456789", digits)))
    clerk.press(Qt.Key.Key_Tab)
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: isinstance(clerk.counter.window.shell.tabs.front, CustomerFilePage))


def test_scanned_slip_of_a_visit_without_a_file_opens_the_slip(clerk: Clerk) -> None:
    def record(unit: Unit) -> VisitDetails:
        return record_visit(unit, RecordVisit("other", unit.now, visitor_name="رضا تهرانی", asked="ساعت کار"))

    visit = _write(clerk, record)
    popup = _scan(clerk, visit.authenticity)
    assert popup.seal._paper_hint.isVisible()
    assert not popup.seal._not_here.isVisible()
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: isinstance(clerk.page, PaperPage))
    assert isinstance(clerk.page, PaperPage)
    assert clerk.page.ref == PaperRef(PaperKind.VISIT, visit.id)


def test_typed_number_of_a_visit_without_a_file_opens_the_slip(clerk: Clerk) -> None:
    def record(unit: Unit) -> VisitDetails:
        return record_visit(unit, RecordVisit("other", unit.now, visitor_name="رضا تهرانی", asked="ساعت کار"))

    visit = _write(clerk, record)
    popup = clerk.counter.window.shell.popup
    clerk.press(Qt.Key.Key_F3)
    clerk.type(persian_digits(visit.number))
    clerk.until(lambda: popup.isVisible() and [hit.name for hit in popup.model.hits] == ["رضا تهرانی"])
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: isinstance(clerk.page, PaperPage))
    assert isinstance(clerk.page, PaperPage)
    assert clerk.page.ref == PaperRef(PaperKind.VISIT, visit.id)


def test_tab_after_slow_typing_moves_the_focus(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F3)
    clerk.type("نوری")
    clerk.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not clerk.counter.window.shell.top_bar.search


def test_passed_deadline_is_shown(clerk: Clerk) -> None:
    sealed = _letter(clerk).authenticity
    popup = _scan(clerk, sealed)
    assert words.LATE not in dict(popup.seal.lines)[words.PAY_BY]
    answer = clerk.read(lambda unit: check_seal(replace(unit, today=unit.today + timedelta(days=60)), sealed))
    popup.show_seal(answer)
    assert words.LATE in dict(popup.seal.lines)[words.PAY_BY]


def _scan(clerk: Clerk, text: str) -> SearchPopup:
    popup = clerk.counter.window.shell.popup
    clerk.press(Qt.Key.Key_F3)
    clerk.enter(text)
    clerk.until(lambda: popup.isVisible() and popup.seal.isVisible())
    return popup


def _letter(clerk: Clerk) -> InvitationDetails:
    _, order_id = clerk.read(main_order)
    return _write(clerk, lambda unit: invitations.issue_invitation(unit, IssueInvitation(order_id)))


def _slip(clerk: Clerk) -> BillDetails:
    _, order_id = clerk.read(main_order)
    return _write(clerk, lambda unit: bills.issue_bills(unit, IssueBill(order_id, Account.PRINCIPAL)))[0]


def _write(clerk: Clerk, work: Callable[[Unit], T]) -> T:
    answers: list[T] = []
    clerk.counter.tasks.run_write(clerk.counter, work, lambda written: answers.append(written.value))
    clerk.until(lambda: bool(answers))
    return answers[0]
