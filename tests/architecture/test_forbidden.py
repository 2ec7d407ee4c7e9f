"""Test that files contain no forbidden construct, no misplaced Persian, and no address or path of a machine."""

import re
from pathlib import Path

import pytest

from tests.architecture.source_tree import (
    PERSIAN,
    PERSIAN_SIGN,
    ROOT,
    committed_files,
    imports_of,
    python_files,
    text_of,
    words_said,
)

SOURCE = ("dealer_app", "ui", "resources", "installer", "main.py")
PERSIAN_PLACES = (Path("resources"), Path("ui/texts"), Path("dealer_app/documents"), Path("tests"))
BAD_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"\bQDateEdit\b", "reverses its sections right-to-left: own Jalali field"),
        (r"\bQSortFilterProxyModel\b", "25 s for 100,000 rows: sort in SQL"),
        (r"\bQTableWidget\b", "ids first: a model over ids"),
        (r"\bprocessEvents\b", "the lanes carry slow work"),
        (r"\bcanFetchMore\b", "the count on the screen is the true count"),
        (r"\bshaping\s*=", "reportlab's own shaping switch is not ours"),
        (r"""LIKE\s+['"]%""", "reads the whole table: the search index"),
        (r"\bqasync\b|\bQtAsyncio\b", "two lanes, no event-loop mixture"),
        (r"\btime\.sleep\(", "nothing sleeps"),
    ],
)
def test_forbidden_things_stay_out(pattern: str, reason: str) -> None:
    search = re.compile(pattern)
    found = [f"{path}: {pattern}" for path in python_files(*SOURCE) if search.search(text_of(path))]
    assert not found, reason


def test_no_mock_library() -> None:
    found = [
        f"{path}:{line}"
        for path in python_files()
        for line, module in imports_of(path)
        if module in {"mock", "unittest.mock", "pytest_mock"}
    ]
    assert not found
    assert not [path for path in python_files("tests") if re.search(r"\bmocker\b|MagicMock", _without_this(path))]


def test_persian_words_and_signs_are_only_in_their_places() -> None:
    found = [
        f"{path}:{line} {seen}"
        for path in python_files()
        if not any(path.is_relative_to(place) for place in PERSIAN_PLACES)
        for line, source in words_said(path)
        if (seen := PERSIAN.search(source) or PERSIAN_SIGN.search(source))
    ]
    assert not found


@pytest.mark.parametrize("said", ["نام", "a، b", "«a»", "۱۲", "۲٫۵", "؟"])
def test_persian_words_and_signs_are_found(said: str) -> None:
    assert PERSIAN.search(said) or PERSIAN_SIGN.search(said)


def test_module_names_are_specific() -> None:
    assert not [path for path in python_files() if BAD_NAMES & {path.stem, *path.parts}]


def test_no_registry_and_no_path_of_a_machine_is_named() -> None:
    hosts = "|".join(("py" + "pi", "python" + "hosted", "npm" + "js", "deb" + "ian"))
    search = re.compile(
        rf"https?://[a-z0-9.-]*({hosts})\.[a-z]+|(?<![\w.])/(wor[k]|far[m]|hom[e]|roo[t])/|/tmp/bash_job[s]".encode()
    )
    found = [
        str(path) for path in committed_files() if path.suffix != ".svg" and search.search((ROOT / path).read_bytes())
    ]
    assert not found


def _without_this(path: Path) -> str:
    return "" if path.name == Path(__file__).name else text_of(path)
