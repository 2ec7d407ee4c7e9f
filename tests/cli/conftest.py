"""Provide homes for the command line: the demo, made once and copied."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dealer_app.cli.parser import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command and return (exit code, stdout, stderr)."""

    def call(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture(scope="session")
def demo_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("cli") / "home"
    assert main(["--home", str(home), "demo"]) == 0
    return home


@pytest.fixture
def demo(demo_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_once, tmp_path / "home"))
