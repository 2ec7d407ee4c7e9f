"""Test that the lock, the Makefile and the README agree."""

import re
import subprocess
import sys
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source_tree import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    """Return pyproject's project table."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]  # type: ignore[no-any-return]


def locked() -> dict[str, str]:
    """Return the pinned version of every package of the lock."""
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", LOCK, re.MULTILINE))


def test_lock_names_no_address() -> None:
    assert not re.search(r"://|--(extra-)?index-url|--find-links|@ ", LOCK)


def test_every_package_of_the_lock_is_hashed() -> None:
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_lock_satisfies_the_requirements_of_the_project() -> None:
    wishes = map(Requirement, [*project()["dependencies"], *project()["optional-dependencies"]["dev"]])
    pins = locked()
    assert [
        str(wish) for wish in wishes if not wish.specifier.contains(pins.get(canonicalize_name(wish.name), "0"))
    ] == []


@pytest.mark.parametrize("target", ["run", "test", "lint", "types", "bench", "demo", "setup", "faults"])
def test_make_help_explains_every_command(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE)


def test_readme_names_only_commands_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"run", "test"} <= named
    assert {name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)} == set()


def test_program_of_the_pictures_can_start() -> None:
    started = [sys.executable, "-c", "import docs.pictures"]
    done = subprocess.run(started, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
