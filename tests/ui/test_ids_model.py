"""The model of ids is deleted with its table and leaves no timer."""

from PySide6.QtCore import QModelIndex, QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.leftovers import qt_objects_left
from ui.tables.ids_model import Column, IdsModel
from ui.tables.ids_table import IdsTable

COLUMNS = (Column("name", 1, str),)


def a_model_that_wants_rows() -> IdsModel:
    """Return a model that was asked for a missing row, so that its timer is active."""
    model = IdsModel(COLUMNS)
    model.show_ids((1, 2, 3))
    model.data(model.index(0, 0, QModelIndex()))
    return model


def test_deleted_table_leaves_no_timer_of_wanted_rows(qtbot: QtBot) -> None:
    model = a_model_that_wants_rows()
    table = IdsTable(model, "customers")
    assert [timer.isActive() for timer in model.findChildren(QTimer)] == [True]
    table.deleteLater()
    assert qt_objects_left([]) == []
    assert not isValid(model)


def test_wanted_rows_are_requested_once(qtbot: QtBot) -> None:
    model = a_model_that_wants_rows()
    table = IdsTable(model, "customers")
    qtbot.addWidget(table)
    with qtbot.waitSignal(model.rows_wanted) as wanted:
        model.data(model.index(2, 0, QModelIndex()))
    assert wanted.args == [(1, 2, 3)]
