"""Test that the chaos detects a broken promise; `make soak` runs it on the unchanged code, which takes minutes."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.counters import FellError
from tests.chaos.run import Plan, run

pytestmark = [pytest.mark.enable_socket, pytest.mark.xdist_group("chaos")]
HASTY = ("-m", "tests.chaos.hasty_hub", "hub", "serve")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder outside pytest's own, whose rights a second pytest resets: PostgreSQL then cannot start again."""
    with tempfile.TemporaryDirectory(prefix="bajeh-chaos-") as path:
        yield Path(path)


@pytest.fixture(autouse=True)
def _restored_environment(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    for name in ("BAJEH_KEYRING", "NO_PROXY", "HUB_KEYS"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))  # the PostgreSQL library warns if the system has none


def test_hub_that_answers_before_it_commits_is_detected(folder: Path) -> None:
    plan = Plan(operations=5000, seed=1, counters=3, serve=HASTY, deck=("kill hub",), pause_s=1.0, is_calm=True)

    with pytest.raises(FellError, match="I3: acknowledged up to"):
        run(plan, folder)
