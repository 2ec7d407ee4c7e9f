"""List and parse the committed files of the repository for the tests of the project's rules."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PERSIAN = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
"""A Persian letter."""
PERSIAN_SIGN = re.compile("[\u060c\u061b\u061f\u066a-\u066c\u06f0-\u06f9\u00ab\u00bb]")
"""A sign or digit that only Persian writes: comma, semicolon, question mark, percent, decimal mark, quotation marks."""


@cache
def committed_files() -> tuple[Path, ...]:
    """Return every file that git tracks or would track, relative to the root, without deleted ones."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(sorted({Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()}))


def python_files(*folders: str) -> tuple[Path, ...]:
    """Return the Python files below ``folders``, all of them without ``folders``."""
    return tuple(
        path for path in committed_files() if path.suffix == ".py" and (not folders or path.parts[0] in folders)
    )


@cache
def text_of(path: Path) -> str:
    """Return the text of a file."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the parsed file."""
    return ast.parse(text_of(path))


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a file."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, module) of every import, late ones too."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def words_said(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, source text) of every string that the program could show; docstrings are left out."""
    silent = {id(node.value) for node in ast.walk(tree_of(path)) if isinstance(node, ast.Expr)}
    lines = text_of(path).splitlines()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            last = node.end_lineno or node.lineno
            yield node.lineno, "\n".join(lines[node.lineno - 1 : last]).split("#")[0]
