"""The list of files: count, order by SQL, filter, rows fetched by block, opened with Enter."""

from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_app.domain.persian import sort_key
from tests.ui.clerk import Clerk
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.files.page import FilesPage
from ui.tables.ids_model import BLOCK, Column, IdsModel


class _Row:
    def __init__(self, one: UUID) -> None:
        self.id = one


def test_list_shows_every_file_in_persian_order(clerk: Clerk) -> None:
    page = _files(clerk)
    assert "۴۰" in page.count.text()
    names = [page.model.index(place, 0).data() for place in range(page.model.rowCount())]
    clerk.settle()
    names = [page.model.index(place, 0).data() for place in range(page.model.rowCount())]
    families = [sort_key(name.split(" ", 1)[-1]) for name in names[:10]]
    assert families == sorted(families)


def test_list_is_sorted_by_a_heading_in_both_directions(clerk: Clerk) -> None:
    page = _files(clerk)
    first = page.model.ids[0]
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    clerk.settle()
    assert page.model.ids[-1] == first


def test_letters_typed_in_the_table_filter_it_and_esc_clears_them(clerk: Clerk) -> None:
    page = _files(clerk)
    clerk.type("نوری")
    clerk.until(lambda: 0 < page.model.rowCount() < 40)
    assert "نوری" in page.count.text()
    clerk.press(Qt.Key.Key_Escape)
    clerk.until(lambda: page.model.rowCount() == 40)


def test_filter_without_a_match_shows_a_message(clerk: Clerk) -> None:
    page = _files(clerk)
    clerk.type("ژژژ")
    clerk.until(page.empty.isVisible)
    assert "ژژژ" in page.empty.title.text()


def test_enter_opens_the_chosen_file(clerk: Clerk) -> None:
    page = _files(clerk)
    name = page.model.index(1, 0).data()
    clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Return)
    clerk.settle()
    assert isinstance(clerk.page, CustomerFilePage)
    assert clerk.page.title == name


def test_rows_are_requested_once_and_by_block(qtbot: QtBot) -> None:
    model = IdsModel([Column("id", 1, lambda row: str(row.id))])
    ids = [uuid4() for _ in range(10 * BLOCK)]
    model.show_ids(ids)
    asked: list[tuple[UUID, ...]] = []
    model.rows_wanted.connect(asked.append)
    with qtbot.waitSignal(model.rows_wanted):
        assert model.index(3 * BLOCK, 0).data() == ""
        assert model.index(3 * BLOCK + 5, 0).data() == ""
    assert asked == [tuple(ids[3 * BLOCK : 4 * BLOCK])]
    model.take_rows([_Row(one) for one in asked[0]])
    assert model.index(3 * BLOCK, 0).data() == str(ids[3 * BLOCK])
    model.forget([ids[3 * BLOCK]])
    with qtbot.waitSignal(model.rows_wanted):
        model.index(3 * BLOCK, 0).data()
    assert asked[1:] == [(ids[3 * BLOCK],)]


def _files(clerk: Clerk) -> FilesPage:
    clerk.counter.navigate.open_files()
    clerk.settle()
    page = clerk.page
    assert isinstance(page, FilesPage)
    clerk.until(lambda: bool(page.model.index(0, 0).data()))
    return page
