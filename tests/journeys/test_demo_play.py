"""`make run` without a display: plays a day by itself and writes readable papers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.real_process import ROOT

PAPERS = {
    "03-registration": "۰۷۹۰۴۱۹۹۰۴",
    "06-letter": "۴,۸۶۴,۰۰۰,۰۰۰",
    "07-slip": "2606/50412",
    "09-receipt": "۲,۰۰۰,۰۰۰,۰۰۰",
    "11-visit-slip": "زهرا نوری",
    "12-brochure": "KM-18",
    "14-prepayment-slip": "۳,۸۸۵,۰۰۰,۰۰۰",
}
"""Papers, and words that must stand on each."""
WALK_IN = ("01-sign-in", "04-search", "05-file", "05-file-dark", "06-letter-preview", "08-payment")
PICTURES = (*WALK_IN, "10-call", "10-call-recognised", "11-visit", "12-plans", "13-order")


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
    assert {file.stem for file in output.glob("*.pdf")} == PAPERS.keys()
    for name, words in PAPERS.items():
        assert words in read(output / f"{name}.pdf").replace("٬", ","), name


def read(pdf: Path) -> str:
    """Return the text of a paper from pdftotext."""
    return subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
