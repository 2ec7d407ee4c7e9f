"""The menu of a row in every table: by key and by mouse, it opens, copies, and offers what the page can do."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu

from tests.ui.clerk import Clerk
from tests.ui.settings import sign_in_manager
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.directory.page import DirectoryPage
from ui.pages.files.page import FilesPage
from ui.pages.imports.page import ImportPage
from ui.pages.plans.page import PlansPage
from ui.tables.notes_table import NotesTable
from ui.texts import directory as directory_words
from ui.texts import forms as words
from ui.texts import plans as plan_words

SAMPLE = Path(__file__).parents[2] / "services" / "imports" / "samples" / "dealer-export.xlsx"


def files(clerk: Clerk) -> FilesPage:
    clerk.counter.navigate.open_files()
    clerk.settle()
    page = clerk.page
    assert isinstance(page, FilesPage)
    clerk.until(lambda: page.model.row_at(0) is not None)
    return page


def menu_by_key(table: QAbstractItemView) -> QMenu:
    """Show the menu as Qt does after the menu key was pressed."""
    place = table.viewport().rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, table.mapToGlobal(place))
    QApplication.sendEvent(table, asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def names(menu: QMenu) -> list[str]:
    return [action.text().partition("\t")[0] for action in menu.actions()]


def press(menu: QMenu, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(menu, key)


def test_menu_key_means_the_selected_row_and_enter_does_the_first_thing(clerk: Clerk) -> None:
    page = files(clerk)
    clerk.press(Qt.Key.Key_Down)
    wanted = page.model.index(1, 0).data()
    menu = menu_by_key(page.table)
    assert names(menu) == [words.OPEN_ROW, words.COPY_ROW, words.COPY_CELL.format(cell=wanted)]
    press(menu, Qt.Key.Key_Down, Qt.Key.Key_Return)
    clerk.until(lambda: isinstance(clerk.page, CustomerFilePage) and clerk.page.title == wanted)


def test_mouse_chooses_the_row_below_it_and_copies_one_cell(clerk: Clerk) -> None:
    page = files(clerk)
    cell = page.table.visualRect(page.model.index(2, 3)).center()
    text = page.model.index(2, 3).data()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, cell, page.table.viewport().mapToGlobal(cell))
    QApplication.sendEvent(page.table.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert page.table.currentIndex().row() == 2
    press(menu, Qt.Key.Key_Up, Qt.Key.Key_Return)
    clerk.settle()
    assert QGuiApplication.clipboard().text() == text
    assert clerk.note == words.COPIED


def test_no_menu_where_there_is_no_row(clerk: Clerk) -> None:
    page = files(clerk)
    page.filter.setFocus()
    clerk.type("ژژژ")
    clerk.until(lambda: not page.model.ids)
    place = QPoint(5, 5)
    QApplication.sendEvent(
        page.table.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, page.table.mapToGlobal(place))
    )
    assert QApplication.activePopupWidget() is None


def test_menu_offers_what_the_page_can_do_with_the_row(clerk: Clerk) -> None:
    clerk.counter.navigate.open_directory()
    page = clerk.page
    assert isinstance(page, DirectoryPage)
    clerk.until(lambda: bool(page.shown))
    menu = menu_by_key(page.table)
    assert names(menu)[:3] == [directory_words.PRINT, directory_words.CLOSE_TODAY, directory_words.COPY]
    assert directory_words.EDIT not in names(menu)  # a clerk may not
    press(menu, Qt.Key.Key_Escape)


def test_remarks_of_an_import_are_copied_row_by_row(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    clerk.counter.navigate.open_import()
    page = clerk.page
    assert isinstance(page, ImportPage)
    page.try_file(SAMPLE)
    clerk.until(lambda: page.report is not None)
    table = page.findChild(NotesTable)
    assert table is not None
    table.setCurrentIndex(table.model().index(1, 0))
    table.setFocus()
    clerk.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\t")
    assert copied == [str(table.model().index(1, at).data() or "") for at in range(5)]
    assert clerk.note == words.COPIED
    menu = menu_by_key(table)
    assert names(menu) == [words.COPY_ROW]
    press(menu, Qt.Key.Key_Escape)


def test_plan_is_put_beside_others_by_its_menu(clerk: Clerk) -> None:
    clerk.counter.navigate.open_plans()
    page = clerk.page
    assert isinstance(page, PlansPage)
    clerk.until(lambda: page.model.rowCount() > 1)
    page.list.setFocus()
    page.list.setCurrentIndex(page.model.index(1))
    menu = menu_by_key(page.list)
    assert names(menu) == [plan_words.PUT_BESIDE, words.COPY_ROW]
    press(menu, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert len(page.chosen) == 1
    menu = menu_by_key(page.list)
    assert names(menu)[0] == plan_words.TAKE_AWAY
    press(menu, Qt.Key.Key_Escape)


def test_directory_is_sorted_by_its_headings(clerk: Clerk) -> None:
    clerk.counter.navigate.open_directory()
    page = clerk.page
    assert isinstance(page, DirectoryPage)
    clerk.until(lambda: bool(page.shown))
    before = [row.id for row in page.shown]
    header = page.table.horizontalHeader()
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        header.setSortIndicator(2, order)
        codes = [row.facts.code for row in page.shown]
        assert codes == sorted(codes, reverse=order is Qt.SortOrder.DescendingOrder)
    page.filter.setFocus()
    clerk.type("کرمان")
    page.filter.clear()
    header.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    assert [row.id for row in page.shown] == before


def test_mark_of_the_order_stays_at_a_column_that_sorts(clerk: Clerk) -> None:
    header = files(clerk).table.horizontalHeader()

    def click(column: int) -> None:
        place = QPoint(header.sectionViewportPosition(column) + header.sectionSize(column) // 2, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        clerk.settle()

    click(3)
    assert header.sortIndicatorSection() == 3
    click(5)  # the last status is no order of the list
    assert header.sortIndicatorSection() == 3
