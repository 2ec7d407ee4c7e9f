"""Home folder: the given one, else the variable's, else the user's; the same for window and command line."""

from pathlib import Path

import pytest

from dealer_app.home import home_of


def test_given_folder_wins_over_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BAJEH_HOME", str(tmp_path / "named"))
    assert home_of(tmp_path / "given") == tmp_path / "given"
    assert home_of(None) == tmp_path / "named"


def test_users_folder_is_the_default(monkeypatch: pytest.MonkeyPatch, own_home: Path) -> None:
    monkeypatch.delenv("BAJEH_HOME", raising=False)
    assert own_home in home_of(None).parents
