"""Test the imports between layers: the contracts of pyproject.toml, that each can fail, and what they cannot see."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT, imports_of, python_files, tree_of

PURE_LIBRARIES = {"persiantools", "num2fawords"}
WRONG_IMPORTS = {
    "resources.wrong": "dealer_app.domain",
    "dealer_app.domain.wrong": "dealer_app.protocol",
    "dealer_app.domain.sql": "sqlalchemy",
    "dealer_app.protocol.wrong": "dealer_app.store",
    "dealer_app.store.core.wrong": "dealer_app.store.tables",
    "dealer_app.store.tables.wrong": "dealer_app.store.search",
    "dealer_app.store.wrong": "dealer_app.services",
    "dealer_app.services.wrong": "dealer_app.documents",
    "dealer_app.services.paper": "reportlab",
    "dealer_app.documents.wrong": "dealer_app.sync",
    "dealer_app.documents.typesetting.wrong": "dealer_app.store",
    "dealer_app.sync.wrong": "dealer_app.hub",
    "dealer_app.sync.apply.wrong": "dealer_app.sync.session",
    "dealer_app.sync.session.wrong": "dealer_app.sync.usb",
    "dealer_app.sync.session.line": "httpx",
    "dealer_app.hub.wrong": "dealer_app.desktop",
    "dealer_app.hub.commands.wrong": "dealer_app.hub.service",
    "dealer_app.hub.database.wrong": "dealer_app.hub.devices",
    "dealer_app.hub.window": "PySide6",
    "dealer_app.desktop.wrong": "dealer_app.cli",
    "dealer_app.desktop.screen": "ui.app",
    "ui.texts.wrong": "ui.widgets",
    "ui.look.wrong": "ui.commands",
    "ui.widgets.wrong": "ui.forms",
    "ui.widgets.words.wrong": "ui.widgets.painted",
    "ui.forms.wrong": "ui.tables",
    "ui.lanes.wrong": "ui.page_kit",
    "ui.page_kit.wrong": "ui.operations",
    "ui.operations.wrong": "ui.pages",
    "ui.operations.record": "dealer_app.store",
    "ui.operations.query": "sqlalchemy",
    "ui.pages.files.wrong": "ui.pages.payments",
    "ui.pages.wrong": "ui.shell",
    "ui.shell.wrong": "dealer_app.cli",
}
"""A module -> what it must not import: at least one for every layer."""


def lint_imports(root: Path) -> tuple[int, str]:
    """Return the exit code of ``lint-imports`` in ``root`` and what it prints, on one line."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    return done.returncode, " ".join(done.stdout.split())


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """Return a copy of the packages without their code, under the same contracts."""
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    for path in python_files("dealer_app", "ui", "resources"):
        if path.name == "__init__.py" or len(path.parts) <= 3:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text("", encoding="utf-8")
    # The one module that may import httpx, and a client library that the contracts name.
    (tmp_path / "dealer_app/sync/session/client.py").write_text("import httpx\n", encoding="utf-8")
    return tmp_path


def test_contracts_hold() -> None:
    code, told = lint_imports(ROOT)
    assert code == 0, told


def test_skeleton_without_a_wrong_import_passes(skeleton: Path) -> None:
    code, told = lint_imports(skeleton)
    assert code == 0, told


def test_every_wrong_import_is_found(skeleton: Path) -> None:
    for module, wrong in WRONG_IMPORTS.items():
        path = _module_path(skeleton, module)
        path.write_text(
            f"{path.read_text(encoding='utf-8') if path.exists() else ''}import {wrong}\n", encoding="utf-8"
        )
    code, told = lint_imports(skeleton)
    assert code == 1
    assert [module for module, wrong in WRONG_IMPORTS.items() if not _is_named(told, skeleton, module, wrong)] == []


@pytest.mark.parametrize(
    "package", ["dealer_app", "ui", "dealer_app/hub", "dealer_app/sync", "dealer_app/store", "ui/widgets"]
)
def test_new_package_without_a_layer_is_found(skeleton: Path, package: str) -> None:
    (skeleton / package / "examples").mkdir()
    (skeleton / package / "examples/__init__.py").write_text("", encoding="utf-8")
    code, told = lint_imports(skeleton)
    assert code == 1
    assert "examples" in told


def test_domain_imports_only_the_standard_library_and_pure_values() -> None:
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


def test_every_page_is_a_package_of_its_own() -> None:
    pages = [path for path in python_files("ui") if path.parts[:2] == ("ui", "pages") and _is_page(path)]
    assert {path.name for path in pages} == {"page.py"}
    assert len(pages) == len({path.parts[2] for path in pages}) > 1


def _module_path(root: Path, module: str) -> Path:
    """Return the file of a module: ``__init__.py`` of a package, or the parent if that is a module."""
    path = root.joinpath(*module.split("."))
    if path.parent.with_suffix(".py").exists():  # desktop is a module: the wrong import goes into it
        return path.parent.with_suffix(".py")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _is_named(told: str, root: Path, module: str, wrong: str) -> bool:
    """Return whether the report names the import."""
    importer = ".".join(_module_path(root, module).relative_to(root).with_suffix("").parts)
    return f"{importer} -> {wrong} " in told


def _is_page(path: Path) -> bool:
    return any(isinstance(node, ast.ClassDef) and node.name.endswith("Page") for node in tree_of(path).body)
