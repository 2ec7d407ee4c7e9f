"""Provide homes for the command line (the demo, made once and copied) and a head office with a fresh database."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dealer_app.cli.parser import main
from tests.pg import hub_database

Run = Callable[..., tuple[int, str, str]]


PAPER = ("paper", "--as", "سمیه کریمی")
"""The command ``paper`` for a clerk of the demo, whose PIN is in the environment of every test here."""

FIND = ("find", "--as", "سمیه کریمی")
"""The command ``find`` for the same clerk: the window shows an administrator no customer either."""


@pytest.fixture(autouse=True)
def _pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAJEH_PIN", "222222")


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


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Head office's folder, with a fresh database."""
    with hub_database() as url:
        monkeypatch.setenv("HUB_DATABASE_URL", url)
        monkeypatch.setenv("BAJEH_HUB_HOME", str(tmp_path / "hub"))
        yield tmp_path / "hub"
