"""Who may know whom: the contracts of pyproject.toml, and what import-linter cannot see."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.source_tree import ROOT, imports_of, python_files, tree_of

PURE_LIBRARIES = {"persiantools", "num2fawords"}


def test_contracts_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


def test_domain_knows_only_the_standard_library_and_pure_values() -> None:
    allowed = sys.stdlib_module_names | PURE_LIBRARIES | {"dealer_app", "resources"}
    wrong = [
        f"{path}:{line} {module}"
        for path in python_files("dealer_app")
        if "domain" in path.parts
        for line, module in imports_of(path)
        if module.split(".")[0] not in allowed
    ]
    assert not wrong


def test_domain_reads_no_clock_and_no_file() -> None:
    forbidden = {"today", "now", "utcnow", "open", "read_text", "read_bytes", "time", "monotonic"}
    wrong = [
        f"{path}:{node.lineno} {name}()"
        for path in python_files("dealer_app")
        if "domain" in path.parts
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        if (name := getattr(node.func, "attr", getattr(node.func, "id", ""))) in forbidden
    ]
    assert not wrong


def test_qt_stands_only_in_ui_and_main() -> None:
    wrong = [
        f"{path}:{line}"
        for path in python_files("dealer_app", "resources", "installer")
        for line, module in imports_of(path)
        if module.split(".")[0] in {"PySide6", "shiboken6"}
    ]
    assert not wrong


def test_only_the_documents_know_reportlab() -> None:
    wrong = [
        f"{path}:{line}"
        for path in python_files("dealer_app", "resources", "ui")
        if "documents" not in path.parts
        for line, module in imports_of(path)
        if module.split(".")[0] == "reportlab"
    ]
    assert not wrong


def test_nobody_below_knows_the_screen() -> None:
    wrong = [
        f"{path}:{line}"
        for path in python_files("dealer_app", "resources")
        if path.name not in {"cli/parser.py", "__main__.py"}
        for line, module in imports_of(path)
        if module.split(".")[0] in {"ui", "main"}
    ]
    assert not wrong


def test_pages_never_import_each_other() -> None:
    wrong = [
        f"{path}:{line} {module}"
        for path in python_files("ui")
        if path.parts[:2] == ("ui", "pages")
        for line, module in imports_of(path)
        if module.startswith("ui.pages.") and module.split(".")[2] != _page_of(path)
    ]
    assert not wrong


def test_every_page_is_a_module_or_a_package_of_its_own() -> None:
    pages = [path for path in python_files("ui") if path.parts[:2] == ("ui", "pages") and _is_page(path)]
    assert len(pages) == len({_page_of(path) for path in pages}) > 1


def _page_of(path: Path) -> str:
    """Return the page that a file of ``ui/pages`` belongs to."""
    return Path(path.parts[2]).stem


def _is_page(path: Path) -> bool:
    return any(isinstance(node, ast.ClassDef) and node.name.endswith("Page") for node in tree_of(path).body)
