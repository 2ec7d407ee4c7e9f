"""`make run` without a display: plays the walk-in by itself and writes readable papers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.real_process import ROOT

PAPERS = ("03-registration", "06-letter", "07-slip", "09-receipt")
PICTURES = ("01-sign-in", "04-search", "05-file", "05-file-dark", "06-letter-preview", "08-payment")


@pytest.mark.timeout(240)
@pytest.mark.xdist_group("screen")
def test_demo_without_a_display_writes_papers_and_pictures(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    environment.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, str(ROOT / "main.py"), "--demo"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0, done.stderr
    output = tmp_path / "demo-output"
    assert str(output) in done.stdout
    for name in PICTURES:
        assert (output / f"{name}.png").stat().st_size > 5_000
    words = {name: read(output / f"{name}.pdf") for name in PAPERS}
    assert "۴,۸۶۴,۰۰۰,۰۰۰" in words["06-letter"].replace("٬", ",")
    assert "2606/50412" in words["07-slip"]
    assert "۲,۰۰۰,۰۰۰,۰۰۰" in words["09-receipt"].replace("٬", ",")
    assert "۰۷۹۰۴۱۹۹۰۴" in words["03-registration"]


def read(pdf: Path) -> str:
    """Return the text of a paper from pdftotext."""
    return subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
