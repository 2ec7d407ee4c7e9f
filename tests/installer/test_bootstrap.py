"""The bootstrap: reports missing parts and does not repeat finished steps."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from installer import bootstrap, system_libraries

ROOT = Path(__file__).resolve().parents[2]
ON_DEBIAN = pytest.mark.skipif(not shutil.which("dpkg-query"), reason="asks dpkg")


@pytest.fixture
def small_repository(tmp_path: Path) -> Path:
    """Return a copy of the bootstrap with an empty lock, so that it makes an environment without a network."""
    copy = tmp_path / "a folder with spaces"
    shutil.copytree(ROOT / "installer", copy / "installer", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "requirements.lock").write_text("# nothing\n", encoding="utf-8")
    return copy


def start(repository: Path) -> str:
    """Run the copy's bootstrap with the Python under test and return its output."""
    base = os.path.realpath(sys.executable)
    told = subprocess.run([base, "installer/bootstrap.py"], cwd=repository, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_second_start_does_nothing_unless_lock_or_folder_changed(small_repository: Path) -> None:
    assert "ready" in start(small_repository)
    made = (small_repository / ".venv/pyvenv.cfg").stat().st_mtime_ns
    assert start(small_repository) == ""
    assert (small_repository / ".venv/pyvenv.cfg").stat().st_mtime_ns == made

    (small_repository / "requirements.lock").write_text("# another nothing\n", encoding="utf-8")
    assert "ready" in start(small_repository)
    moved = small_repository.rename(small_repository.with_name("moved"))
    assert "ready" in start(moved)
    assert start(moved) == ""


def test_unsupported_python_is_refused_with_the_supported_versions(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "SUPPORTED", ((3, 99),))
    assert bootstrap.main([]) == 1
    assert "Python 3.11 or 3.12" in capsys.readouterr().err


@ON_DEBIAN
def test_missing_libraries_are_listed() -> None:
    assert system_libraries.list_missing(["dpkg", "bajeh-no-such-library"]) == ["bajeh-no-such-library"]


@ON_DEBIAN
def test_user_without_root_gets_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_libraries, "RUNTIME", ("bajeh-no-such-library",))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert system_libraries.install_missing_libraries(with_tests=False)
    assert "sudo apt-get update && sudo apt-get install -y bajeh-no-such-library" in capsys.readouterr().err
