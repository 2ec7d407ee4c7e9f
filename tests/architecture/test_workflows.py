"""Test that the page of workflows names only tests and pictures that exist, one row for each wish of a visitor."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source_tree import ROOT

PAGE = ROOT / "docs" / "workflows.md"
_ROW = re.compile(r"\| (?P<number>\d+) \| (?P<wish>[^|]+) \| (?P<test>[^|]+) \| (?P<picture>[^|]+) \|")
_TEST = re.compile(r"`(?P<file>tests/[\w/]+\.py)::(?P<name>test_\w+)`")
_PICTURE = re.compile(r"\[[^\]]+\]\((?P<file>[\w/.-]+\.png)\)")
NOT_YET = "not yet"
WISHES = 32


def problems_of(page: str, root: Path = ROOT) -> Iterator[str]:
    """Yield what a page of workflows names that does not exist, and rows that are missing."""
    rows = [match.groupdict() for match in _ROW.finditer(page)]
    numbers = [int(row["number"]) for row in rows]
    if numbers != list(range(1, WISHES + 1)):
        yield f"rows: {numbers}"
    for row in rows:
        test, picture = _TEST.fullmatch(row["test"].strip()), _PICTURE.fullmatch(row["picture"].strip())
        if row["test"].strip() != NOT_YET and (test is None or not _has_test(root / test["file"], test["name"])):
            yield f"{row['number']}: no test {row['test']}"
        if row["picture"].strip() != NOT_YET and (picture is None or not (root / "docs" / picture["file"]).is_file()):
            yield f"{row['number']}: no picture {row['picture']}"


def _has_test(path: Path, name: str) -> bool:
    return path.is_file() and f"def {name}(" in path.read_text("utf-8")


def test_every_named_test_and_picture_exists() -> None:
    assert list(problems_of(PAGE.read_text("utf-8"))) == []


def test_page_that_names_nothing_real_is_found() -> None:
    row = "| 1 | wish | `tests/journeys/test_help.py::test_that_is_not_there` | [a](manual/pictures/none.png) |"
    assert [problem[:8] for problem in problems_of(row)] == ["rows: [1", "1: no te", "1: no pi"]
