"""Fixtures: an empty home to copy, and keys in files."""

from pathlib import Path

import pytest

from tests.soak.world import make_template


@pytest.fixture(autouse=True)
def keys_in_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep keys in files, so that no test uses the key ring of the desktop."""
    monkeypatch.setenv("BAJEH_KEYRING", "file")


@pytest.fixture(scope="module")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a counter that was never used."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAJEH_KEYRING", "file")
        return make_template(tmp_path_factory.mktemp("template"))
