"""The table of rights in the settings: every cell is the table's, read by arrows, and nothing can be changed."""

import csv

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from dealer_app.domain.rights import Grant, Right
from dealer_app.domain.staff import Role
from resources.texts.rights import RIGHTS, ROLES
from tests.architecture.source_tree import ROOT
from tests.ui.clerk import Clerk
from tests.ui.settings import open_settings, sign_in_manager
from ui.pages.settings.rights import RightsSection
from ui.texts import settings as words

CTRL = Qt.KeyboardModifier.ControlModifier
WORDS = {"yes": "دارد", "beside": "همکار", "no": "–"}


def open_rights(clerk: Clerk) -> RightsSection:
    section = open_settings(clerk, "rights").front
    assert isinstance(section, RightsSection)
    return section


def test_every_cell_is_that_of_the_table(clerk: Clerk) -> None:
    section = open_rights(clerk)
    with (ROOT / "resources" / "tables" / "rights.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    shown = [[section.model.index(at, column).data() for column in range(8)] for at in range(section.model.rowCount())]
    assert shown == [[RIGHTS[row["right"]], *(WORDS[row[role]] for role in Role)] for row in rows]
    heads = [section.model.headerData(column, Qt.Orientation.Horizontal) for column in range(8)]
    assert heads == [words.RIGHT, *ROLES.values()]
    assert {row["right"] for row in rows} == set(Right)
    assert set(WORDS) == set(Grant)


def test_arrows_say_each_right_in_full(clerk: Clerk) -> None:
    section = open_rights(clerk)
    assert section.table.hasFocus()
    assert "پذیرش" in section.mine.text()
    rights = [row["right"] for row in csv.DictReader((ROOT / "resources/tables/rights.csv").read_text().splitlines())]
    for _ in range(rights.index("record_payment")):
        clerk.press(Qt.Key.Key_Down)
    assert section.said.text().startswith("«ثبت پرداخت»: صندوق، سرپرست یا مدیر. با رمز سرپرست یا مدیر: پذیرش.")
    assert "نمونه" in section.said.text()
    clerk.press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().split("\t")[:2] == ["ثبت پرداخت", "همکار"]


def test_nobody_changes_the_table_here(clerk: Clerk) -> None:
    section = open_rights(clerk)
    assert section.guard_note.isHidden()
    clerk.press(Qt.Key.Key_S, CTRL)
    clerk.settle()
    sign_in_manager(clerk)
    section = open_rights(clerk)
    assert section.saving.parent() is None or section.saving.isHidden()
    assert "مدیر" in section.mine.text()
    assert not clerk.page.is_dirty()
