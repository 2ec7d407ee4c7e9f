"""Test that every promise holds when processes on both sides are killed and the line between them is hostile."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.__main__ import words
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


def test_promises_hold_when_processes_are_killed(folder: Path) -> None:
    plan = Plan(operations=600, seed=20261126, pause_s=0.4)

    figures = run(plan, folder)

    print(words(plan, figures))  # seen with -s
    assert figures.operations >= 600
    assert figures.kills["counter"] >= 12
    assert figures.kills["hub"] >= 5
    assert figures.kills["postgres"] >= 2
    assert figures.mischief["portal"] >= 1
    assert figures.mischief["cut mid-body up"] >= 1
    assert figures.mischief["cut mid-body down"] >= 1
    assert figures.works["enrolled"] >= plan.counters - 1  # one may be killed before it notes it


def test_hub_that_answers_before_it_commits_is_detected(folder: Path) -> None:
    plan = Plan(operations=5000, seed=1, counters=3, serve=HASTY, deck=("kill hub",), pause_s=1.0, is_calm=True)

    with pytest.raises(FellError, match="I3: acknowledged up to"):
        run(plan, folder)
