"""The field for an amount: what is typed or pasted is saved as meant or refused, and the words are that sum."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dealer_app.domain.errors import FieldError
from dealer_app.domain.money import format_rial, parse_rial, rial_in_words
from tests.ui.forms.conftest import Show, type_into
from ui.forms.field import FieldState
from ui.forms.rial_field import RialField
from ui.forms.text_field import TextField

CASES = json.loads(
    (Path(__file__).parents[2] / "data" / "bugs" / "30-amounts-in-the-payment-field.json").read_text("utf-8")
)["cases"]


def _meant(text: str) -> int | None:
    """Return the sum that ``text`` means, None if it is refused."""
    try:
        return parse_rial(text)
    except FieldError:
        return None


def _enter(field: RialField, how: str, text: str) -> None:
    field.line.clear()
    if how == "type":
        type_into(field.line, text)
    else:
        QApplication.clipboard().setText(text)
        field.line.paste()


@pytest.mark.parametrize("how", ["type", "paste"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_sample_is_saved_as_meant_or_refused(show: Show, case: dict[str, Any], how: str) -> None:
    field = RialField("amount", "مبلغ")
    show(field, TextField("name", "نام"))
    _enter(field, how, case["text"])
    QTest.keyClick(field.line, Qt.Key.Key_Tab)
    if case["must"] == "refused":
        assert field.amount() == 0
        assert field.state is FieldState.ERROR
    else:
        assert field.amount() == case["must"]
        assert field.state is FieldState.OK
        assert field.line.text() == format_rial(field.amount())


def test_any_typed_or_pasted_text_is_saved_as_meant_or_refused(show: Show) -> None:
    field = RialField("amount", "مبلغ")
    show(field)
    texts = st.one_of(
        st.text("0123456789۰۱۵.,٬٫ ", min_size=1, max_size=14),
        st.builds(
            "{}{}".format, st.sampled_from(["1", "1.5", "12,5", "1.500", "۲٫۵"]), st.sampled_from([" میلیون", " هزار"])
        ),
    )

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(texts, st.sampled_from(["type", "paste"]))
    @example("12,5", "type")
    @example("۱۲٬۵", "type")
    @example("۱۲٬۵", "paste")
    @example("5.000.000,00", "type")
    @example("500.000", "paste")
    def run(text: str, how: str) -> None:
        _enter(field, how, text)
        saved = field.amount()
        assert saved == (_meant(text) or 0)
        if saved:
            assert field.sentence.words.text().startswith(rial_in_words(saved))
        field.check()
        assert field.amount() == saved
        if saved:
            assert field.line.text() == format_rial(saved)

    run()


def test_edited_digits_are_grouped_again(show: Show) -> None:
    field = RialField("amount", "مبلغ")
    show(field)
    type_into(field.line, "12500000")
    field.line.setCursorPosition(2)
    type_into(field.line, "7")
    assert field.line.text() == "۱۲۷٬۵۰۰٬۰۰۰"
    QTest.keyClick(field.line, Qt.Key.Key_Backspace)
    QTest.keyClick(field.line, Qt.Key.Key_Backspace)
    assert field.line.text() == "۱٬۵۰۰٬۰۰۰"
    assert field.raw() == "1500000"


def test_stored_text_is_shown_as_it_was(show: Show) -> None:
    field = RialField("amount", "مبلغ")
    show(field)
    field.set_raw("1.5")
    assert (field.raw(), field.amount()) == ("1.5", 0)
    field.set_raw("")
    assert field.is_empty()
    field.set_raw("12500000")
    assert field.line.text() == "۱۲٬۵۰۰٬۰۰۰"
