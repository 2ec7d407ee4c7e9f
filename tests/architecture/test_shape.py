"""Test that files, functions and folders are small enough to read (docs/architecture.md)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.architecture.source_tree import ROOT, functions_of, python_files, text_of, tree_of

LONGEST_FILE = 400
FILE_MEDIAN, FILE_P90 = 90, 250
FUNCTION_MEDIAN, FUNCTION_P90 = 8, 25
WINDOW = 250
WIDEST_FOLDER = 25


def quantile(lengths: Sequence[int], share: float) -> int:
    """Return the length that ``share`` of the lengths do not exceed."""
    return sorted(lengths)[min(len(lengths) - 1, int(len(lengths) * share))]


def file_lengths(*folders: str) -> dict[str, int]:
    """Return the number of lines of every file that contains more than its docstring."""
    return {str(path): text_of(path).count("\n") for path in python_files(*folders) if len(tree_of(path).body) > 1}


def wide_folders(paths: Iterable[Path]) -> dict[str, int]:
    """Return the folders with too many modules to look over, and their counts."""
    modules = Counter(str(path.parent) for path in paths if path.name != "__init__.py")
    return {folder: count for folder, count in modules.items() if count > WIDEST_FOLDER}


def test_no_folder_is_wide() -> None:
    assert wide_folders(python_files()) == {}


def test_wide_folder_is_found() -> None:
    fresh = [Path("dealer_app/services") / f"examples_{number}.py" for number in range(WIDEST_FOLDER + 1)]
    assert list(wide_folders([*python_files(), *fresh])) == ["dealer_app/services"]


def test_no_file_is_over_four_hundred_lines() -> None:
    assert {path: lines for path, lines in file_lengths().items() if lines > LONGEST_FILE} == {}


def test_files_are_short() -> None:
    lengths = list(file_lengths().values())
    assert quantile(lengths, 0.5) <= FILE_MEDIAN
    assert quantile(lengths, 0.9) <= FILE_P90


def test_functions_are_short() -> None:
    lengths = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in python_files("dealer_app", "ui", "resources", "installer", "main.py")
        for node in functions_of(path)
    ]
    assert quantile(lengths, 0.5) <= FUNCTION_MEDIAN
    assert quantile(lengths, 0.9) <= FUNCTION_P90


def test_window_file_is_short() -> None:
    assert file_lengths("ui").get("ui/shell/window.py", 0) <= WINDOW


def test_a_savepoint_is_opened_in_one_place() -> None:
    """The row digests of a transaction must be undone with its rows."""
    found = [path.name for path in Path("dealer_app").rglob("*.py") if "begin_nested" in path.read_text("utf-8")]
    assert [name for name in found if name != "savepoints.py"] == []


def test_revisions_of_migrations_are_a_chain_without_a_fork() -> None:
    for side in ("store", "hub"):
        folder = ROOT / "dealer_app" / side / "migrations/versions"
        files = sorted(folder.rglob("[0-9]*.py"), key=lambda path: path.name)
        assert [path.name[:4] for path in files] == [f"{at:04}" for at in range(1, len(files) + 1)]
        for at, path in enumerate(files):
            source = path.read_text(encoding="utf-8")
            assert f'revision = "{at + 1:04}"' in source
            assert (f'down_revision = "{at:04}"' if at else "down_revision = None") in source
