"""Test that no widget can take data for markup: labels and tool tips are made by ui/widgets/words only."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source_tree import python_files, tree_of

HELPERS = {Path("ui/widgets/words/labels.py"), Path("ui/widgets/words/plain.py")}
CALLS = {
    "setToolTip",
    "setTabToolTip",
    "setStatusTip",
    "setWhatsThis",
    "setTextFormat",
    "setHtml",
    "insertHtml",
    "appendHtml",
    "setMarkdown",
    "insertMarkdown",
    "showText",
}
ROLES = {"ToolTipRole", "StatusTipRole", "WhatsThisRole"}
CLASSES = {
    "QTextEdit",
    "QTextBrowser",
    "QTextDocument",
    "QStaticText",
    "QGraphicsTextItem",
    "QMessageBox",
    "QErrorMessage",
    "QInputDialog",
    "QProgressDialog",
    "QWizard",
    "QToolTip",
    "QWhatsThis",
    "QSplashScreen",
    "QSystemTrayIcon",
}


def test_only_the_helpers_can_show_markup() -> None:
    files = [path for path in python_files("ui", "main.py") if path not in HELPERS]
    assert len(files) > 100
    assert not [f"{path}:{line} {word}" for path in files for line, word in _rich(tree_of(path))]


def test_helpers_exist_and_are_the_ones_that_show_markup() -> None:
    assert all(_rich(tree_of(path)) for path in HELPERS)


@pytest.mark.parametrize(
    "source",
    [
        "mark = QLabel(name)",
        "mark = QtWidgets.QLabel()",
        "class Name(QLabel): ...",
        "button.setToolTip(name)",
        "tip = button.setToolTip\ntip(name)",
        "if role == Qt.ItemDataRole.ToolTipRole: ...",
        "label.setTextFormat(Qt.TextFormat.RichText)",
        "from PySide6.QtWidgets import QMessageBox",
        "QtWidgets.QMessageBox.warning(self, title, name)",
        "document = QTextDocument()",
        "from ui.widgets.words.plain import TIP_ROLE",
    ],
)
def test_markup_is_found(source: str) -> None:
    assert _rich(ast.parse(source))


def test_type_of_a_label_and_its_plain_text_may_be_named() -> None:
    source = "from PySide6.QtWidgets import QLabel\ndef say(label: QLabel): label.setText(name)\n"
    source += "from ui.widgets.words.plain import TIP_ROLE, plain_tip\nplain_tip(name)\n"
    assert not _rich(ast.parse(source))


def _rich(tree: ast.Module) -> list[tuple[int, str]]:
    """Return (line, word) of everything that could show text as markup."""
    found = [pair for node in ast.walk(tree) for pair in _rich_node(node)]
    names = {node.id: node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name)}
    takes_role = any(
        isinstance(node, ast.ImportFrom) and any(each.name == "TIP_ROLE" for each in node.names)
        for node in ast.walk(tree)
    )
    if takes_role and "plain_tip" not in names:
        found.append((1, "TIP_ROLE without plain_tip"))
    return sorted(found)


def _rich_node(node: ast.AST) -> list[tuple[int, str]]:
    if isinstance(node, ast.Attribute) and node.attr in CALLS | ROLES | CLASSES:
        return [(node.lineno, node.attr)]
    if isinstance(node, ast.Name) and node.id in CLASSES:
        return [(node.lineno, node.id)]
    if isinstance(node, ast.ImportFrom):
        return [(node.lineno, each.name) for each in node.names if each.name in CLASSES]
    if isinstance(node, ast.Call) and _last_name(node.func) == "QLabel":
        return [(node.lineno, "QLabel(…)")]
    if isinstance(node, ast.ClassDef) and any(_last_name(base) == "QLabel" for base in node.bases):
        return [(node.lineno, "class of QLabel")]
    return []


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
