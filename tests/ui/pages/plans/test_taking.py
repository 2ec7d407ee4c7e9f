"""A sheet of plans that is given up, and the reasons of a refused sheet, by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.hub.sheets import a_sheet
from tests.plan_samples import SHEET_ROW
from tests.ui.clerk import Clerk
from tests.ui.pages.plans.catalogue import codes, open_plans
from tests.ui.settings import sign_in_manager

SHEETS = [
    {"code": "P-GOOD"},
    {"code": "P-BAD", "price": "0"},
    {"code": "P-DOUBT", "stage3_share": "30"},
]


@pytest.mark.parametrize("cells", SHEETS)
def test_sheet_that_was_given_up_stores_and_says_nothing(clerk: Clerk, tmp_path: Path, cells: dict[str, str]) -> None:
    sign_in_manager(clerk)
    page = open_plans(clerk)
    before = codes(page)
    page.take_file(a_sheet(tmp_path / "plans.csv", "plan", {**SHEET_ROW, **cells}))
    clerk.press(Qt.Key.Key_Escape)
    clerk.settle()
    assert codes(page) == before
    assert clerk.note == ""
    assert page.filter.hasFocus()
    assert page.taking.problems.count() == 0


def test_second_sheet_takes_the_place_of_the_first(clerk: Clerk, tmp_path: Path) -> None:
    sign_in_manager(clerk)
    page = open_plans(clerk)
    before = len(codes(page))
    for code in ("P-A", "P-B"):
        page.take_file(a_sheet(tmp_path / f"{code}.csv", "plan", {**SHEET_ROW, "code": code}))
    clerk.until(lambda: len(codes(page)) > before)
    clerk.settle()
    assert "P-B" in codes(page)
    assert "P-A" not in codes(page)


def test_reasons_of_a_refused_sheet_are_read_and_copied_by_keyboard(clerk: Clerk, tmp_path: Path) -> None:
    sign_in_manager(clerk)
    page = open_plans(clerk)
    rows = [{**SHEET_ROW, "code": f"P{at}", "price": "0"} for at in range(60)]
    page.take_file(a_sheet(tmp_path / "bad.csv", "plan", *rows))
    problems = page.taking.problems
    clerk.until(lambda: problems.count() == 60)
    assert problems.hasFocus()
    bar = problems.verticalScrollBar()
    for _ in range(2):
        clerk.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    clerk.press(Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    clerk.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied == [problems.item(at).text() for at in range(60)]
    clerk.press(Qt.Key.Key_Tab)
    assert page.taking.leave.hasFocus()
    clerk.press(Qt.Key.Key_Escape)
    assert page.filter.hasFocus()
