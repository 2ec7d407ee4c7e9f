"""Where the data lie: as given, else the variable, else the user's own folder; the same for window and command line."""

from pathlib import Path

import pytest

from dealer_app.home import home_of


def test_given_folder_wins_over_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BAJEH_HOME", str(tmp_path / "named"))
    assert home_of(tmp_path / "given") == tmp_path / "given"
    assert home_of(None) == tmp_path / "named"


def test_without_either_it_is_the_users_own_folder(monkeypatch: pytest.MonkeyPatch, own_home: Path) -> None:
    monkeypatch.delenv("BAJEH_HOME", raising=False)
    assert own_home in home_of(None).parents
