"""Enrolment of a second counter at a trial head office, by the commands of the README."""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ADDRESS = re.compile(r"--hub (\S+) --code (\S+)")
LINES = 5


def _lines() -> list[str]:
    block = README.split("a second counter\n\n```sh\n")[1].split("```")[0]
    return [line.split("  #")[0].strip() for line in block.splitlines()]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Yield the address and the code that a trial head office prints."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    command = made.split("run-hub: setup")[1].splitlines()[1].strip().removeprefix("@$(PYTHON) ")
    started = subprocess.Popen(
        [sys.executable, *shlex.split(command), "--port", str(port)],
        cwd=ROOT,
        env=_environment(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield _read_invitation(started)
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(30)
        assert started.stdout is not None
        started.stdout.close()


def _read_invitation(started: "subprocess.Popen[str]") -> tuple[str, str]:
    assert started.stdout is not None
    for line in started.stdout:
        found = ADDRESS.search(line)
        if found:
            return found[1], found[2]
    pytest.fail("no invitation was printed")


def _environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "BAJEH_KEYRING": "file", "BAJEH_HUB_HOME": str(tmp_path / "hub"), "PYTHONUTF8": "1"}


@pytest.mark.enable_socket
def test_second_counter_is_enrolled_by_the_commands_of_the_readme(hub: tuple[str, str], tmp_path: Path) -> None:
    url, code = hub
    lines = _lines()
    assert len(lines) == LINES
    assert lines[0] == "make run-hub"
    answers = []
    for line in lines[1:4]:
        told = line.replace("URL", url).replace("CODE", code).replace("second-counter", str(tmp_path / "second"))
        words = shlex.split(told.replace(".venv/bin/python", shlex.quote(sys.executable)))
        ran = subprocess.run(
            words, cwd=ROOT, env=_environment(tmp_path), capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert ran.returncode == 0, (line, ran.stderr)
        answers.append(ran.stdout)
    assert "نمایندگی ۲۶۰۶" in answers[0]
    assert "R2606100412" in answers[2]
    assert "زهرا نوری‌فر" in answers[2]
