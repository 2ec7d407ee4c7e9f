"""Fixtures of the journeys: a clerk at a running counter, and a demo made by the command line."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.real_process import ROOT
from tests.ui.counter_fixtures import clerk, demo_template, line, office, queue

__all__ = ["clerk", "demo_template", "line", "office", "queue"]


@pytest.fixture
def demo_home(tmp_path: Path) -> Path:
    """A demo made by the command line, as IT staff make it."""
    home = tmp_path / "home"
    command = [sys.executable, "-m", "dealer_app", "--home", str(home), "demo"]
    subprocess.run(command, check=True, cwd=ROOT, timeout=120, capture_output=True)
    return home
