"""Fields during typing: digits of any script, groups, states, sentences, the cursor."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.forms.conftest import Show, type_into
from ui.forms.choice_field import ChoiceField
from ui.forms.code_field import digits_only, in_groups, mobile_field, national_code_field, postal_code_field
from ui.forms.enter_chain import EnterChain
from ui.forms.field import FieldState
from ui.forms.jalali_field import JalaliField
from ui.forms.jalali_popup import JalaliPopup, add_months, column_of
from ui.forms.line_edit import reformat
from ui.forms.rial_field import RialField
from ui.forms.sheba_field import ShebaField
from ui.forms.text_field import NoteField, TextField

TODAY = date(2026, 11, 22)


def today() -> date:
    return TODAY


@pytest.mark.parametrize("typed", ["0790419904", "۰۷۹۰۴۱۹۹۰۴", "٠٧٩٠٤١٩٩٠٤", "079-041 9904"])
def test_national_code_is_the_same_in_every_script(show: Show, typed: str) -> None:
    field = national_code_field()
    show(field)
    type_into(field.line, typed)
    assert field.raw() == "0790419904"
    assert field.line.text() == "۰۷۹۰۴۱۹۹۰۴"
    assert field.state is FieldState.OK


def test_unfinished_code_is_an_error_only_after_leaving_the_field(show: Show) -> None:
    field = national_code_field()
    show(field, TextField("name", "نام"))
    type_into(field.line, "07904")
    assert field.state.value == "neutral"
    QTest.keyClick(field.line, Qt.Key.Key_Tab)
    assert field.state.value == "error"
    assert field.sentence.words.text()


def test_error_disappears_when_the_code_is_complete(show: Show) -> None:
    field = national_code_field()
    show(field)
    type_into(field.line, "079041990")
    field.check()
    assert field.state.value == "error"
    type_into(field.line, "4")
    assert field.state.value == "good"


def test_mobile_is_grouped_and_the_cursor_keeps_its_digit(show: Show) -> None:
    field = mobile_field()
    show(field)
    type_into(field.line, "09133456789")
    assert field.line.text() == "۰۹۱۳ ۳۴۵ ۶۷۸۹"
    field.line.setCursorPosition(5)
    QTest.keyClick(field.line, Qt.Key.Key_Backspace)
    QTest.keyClick(field.line, Qt.Key.Key_Backspace)
    type_into(field.line, "2")
    assert field.raw() == "09123456789"


def test_unusual_postal_code_gives_a_warning_and_is_accepted(show: Show) -> None:
    field = postal_code_field()
    show(field)
    type_into(field.line, "7018934511")
    assert field.check()
    assert field.state is FieldState.WARNING


def test_sheba_keeps_its_prefix_and_names_the_bank(show: Show) -> None:
    field = ShebaField()
    named: list[str] = []
    field.bank_named.connect(named.append)
    show(field)
    type_into(field.line, "820540102680020817909002")
    assert field.line.text() == "IR82 0540 1026 8002 0817 9090 02"
    assert field.raw() == "IR820540102680020817909002"
    assert field.state is FieldState.OK
    assert named[-1] == "پارسیان"


def test_one_changed_digit_of_a_sheba_is_refused(show: Show) -> None:
    field = ShebaField()
    show(field)
    type_into(field.line, "820540102680020817909003")
    assert not field.check()


@pytest.mark.parametrize("typed", ["1402/6/21", "۱۴۰۲۰۶۲۱", "1402-06-21"])
def test_day_is_read_in_every_spelling(show: Show, typed: str) -> None:
    field = JalaliField("on", "تاریخ", today)
    show(field)
    type_into(field.line, typed)
    field.check()
    assert field.day() == date(2023, 9, 12)
    assert field.line.text() == "۱۴۰۲/۰۶/۲۱"


@pytest.mark.parametrize(("typed", "day"), [("امروز", TODAY), ("+30", date(2026, 12, 22))])
def test_day_is_read_in_words(show: Show, typed: str, day: date) -> None:
    field = JalaliField("on", "تاریخ", today, says_day=True)
    show(field)
    type_into(field.line, typed)
    field.check()
    assert field.day() == day


def test_invalid_day_is_refused_with_the_reason(show: Show) -> None:
    field = JalaliField("on", "تاریخ", today)
    show(field)
    type_into(field.line, "1404/12/30")
    assert not field.check()
    assert "اسفند" in field.sentence.words.text()


def test_calendar_begins_on_saturday_and_ends_on_friday() -> None:
    assert column_of(date(2026, 11, 21)) == 0
    assert column_of(date(2026, 11, 27)) == 6


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(-24, 24))
def test_adding_and_subtracting_months_returns_the_month(day: date, months: int) -> None:
    from dealer_app.domain.calendar.jalali import to_jalali

    there = add_months(day, months)
    assert to_jalali(add_months(there, -months))[:2] == to_jalali(day)[:2]


def test_arrow_keys_and_enter_pick_a_day(show: Show) -> None:
    field = JalaliField("on", "تاریخ", today)
    window = show(field)
    popup = JalaliPopup(TODAY, TODAY, window)
    picked: list[date] = []
    popup.picked.connect(picked.append)
    QTest.keyClick(popup.grid, Qt.Key.Key_Left)
    QTest.keyClick(popup.grid, Qt.Key.Key_Down)
    QTest.keyClick(popup.grid, Qt.Key.Key_Return)
    assert picked == [date(2026, 11, 30)]


def test_amount_is_grouped_during_typing_and_shown_in_words(show: Show) -> None:
    field = RialField("amount", "مبلغ")
    show(field)
    type_into(field.line, "12070160")
    assert field.line.text() == "۱۲٬۰۷۰٬۱۶۰"
    assert "دوازده میلیون" in field.sentence.words.text()
    assert "تومان" in field.sentence.words.text()


def test_amount_typed_in_words_becomes_digits_after_leaving_the_field(show: Show) -> None:
    field = RialField("amount", "مبلغ")
    show(field, TextField("name", "نام"))
    type_into(field.line, "5 میلیون")
    QTest.keyClick(field.line, Qt.Key.Key_Tab)
    assert field.amount() == 5_000_000
    assert field.line.text() == "۵٬۰۰۰٬۰۰۰"


def test_scanned_barcode_is_never_an_amount(show: Show) -> None:
    field = RialField("amount", "مبلغ")
    show(field)
    type_into(field.line, "10643481031150000097570237")
    assert not field.check()
    assert "بارکد" in field.sentence.words.text()
    assert field.amount() == 0


def test_enter_moves_through_the_fields_and_submits_at_the_end(show: Show) -> None:
    first, second = TextField("a", "الف"), ChoiceField("b", "ب", (("1", "یک"), ("2", "دو")))
    note = NoteField("c", "پ")
    window = show(first, second, note)
    pressed: list[str] = []
    chain = EnterChain(window, [first, second, note], lambda: pressed.append("end"), lambda: pressed.append("start"))
    QTest.keyClick(first.line, Qt.Key.Key_Return)
    assert second.box.hasFocus()
    QTest.keyClick(second.box, Qt.Key.Key_Enter)
    assert note.box.hasFocus()
    QTest.keyClick(note.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert note.box.toPlainText() == "\n"
    QTest.keyClick(note.box, Qt.Key.Key_Return)
    assert pressed == ["end"]
    QTest.keyClick(note.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert second.box.hasFocus()
    chain.step(first.editor, -1)
    assert pressed == ["end", "start"]


def test_hidden_fields_are_skipped(show: Show) -> None:
    first, hidden, last = TextField("a", "الف"), TextField("b", "ب"), TextField("c", "پ")
    window = show(first, hidden, last)
    hidden.want(False)
    EnterChain(window, [first, hidden, last], lambda: None)
    QTest.keyClick(first.line, Qt.Key.Key_Return)
    assert last.line.hasFocus()


@given(st.text(alphabet="0123456789 ", max_size=16), st.integers(0, 16))
def test_grouping_keeps_every_digit_and_the_place_of_the_cursor(text: str, at: int) -> None:
    cursor = min(at, len(text))
    shown, place = reformat(text, cursor, digits_only, lambda digits: in_groups(digits, (4, 3, 4)))
    assert digits_only(shown) == digits_only(text)
    assert digits_only(shown[:place]) == digits_only(text[:cursor])
