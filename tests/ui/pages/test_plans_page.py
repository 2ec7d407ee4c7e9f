"""The catalogue of plans, by keyboard: filter while typing, three side by side, a sheet with bad and doubtful cells."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dealer_app.domain.errors import sentence
from dealer_app.domain.rights import Right, refusal_of
from tests.hub.sheets import a_sheet, a_table, headings
from tests.plan_samples import SHEET_ROW
from tests.ui.clerk import Clerk
from tests.ui.pages.plans.catalogue import codes, open_plans
from tests.ui.settings import sign_in_manager
from ui.pages.papers.page import PaperPage
from ui.texts import plans as texts


def test_typing_narrows_and_space_lays_plans_side_by_side(clerk: Clerk) -> None:
    page = open_plans(clerk)
    clerk.type("J7")
    assert len(codes(page)) == 4
    clerk.press(Qt.Key.Key_Down)
    for _ in range(3):
        clerk.press(Qt.Key.Key_Space)
        clerk.press(Qt.Key.Key_Down)
    assert [entry.plan.fields.code for entry in page.beside()] == codes(page)[:3]
    names = [widget.accessibleName() for widget in page.comparison.findChildren(QWidget)]
    assert any(name.startswith(texts.ROWS["total"]) for name in names)
    assert any("قسط ۴" in name for name in names)

    clerk.press(Qt.Key.Key_Space)
    assert clerk.note == texts.TOO_MANY
    clerk.type("ژ")
    assert codes(page) == []
    for expected in (0, 12, 12):  # Esc closes the note, then clears the filter, then takes the plans apart
        clerk.press(Qt.Key.Key_Escape)
        assert len(codes(page)) == expected
    assert page.chosen == []


def test_chips_narrow_to_open_plans_of_one_channel(clerk: Clerk) -> None:
    page = open_plans(clerk)
    page.chips["open"].click()
    page.chips["direct"].click()
    page.chips["unified"].click()
    assert not page.chips["direct"].isChecked()
    assert len(codes(page)) == page.chips["unified"].count == 3


def test_clerk_is_told_that_sheets_are_a_managers(clerk: Clerk) -> None:
    open_plans(clerk)
    clerk.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert clerk.note == sentence(refusal_of(Right.PLANS))


def test_sheet_with_a_bad_cell_stores_nothing_and_a_doubt_needs_a_mark(clerk: Clerk, tmp_path: Path) -> None:
    sign_in_manager(clerk)
    page = open_plans(clerk)
    before = len(codes(page))
    bad = a_sheet(tmp_path / "bad.csv", "plan", SHEET_ROW, {**SHEET_ROW, "code": "P2", "price": "0"})
    page.take_file(bad)
    clerk.until(lambda: page.taking.problems.count() == 1)
    assert "ردیف ۳" in page.taking.problems.item(0).text()
    assert page.taking.right.isHidden()
    clerk.press(Qt.Key.Key_Escape)
    clerk.settle()
    assert len(codes(page)) == before

    cells = {**SHEET_ROW, "stage3_share": "30"}
    names = [*(headings("plan")[name] for name in cells), "یادداشت"]
    page.take_file(a_table(tmp_path / "doubt.csv", names, [*cells.values(), "x"]))
    clerk.until(lambda: page.taking.problems.count() == 1)
    assert not page.taking.store.isEnabled()
    page.taking.focus_first()
    clerk.press(Qt.Key.Key_Space)
    page.taking.store.click()
    clerk.until(lambda: len(codes(page)) == before + 1)
    assert "1405-27" in codes(page)
    assert "خوانده نشد: «یادداشت»" in clerk.note


def test_brochure_of_the_plan_under_the_cursor_opens_by_key(clerk: Clerk) -> None:
    page = open_plans(clerk)
    clerk.type("KM-27")
    clerk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    clerk.until(lambda: isinstance(clerk.page, PaperPage) and clerk.page.view is not None)
    paper = clerk.page
    assert isinstance(paper, PaperPage)
    assert paper.view is not None
    assert paper.view.facts.number == "KM-27/1"
    assert codes(page) == ["KM-27"]
